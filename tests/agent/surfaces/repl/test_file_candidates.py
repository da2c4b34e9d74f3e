"""Files that may stand at the cursor."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.surfaces.repl.file_candidates import Candidate, files


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with some files, in which we stand."""
    monkeypatch.chdir(tmp_path)
    for name in ("beach.mp4", "boat.MP4", "notes.txt", ".hidden.mp4", "red\x1b[31m.mp4"):
        Path(name).write_bytes(b"x")
    Path("films").mkdir()
    Path("films/a.mp4").write_bytes(b"x")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["beach.mp4", "boat.MP4", "films/"]),
        ("b", ["beach.mp4", "boat.MP4"]),
        (".", [".hidden.mp4"]),
        ("films/", ["a.mp4"]),
        ("nowhere/", []),
        ("no", []),
    ],
)
def test_files_of_the_endings_and_folders(typed: str, found: list[str]) -> None:
    assert [one.text for one in files(typed, (".mp4",))] == found


def test_without_endings_every_file_may_stand_there() -> None:
    assert [one.text for one in files("no")] == ["notes.txt"]


def test_only_the_name_behind_the_folder_is_replaced_and_its_size_is_told() -> None:
    assert list(files("films/a")) == [Candidate("a.mp4", 1, "1 B")]
