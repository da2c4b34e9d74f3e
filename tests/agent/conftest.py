"""What the agent's tests share: the command in this process, a home, a workspace, a backend."""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TextIO

import pytest

from agent import cli
from agent.session import workspace as workspaces
from agent.speech import words
from tests.agent.backend import open_stage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from agent.session.workspace import Workspace
    from tests.agent.backend import Backend, Stage


@dataclass(frozen=True, slots=True)
class Told:
    """What a call of the command came to."""

    code: int
    out: str
    err: str

    def object(self) -> dict[str, Any]:
        """The one line of JSON that was written, and nothing beside it."""
        (line,) = self.out.splitlines()
        assert not self.err
        read: dict[str, Any] = json.loads(line)
        return read


class Reeltalk(Protocol):
    """The command, called in this process; its output goes into a pipe."""

    def __call__(self, *arguments: str, typed: str | bytes = "", encoding: str = "utf-8") -> Told:
        """Call it."""


@contextmanager
def _typed_in(stream: TextIO) -> Iterator[None]:
    before, sys.stdin = sys.stdin, stream
    try:
        yield
    finally:
        sys.stdin = before


@pytest.fixture
def reeltalk() -> Reeltalk:
    def call(*arguments: str, typed: str | bytes = "", encoding: str = "utf-8") -> Told:
        given = typed if isinstance(typed, bytes) else typed.encode()
        out, err = io.BytesIO(), io.BytesIO()
        with (
            _typed_in(io.TextIOWrapper(io.BytesIO(given), "utf-8")),
            io.TextIOWrapper(out, encoding, write_through=True) as stdout,
            io.TextIOWrapper(err, encoding, write_through=True) as stderr,
            redirect_stdout(stdout),
            redirect_stderr(stderr),
        ):
            code = cli.main(list(arguments))
            return Told(code, out.getvalue().decode(encoding), err.getvalue().decode(encoding))

    return call


@pytest.fixture
def english() -> words.Words:
    return words.words("en")


@pytest.fixture(params=words.LANGUAGES)
def each_language(request: pytest.FixtureRequest) -> words.Words:
    return words.words(request.param)


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
def workspace(home: Path) -> Iterator[Workspace]:
    """The workspace of this folder."""
    assert home.is_dir()
    found = workspaces.open_workspace(os.environ, home / "project")
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
