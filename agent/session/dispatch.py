"""Seeing a job through: done in this process or by one of its own, and listened to.

It prints nothing, takes no signals and reads neither the environment nor the folder of the process:
the workspace holds both. Several threads, and several tasks of a loop, may share a workspace.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from agent.session import job_locks, listen, spawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from agent.core.notices import Notice
    from agent.session.relayed_notice import RelayedNotice
    from agent.session.result import RunResult
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import Job
    from agent.world.live_world import LiveWorld

    Listener: TypeAlias = Callable[[Notice | RelayedNotice], None]
    Begun: TypeAlias = Callable[[LiveWorld], None]  # gets the world, by which the wish is stopped

FOR_EVER: Final = float("inf")
# A worker that dies is replaced so often by whoever waits: one that dies each time would else be
# started for ever.
MOST_WORKERS: Final = 3


async def see_through(
    workspace: Workspace,
    job: Job,
    words: Words,
    listener: Listener,
    *,
    patience_s: float = FOR_EVER,
    is_here: bool = False,
    begun: Begun | None = None,
) -> RunResult:
    """Have a job of the journal done, from wherever it was left, and listen to it.

    Where whoever does it dies meanwhile, it is gone on with while patience lasts.
    """
    ended = await _seen_through(workspace, job, words, listener, patience_s, begun, is_here=is_here)
    return replace(ended, job_id=job.id)


async def _seen_through(
    workspace: Workspace,
    job: Job,
    words: Words,
    listener: Listener,
    patience_s: float,
    begun: Begun | None,
    *,
    is_here: bool,
) -> RunResult:
    until, number = time.monotonic() + patience_s, 0
    is_here = is_here or workspace.keeps_no_workers
    for _ in range(MOST_WORKERS):
        if not job.is_over and (is_here or not spawn.hand_over(job, workspace, words)):
            return await carry_out(
                workspace, job, words, listener, begun, until=until, after=number
            )
        number = await listen_through(workspace, job.id, listener, until, number)
        left = workspace.journal.job(job.id)
        if left is None or not left.is_orphaned(_now()) or time.monotonic() >= until:
            break
        job = left
    return listen.standing(workspace, job.id, words)


async def carry_out(
    workspace: Workspace,
    job: Job,
    words: Words,
    listener: Listener,
    begun: Begun | None = None,
    *,
    until: float = FOR_EVER,
    after: int = 0,
) -> RunResult:
    """Do a job in this process when it is its turn; where another is at it, listen to that, and go
    on with it when that one dies.
    """
    while (taken := job_locks.take(workspace.journal, job.id)) is None:
        if not workspace.journal.is_behind(job):
            after = await listen_through(workspace, job.id, listener, until, after)
            left = workspace.journal.job(job.id)
            if left is None or not left.is_orphaned(_now()) or time.monotonic() >= until:
                return listen.standing(workspace, job.id, words)
        await asyncio.sleep(listen.LOOK_EVERY_S)
    from agent.session import runner  # 40 ms: who only listens needs no flows

    return await runner.run(taken, workspace, words, listener, begun)


async def listen_to(
    workspace: Workspace, job_id: str, words: Words, listener: Listener, until: float = FOR_EVER
) -> RunResult:
    """Listen to a job that is done elsewhere until it is over or `until`; how it then stands."""
    await listen_through(workspace, job_id, listener, until)
    return listen.standing(workspace, job_id, words)


async def listen_through(
    workspace: Workspace, job_id: str, listener: Listener, until: float, after: int = 0
) -> int:
    """Listen until a job is over, nobody is at it, or `until`; the number of the last notice."""
    async for notice in listen.follow(workspace, job_id, until, after):
        after = notice.number
        listener(notice)
    return after


def _now() -> float:
    return time.time()  # noqa: TID251 - leases stand in the journal by the wall clock
