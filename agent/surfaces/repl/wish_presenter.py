"""Listener of the queue: what wishes say becomes rows, and state that others read."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from agent.core import notices
from agent.core.failure_kind import FailureKind
from agent.core.state import WishState
from agent.speech import notice_text
from agent.surfaces.repl import notice_rows, questions
from agent.surfaces.repl.commands import records
from agent.surfaces.views import dropped_paths
from agent.timeline import changes, summary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from agent.core.notices import Notice
    from agent.session.queue import Wish
    from agent.session.result import RunResult
    from agent.surfaces.repl.chat_state import ChatState

# What stays in the live area until something else comes, though it is said as well.
_GOING_ON: Final = (notices.Looking, notices.Waiting)
_FACTS: Final = ("bytes", "width", "height", "duration_ms")  # of a film, as they are kept
_LOOKS_WITHIN_S: Final = 5.0  # somebody who has stopped it does not wait longer
_LONG_S: Final = 10.0  # work that took longer is worth a ring
# Failures that a yes of the person goes on from.
_ASKED: Final = frozenset({FailureKind.MAX_CREDITS, FailureKind.FILE_EXISTS, *notice_text.EXTRAS})


@dataclass(slots=True)
class WishPresenter:
    """Implements `agent.session.queue.QueueListener`."""

    state: ChatState

    def began(self, wish: Wish) -> None:
        """Show the wish, and the files that it hands over, before a byte of them goes."""
        state = self.state
        if wish.text and wish.job is None and not wish.is_again:
            state.echo(wish.text)
        elif wish.job is not None and wish.text:
            wish.is_export_told = True
            state.note("repl.picked_up", wish=wish.text)
        for path in (file for leg in wish.legs for file in leg.files):
            if shown := dropped_paths.shown(path):
                state.output.row("note", f"  {shown}")
        state.last = wish.text or state.last
        state.refresh()

    def heard(self, wish: Wish, notice: Notice) -> None:
        """Show a notice: as a row if it stays, in the live area while it passes."""
        state = self.state
        is_passing = isinstance(notice, notice_text.PROGRESS_NOTICES)
        if is_passing and state.tells_phases and type(wish.passing) is not type(notice):
            state.output.row("note", notice_rows.passing(notice, state.words))
        if isinstance(notice, notices.Rendering) and not wish.is_export_told:
            wish.is_export_told = True
            if not state.tells_phases:
                state.note("repl.export_begun")
        if not isinstance(notice, notices.StillWorking):
            wish.passing = notice if is_passing or isinstance(notice, _GOING_ON) else None
        if isinstance(notice, notices.Rendering) and notice.progress is not None:
            state.output.progress(notice.progress)
        is_asked = isinstance(notice, notices.Failed) and notice.kind in _ASKED
        if is_asked or isinstance(notice, notices.Long):
            wish.needs = notice
        state.tell(notice)

    async def ended(self, wish: Wish, ending: RunResult) -> None:
        """Show how it ended; ask, ring and write down what that calls for."""
        state = self.state
        if isinstance(wish.passing, (notices.Rendering, notices.Fetching)) or wish.is_beside:
            state.output.progress(None)
        wish.passing = None
        if ending.is_same:
            state.note("repl.same")
        elif ending.answer.get("elsewhere"):
            self._told_elsewhere(ending.answer)
        elif ending.end is WishState.RUNNING and wish.job is not None:
            state.note("notice.running", job=wish.job.id)
        if ending.end is WishState.STOPPED:
            await self._look_again(wish, ending)
        if wish.hint:
            way = state.words.say(f"route.{wish.hint}")
            state.note("explain.near", way=way, command=f"/{wish.hint}")
        if wish.seconds > _LONG_S:
            state.output.ring(wish.text or state.words.say("repl.done"))
        if wish.needs is not None and state.has_person:
            questions.about(state, wish, wish.needs)
        self._write_down(wish, ending)

    def _write_down(self, wish: Wish, ending: RunResult) -> None:
        state = self.state
        state.code = state.code if ending.is_same else ending.end.exit_code
        if state.recording:
            records.write_record(state)
        if not wish.is_reader:
            state.usual_s = state.opened.usual_seconds()
        state.refresh()

    def _told_elsewhere(self, answer: Mapping[str, Any]) -> None:
        """Show the answer that another process wrote to the journal."""
        state = self.state
        for said in (answer.get("reply"), answer.get("error", {}).get("message")):
            if said:
                state.tell(notices.Reply(str(said)))
        if found := tuple(map(summary.change_of_object, answer.get("changes", ()))):
            state.changes = found
            state.output.rows(notice_rows.change_rows(found, state.words))
        if film := answer.get("video"):
            size, *facts = (int(film.get(one, 0)) for one in _FACTS)
            width, height, duration_ms = facts
            link = str(answer.get("link", ""))
            path = film["path"]
            state.tell(notices.Delivered(path, size, width, height, duration_ms, link))

    async def _look_again(self, wish: Wish, ending: RunResult) -> None:
        """After a stop: what has become of it, as far as the timeline tells."""
        state, conversation = self.state, self.state.opened
        has_looked = False
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOKS_WITHIN_S):
                has_looked = await conversation.look()
                await conversation.count()
        if not has_looked:
            state.note("repl.after_stop_unseen")
            return
        now = conversation.chat.timeline
        found = changes.between(wish.before, now)
        state.tell(notices.Changed(found, now))
        if found and wish.job is not None:  # so that it can be taken back like any other
            told = [summary.change_to_object(one) for one in found]
            conversation.journal.amend(wish.job.id, {**ending.answer, "changes": told})
        state.note("repl.after_stop" if found else "repl.after_stop_same")

    def waits(self, wish: Wish) -> None:
        """Say that another process is at work on this conversation, and comes first."""
        self.state.note("repl.beside" if wish.is_beside else "repl.elsewhere")

    def held(self, number: int) -> None:
        """Say that so many wishes wait until somebody says go on."""
        if self.state.tells_phases:  # where there is a live area, it says so
            self.state.warn("repl.held", count=number)
