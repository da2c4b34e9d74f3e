"""A home of one's own, a desk in it, and a backend to talk to."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from agent.surfaces import desk as desks
from tests.agent.backend import open_stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from agent.surfaces.desk import Desk
    from tests.agent.backend import Backend, Stage


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which everything is kept, and a project in it to stand in."""
    for name in os.environ:
        if name.startswith(("NEMO_", "REELTALK_", "XDG_", "SKILL_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("REELTALK_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("REELTALK_LANG", "en")
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path


@pytest.fixture
def mine(home: Path) -> Iterator[Desk]:
    """The desk of this folder."""
    assert home.is_dir()
    found = desks.open_desk(os.environ)
    yield found
    found.journal.close()


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """Where the backends of all tests stand."""
    with open_stage() as found:
        yield found


@pytest.fixture
def backend(home: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Backend]:
    """A backend, and every command that says nothing else talks to it."""
    assert home.is_dir()
    monkeypatch.setenv("REELTALK_BACKEND", stage.base)
    found = stage.enter()
    yield found
    found.holds.set()
