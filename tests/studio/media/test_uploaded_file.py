from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studio.media.uploaded_file import ACCEPTED, UploadedFile, display_name, extension
from studio.wire.envelopes import RefusalError

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [
    ("clip.mp4", "clip.mp4"),
    ("../../etc/passwd.mp4", "passwd.mp4"),
    ("C:\\films\\clip.mov", "clip.mov"),
    ("夏 の海.mp4", "夏 の海.mp4"),
    ("a\x1b[31mb\u202ec.mp4", "a[31mbc.mp4"),
    ("x" * 300 + ".mp4", "x" * 116 + ".mp4"),
    ("", ""),
]


@pytest.mark.parametrize(("given", "expected"), NAMES)
def test_a_name_is_shown_harmlessly(given: str, expected: str) -> None:
    assert display_name(given) == expected


@pytest.mark.parametrize("ending", [*ACCEPTED, "MP4", "Jpeg"])
def test_media_are_accepted(ending: str) -> None:
    assert extension(f"file.{ending}") in ACCEPTED


@pytest.mark.parametrize("name", ["file.exe", "file", "mp4", "file.mp4.txt", "file."])
def test_everything_else_is_refused_with_the_list(name: str) -> None:
    with pytest.raises(RefusalError) as caught:
        extension(name)

    assert caught.value.code == 4001
    assert "mp4, mov" in str(caught.value)


def test_a_file_lies_under_a_name_of_ours(tmp_path: Path) -> None:
    arrival = UploadedFile.fresh(tmp_path / "new", "../../x.mp4", "mp4")

    assert arrival.path.parent == tmp_path / "new"
    assert arrival.path.name == f"{arrival.media_id}.mp4"
