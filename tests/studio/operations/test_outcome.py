from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studio.operations.outcome import CannotApplyError, UploadShelf

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "name", ["Beach.MP4", "beach", "f1", "C:\\films\\beach.mp4", "/a/beach.mp4"]
)
def test_an_upload_is_found_by_what_people_call_it(name: str) -> None:
    assert UploadShelf({"f1": {"name": "beach.mp4"}}).find(name) == "f1"


def test_a_missing_upload_is_asked_for() -> None:
    with pytest.raises(CannotApplyError, match="no_such_file"):
        UploadShelf({}).need("x.mp4")


def test_the_last_upload_of_a_kind_is_known() -> None:
    shelf = UploadShelf({"f1": {"kind": "image"}, "f2": {"kind": "image"}, "f3": {"kind": "audio"}})

    assert shelf.latest("image") == "f2"
    assert shelf.latest("video") is None


def test_the_lines_of_a_subtitle_file_are_read(tmp_path: Path) -> None:
    page = tmp_path / "a.srt"
    page.write_text("1\n00:00:01,000 --> 00:00:02,500\nhello\n", encoding="utf-8")

    shelf = UploadShelf(
        {"f1": {"name": "a.srt", "path": str(page)}, "f2": {"path": "/nowhere/at/all"}}
    )

    assert shelf.lines("f1") == [{"from": 1000, "to": 2500, "text": "hello"}]
    assert shelf.lines("f2") == []
