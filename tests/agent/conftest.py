"""The command as tests call it: arguments and typed text in, exit code and what was written out."""

from __future__ import annotations

import io
import json
import sys
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TextIO

import pytest

from agent import cli
from agent.speech import words

if TYPE_CHECKING:
    from collections.abc import Iterator


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
