"""`reeltalk wait | cancel | jobs`: the jobs of the journal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.core.state import WishState
from agent.speech import amounts
from agent.surfaces.printer import open_printer
from agent.surfaces.progress import ProgressPrinter
from agent.surfaces.verbs.oneshot import patience, seconds

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from agent.speech.words import Words
    from agent.world.journal import Job, Journal


def arguments(parser: ArgumentParser, words: Words) -> None:
    """Declare the flags of each verb."""
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
    printer = open_printer(asks_json=options.json, refuses_color=options.no_color)
    progress = ProgressPrinter(printer, words, wants_events=options.events)
    from agent.surfaces import process_workspace  # 40 ms, not for --help

    try:
        workspace = process_workspace.open_workspace()
        what = options.what if options.verb == "jobs" else options.verb
        if what == "list":
            return _list(workspace.journal, progress)
        job = _found(options.job, workspace.journal)
        if job.is_over and not options.job and not progress.is_for_program:
            progress.aside(words.say("failed.nothing_runs"))  # and what the last one came to
        match what:
            case "wait" | "fetch":
                from agent.surfaces import foreground  # 30 ms, with asyncio; not for a list

                patience_s = _patience(options.wait, progress)
                return foreground.wait_for(job, workspace, progress, patience_s)
            case "cancel":
                return _cancel(job, workspace.journal, progress)
            case _:
                return _forget(job, workspace.journal, progress)
    except LocalError as error:
        return progress.refuse(error)


def _found(id_: str, journal: Journal) -> Job:
    """The job that is meant: the one of that id, else the newest that is not over."""
    if id_:
        job = journal.job(id_)
    else:
        jobs = journal.jobs()
        job = next((one for one in jobs if not one.is_over), jobs[0] if jobs else None)
    if job is None:
        raise LocalError(FailureKind.NO_JOB if id_ else FailureKind.NOTHING_RUNS, id_)
    return job


def _patience(asked: float | None, progress: ProgressPrinter) -> float:
    """How long to wait: a person who looks on sees that something goes on, and may press Ctrl-C."""
    if asked is None and not progress.is_for_program:
        asked = float("inf")
    return patience(asked, is_seen=progress.printer.is_seen)


def _cancel(job: Job, journal: Journal, progress: ProgressPrinter) -> int:
    journal.stop(job.id)
    return _tell(progress, job, "job.stopping")


def _forget(job: Job, journal: Journal, progress: ProgressPrinter) -> int:
    journal.stop(job.id)
    journal.forget(job.id)
    return _tell(progress, job, "job.forgotten")


def _tell(progress: ProgressPrinter, job: Job, key: str) -> int:
    if progress.printer.is_json:
        answer = {"v": 1, "ok": True, "state": WishState.DONE, "job": {"id": job.id}}
        progress.printer.object(answer)
    else:
        progress.printer.rows([[("", progress.words.say(key, id=job.id))]])
    return WishState.DONE.exit_code


def _list(journal: Journal, progress: ProgressPrinter) -> int:
    jobs, printer = journal.jobs(), progress.printer
    now = time.time()  # noqa: TID251 - for people
    if printer.is_json:
        rows = [_object(one, now) for one in jobs]
        printer.object({"v": 1, "ok": True, "state": WishState.DONE, "jobs": rows})
    elif not jobs:
        printer.rows([[("note", progress.words.say("job.none"))]])
    else:
        printer.rows([[("", _row(one, now, progress.words))] for one in jobs])
    return WishState.DONE.exit_code


def _state(job: Job) -> WishState:
    """RUNNING for a render that was left to the backend: nobody watches it just now."""
    rests = job.answer.get("state") == WishState.RUNNING and not job.is_over
    return WishState.RUNNING if rests else job.state


def _object(job: Job, now: float) -> dict[str, Any]:
    until = job.touched if job.is_over else now
    facts = {
        "id": job.id,
        "kind": job.kind,
        "state": _state(job),
        "elapsed_s": max(0, round(until - job.born)),
    }
    video = job.answer.get("video", {}).get("path")
    return facts | {key: value for key, value in (("wish", job.wish), ("path", video)) if value}


def _row(job: Job, now: float, words: Words) -> str:
    state = words.say(f"job.state.{_state(job)}")
    age = amounts.ago(now - job.born, words)
    wish = " ".join(job.wish.split())[:60]
    return words.say("job.row", id=job.id, kind=job.kind, state=state, age=age, wish=wish).rstrip()
