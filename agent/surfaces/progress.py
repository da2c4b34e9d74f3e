"""Seeing a wish through: here, or in a process of its own that is listened to - on a sheet that
shows people what goes on and programs the one object.
"""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from agent.core.notices import Failed, Reply
from agent.session import result, spawn
from agent.speech import notice_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agent.core.errors import LocalError
    from agent.core.notices import Notice
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.surfaces.printer import Printer
    from agent.world.journal import Job

LOOK_EVERY_S: Final = 0.1
STARTS_WITHIN_S: Final = 15.0
_ERASE: Final = "\r\x1b[2K"


@dataclass(slots=True)
class ProgressPrinter:
    """A paper on which something is shown as it happens."""

    page: Printer
    words: Words
    wants_events: bool = False
    _passing: str = ""

    def show(self, notice: Notice) -> None:
        """Show a notice in the way that is wanted."""
        if self.wants_events:
            self.page.object(result.to_object(notice))
        elif not self.page.is_json:
            paint = {Failed: "bad", Reply: ""}.get(type(notice), "note")
            is_passing = isinstance(notice, notice_text.PASSING)
            self.rows(notice_text.rows(notice, self.words), paint, is_passing=is_passing)

    def show_told(self, told: dict[str, Any]) -> None:
        """Show a notice that another process has written down."""
        if self.wants_events:
            self.page.object(told["said"])
        elif not self.page.is_json:
            self.rows(told["rows"], "", is_passing=told["passing"])

    def rows(self, rows: Sequence[str], paint: str, *, is_passing: bool) -> None:
        """Rows that stay, or one that is overwritten by whatever comes next."""
        if is_passing:
            if self.page.is_painted and self.page.is_seen and rows:
                self._overwrite(rows[0])
            return
        self.clear()
        self.page.rows([[(paint, row)] for row in rows])

    def _overwrite(self, row: str) -> None:
        from agent.speech.sanitize import one_line
        from agent.surfaces.views.cells import cut

        width = shutil.get_terminal_size().columns - 1
        self._passing = one_line(row)
        self.page.stream.write(_ERASE + cut(self._passing, width))
        self.page.stream.flush()

    def clear(self) -> None:
        """Take away the row that passes."""
        if self._passing:
            self.page.stream.write(_ERASE)
            self._passing = ""

    def aside(self, row: str) -> None:
        """Something for people alone."""
        if not self.page.is_json and not self.wants_events:
            self.rows([row], "note", is_passing=False)

    def refuse(self, error: LocalError) -> int:
        """Tell what is wrong on this side before anything was done."""
        notice = Failed(error.kind, about=error.about)
        told = result.ResultBuilder(self.words)
        told.add(notice)
        if self.page.is_json or self.wants_events:
            self.page.object(told.object("needs_user", {}, ""))
        else:
            self.show(notice)
        return 2 if error.is_misuse else 3

    def end(self, ending: str, answer: dict[str, Any]) -> int:
        """The last word: the object for programs, what to do next for people."""
        self.clear()
        if self.page.is_json or self.wants_events:
            self.page.object(answer)
        elif ending == "running":
            said = self.words.say("notice.running", job=answer["job"]["id"])
            self.rows([said], "note", is_passing=False)
        return result.exit_code(ending)


def hand_over(job: Job, words: Words) -> bool:
    """Have a process of its own see to a wish, unless one does; False where none may be."""
    now = time.time()  # noqa: TID251 - a lease is held against the wall clock
    return job.is_over or job.is_owned(now) or spawn.start(job, words)


def do_here(job: Job, mine: Workspace, sheet: ProgressPrinter) -> int:
    """Do a wish in this process."""
    taken = mine.journal.take(job.id)
    while taken is None and mine.journal.is_behind(job):
        time.sleep(LOOK_EVERY_S)
        taken = mine.journal.take(job.id)
    if taken is None:  # another process is at it: the same wish was said there
        return wait(job.id, mine, sheet, float("inf"))
    from agent.session import runner  # with the network: most callers need none of it

    ending = runner.run_blocking(taken, mine, sheet.words, sheet.show)
    return sheet.end(ending.end, ending.answer)


def wait(id_: str, mine: Workspace, sheet: ProgressPrinter, until: float) -> int:
    """Listen to a wish that is done elsewhere, for as long as there is patience."""
    heard = 0
    begun = time.monotonic()
    is_begun = False
    try:
        while True:
            for number, told in mine.journal.told(id_, heard):
                sheet.show_told(told)
                heard = number
            job = mine.journal.job(id_)
            if job is None or _is_told(job) or _is_left(job, mine, begun, is_begun=is_begun):
                break
            is_begun = is_begun or job.is_owned(time.time())  # noqa: TID251 - as below
            if time.monotonic() >= until:
                break
            time.sleep(LOOK_EVERY_S)
    except KeyboardInterrupt:
        sheet.clear()
        sys.stdout.flush()
        return result.exit_code("stopped")
    return _end(job, mine, sheet)


def _is_told(job: Job) -> bool:
    """It is over, and what it came to is written down; nothing is where nobody ever began."""
    now = time.time()  # noqa: TID251 - as below
    return job.is_over and (bool(job.answer) or not job.is_owned(now))


def _is_left(job: Job, mine: Workspace, begun: float, *, is_begun: bool) -> bool:
    """Nobody works on it, though there was time to begin: it rests, or its worker is dead."""
    is_owned = job.is_owned(time.time())  # noqa: TID251 - a lease is held against the wall clock
    if is_owned or mine.journal.is_behind(job):
        return False
    return is_begun or time.monotonic() - begun > STARTS_WITHIN_S


def _end(job: Job | None, mine: Workspace, sheet: ProgressPrinter) -> int:
    if job is None:
        return result.exit_code("stopped")
    if job.is_over and job.answer:
        return sheet.end(job.state, dict(job.answer))
    told = result.ResultBuilder(sheet.words)
    if job.is_over:
        return sheet.end(job.state, told.object(job.state, {}, job.talk))
    said = result.told_job(job, "running") | {
        "state": job.state,
        "elapsed_s": round(time.time() - job.born),  # noqa: TID251 - for people
    }
    said |= _progress(job.id, mine)
    told.legs = [
        {"route": str(one["route"]), "text": str(one["text"])} for one in job.order["legs"]
    ]
    return sheet.end("running", told.object("running", said, job.talk))


def _progress(id_: str, mine: Workspace) -> dict[str, Any]:
    """How far the newest word of a render says it is."""
    for _, told in reversed(mine.journal.told(id_)):
        if told["said"].get("event") == "rendering" and told["said"].get("progress") is not None:
            return {"progress": told["said"]["progress"]}
    return {}
