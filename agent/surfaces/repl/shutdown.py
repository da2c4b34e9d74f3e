"""Leaving: what runs is handed on, what was not begun is named, how to come back is said."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from agent.session import spawn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agent.surfaces.repl.controller import Controller
    from agent.world.journal import Job


async def leave(scene: Controller, tasks: Iterable[asyncio.Task[None]]) -> None:
    """End every task; a wish that was being done goes on in a process of its own."""
    jobs = [one.job for one in scene.turns.running if one.job is not None]
    queue = list(scene.turns.queue)
    scene.turns.is_held = True
    if scene.room is not None:
        await scene.room.quiet()
    for task in (ended := list(tasks)):
        task.cancel()
    await asyncio.gather(*ended, return_exceptions=True)
    if scene.room is None:
        return
    _hand_on(scene, jobs)
    if queue:
        scene.glass.row("warn", scene.words.say("repl.not_sent", count=len(queue)))
        for wish in queue:
            scene.glass.row("note", f"  {wish.text}")
    room = scene.room
    if room.chat.title:
        scene.glass.row("note", scene.words.say("repl.come_back", id=room.row.id))
    room.forget_unused()
    await room.hang_up()
    room.journal.close()


def _hand_on(scene: Controller, jobs: Iterable[Job]) -> None:
    assert scene.room is not None
    journal = scene.room.journal
    for job in jobs:
        known = journal.job(job.id)
        if known is None or known.is_over:
            continue
        journal.leave(job.id)
        goes_on = not scene.room.folders.is_fallback and spawn.start(known, scene.room, scene.words)
        key = "repl.goes_on_alone" if goes_on else "repl.rests"
        wish = known.wish or f"/{known.kind}"
        scene.glass.row("note", scene.words.say(key, wish=" ".join(wish.split())[:60], id=job.id))
