"""Starting a process that outlives its caller."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from agent.flows.turn import Leg
from agent.surfaces import paper, spawn, waiting

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from agent.speech.words import Words
    from agent.surfaces.desk import Desk
    from agent.world.journal import Job
    from tests.agent.backend import Backend

    _ = io


def wish(mine: Desk) -> Job:
    row = mine.talk("", "", session="", is_new=False, wish="waves")
    return mine.job(row.id, "say", "waves", {"legs": [Leg("chat", "waves").to_facts()]})


def waited(job: Job, mine: Desk, words: Words) -> int:
    """Listen to the end."""
    page = paper.paper(asks_json=True, refuses_color=True)
    return waiting.wait(job.id, mine, waiting.Sheet(page, words), float("inf"))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestWarning")
def test_a_wish_is_done_by_a_process_of_its_own(
    mine: Desk, backend: Backend, english: Words, home: Path
) -> None:
    (home / "project/agent").mkdir()
    (home / "project/agent/__init__.py").write_text("raise SystemExit(9)", "utf-8")
    job = wish(mine)

    assert spawn.start(job, english)

    assert waited(job, mine, english) == 0
    assert backend.messages() == ["waves"]


def test_where_no_process_may_be_started_it_says_so(
    mine: Desk, english: Words, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(home / "no-such-python"))

    assert not spawn.start(wish(mine), english)
