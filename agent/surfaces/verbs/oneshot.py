"""One wish from the command line: `say`, `export`, `upload`, `credits`, `status`."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from agent.core.errors import LocalError
from agent.surfaces import printer, progress, settings
from agent.surfaces.file_paths import absolute

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.flows.turn import Leg
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.surfaces.progress import ProgressPrinter
    from agent.world.journal import ConversationRow, Job

PATIENCE_S: Final = 100.0
_NOWHERE: Final = "-"


def arguments(parser: ArgumentParser, words: Words) -> None:
    """What may stand behind each of the verbs."""
    verb = parser.prog.split()[-1]
    say = words.say
    if verb == "say":
        parser.add_argument("text", nargs="*", metavar="TEXT", help=say("say.text"))
        parser.add_argument("-f", "--file", action="append", default=[], help=say("say.file"))
        parser.add_argument("--export", nargs="?", const="", metavar="OUT", help=say("say.export"))
    elif verb == "export":
        parser.add_argument("out", nargs="?", default="", metavar="OUT", help=say("say.out"))
    elif verb == "upload":
        parser.add_argument("file", nargs="+", metavar="FILE", help=say("say.upload"))
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--new", action="store_true", help=say("say.new"))
    which.add_argument("--session", default="", metavar="ID", help=say("say.session"))
    parser.add_argument("--skill", default="", metavar="NAME", help=say("say.skill"))
    parser.add_argument("--backend", default="", metavar="WHICH", help=say("say.backend"))
    if verb in ("say", "upload"):
        parser.add_argument("--max-credits", default="", metavar="N", help=say("say.max_credits"))
    parser.add_argument("--wait", type=seconds, default=None, metavar="S", help=say("say.wait"))
    parser.add_argument("--events", action="store_true", help=say("say.events"))
    parser.add_argument("--debug", action="store_true", help=say("say.debug"))
    parser.set_defaults(verb=verb)


def seconds(said: str) -> float:
    """A patience, as argparse reads it."""
    found = float(said)
    if not 0 <= found <= 86400:  # noqa: PLR2004 - a day
        raise ValueError(said)
    return found


def patience() -> float:
    """How long a program waits that says nothing about it. Raises DeskError."""
    said = os.environ.get("REELTALK_WAIT", "")
    try:
        return seconds(said) if said else PATIENCE_S
    except ValueError as error:
        raise LocalError("bad_wait", said) from error


def run(options: Namespace, words: Words) -> int:
    """Do the wish and tell what it came to."""
    page = printer.open_printer(asks_json=options.json, refuses_color=options.no_color)
    sheet = progress.ProgressPrinter(page, words, wants_events=options.events)
    try:
        settings.check(os.environ, words)
        return _run(options, sheet)
    except LocalError as error:
        return sheet.refuse(error)


def _run(options: Namespace, sheet: ProgressPrinter) -> int:
    from agent.session import debug_log, workspace

    mine = workspace.open_workspace(os.environ)
    options.wait = patience() if options.wait is None else options.wait
    if options.debug:
        os.environ[debug_log.VARIABLE] = "1"  # for the process that may do it in our place
        sheet.aside(debug_log.begin(mine.folders.state))
    asked = getattr(options, "max_credits", "") or os.environ.get(workspace.LIMIT, "")
    most = workspace.most_credits(asked)
    wish, files = _said(options)
    if options.verb == "say" and not (wish.strip() or files or options.export is not None):
        return sheet.refuse(LocalError("no_wish"))
    row = mine.talk(
        options.skill, options.backend, session=options.session, is_new=options.new, wish=wish
    )
    legs = _legs(options, wish, files, row)
    order: dict[str, Any] = {"legs": [one.to_facts() for one in legs]}
    order |= {} if most is None else {"max_credits": most}
    job = mine.job(row.id, options.verb, wish, order)
    return _see_through(job, mine, sheet, options)


def _said(options: Namespace) -> tuple[str, list[str]]:
    """The words of the wish and the files that go with it."""
    if options.verb == "say":
        words = sys.stdin.read() if options.text == [_NOWHERE] else " ".join(options.text)
        return words, [absolute(one) for one in options.file]
    if options.verb == "upload":
        return "", [absolute(one) for one in options.file]
    return "", []


def _legs(options: Namespace, wish: str, files: list[str], row: ConversationRow) -> list[Leg]:
    from agent.flows import turn

    if options.verb == "say":
        out = options.export
        legs = turn.plan(
            wish,
            files,
            out=None if out is None else absolute(out) if out else "",
            has_offers=bool(row.memory.get("offers")),
        )
        return [_placed(one) for one in legs]
    params = {"out": absolute(options.out)} if options.verb == "export" and options.out else {}
    return [turn.Leg(options.verb, "", tuple(files), params)]


def _placed(leg: Leg) -> Leg:
    """A file that somebody names in a wish is looked for from this folder, wherever it is done."""
    return replace(leg, files=tuple(absolute(one) for one in leg.files))


def _see_through(job: Job, mine: Workspace, sheet: ProgressPrinter, options: Namespace) -> int:
    """In this process where a person looks on; else in one that outlives us."""
    is_quick = options.verb in ("credits", "status")
    is_seen = not sheet.page.is_json and not sheet.wants_events
    is_ours = is_quick or is_seen or mine.folders.is_fallback
    if is_ours or not progress.hand_over(job, sheet.words):
        return progress.do_here(job, mine, sheet)
    return progress.wait(job.id, mine, sheet, time.monotonic() + options.wait)
