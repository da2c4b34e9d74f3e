"""Commands that look at the film: timeline, preview."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.surfaces.repl import notice_rows
from agent.surfaces.repl.commands.registry import command
from agent.surfaces.repl.file_candidates import files
from agent.surfaces.repl.typed_files import files_of

if TYPE_CHECKING:
    from agent.surfaces.repl.chat_state import ChatState


@command("timeline")
async def draw_timeline(state: ChatState, _: str) -> None:
    """Draw the tracks, the last changes marked."""
    conversation = state.opened
    has_looked = state.queue.is_busy or await conversation.look()
    found = conversation.chat.timeline
    if conversation.chat.session and not has_looked:
        state.warn("repl.timeline_unseen")
        if not found.tracks:
            return
    rows = notice_rows.timeline(found, state.words, state.output.columns, state.changes)
    state.output.rows(rows)


@command("preview", values=lambda _, typed: files(typed))
async def preview(state: ChatState, rest: str) -> None:
    """Show frames of a film, the newest export if none is named."""
    path = files_of(rest)[0] if rest else next(reversed(state.films), "") or _last_film(state)
    if not path:
        state.warn("repl.no_film")
        return
    if not os.path.isfile(path):  # noqa: PTH113 - any text may come
        raise LocalError(FailureKind.NO_SUCH_FILE, path)
    state.looking = path
    state.refresh()
    try:
        shown = await state.output.picture(path)
    finally:
        state.looking = "" if state.looking == path else state.looking
    if shown is None:
        state.note("repl.film_stopped", path=path)
    elif not shown:
        state.say("repl.film", path=path)


def _last_film(state: ChatState) -> str:
    jobs = state.opened.journal.jobs(state.opened.row.id)
    found = (str(one.answer.get("video", {}).get("path", "")) for one in jobs)
    return next((path for path in found if path), "")
