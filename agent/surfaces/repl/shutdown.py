"""Leaving: what runs is handed on, what was not begun is named, how to come back is said."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from agent.session import spawn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agent.surfaces.repl.chat_state import ChatState
    from agent.world.journal import Job

_NAMED: Final = 60  # letters of a wish, enough to know it by


async def leave(state: ChatState, tasks: Iterable[asyncio.Task[None]]) -> None:
    """End every task; a wish that was being done goes on in a process of its own."""
    jobs = [one.job for one in state.queue.running if one.job is not None]
    waiting = list(state.queue.waiting)
    state.queue.hold()
    if state.conversation is not None:
        await state.conversation.quiet()
    for task in (ended := list(tasks)):
        task.cancel()
    await asyncio.gather(*ended, return_exceptions=True)
    conversation = state.conversation
    if conversation is None:
        return
    _hand_on(state, jobs)
    if waiting:
        state.warn("repl.not_sent", count=len(waiting))
        for wish in waiting:
            state.output.row("note", f"  {wish.text}")
    if conversation.chat.title:
        state.note("repl.come_back", id=conversation.row.id)
    conversation.forget_unused()
    await conversation.hang_up()
    conversation.journal.close()


def _hand_on(state: ChatState, jobs: Iterable[Job]) -> None:
    conversation = state.opened
    journal, is_fallback = conversation.journal, conversation.workspace.folders.is_fallback
    for job in jobs:
        known = journal.job(job.id)
        if known is None or known.is_over:
            continue
        journal.leave(job.id)
        goes_on = not is_fallback and spawn.start(known, conversation.workspace, state.words)
        key = "repl.goes_on_alone" if goes_on else "repl.rests"
        wish = known.wish or f"/{known.kind}"
        state.note(key, wish=" ".join(wish.split())[:_NAMED], id=job.id)
