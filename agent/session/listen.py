"""Listening to a job that another process does, by polling the journal without blocking a loop.

Whoever does it relays each notice, as an object for programs and in words for people; whoever
listens reads them there, asleep in between, and may go away at any time.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Final

from agent.core.notices import Rendering
from agent.core.state import WishState
from agent.session import relayed_notice, result
from agent.session.result import RunResult

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from agent.session.relayed_notice import RelayedNotice
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import Job, Journal

_RENDERING: Final = result.event_name(Rendering)
LOOK_EVERY_S: Final = 0.1  # soon enough to look immediate, and a hundredth of a core at most
STARTS_WITHIN_S: Final = 15.0  # a worker that has not begun by then never will


async def follow(
    workspace: Workspace, job_id: str, until: float = float("inf"), after: int = 0
) -> AsyncIterator[RelayedNotice]:
    """The notices of a wish behind a number as they come, those that were said before first.

    Ends when the wish is over, when nobody is at it any more, or at `until` on the monotonic clock.
    """
    journal = workspace.journal
    number, begun, is_begun = after, time.monotonic(), False
    while True:
        # Read before the notices: what was said up to an end that is seen here is told as well.
        job = journal.job(job_id)
        for at, facts in journal.told(job_id, number):
            number = at
            yield relayed_notice.read(facts, number)
        if job is None or _is_told(job) or _is_left(job, journal, begun, is_begun=is_begun):
            return
        is_begun = is_begun or job.is_owned(_now())
        if time.monotonic() >= until:
            return
        await asyncio.sleep(LOOK_EVERY_S)


def _is_told(job: Job) -> bool:
    """Whether it is over and its result written; one that nobody ever began has none."""
    return job.is_over and (bool(job.answer) or not job.is_owned(_now()))


def _is_left(job: Job, journal: Journal, begun: float, *, is_begun: bool) -> bool:
    """Whether nobody works on it though there was time to begin: it rests or its worker died."""
    if job.is_owned(_now()) or journal.is_behind(job):
        return False
    return is_begun or time.monotonic() - begun > STARTS_WITHIN_S


def _now() -> float:
    return time.time()  # noqa: TID251 - leases and births stand in the journal by the wall clock


def standing(workspace: Workspace, job_id: str, words: Words) -> RunResult:
    """How a wish stands now; RUNNING with its job while it is not over, STOPPED when it is gone."""
    job = workspace.journal.job(job_id)
    if job is None:
        return RunResult(WishState.STOPPED, {})
    if job.is_over and job.answer:
        return RunResult(job.state, dict(job.answer))
    builder = result.ResultBuilder(words)
    if job.is_over:
        return RunResult(job.state, builder.object(job.state, {}, job.talk))
    builder.legs = [
        {"route": str(one["route"]), "text": str(one["text"])} for one in job.order["legs"]
    ]
    facts = result.told_job(job, WishState.RUNNING)
    facts |= {"state": job.state, "elapsed_s": round(_now() - job.born)}
    facts |= _render_progress(workspace.journal, job_id)
    return RunResult(WishState.RUNNING, builder.object(WishState.RUNNING, facts, job.talk))


def _render_progress(journal: Journal, job_id: str) -> dict[str, Any]:
    """How far the newest notice of a render says it is."""
    for _, facts in reversed(journal.told(job_id)):
        event = facts["said"]
        if event.get("event") == _RENDERING and event.get("progress") is not None:
            return {"progress": event["progress"]}
    return {}
