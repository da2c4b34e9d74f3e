"""Listening to a wish that another process does."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from typing import TYPE_CHECKING

import pytest

from agent.core import notices
from agent.core.state import WishState
from agent.flows.turn import Leg
from agent.session import listen, relayed_notice
from agent.world.journal import Journal, _boot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agent.session.result import RunResult
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import Job

FOR_EVER = float("inf")


def wish(workspace: Workspace, text: str = "waves", kind: str = "say") -> Job:
    row = workspace.talk("", "", session="", is_new=False, wish="waves")
    return workspace.job(row.id, kind, text, {"legs": [Leg("chat", text).to_facts()]})


@pytest.fixture
def theirs(workspace: Workspace) -> Iterator[Journal]:
    """The journal in the hands of somebody else who is alive."""
    found = Journal(workspace.journal.path)
    found.me = f"{_boot()}:{os.getppid()}"
    yield found
    found.close()


def heard(
    workspace: Workspace, job_id: str, words: Words, until: float = FOR_EVER
) -> tuple[list[str], RunResult]:
    """The rows that were relayed, and how it stands then."""

    async def listening() -> list[str]:
        return [row async for one in listen.follow(workspace, job_id, until) for row in one.rows]

    return asyncio.run(listening()), listen.standing(workspace, job_id, words)


def relay(journal: Journal, job: Job, words: Words, *said: notices.Notice) -> None:
    for notice in said:
        journal.tell(job.id, relayed_notice.of(notice, words).to_facts())


def leave(workspace: Workspace, job: Job) -> None:
    other = Journal(workspace.journal.path)
    other.db.execute("UPDATE jobs SET owner='' WHERE id=?", (job.id,))
    other.close()


def test_a_wish_that_is_over_is_told_at_once(workspace: Workspace, english: Words) -> None:
    job = wish(workspace)
    workspace.journal.take(job.id)
    relay(workspace.journal, job, english, notices.Reply("Done."))
    workspace.journal.mark(job.id, WishState.DONE, {})
    workspace.journal.finish(job.id, {"v": 1, "ok": True, "reply": "Done."})

    rows, ended = heard(workspace, job.id, english)

    assert (rows, ended.end) == (["Done."], WishState.DONE)
    assert ended.answer == {"v": 1, "ok": True, "reply": "Done."}


def test_notices_come_as_they_are_said(
    workspace: Workspace, theirs: Journal, english: Words
) -> None:
    job = wish(workspace)
    theirs.take(job.id)
    relay(theirs, job, english, notices.Reply("One."))

    async def listening() -> list[str]:
        rows: list[str] = []
        async for one in listen.follow(workspace, job.id):
            rows += one.rows
            if rows == ["One."]:  # the second is said when the first has been heard
                relay(theirs, job, english, notices.Reply("Two."))
                theirs.mark(job.id, WishState.DONE, {})
                theirs.finish(job.id, {"v": 1})
        return rows

    assert asyncio.run(listening()) == ["One.", "Two."]


def test_while_it_is_listened_to_the_loop_goes_on(
    workspace: Workspace, theirs: Journal, english: Words
) -> None:
    """What runs beside it ends the wish: a loop that was blocked would never come to that."""
    job = wish(workspace)
    theirs.take(job.id)

    async def act() -> None:
        for _ in range(3):
            await asyncio.sleep(0)
        theirs.mark(job.id, WishState.DONE, {})
        theirs.finish(job.id, {"v": 1})

    async def both() -> None:
        await asyncio.gather(_all(workspace, job), act())

    asyncio.run(both())

    assert listen.standing(workspace, job.id, english).end is WishState.DONE


async def _all(workspace: Workspace, job: Job) -> None:
    async for _ in listen.follow(workspace, job.id):
        pass


def test_patience_ends_with_a_job_to_wait_for(
    workspace: Workspace, theirs: Journal, english: Words
) -> None:
    job = wish(workspace)
    theirs.take(job.id)
    theirs.mark(job.id, WishState.RENDERING, {"leg": 0})
    relay(theirs, job, english, *(notices.Rendering(1, share) for share in (0.1, 0.4, None)))

    _, ended = heard(workspace, job.id, english, time.monotonic())

    assert (ended.end, ended.answer["ok"], ended.answer["state"]) == ("running", False, "running")
    assert ended.answer["job"].pop("elapsed_s") >= 0
    assert ended.answer["job"] == {
        "id": job.id, "kind": "say", "state": "rendering", "progress": 0.4
    }  # fmt: skip
    assert ended.answer["next"] == [f"reeltalk wait {job.id}"]
    assert ended.answer["legs"] == [{"route": "chat", "text": "waves"}]


def test_a_wish_that_was_cancelled_before_it_began_is_over(
    workspace: Workspace, english: Words
) -> None:
    job = wish(workspace)
    workspace.journal.stop(job.id)

    _, ended = heard(workspace, job.id, english)

    assert (ended.end, ended.answer["state"]) == (WishState.STOPPED, "failed")


def test_a_wish_that_was_forgotten_is_waited_for_no_longer(
    workspace: Workspace, english: Words
) -> None:
    _, ended = heard(workspace, "gone", english)

    assert (ended.end, ended.answer) == (WishState.STOPPED, {})


def test_a_wish_whose_worker_has_left_is_told_as_running(
    workspace: Workspace, theirs: Journal, english: Words
) -> None:
    job = wish(workspace)
    theirs.take(job.id)
    leaving = threading.Timer(0.15, leave, (workspace, job))
    leaving.start()

    _, ended = heard(workspace, job.id, english)

    leaving.join()
    assert ended.end is WishState.RUNNING


def test_a_wish_that_nobody_begins_is_not_waited_for_for_ever(
    workspace: Workspace, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listen, "STARTS_WITHIN_S", 0.1)

    _, ended = heard(workspace, wish(workspace).id, english)

    assert ended.end is WishState.RUNNING


def test_what_is_said_just_before_the_end_is_heard(workspace: Workspace, english: Words) -> None:
    """The end is seen between two looks, and the last word was said between them as well."""
    job = wish(workspace)
    workspace.journal.take(job.id)

    class Late(Journal):
        def told(self, job_id: str, after: int = 0) -> list[tuple[int, dict[str, object]]]:
            found = super().told(job_id, after)
            if not found and not after:
                relay(self, job, english, notices.Reply("Saved."))
                self.mark(job.id, WishState.DONE, {})
                self.finish(job.id, {"v": 1})
            return found

    workspace.journal.close()
    workspace.journal = Late(workspace.journal.path)

    rows, _ = heard(workspace, job.id, english)

    assert rows == ["Saved."]
