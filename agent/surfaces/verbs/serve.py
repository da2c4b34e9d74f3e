"""`reeltalk studio`: the embedded backend as a server, which has a command line of its own."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.skill import installation
from agent.surfaces.printer import open_printer
from agent.surfaces.progress import ProgressPrinter

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator, Sequence

    from agent.speech.words import Words


def main(given: Sequence[str], words: Words) -> int:
    """Serve until it is stopped. The studio is known by name alone, so that each can be without
    the other.
    """
    printer = open_printer(asks_json=False, refuses_color=True)
    if installation.missing(installation.STUDIO):
        return ProgressPrinter(printer, words).refuse(LocalError(FailureKind.NO_STUDIO))
    server = import_module("studio.http.server")
    rest = list(_without_language(given))
    if not {"-h", "--help"}.isdisjoint(rest):
        example = words.say("help.example", example=words.say("example.studio"))
        printer.rows([[("", words.say("verb.studio"))], [("", example)], []])
    try:
        code: int = server.main(rest, "reeltalk studio")
    except SystemExit as end:  # of its own command line: help was shown, or a flag is unknown
        return end.code if isinstance(end.code, int) else 0
    return code


def parser() -> ArgumentParser:
    """The command line of the server; it is read without the packages that the server needs."""
    found: ArgumentParser = import_module("studio.http.server").parser("reeltalk studio")
    return found


def _without_language(given: Sequence[str]) -> Iterator[str]:
    """The flags that are the server's own; the language of ours is known by now."""
    before = ""
    for one in given:
        if before != "--lang" and one != "--lang" and not one.startswith("--lang="):
            yield one
        before = one
