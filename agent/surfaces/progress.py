"""What goes on with a wish, printed as it happens: rows for people, events or nothing for programs,
one object at the end.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from agent.core.notices import Failed, Reply
from agent.core.state import WishState
from agent.session import result
from agent.session.relayed_notice import RelayedNotice
from agent.speech import notice_text
from agent.speech.sanitize import one_line
from agent.surfaces.views.cells import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agent.core.errors import LocalError
    from agent.core.notices import Notice
    from agent.session.result import RunResult
    from agent.speech.words import Words
    from agent.surfaces.printer import Printer

_ERASE: Final = "\r\x1b[2K"  # to the beginning of the row, and all of it away
_PAINTS: Final = {Failed: "bad", Reply: ""}  # everything else is said beside the talk


@dataclass(slots=True)
class ProgressPrinter:
    """A printer on which rows may pass: each is overwritten by whatever comes next."""

    printer: Printer
    words: Words
    wants_events: bool = False
    _passing: str = ""

    @property
    def is_for_program(self) -> bool:
        """Whether a program reads it: nothing but objects is printed then."""
        return self.printer.is_json or self.wants_events

    def show(self, notice: Notice | RelayedNotice) -> None:
        """Print a notice of this process, or one that another has relayed."""
        if isinstance(notice, RelayedNotice):
            event, rows, paint, is_passing = notice.event, notice.rows, "", notice.is_passing
        else:
            event = result.to_object(notice) if self.wants_events else {}
            rows = notice_text.rows(notice, self.words)
            paint = _PAINTS.get(type(notice), "note")
            is_passing = isinstance(notice, notice_text.PROGRESS_NOTICES)
        if self.wants_events:
            self.printer.object(event)
        elif not self.printer.is_json:
            self._rows(rows, paint, is_passing=is_passing)

    def _rows(self, rows: Sequence[str], paint: str, *, is_passing: bool) -> None:
        if is_passing:
            if self.printer.is_painted and self.printer.is_seen and rows:
                self._overwrite(rows[0])
            return
        self.clear()
        self.printer.rows([[(paint, row)] for row in rows])

    def _overwrite(self, row: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        self._passing = one_line(row)
        self.printer.stream.write(_ERASE + cut(self._passing, width))
        self.printer.stream.flush()

    def clear(self) -> None:
        """Take away the row that passes."""
        if self._passing:
            self.printer.stream.write(_ERASE)
            self._passing = ""

    def aside(self, row: str) -> None:
        """Print something for people alone."""
        if not self.is_for_program:
            self._rows([row], "note", is_passing=False)

    def refuse(self, error: LocalError) -> int:
        """Print what is wrong on this side before anything was done; the exit code."""
        notice = Failed(error.kind, about=error.about)
        if self.is_for_program:
            builder = result.ResultBuilder(self.words)
            builder.add(notice)
            self.printer.object(builder.object(WishState.NEEDS_USER, {}, ""))
        else:
            self.show(notice)
        return error.kind.refusal_code

    def end(self, ended: RunResult) -> int:
        """Print the object for programs, what to do next for people; the exit code."""
        self.clear()
        if not ended.answer:  # the job is gone from the list: there is nothing to tell of it
            return ended.end.exit_code
        if self.is_for_program:
            self.printer.object(ended.answer)
        elif ended.end is WishState.RUNNING:
            self.aside(self.words.say("notice.running", job=ended.answer["job"]["id"]))
        elif ended.answer.get("repeat"):
            self.aside(self.words.say("job.repeat"))
        return ended.end.exit_code
