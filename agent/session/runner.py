"""Running a wish: its world is built, its lease renewed, its states and result written down."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from agent.core.errors import LocalError, StoppedError
from agent.core.failure_kind import FailureKind
from agent.core.notices import Failed, WentLocal
from agent.core.state import WishState
from agent.flows import backend, turn
from agent.session import job_locks, relayed_notice, result
from agent.session.result import RunResult
from agent.session.workspace import SHUT_IN
from agent.skill import installation
from agent.speech import notice_text
from agent.wire.requests import is_token
from agent.world import backends
from agent.world.journal import READERS
from agent.world.live_world import LiveWorld
from agent.world.player import play

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from agent.core.conversation import Conversation
    from agent.core.notices import Notice
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import ConversationRow, Job

_LOG: Final = logging.getLogger("reeltalk")
HOLD_EVERY_S: Final = 2.0  # a tenth of a lease: nine may fail before somebody else takes the wish


async def run(
    job: Job,
    workspace: Workspace,
    words: Words,
    listener: Callable[[Notice], None],
    begun: Callable[[LiveWorld], None] | None = None,
    conversation_of: Callable[[ConversationRow], Conversation] | None = None,
    *,
    export_waits: Callable[[], bool] | None = None,
) -> RunResult:
    """Do a wish that is leased to this process, from wherever it was left. Raises LocalError.

    `begun` gets the world, by which it is stopped. `conversation_of` gives the object that other
    wishes of the same conversation share; else one is made of what the journal has. `export_waits`
    knows of exports that are asked for and do not stand in the journal yet.
    """
    with job_locks.held(job.id):
        row = workspace.journal.talk(job.talk)
        if row is None:
            raise LocalError(FailureKind.NO_SESSION, job.talk)
        talk = (conversation_of or workspace.conversation)(row)
        talk.max_credits = job.order.get("max_credits", talk.max_credits)
        builder = result.ResultBuilder(words)
        if _is_begun(job):  # what was done before belongs to what it came to
            for _, facts in workspace.journal.told(job.id):
                builder.recall(facts["said"], facts["rows"])

        def say(notice: Notice) -> None:
            builder.add(notice)
            _write_down(notice, job, workspace, words)
            listener(notice)

        world = _world(job, row, talk, workspace, say)
        if export_waits is not None:
            in_journal = world.export_waits
            world.export_waits = lambda: export_waits() or in_journal()
        if begun is not None:
            begun(world)
        end = await _play_held(job, row, talk, workspace, world)
        answer = builder.object(end, result.told_job(job, end), row.id)
        _finish(job, workspace, end, answer, say)
        return RunResult(end, answer)


async def _play_held(
    job: Job, row: ConversationRow, talk: Conversation, workspace: Workspace, world: LiveWorld
) -> WishState:
    """Play the wish while its lease is held; the line is left in any case."""
    async with asyncio.TaskGroup() as tasks:
        holding = tasks.create_task(_hold(job, workspace, world))
        try:
            return await _play(job, row, talk, world)
        except LocalError as error:  # of what stands around the flow: no studio, a bad proxy
            world.notice(Failed(error.kind, about=error.about))
            return _marked(world, error.kind.ends_as)
        except StoppedError:
            return _marked(world, WishState.STOPPED)
        except Exception:  # noqa: BLE001 - a fault of ours: whoever takes it up would meet it again
            _LOG.exception("a wish broke")
            world.notice(Failed(FailureKind.FAULT, retry=True))
            return _marked(world, WishState.FAILED)
        finally:
            holding.cancel()
            with suppress(Exception):
                await world.end()


def _write_down(notice: Notice, job: Job, workspace: Workspace, words: Words) -> None:
    """Keep what was said for whoever listens, or goes on where this process is killed."""
    if job.kind in READERS or isinstance(notice, notice_text.PROGRESS_NOTICES):
        return  # readers are over in a moment, and what passes is of no use to who comes later
    with suppress(LocalError):  # a full disk is told by what must be written
        workspace.journal.tell(job.id, relayed_notice.of(notice, words).to_facts())


def _finish(
    job: Job,
    workspace: Workspace,
    end: WishState,
    answer: Mapping[str, Any],
    say: Callable[[Notice], None],
) -> None:
    try:
        workspace.journal.finish(job.id, answer, job.fence)
        workspace.journal.leave(job.id, job.fence)
    except LocalError as error:
        if end is not WishState.FAILED:  # then it was told
            say(Failed(error.kind, about=error.about))


def _marked(world: LiveWorld, end: WishState) -> WishState:
    """Write the end down, where it is still ours to mark and the disk takes it."""
    with suppress(StoppedError, LocalError):
        world.mark(end, {})
    return end


def _world(
    job: Job,
    row: ConversationRow,
    talk: Conversation,
    workspace: Workspace,
    say: Callable[[Notice], None],
) -> LiveWorld:
    def mark(state: WishState, facts: Mapping[str, Any]) -> None:
        if not workspace.journal.mark(job.id, state, facts, job.fence):
            raise StoppedError  # somebody else has taken it over: two must not do it

    return LiveWorld(
        place=backends.BackendAddress(talk.backend, talk.base, talk.web),
        folders=workspace.folders,
        folder=workspace.folder,
        environment=workspace.environment,
        notice=say,
        mark=mark,
        keep=lambda one: workspace.keep(one, row),
        export_waits=lambda: workspace.journal.has_export_behind(job),
    )


async def _play(job: Job, row: ConversationRow, talk: Conversation, world: LiveWorld) -> WishState:
    await reach(row, talk, world)
    legs = [turn.leg(one) for one in job.order["legs"]]
    was = None
    if _is_begun(job):
        was = backend.Step(int(job.facts.get("leg") or 0), job.state, dict(job.facts))
    asks = {key: bool(job.order.get(key)) for key in ("asks", "asks_names")}
    return await play(turn.turn(talk, legs, was, **asks), world.perform)


def _is_begun(job: Job) -> bool:
    """Whether a process before us has done some of it: a leg, or the beginning of one."""
    return job.state.is_cut_off or bool(job.facts.get("leg"))


async def reach(row: ConversationRow, talk: Conversation, world: LiveWorld) -> None:
    """See that there is a way to a backend. Raises LocalError where there can be none."""
    if talk.has_own_token and not is_token(talk.token):
        raise LocalError(FailureKind.BAD_TOKEN)
    if row.memory.get("auto") and not talk.session:
        await _choose(talk, world)
    elif _is_shut_in(world) and not world.place.is_studio:
        raise LocalError(FailureKind.SANDBOXED)


async def _choose(talk: Conversation, world: LiveWorld) -> None:
    """`auto`: the cloud, unless nobody answers there at all."""
    if not _is_shut_in(world) and await world.reaches(backends.REACH_WITHIN_S):
        return
    await world.end()
    if installation.missing(installation.STUDIO):  # nobody takes over: that is not told first
        raise LocalError(FailureKind.NO_BACKEND)
    place = backends.address_of("studio", world.environment)
    world.change_place(place)
    talk.backend, talk.base, talk.web = place.name, place.base, place.web
    talk.token, talk.has_own_token = "", False
    world.notice(WentLocal())


def _is_shut_in(world: LiveWorld) -> bool:
    """Whether the host says that its sandbox lets nobody out."""
    return bool(world.environment.get(SHUT_IN))


async def _hold(job: Job, workspace: Workspace, world: LiveWorld) -> None:
    """Keep the lease, and look whether somebody asks to stop."""
    while True:
        with suppress(LocalError):  # a full disk is told by what must be written
            if not workspace.journal.hold(job.id, job.fence):
                world.stop()
                return
        await asyncio.sleep(HOLD_EVERY_S)
