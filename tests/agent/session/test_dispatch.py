"""A job seen through: here, or elsewhere and listened to."""

from __future__ import annotations

import asyncio
import os
import threading
from typing import TYPE_CHECKING

import pytest

from agent.core import notices
from agent.core.state import WishState
from agent.flows.turn import Leg
from agent.session import dispatch, listen
from agent.session.workspace import SHUT_IN
from agent.world.journal import Journal, _boot
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agent.session.dispatch import Listener
    from agent.session.result import RunResult
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import Job
    from tests.agent.backend import Backend


def nobody(_: object) -> None:
    """Nobody listens."""


def wish(workspace: Workspace, text: str = "waves", *, is_new: bool = False) -> Job:
    row = workspace.talk("", "", session="", is_new=is_new, wish="waves")
    return workspace.job(row.id, "say", text, {"legs": [Leg("chat", text).to_facts()]})


@pytest.fixture
def theirs(workspace: Workspace) -> Iterator[Journal]:
    """The journal in the hands of somebody else who is alive."""
    found = Journal(workspace.journal.path)
    found.me = f"{_boot()}:{os.getppid()}"
    yield found
    found.close()


def test_a_wish_is_done_in_this_process(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    said: list[object] = []
    listener: Listener = said.append

    ended = asyncio.run(
        dispatch.see_through(workspace, wish(workspace), english, listener, is_here=True)
    )

    assert ended.end is WishState.DONE
    assert notices.Reply("The sunset is ready.") in said
    assert backend.messages() == ["waves"]


def test_where_no_process_may_be_started_it_is_done_here(
    workspace: Workspace, backend: Backend, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/python")

    ended = asyncio.run(dispatch.see_through(workspace, wish(workspace), english, nobody))

    assert ended.end is WishState.DONE
    assert backend.messages() == ["waves"]


def test_a_wish_that_somebody_is_at_is_listened_to(
    workspace: Workspace, theirs: Journal, backend: Backend, english: Words
) -> None:
    job = wish(workspace)
    theirs.take(job.id)
    theirs.mark(job.id, WishState.DONE, {})
    theirs.finish(job.id, {"v": 1, "ok": True})

    ended = asyncio.run(dispatch.carry_out(workspace, job, english, nobody))

    assert (ended.end, ended.answer) == (WishState.DONE, {"v": 1, "ok": True})
    assert backend.heard == []


def test_a_wish_waits_for_the_one_before_it_and_is_then_done(
    workspace: Workspace, theirs: Journal, backend: Backend, english: Words
) -> None:
    first, second = wish(workspace, "first"), wish(workspace, "second")
    theirs.take(first.id)
    leaving = threading.Timer(
        0.15, theirs.db.execute, ("UPDATE jobs SET owner='' WHERE id=?", (first.id,))
    )
    leaving.start()

    ended = asyncio.run(dispatch.carry_out(workspace, second, english, nobody))

    leaving.join()
    assert (ended.end, backend.messages()) == (WishState.DONE, ["second"])


def test_whoever_comes_second_in_this_process_listens(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    job = wish(workspace)

    async def both() -> list[RunResult]:
        asking = [dispatch.carry_out(workspace, job, english, nobody) for _ in range(2)]
        return await asyncio.gather(*asking)

    first, second = asyncio.run(both())

    assert (first.end, first.answer) == (second.end, second.answer)
    assert backend.messages() == ["waves"]


def test_wishes_of_a_conversation_are_done_one_after_the_other(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    jobs = [wish(workspace, text) for text in ("one", "two", "three")]

    async def all_() -> list[RunResult]:
        asking = [dispatch.carry_out(workspace, job, english, nobody) for job in jobs]
        return await asyncio.gather(*asking)

    ended = asyncio.run(all_())

    assert {one.end for one in ended} == {WishState.DONE}
    assert sorted(backend.messages()) == ["one", "three", "two"]
    assert backend.paths().count("/api/tasks/me/with-session/nemo_agent") == 1


def orphan(workspace: Workspace, job: Job, state: WishState) -> None:
    """Leave a wish as a process does that is killed."""
    other = Journal(workspace.journal.path)
    gone = "UPDATE jobs SET state=?, owner='before:1', expires=9e12 WHERE id=?"
    other.db.execute(gone, (state, job.id))
    other.close()


@pytest.mark.parametrize("is_here", [True, False])
def test_a_wish_whose_worker_dies_while_it_is_listened_to_is_gone_on_with(
    workspace: Workspace,
    theirs: Journal,
    backend: Backend,
    english: Words,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_here: bool,
) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/python")  # so it is this process that goes on
    job = wish(workspace)
    taken = theirs.take(job.id)
    assert taken
    dying = threading.Timer(0.15, orphan, (workspace, job, WishState.QUEUED))
    dying.start()

    ended = asyncio.run(
        dispatch.see_through(workspace, taken, english, nobody, patience_s=HANG_S, is_here=is_here)
    )

    dying.join()
    assert (ended.end, backend.messages()) == (WishState.DONE, ["waves"])


def test_a_worker_that_dies_each_time_is_not_started_for_ever(
    workspace: Workspace, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[Job] = []

    def start(job: Job, *_: object) -> bool:
        started.append(job)
        orphan(workspace, job, WishState.STREAMING)
        return True

    monkeypatch.setattr(listen, "STARTS_WITHIN_S", 0.0)
    monkeypatch.setattr("agent.session.spawn.start", start)

    ended = asyncio.run(dispatch.see_through(workspace, wish(workspace), english, nobody))

    assert (ended.end, len(started)) == (WishState.RUNNING, dispatch.MOST_WORKERS)


def test_patience_is_kept_where_another_is_at_it(
    workspace: Workspace, theirs: Journal, english: Words
) -> None:
    job = wish(workspace)
    theirs.take(job.id)

    ended = asyncio.run(
        dispatch.see_through(workspace, job, english, nobody, patience_s=0.1, is_here=True)
    )

    assert ended.end is WishState.RUNNING


def test_in_a_sandbox_that_ends_workers_it_is_done_here(
    workspace: Workspace, backend: Backend, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("subprocess.Popen", start)
    monkeypatch.setenv(SHUT_IN, "1")
    monkeypatch.setattr("agent.session.runner._is_shut_in", lambda _: False)  # to be answered

    ended = asyncio.run(dispatch.see_through(workspace, wish(workspace), english, nobody))

    assert (ended.end, backend.messages()) == (WishState.DONE, ["waves"])
