"""`reeltalk explain`: which way a wish would go, or what a reply of the backend asks for."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

import intents
from agent.surfaces import explanation
from agent.surfaces.printer import open_printer

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any

    from agent.speech.words import Words
    from agent.surfaces.printer import Piece, Printer


def arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the flags."""
    parser.add_argument("text", nargs="*", metavar="TEXT", help=words.say("explain.text"))
    parser.add_argument("--reply", action="store_true", help=words.say("explain.reply"))


def run(options: Namespace, words: Words) -> int:
    """Explain what was given: as arguments, on standard input, or as somebody types it."""
    printer = open_printer(asks_json=options.json, refuses_color=options.no_color)
    is_reply: bool = options.reply
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # what is no UTF-8 is shown, not stumbled over
    if options.text == ["-"]:
        explain(sys.stdin.read().rstrip("\n"), printer, words, is_reply=is_reply)
    elif options.text:
        explain(" ".join(options.text), printer, words, is_reply=is_reply)
    elif sys.stdin.isatty() and sys.stdout.isatty():
        from agent.surfaces.verbs import explain_prompt  # 45 ms, with prompt_toolkit

        opening = "explain.play_reply" if is_reply else "explain.play"
        explain_prompt.play(
            lambda text: rows(text, words, is_reply=is_reply),
            lambda text: explain(text, printer, words, is_reply=is_reply),
            printer,
            words,
            words.say(opening),
        )
    else:
        for line in sys.stdin:
            explain(line.rstrip("\n"), printer, words, is_reply=is_reply)
    return 0


def explain(text: str, printer: Printer, words: Words, *, is_reply: bool) -> None:
    """Print the verdict on one text."""
    if printer.is_json:
        printer.object(_object(text, is_reply=is_reply))
    else:
        printer.rows(rows(text, words, is_reply=is_reply))


def rows(text: str, words: Words, *, is_reply: bool) -> list[list[Piece]]:
    """The verdict on one text, as rows for people."""
    if is_reply:
        return list(explanation.rows_of_reply(intents.translate(text), text, words))
    return list(explanation.rows_of_wish(intents.route(text), words))


def _object(text: str, *, is_reply: bool) -> dict[str, Any]:
    if is_reply:
        return explanation.object_of_reply(intents.translate(text))
    return explanation.object_of_wish(intents.route(text))
