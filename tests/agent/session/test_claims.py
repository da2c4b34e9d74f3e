"""Within a process a wish is taken once, by whichever thread or task comes first."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from agent.session import claims
from tests.patience import HANG_S

if TYPE_CHECKING:
    from agent.session.workspace import Workspace
    from agent.world.journal import Job


def wish(mine: Workspace, talk: str = "") -> Job:
    row = talk or mine.talk("", "", session="", is_new=True, wish="waves").id
    return mine.job(row, "say", "waves", {"legs": []})


def test_of_eight_threads_one_gets_it(mine: Workspace) -> None:
    job = wish(mine)
    together = threading.Barrier(8)

    def take(_: int) -> Job | None:
        together.wait(HANG_S)
        return claims.take(mine.journal, job.id)

    with ThreadPoolExecutor(8) as pool:
        taken = [one for one in pool.map(take, range(8)) if one is not None]

    assert [one.id for one in taken] == [job.id]


def test_what_was_done_may_be_taken_again(mine: Workspace) -> None:
    job = wish(mine)
    assert claims.take(mine.journal, job.id) is not None

    with claims.held(job.id):
        assert claims.take(mine.journal, job.id) is None

    assert claims.take(mine.journal, job.id) is not None


def test_what_comes_first_in_a_conversation_is_waited_for(mine: Workspace) -> None:
    first = wish(mine)
    second = mine.job(first.talk, "say", "more", {"legs": []})
    claims.take(mine.journal, first.id)

    assert claims.take(mine.journal, second.id) is None
