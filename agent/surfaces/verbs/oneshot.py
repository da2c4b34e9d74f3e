"""`reeltalk say | export | upload | credits | status`: one wish from the command line."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.surfaces import settings_check
from agent.surfaces.printer import open_printer
from agent.surfaces.progress import ProgressPrinter

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.speech.words import Words

PATIENCE_S: Final = 100.0  # hosts cut a command off from 120 s on
# Hosts that kill a command at 120 s, or put it aside, whatever patience it was given; each sets one
# of these. The answer must be out before.
MOST_PATIENCE_S: Final = 110.0
_IMPATIENT: Final = ("OPENCODE", "QWEN_CODE", "CLAUDECODE")
_DAY_S: Final = 86_400
_STANDARD_INPUT: Final = "-"


def arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the flags of each verb."""
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
    if verb in ("say", "export"):
        parser.add_argument("--force", action="store_true", help=say("say.force"))
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
    """Seconds to wait, as argparse reads them."""
    found = float(said)
    if not 0 <= found <= _DAY_S:
        raise ValueError(said)
    return found


def patience(asked: float | None, *, is_seen: bool) -> float:
    """How long to wait, where something is said about it and where not; no longer than a host
    bears, unless a person looks on. Raises LocalError.
    """
    found = _usual() if asked is None else asked
    is_capped = not is_seen and any(map(os.environ.get, _IMPATIENT))
    return min(found, MOST_PATIENCE_S) if is_capped else found


def _usual() -> float:
    said = os.environ.get("REELTALK_WAIT", "")
    try:
        return seconds(said) if said else PATIENCE_S
    except ValueError as error:
        raise LocalError(FailureKind.BAD_WAIT, said) from error


def run(options: Namespace, words: Words) -> int:
    """Do the wish and tell what it came to."""
    printer = open_printer(asks_json=options.json, refuses_color=options.no_color)
    progress = ProgressPrinter(printer, words, wants_events=options.events)
    try:
        settings_check.check(os.environ, words)
        return _ask(options, progress)
    except LocalError as error:
        return progress.refuse(error)


def _ask(options: Namespace, progress: ProgressPrinter) -> int:
    from agent.session import ask, debug_log, workspace  # 75 ms, with the phrases; not for --help
    from agent.surfaces import foreground, process_workspace  # 30 ms, with asyncio; likewise

    here = process_workspace.open_workspace()
    patience_s = patience(options.wait, is_seen=progress.printer.is_seen)
    if options.debug:
        os.environ[debug_log.VARIABLE] = "1"  # for the process that may do it in our place
        progress.aside(debug_log.begin(here.folders.state))
    limit = getattr(options, "max_credits", "") or os.environ.get(workspace.LIMIT, "")
    request = ask.WishRequest(
        text=_text(options),
        kind=options.verb,
        files=tuple(getattr(options, "file", ())),
        out=options.export if options.verb == "say" else getattr(options, "out", None),
        overwrites=getattr(options, "force", False),
        skill=options.skill,
        backend=options.backend,
        session=options.session,
        is_new=options.new,
        max_credits=workspace.most_credits(limit),
    )
    asking = ask.ask(
        here,
        request,
        progress.words,
        progress.show,
        patience_s=patience_s,
        is_here=not progress.is_for_program,  # a person looks on
        begun=foreground.stop_on_signals,
    )
    return foreground.see_through(asking, progress, here)


def _text(options: Namespace) -> str:
    """The words of the wish; of the verbs only `say` has some."""
    if options.verb != "say":
        return ""
    is_piped = options.text == [_STANDARD_INPUT]
    return sys.stdin.read() if is_piped else " ".join(options.text)
