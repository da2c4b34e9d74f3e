"""Within a process a wish is taken once, by whichever thread or task comes first."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from agent.session import job_locks
from tests.patience import HANG_S

if TYPE_CHECKING:
    from agent.session.workspace import Workspace
    from agent.world.journal import Job


def wish(workspace: Workspace, talk: str = "") -> Job:
    row = talk or workspace.talk("", "", session="", is_new=True, wish="waves").id
    return workspace.job(row, "say", "waves", {"legs": []})


def test_of_eight_threads_one_gets_it(workspace: Workspace) -> None:
    job = wish(workspace)
    together = threading.Barrier(8)

    def take(_: int) -> Job | None:
        together.wait(HANG_S)
        return job_locks.take(workspace.journal, job.id)

    with ThreadPoolExecutor(8) as pool:
        taken = [one for one in pool.map(take, range(8)) if one is not None]

    assert [one.id for one in taken] == [job.id]


def test_what_was_done_may_be_taken_again(workspace: Workspace) -> None:
    job = wish(workspace)
    assert job_locks.take(workspace.journal, job.id) is not None

    with job_locks.held(job.id):
        assert job_locks.take(workspace.journal, job.id) is None
    workspace.journal.leave(job.id)

    assert job_locks.take(workspace.journal, job.id) is not None


def test_what_comes_first_in_a_conversation_is_waited_for(workspace: Workspace) -> None:
    first = wish(workspace)
    second = workspace.job(first.talk, "say", "more", {"legs": []})
    job_locks.take(workspace.journal, first.id)

    assert job_locks.take(workspace.journal, second.id) is None
