"""Doing a wish: the world built around it, its lease held, everything written down."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from agent.core.errors import LocalError, StoppedError
from agent.core.notices import Failed, WentLocal
from agent.flows import backend, failures, turn
from agent.session import result
from agent.world import backends
from agent.world.live_world import LiveWorld
from agent.world.player import play

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from agent.core.conversation import Conversation
    from agent.core.notices import Notice
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import ConversationRow, Job

HOLD_EVERY_S: Final = 2.0
_CUT_OFF: Final = ("sending", "streaming", "rendering", "fetching")


@dataclass(slots=True)
class RunResult:
    """How a wish ended, and the object that tells it."""

    end: str
    answer: dict[str, Any]


def run_blocking(
    job: Job, desk: Workspace, words: Words, listener: Callable[[Notice], None]
) -> RunResult:
    """Do a wish that is ours by now, from wherever it was left."""
    return asyncio.run(_do(job, desk, words, listener))


async def _do(
    job: Job, desk: Workspace, words: Words, listener: Callable[[Notice], None]
) -> RunResult:
    return await run(job, desk, words, listener, _listen_to_signals)


async def run(
    job: Job,
    desk: Workspace,
    words: Words,
    listener: Callable[[Notice], None],
    begun: Callable[[LiveWorld], None],
    conversation_of: Callable[[ConversationRow], Conversation] | None = None,
) -> RunResult:
    """The same inside a loop that runs already; `begun` gets the world, by which it is stopped.

    `conversation_of` gives the object that other wishes of the same conversation share.
    """
    row = desk.journal.talk(job.talk)
    if row is None:
        raise LocalError("no_session", job.talk)
    told = result.ResultBuilder(words)

    def say(notice: Notice) -> None:
        told.add(notice)
        listener(notice)

    talk = (conversation_of or desk.conversation)(row)
    talk.max_credits = job.order.get("max_credits", talk.max_credits)
    world = _world(job, row, talk, desk, say)
    begun(world)
    async with asyncio.TaskGroup() as tasks:
        holding = tasks.create_task(_hold(job, desk, world))
        try:
            end = await _play(job, row, talk, world)
        except LocalError as error:  # of what stands around the flow: no studio, a bad proxy
            say(Failed(error.kind, about=error.about))
            end = "needs_user" if error.kind in failures.NEEDS_PERSON else "failed"
            _mark(world, end)
        except StoppedError:
            end = "stopped"
            _mark(world, end)
        finally:
            holding.cancel()
            with suppress(Exception):
                await world.end()
    answer = told.object(end, result.told_job(job, end), row.id)
    try:
        desk.journal.finish(job.id, answer)
        desk.journal.leave(job.id)
    except LocalError as error:
        if end != "failed":  # then it was told
            say(Failed(error.kind, about=error.about))
    return RunResult(end, answer)


def _mark(world: LiveWorld, end: str) -> None:
    """Write the end down, where it is still ours to mark and the disk takes it."""
    with suppress(StoppedError, LocalError):
        world.mark(end, {})


def _world(
    job: Job,
    row: ConversationRow,
    talk: Conversation,
    desk: Workspace,
    say: Callable[[Notice], None],
) -> LiveWorld:
    def mark(state: str, facts: Mapping[str, Any]) -> None:
        if not desk.journal.mark(job.id, state, facts):
            raise StoppedError  # somebody else has taken it over: two must not do it

    return LiveWorld(
        place=backends.BackendAddress(talk.backend, talk.base, talk.web),
        folders=desk.folders,
        folder=desk.folder,
        environment=desk.environment,
        notice=say,
        mark=mark,
        keep=lambda one: desk.keep(one, row),
    )


async def _play(job: Job, row: ConversationRow, talk: Conversation, world: LiveWorld) -> str:
    await reach(row, talk, world)
    legs = [turn.leg(one) for one in job.order["legs"]]
    was = None
    if job.state in _CUT_OFF:
        was = backend.Step(int(job.facts.get("leg") or 0), job.state, dict(job.facts))
    return await play(turn.turn(talk, legs, was, asks=bool(job.order.get("asks"))), world.perform)


async def reach(row: ConversationRow, talk: Conversation, world: LiveWorld) -> None:
    """See that there is a way to a backend. Raises DeskError where the sandbox lets nobody out."""
    if row.memory.get("auto") and not talk.session:
        await _choose(talk, world)
    elif _is_shut_in(world) and not world.place.is_studio:
        raise LocalError("sandboxed")


async def _choose(talk: Conversation, world: LiveWorld) -> None:
    """`auto`: the cloud, unless nobody answers there at all."""
    if not _is_shut_in(world) and await world.reaches(backends.REACH_WITHIN_S):
        return
    await world.end()
    place = backends.address_of("studio", world.environment)
    world.change_place(place)
    talk.backend, talk.base, talk.web = place.name, place.base, place.web
    talk.token, talk.has_own_token = "", False
    world.notice(WentLocal())


def _is_shut_in(world: LiveWorld) -> bool:
    """Whether the host says that its sandbox lets nobody out."""
    return bool(world.environment.get("CODEX_SANDBOX_NETWORK_DISABLED"))


def _listen_to_signals(world: LiveWorld) -> None:
    """Ctrl-C stops the wish; a terminal that closes or a kill leaves it to whoever comes next."""
    if sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError, RuntimeError, ValueError):
        loop.add_signal_handler(signal.SIGINT, world.stop)
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, _leave, 128 + number)


def _leave(code: int) -> None:
    """Gone at once: everything is written down already."""
    sys.stdout.flush()
    os._exit(code)


async def _hold(job: Job, desk: Workspace, world: LiveWorld) -> None:
    """Keep the lease, and look whether somebody asks to stop."""
    while True:
        with suppress(LocalError):  # a full disk is told by what must be written
            if not desk.journal.hold(job.id):
                world.stop()
                return
        await asyncio.sleep(HOLD_EVERY_S)
