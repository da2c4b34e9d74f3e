"""Where things are kept."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from agent.world import folders


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """A folder that nobody can make, not even root: it would stand inside a file."""
    file = tmp_path / "file"
    file.touch()
    return file / "home"


def test_the_own_folder_holds_all_three(tmp_path: Path) -> None:
    found = folders.folders({"REELTALK_HOME": str(tmp_path / "own"), "HOME": "/nowhere"}, tmp_path)

    assert (found.config, found.state, found.cache) == (
        tmp_path / "own/config",
        tmp_path / "own/state",
        tmp_path / "own/cache",
    )
    assert not found.is_fallback


def test_the_folders_of_the_desktop_are_used(tmp_path: Path) -> None:
    found = folders.folders(
        {
            "HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path / "c"),
            "XDG_STATE_HOME": str(tmp_path / "s"),
            "XDG_CACHE_HOME": str(tmp_path / "k"),
        },
        tmp_path,
    )

    assert found == folders.Folders(
        tmp_path / "c/reeltalk", tmp_path / "s/reeltalk", tmp_path / "k/reeltalk"
    )


@pytest.mark.parametrize("said", ["", "relative/folder"])
def test_a_folder_that_is_no_absolute_path_is_as_if_not_said(tmp_path: Path, said: str) -> None:
    found = folders.folders({"HOME": str(tmp_path), "XDG_STATE_HOME": said}, tmp_path)

    assert found.state == tmp_path / ".local/state/reeltalk"
    assert found.config == tmp_path / ".config/reeltalk"
    assert found.cache == tmp_path / ".cache/reeltalk"


def test_the_folder_is_for_the_person_alone(tmp_path: Path) -> None:
    found = folders.folders({"REELTALK_HOME": str(tmp_path / "own")}, tmp_path)

    assert stat.S_IMODE(found.state.stat().st_mode) == 0o700


def test_a_home_that_cannot_be_written_to_is_replaced_by_the_project(
    tmp_path: Path, nowhere: Path
) -> None:

    found = folders.folders({"HOME": str(nowhere)}, tmp_path)

    assert found.is_fallback
    assert found.state == tmp_path / ".reeltalk/state"


def test_a_project_that_cannot_be_written_to_is_replaced_by_the_temporary_folder(
    tmp_path: Path, nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".reeltalk").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    found = folders.folders({"HOME": str(nowhere)}, tmp_path)

    assert found.is_fallback
    assert found.state == tmp_path / f"reeltalk-{os.getuid()}/state"


@pytest.mark.parametrize("theirs", ["open to all", "a link"])
def test_a_temporary_folder_that_others_may_write_to_is_not_used(
    tmp_path: Path, nowhere: Path, monkeypatch: pytest.MonkeyPatch, theirs: str
) -> None:
    (tmp_path / ".reeltalk").touch()
    place = tmp_path / f"reeltalk-{os.getuid()}"
    if theirs == "a link":
        (tmp_path / "elsewhere").mkdir()
        place.symlink_to(tmp_path / "elsewhere")
    else:
        place.mkdir()
        place.chmod(0o777)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    found = folders.folders({"HOME": str(nowhere)}, tmp_path)

    assert not found.is_fallback


def test_where_nothing_can_be_written_the_own_folders_are_named(
    tmp_path: Path, nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".reeltalk").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(nowhere))

    found = folders.folders({"HOME": str(nowhere)}, tmp_path)

    assert found == folders.Folders(
        nowhere / ".config/reeltalk", nowhere / ".local/state/reeltalk", nowhere / ".cache/reeltalk"
    )


def test_home_is_known_where_nobody_says_it() -> None:
    assert folders.home({}) == Path.home()
    assert folders.home({"HOME": "/somewhere"}) == Path("/somewhere")


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ("a.mov", "/films/a.mov"),
        ("../b/./a.mov", "/b/a.mov"),
        ("/a.mov", "/a.mov"),
        ("file:///a%20b.mov", "/a b.mov"),
        ("~nobody-at-all/a.mov", "/films/~nobody-at-all/a.mov"),
        ("https://x.example/a.mov", "https://x.example/a.mov"),
    ],
)
def test_a_path_is_meant_from_a_folder(said: str, path: str) -> None:
    assert folders.absolute(said, "/films") == path
