"""Commands about what is written down: jobs, cancel, transcript, record."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.core.state import WishState
from agent.session import transcript
from agent.speech import amounts
from agent.surfaces.file_paths import absolute
from agent.surfaces.repl.commands.registry import command
from agent.surfaces.repl.file_candidates import Candidate, files
from agent.surfaces.repl.typed_files import files_of
from agent.world import token_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agent.surfaces.printer import Piece
    from agent.surfaces.repl.chat_state import ChatState
    from agent.world.journal import Job

_SHOWN: Final = 20  # rows that fit a window
_WISH: Final = 60  # letters, enough to know it by
_PAINTS: Final = {WishState.DONE: "good", WishState.FAILED: "bad"}  # of a job in the list
# The form of a transcript by the ending of its file.
_ENDINGS: Final = {
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".yaml": "script",
    ".yml": "script",
}


@command("jobs")
def show_jobs(state: ChatState, _: str) -> None:
    """List what runs and what ran."""
    jobs = state.opened.journal.jobs()[:_SHOWN]
    if not jobs:
        state.note("job.none")
    for job in jobs:
        state.output.rows([_row(state, job)], hang=4)


def _row(state: ChatState, job: Job) -> list[Piece]:
    words = state.words
    age = amounts.ago(time.time() - job.born, words)  # noqa: TID251 - for people
    paint = "note" if job.is_over else "warn"
    paint = _PAINTS.get(job.state, paint)
    how = words.say(f"job.state.{job.state}")
    wish = " ".join((job.wish or f"/{job.kind}").split())[:_WISH]
    return [("note", f"{job.id}  "), (paint, how), ("", f"  {wish}"), ("note", f"  {age}")]


def _running(state: ChatState, typed: str) -> Iterator[Candidate]:
    running = state.queue.running
    return (Candidate(one.job.id, len(typed), one.text) for one in running if one.job)


@command("cancel", values=_running)
def cancel(state: ChatState, rest: str) -> None:
    """Stop a job: the one that is named, else the newest that runs."""
    journal = state.opened.journal
    running = [one.job for one in reversed(state.queue.running) if one.job]
    job = journal.job(rest) if rest else next(iter(running), None)
    if job is None:
        raise LocalError(FailureKind.NO_TASK, rest)
    journal.stop(job.id)
    for one in state.queue.running:
        if one.job and one.job.id == job.id:
            one.stop()
    state.note("job.stopping", id=job.id)


@command("transcript", values=lambda _, typed: files(typed))
def write_transcript(state: ChatState, rest: str) -> None:
    """Write the conversation into a file, in the form that its ending asks for."""
    (out, *_) = files_of(rest) if rest else [absolute(f"{state.opened.row.id}.md")]
    form = _ENDINGS.get(Path(out).suffix.casefold(), "md")
    _write(state, out, form)
    state.output.rows([[("good", state.words.say("repl.written") + " "), ("link", out)]])


def _write(state: ChatState, out: str, form: str) -> None:
    journal, row = state.opened.journal, state.opened.row
    kept = transcript.of(journal.talk(row.id) or row, journal)
    token_store.write(Path(out), transcript.FORMS[form](kept, state.words) + "\n")


@command("record", values=lambda _, typed: files(typed))
def record(state: ChatState, rest: str) -> None:
    """Keep a script of this conversation in a file, from its first wish, up to date after each."""
    if not rest:
        key = "repl.record_off" if state.recording else "repl.record_how"
        state.recording = ""
        state.note(key)
        return
    state.recording = files_of(rest)[0]
    write_record(state)
    said = state.words.say("repl.recording") + " "
    state.output.rows([[("good", said), ("link", state.recording)]])


def write_record(state: ChatState) -> None:
    """Bring the script up to date; a folder that is gone ends the recording and nothing else."""
    try:
        _write(state, state.recording, "script")
    except OSError as error:
        state.recording = ""
        state.bad("failed.disk", about=error.strerror or str(error))
