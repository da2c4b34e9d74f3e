"""`reeltalk explain`: which way a wish would go, or what a reply of the backend asks for."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

import intents
from agent.surfaces import explanation, printer

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any

    from agent.speech.words import Words
    from agent.surfaces.printer import Piece, Printer


def arguments(parser: ArgumentParser, words: Words) -> None:
    """What may stand behind the verb."""
    parser.add_argument("text", nargs="*", metavar="TEXT", help=words.say("explain.text"))
    parser.add_argument("--reply", action="store_true", help=words.say("explain.reply"))


def run(options: Namespace, words: Words) -> int:
    """Explain what was given: as arguments, on standard input, or as somebody types it."""
    sheet = printer.open_printer(asks_json=options.json, refuses_color=options.no_color)
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # what is no UTF-8 is shown, not stumbled over
    if options.text == ["-"]:
        explain(sys.stdin.read().rstrip("\n"), sheet, words, is_reply=options.reply)
    elif options.text:
        explain(" ".join(options.text), sheet, words, is_reply=options.reply)
    elif sys.stdin.isatty() and sys.stdout.isatty():
        from agent.surfaces.verbs import explain_prompt

        explain_prompt.play(sheet, words, is_reply=options.reply)
    else:
        for line in sys.stdin:
            explain(line.rstrip("\n"), sheet, words, is_reply=options.reply)
    return 0


def explain(said: str, sheet: Printer, words: Words, *, is_reply: bool) -> None:
    """Write the verdict on one text."""
    if sheet.is_json:
        sheet.object(_object(said, is_reply=is_reply))
    else:
        sheet.rows(rows(said, words, is_reply=is_reply))


def rows(said: str, words: Words, *, is_reply: bool) -> list[list[Piece]]:
    """The verdict on one text, as rows for people."""
    if is_reply:
        return list(explanation.rows_of_reply(intents.translate(said), said, words))
    return list(explanation.rows_of_wish(intents.route(said), words))


def _object(said: str, *, is_reply: bool) -> dict[str, Any]:
    if is_reply:
        return explanation.object_of_reply(intents.translate(said))
    return explanation.object_of_wish(intents.route(said))
