"""argparse in the language of the person: parsers, help, refusals."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from agent.core.failure_kind import MISUSED, FailureKind
from agent.core.state import WishState
from agent.surfaces import printer
from intents.closest import closest
from intents.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from agent.speech.words import Words


class MisuseError(Exception):
    """The command line is not understood; the message says how it would be."""


class Parser(argparse.ArgumentParser):
    """argparse in our words; what it complains of is raised, not printed."""

    def __init__(self, verb: str, words: Words) -> None:
        self.words = words
        super().__init__(
            prog=f"reeltalk {verb}",
            description=words.say(f"verb.{verb}"),
            epilog=words.say("help.example", example=words.say(f"example.{verb}")),
            formatter_class=lambda prog: _Formatter(prog, words),
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = words.say("help.arguments")
        self._optionals.title = words.say("help.options")

    def format_help(self) -> str:
        """The help, with a question mark for what the terminal has no letters for."""
        return printer.writable(super().format_help(), sys.stdout)

    def error(self, message: str) -> NoReturn:
        """Raise what argparse would print."""
        raise MisuseError(self.words.say("help.misused", message=message, command=self.prog))


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str, words: Words) -> None:
        super().__init__(prog)
        self.words = words

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Say "usage:" in the language of the person."""
        super().add_usage(usage, actions, groups, prefix or self.words.say("help.usage") + " ")


def parser(verb: str, words: Words) -> Parser:
    """A parser with the flags that every verb has."""
    made = Parser(verb, words)
    made.add_argument("-h", "--help", action="help", help=words.say("help.help"))
    made.add_argument(
        "--json",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=words.say("help.json"),
    )
    made.add_argument("--no-color", action="store_true", help=words.say("help.no_color"))
    made.add_argument("--lang", choices=LANGUAGES, help=words.say("help.lang"))
    return made


def overview(verbs: Collection[str], words: Words) -> None:
    """Print what `reeltalk --help` says."""
    width = max(map(len, verbs))
    rows: list[list[printer.Piece]] = [
        [("bold", "reeltalk"), ("", f"  {words.say('help.about')}")],
        [],
        [("", words.say("help.usage") + " reeltalk VERB ...")],
        [],
    ]
    for verb in verbs:
        rows.append([("chat", f"  {verb:<{width}}"), ("", f"  {words.say(f'verb.{verb}')}")])
        rows.append([("note", " " * (width + 4) + words.say(f"example.{verb}"))])
    rows += [[], [("", words.say("help.everywhere"))]]
    printer.open_printer(asks_json=False, refuses_color=False).rows(rows)


def call(
    verbs: Mapping[str, str], verb: str, rest: Sequence[str], given: Sequence[str], words: Words
) -> int:
    """Read what stands behind a verb and call its module; the exit code."""
    surface = import_module(verbs[verb])
    if hasattr(surface, "main"):  # it has a command line of its own
        own: int = surface.main(rest, words)
        return own
    reader = parser(verb, words)
    surface.arguments(reader, words)
    try:
        chosen = reader.parse_args(rest, argparse.Namespace(verbs=verbs))
    except MisuseError as error:
        refuse(str(error), given)
        return MISUSED
    except SystemExit:  # argparse has shown the help of the verb
        return WishState.DONE.exit_code
    code: int = surface.run(chosen, words)
    return code


def unknown_verb(verb: str, verbs: Iterable[str], words: Words) -> str:
    """What to say to somebody who asked for a verb that there is not."""
    if near := closest(verb, verbs, 60):
        return words.say("help.did_you_mean", verb=verb, near=near)
    return words.say("help.unknown_verb", verb=verb)


def refuse(message: str, given: Sequence[str]) -> None:
    """Say what is wrong: to a person on standard error, to a program as the one object."""
    asks_json = True if "--json" in given else False if "--no-json" in given else None
    output = printer.open_printer(asks_json=asks_json, refuses_color="--no-color" in given)
    if output.is_json:
        error = {"kind": FailureKind.USAGE, "message": message, "retry": False}
        output.object({"v": 1, "ok": False, "state": WishState.FAILED, "error": error})
    else:
        printer.Printer(sys.stderr, is_painted=False, is_json=False).rows([[("", message)]])
