"""What runs and what ran: `wait`, `cancel`, `jobs`."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.core.state import WishState
from agent.speech import amounts
from agent.surfaces import printer, progress
from agent.surfaces.verbs.oneshot import patience, seconds

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.surfaces.progress import ProgressPrinter
    from agent.world.journal import Job


def arguments(parser: ArgumentParser, words: Words) -> None:
    """What may stand behind each of the verbs."""
    verb = parser.prog.split()[-1]
    say = words.say
    if verb == "jobs":
        choices = ("list", "fetch", "forget")
        parser.add_argument(
            "what", nargs="?", default="list", choices=choices, help=say("say.jobs_verb")
        )
    is_needed = verb == "cancel"
    how_many = None if is_needed else "?"
    help_ = say("say.job") if is_needed else say("say.last_job")
    parser.add_argument("job", nargs=how_many, default="", metavar="JOB", help=help_)
    parser.add_argument("--wait", type=seconds, default=None, metavar="S", help=say("say.wait"))
    parser.add_argument("--events", action="store_true", help=say("say.events"))
    parser.set_defaults(verb=verb)


def run(options: Namespace, words: Words) -> int:
    """Do what the verb says."""
    page = printer.open_printer(asks_json=options.json, refuses_color=options.no_color)
    sheet = progress.ProgressPrinter(page, words, wants_events=options.events)
    from agent.session import workspace

    try:
        mine = workspace.open_workspace(os.environ)
        what = options.what if options.verb == "jobs" else options.verb
        if what == "list":
            return _list(mine, sheet)
        job = _found(options.job, mine)
        if what in ("wait", "fetch"):
            return _wait(job, mine, sheet, options.wait)
        return _stop(job, mine, sheet) if what == "cancel" else _forget(job, mine, sheet)
    except LocalError as error:
        return sheet.refuse(error)


def _found(id_: str, mine: Workspace) -> Job:
    """The job that is meant: the one of that id, else the newest that is not over."""
    if id_:
        job = mine.journal.job(id_)
    else:
        all_ = mine.journal.jobs()
        job = next((one for one in all_ if not one.is_over), all_[0] if all_ else None)
    if job is None:
        raise LocalError(FailureKind.NO_JOB, id_)
    return job


def _wait(job: Job, mine: Workspace, sheet: ProgressPrinter, asked: float | None) -> int:
    is_person = not sheet.page.is_json and not sheet.wants_events
    usual = float("inf") if is_person else patience()
    longest = usual if asked is None else asked
    if not job.is_over and not progress.hand_over(job, sheet.words):
        return progress.do_here(job, mine, sheet)
    return progress.wait(job.id, mine, sheet, time.monotonic() + longest)


def _stop(job: Job, mine: Workspace, sheet: ProgressPrinter) -> int:
    mine.journal.stop(job.id)
    return _said(sheet, {"job": {"id": job.id}}, sheet.words.say("job.stopping", id=job.id))


def _forget(job: Job, mine: Workspace, sheet: ProgressPrinter) -> int:
    mine.journal.stop(job.id)
    mine.journal.forget(job.id)
    return _said(sheet, {"job": {"id": job.id}}, sheet.words.say("job.forgotten", id=job.id))


def _said(sheet: ProgressPrinter, said: dict[str, Any], row: str) -> int:
    if sheet.page.is_json:
        sheet.page.object({"v": 1, "ok": True, "state": WishState.DONE} | said)
    else:
        sheet.page.rows([[("", row)]])
    return 0


def _list(mine: Workspace, sheet: ProgressPrinter) -> int:
    jobs = mine.journal.jobs()
    now = time.time()  # noqa: TID251 - for people
    if sheet.page.is_json:
        rows = [_object(one, now) for one in jobs]
        sheet.page.object({"v": 1, "ok": True, "state": WishState.DONE, "jobs": rows})
    elif not jobs:
        sheet.page.rows([[("note", sheet.words.say("job.none"))]])
    else:
        sheet.page.rows([[("", _row(one, now, sheet.words))] for one in jobs])
    return 0


def _state(job: Job) -> WishState:
    rests = job.answer.get("state") == WishState.RUNNING and not job.is_over
    return WishState.RUNNING if rests else job.state


def _object(job: Job, now: float) -> dict[str, Any]:
    said = {
        "id": job.id,
        "kind": job.kind,
        "state": _state(job),
        "elapsed_s": round(now - job.born),
    }
    video = job.answer.get("video", {}).get("path")
    return said | {key: value for key, value in (("wish", job.wish), ("path", video)) if value}


def _row(job: Job, now: float, words: Words) -> str:
    state = words.say(f"job.state.{_state(job)}")
    age = amounts.ago(now - job.born, words)
    wish = " ".join(job.wish.split())[:60]
    return words.say("job.row", id=job.id, kind=job.kind, state=state, age=age, wish=wish).rstrip()
