from __future__ import annotations

import subprocess
import sys

HEAVY = "{'av', 'numpy', 'PIL', 'httpx', 'yaml'} & set(sys.modules)"
ROOMS = (
    "studio.media.probe, studio.media.normalize, studio.media.generator_client, "
    "studio.project.otio, studio.project.subtitles"
)


def test_no_media_library_is_loaded_before_the_first_upload() -> None:
    code = f"import sys, {ROOMS}; print({HEAVY} or 'none')"

    command = [sys.executable, "-c", code]
    told = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - ours

    assert told.stdout.strip() == b"none"
