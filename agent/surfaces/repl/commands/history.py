"""Orders about what is kept: conversations, jobs, transcripts and recordings."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from agent.core.errors import LocalError
from agent.session import transcript
from agent.speech import amounts
from agent.surfaces.file_paths import absolute
from agent.surfaces.repl import questions
from agent.surfaces.repl.commands.film import files_of
from agent.world import token_store

if TYPE_CHECKING:
    from agent.surfaces.repl.controller import Controller
    from agent.world.journal import ConversationRow, Job

_SHOWN: Final = 20
_ENDINGS: Final = {
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".yaml": "script",
    ".yml": "script",
}


def do_sessions(scene: Controller, rest: str) -> None:
    """The conversations so far, or those in whose title or wishes a word stands."""
    assert scene.room is not None
    journal, words = scene.room.journal, scene.words
    asked = rest.casefold()
    found = [
        one
        for one in journal.talks()
        if (one.title or one.id == scene.room.row.id)
        and (not asked or asked in one.title.casefold() or asked in _wishes(scene, one))
    ]
    if not found:
        scene.glass.row("note", words.say("session.none"))
        return
    now = time.time()  # noqa: TID251 - for people
    for one in found[:_SHOWN]:
        mark = "● " if one.id == scene.room.row.id else "  "
        age = amounts.ago(now - one.used, words)
        about = f"  {age} · {one.skill} · {_host(one.backend)}"
        scene.glass.rows(
            [[("good", mark), ("note", one.id), ("", f"  {one.title or '–'}"), ("note", about)]],
            hang=4,
        )
    if len(found) > _SHOWN:
        scene.glass.row("note", f"… +{len(found) - _SHOWN}")
    scene.glass.row("note", words.say("repl.sessions_how"))


def _host(backend: str) -> str:
    return backend.partition("://")[2] or backend


def _wishes(scene: Controller, row: ConversationRow) -> str:
    assert scene.room is not None
    return "\n".join(job.wish for job in scene.room.journal.jobs(row.id)).casefold()


def do_rename(scene: Controller, rest: str) -> None:
    """Give this conversation a title."""
    assert scene.room is not None
    title = " ".join(rest.split())[:80]
    if not title:
        scene.glass.row("note", "/rename …")
        return
    scene.room.journal.rename_talk(scene.room.row.id, title)
    scene.room.chat.title = title
    scene.glass.row("good", scene.words.say("session.renamed", id=scene.room.row.id, title=title))


def do_delete(scene: Controller, rest: str) -> None:
    """Delete a conversation that is not this one."""
    assert scene.room is not None
    if not rest:
        do_sessions(scene, "")
        return
    row = scene.room.journal.talk(rest)
    if row is None:
        raise LocalError("no_talk", rest)
    if row.id == scene.room.row.id:
        scene.glass.row("warn", scene.words.say("repl.delete_open"))
        return
    if not scene.has_person:
        _delete(scene, row)
        return
    said = scene.words.say("repl.delete_sure", title=row.title or row.id)
    questions.ask(scene, said, lambda: _delete(scene, row))


def _delete(scene: Controller, row: ConversationRow) -> None:
    assert scene.room is not None
    scene.room.journal.delete_talk(row.id)
    scene.glass.row("good", scene.words.say("session.deleted", id=row.id))


def do_jobs(scene: Controller, _: str) -> None:
    """What runs and what ran."""
    assert scene.room is not None
    jobs = scene.room.journal.jobs()[:_SHOWN]
    if not jobs:
        scene.glass.row("note", scene.words.say("job.none"))
    for job in jobs:
        scene.glass.rows([_job(scene, job)], hang=4)


def _job(scene: Controller, job: Job) -> list[tuple[str, str]]:
    words = scene.words
    age = amounts.ago(time.time() - job.born, words)  # noqa: TID251 - for people
    paint = "note" if job.is_over else "warn"
    paint = "good" if job.state == "done" else "bad" if job.state == "failed" else paint
    state = words.say(f"job.state.{job.state}")
    wish = " ".join((job.wish or f"/{job.kind}").split())[:60]
    return [("note", f"{job.id}  "), (paint, state), ("", f"  {wish}"), ("note", f"  {age}")]


def do_cancel(scene: Controller, rest: str) -> None:
    """Stop a job: the one that is named, else the newest that runs."""
    assert scene.room is not None
    journal = scene.room.journal
    running = [one.job for one in reversed(scene.turns.running) if one.job]
    job = journal.job(rest) if rest else next(iter(running), None)
    if job is None:
        raise LocalError("no_task", rest)
    journal.stop(job.id)
    for one in scene.turns.running:
        if one.job and one.job.id == job.id and one.world is not None:
            one.is_stopping = True
            one.world.stop()
    scene.glass.row("note", scene.words.say("job.stopping", id=job.id))


def do_transcript(scene: Controller, rest: str) -> None:
    """Write the conversation into a file, in the form that its ending asks for."""
    assert scene.room is not None
    (out, *_) = files_of(rest) if rest else [absolute(f"{scene.room.row.id}.md")]
    form = _ENDINGS.get(Path(out).suffix.casefold(), "md")
    _write(scene, out, form)
    scene.glass.rows([[("good", scene.words.say("repl.written") + " "), ("link", out)]])


def _write(scene: Controller, out: str, form: str) -> None:
    assert scene.room is not None
    journal = scene.room.journal
    row = journal.talk(scene.room.row.id) or scene.room.row
    token_store.write(
        Path(out), transcript.FORMS[form](transcript.of(row, journal), scene.words) + "\n"
    )


def do_record(scene: Controller, rest: str) -> None:
    """Keep a script of this conversation in a file, from its first wish, up to date after each."""
    assert scene.room is not None
    if not rest:
        is_on = bool(scene.recording)
        said = scene.words.say("repl.record_off" if is_on else "repl.record_how")
        scene.recording = ""
        scene.glass.row("note", said)
        return
    scene.recording = files_of(rest)[0]
    write_record(scene)
    scene.glass.rows(
        [[("good", scene.words.say("repl.recording") + " "), ("link", scene.recording)]]
    )


def write_record(scene: Controller) -> None:
    """Bring the script up to date; a folder that is gone ends the recording and nothing else."""
    try:
        _write(scene, scene.recording, "script")
    except OSError as error:
        scene.recording = ""
        scene.glass.row("bad", scene.words.say("failed.disk", about=error.strerror or str(error)))
