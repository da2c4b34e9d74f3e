"""Leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agent.session.queue import Wish
from agent.world.journal import Journal
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def test_what_was_not_sent_is_named(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        await chat.say("a city")
        chat.state.queue.add(Wish("more rain", is_held=True))

    said = talk(doing).said

    assert said[-3:-1] == ["Not sent (1), but kept in the history:", "  more rain"]
    assert said[-1].startswith("Resume with: reeltalk --resume ")
    assert backend.messages() == ["a city"]


# The process that goes on is left to itself, which Python remarks upon.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_runs_is_handed_on_and_not_stopped(backend: Backend, home: Path) -> None:
    backend.holds.clear()

    async def doing(chat: Harness) -> None:
        chat.controller.submit("a city")
        await chat.until(backend.said.is_set)

    said = talk(doing).text
    backend.holds.set()

    assert "“a city” continues in the background. Get it with: reeltalk wait " in said
    journal = Journal(home / "own/state/journal.sqlite3")
    (job,) = journal.jobs()
    journal.stop(job.id)  # or its process would wait for a backend that is gone
    journal.close()
    assert not job.is_over or job.state == "done"
