"""Doing a wish: the world built around it, its lease held, everything written down."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from agent.core.errors import DeskError, StoppedError
from agent.core.notices import Failed, WentLocal
from agent.flows import backend, mishap, turn
from agent.surfaces import account
from agent.world import backends
from agent.world.live import Live
from agent.world.player import play

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from agent.core.conversation import Conversation
    from agent.core.notices import Notice
    from agent.speech.words import Words
    from agent.surfaces.desk import Desk
    from agent.world.journal import Job, TalkRow

HOLD_EVERY_S: Final = 2.0
_CUT_OFF: Final = ("sending", "streaming", "rendering", "fetching")


@dataclass(slots=True)
class Ending:
    """How a wish ended, and the object that tells it."""

    end: str
    answer: dict[str, Any]


def do(job: Job, desk: Desk, words: Words, listener: Callable[[Notice], None]) -> Ending:
    """Do a wish that is ours by now, from wherever it was left."""
    return asyncio.run(_do(job, desk, words, listener))


async def _do(job: Job, desk: Desk, words: Words, listener: Callable[[Notice], None]) -> Ending:
    return await see(job, desk, words, listener, _listen_to_signals)


async def see(
    job: Job,
    desk: Desk,
    words: Words,
    listener: Callable[[Notice], None],
    begun: Callable[[Live], None],
) -> Ending:
    """The same inside a loop that runs already; `begun` gets the world, by which it is stopped."""
    row = desk.journal.talk(job.talk)
    if row is None:
        raise DeskError("no_session", job.talk)
    told = account.Account(words)

    def say(notice: Notice) -> None:
        told.add(notice)
        listener(notice)

    talk = desk.conversation(row)
    talk.max_credits = job.order.get("max_credits", talk.max_credits)
    world = _world(job, row, talk, desk, say)
    begun(world)
    async with asyncio.TaskGroup() as tasks:
        holding = tasks.create_task(_hold(job, desk, world))
        try:
            end = await _play(job, row, talk, world)
        except DeskError as error:  # of what stands around the flow: no studio, a bad proxy
            say(Failed(error.kind, about=error.about))
            end = "needs_user" if error.kind in mishap.NEEDS_PERSON else "failed"
            _mark(world, end)
        except StoppedError:
            end = "stopped"
            _mark(world, end)
        finally:
            holding.cancel()
            with suppress(Exception):
                await world.end()
    answer = told.object(end, account.told_job(job, end), row.id)
    try:
        desk.journal.finish(job.id, answer)
        desk.journal.leave(job.id)
    except DeskError as error:
        if end != "failed":  # then it was told
            say(Failed(error.kind, about=error.about))
    return Ending(end, answer)


def _mark(world: Live, end: str) -> None:
    """Write the end down, where it is still ours to mark and the disk takes it."""
    with suppress(StoppedError, DeskError):
        world.mark(end, {})


def _world(
    job: Job, row: TalkRow, talk: Conversation, desk: Desk, say: Callable[[Notice], None]
) -> Live:
    def mark(state: str, facts: Mapping[str, Any]) -> None:
        if not desk.journal.mark(job.id, state, facts):
            raise StoppedError  # somebody else has taken it over: two must not do it

    return Live(
        place=backends.Place(talk.backend, talk.base, talk.web),
        folders=desk.folders,
        folder=desk.folder,
        environment=desk.environment,
        notice=say,
        mark=mark,
        keep=lambda one: desk.keep(one, row),
    )


async def _play(job: Job, row: TalkRow, talk: Conversation, world: Live) -> str:
    await reach(row, talk, world)
    legs = [turn.leg(one) for one in job.order["legs"]]
    was = None
    if job.state in _CUT_OFF:
        was = backend.Step(int(job.facts.get("leg") or 0), job.state, dict(job.facts))
    return await play(turn.turn(talk, legs, was, asks=bool(job.order.get("asks"))), world.perform)


async def reach(row: TalkRow, talk: Conversation, world: Live) -> None:
    """See that there is a way to a backend. Raises DeskError where the sandbox lets nobody out."""
    if row.memory.get("auto") and not talk.session:
        await _choose(talk, world)
    elif _is_shut_in(world) and not world.place.is_studio:
        raise DeskError("sandboxed")


async def _choose(talk: Conversation, world: Live) -> None:
    """`auto`: the cloud, unless nobody answers there at all."""
    if not _is_shut_in(world) and await world.reaches(backends.REACH_WITHIN_S):
        return
    await world.end()
    place = backends.place("studio", world.environment)
    world.change_place(place)
    talk.backend, talk.base, talk.web = place.name, place.base, place.web
    talk.token, talk.has_own_token = "", False
    world.notice(WentLocal())


def _is_shut_in(world: Live) -> bool:
    """Whether the host says that its sandbox lets nobody out."""
    return bool(world.environment.get("CODEX_SANDBOX_NETWORK_DISABLED"))


def _listen_to_signals(world: Live) -> None:
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


async def _hold(job: Job, desk: Desk, world: Live) -> None:
    """Keep the lease, and look whether somebody asks to stop."""
    while True:
        with suppress(DeskError):  # a full disk is told by what must be written
            if not desk.journal.hold(job.id):
                world.stop()
                return
        await asyncio.sleep(HOLD_EVERY_S)
