from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest

from studio.state.default_folder import state_folder

if TYPE_CHECKING:
    from pathlib import Path

SYSTEMS = [
    ("linux", {}, "{home}/.local/state/reeltalk/studio"),
    ("linux", {"XDG_STATE_HOME": "{home}/xdg"}, "{home}/xdg/reeltalk/studio"),
    ("linux", {"XDG_STATE_HOME": "relative"}, "{home}/.local/state/reeltalk/studio"),
    ("darwin", {}, "{home}/Library/Application Support/reeltalk/studio"),
    ("win32", {"LOCALAPPDATA": "{home}/local"}, "{home}/local/reeltalk/studio"),
    ("linux", {"REELTALK_STATE": "{home}/own"}, "{home}/own/reeltalk/studio"),
]


@pytest.mark.parametrize(("platform", "environ", "expected"), SYSTEMS)
def test_each_system_has_its_folder(
    tmp_path: Path, platform: str, environ: dict[str, str], expected: str
) -> None:
    home = str(tmp_path)
    given = {"HOME": home} | {key: value.format(home=home) for key, value in environ.items()}

    folder = state_folder(given, platform)

    assert str(folder) == expected.format(home=home)


def test_a_home_that_cannot_be_written_to_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    folder = state_folder({"HOME": str(tmp_path / "file")}, "linux")

    assert folder.name == "studio"
    assert str(tmp_path) not in str(folder)


def test_a_temporary_folder_that_others_may_write_to_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    shared = tmp_path / f"reeltalk-{os.getuid()}"
    shared.mkdir()
    shared.chmod(0o777)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    folder = state_folder({"HOME": str(tmp_path / "file")}, "linux")

    assert tmp_path in folder.parents
    assert shared not in folder.parents


def test_only_the_owner_may_look_into_it(tmp_path: Path) -> None:
    folder = state_folder({"HOME": str(tmp_path)}, "linux")

    # The folder above holds the journal of the agent.
    assert [one.stat().st_mode & 0o077 for one in (folder, folder.parent)] == [0, 0]
