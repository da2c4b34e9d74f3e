from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from agent.skill import profile, version


def test_the_version_is_read_alike_with_and_without_yaml() -> None:
    assert profile.product().version == version.version()


def test_the_page_is_found_from_anywhere() -> None:
    page = Path(version.path())

    assert page.is_absolute()
    assert page.is_file()


def test_the_version_is_told_without_waking_up_anything() -> None:
    code = "import sys; from agent.cli import main; main(['--version']); print(*sys.modules)"

    told = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True
    ).stdout

    woken = {"pathlib", "dataclasses", "argparse", "yaml", "agent.surfaces"} & set(told.split())
    assert woken == set()
