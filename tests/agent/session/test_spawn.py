"""Starting a process that outlives its caller."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from agent.flows.turn import Leg
from agent.session import spawn
from agent.surfaces import printer, progress
from tests.patience import HANG_S

if TYPE_CHECKING:
    import io
    from pathlib import Path

    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import Job
    from tests.agent.backend import Backend

    _ = io


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slowly the process wakes up."""
    monkeypatch.setattr(progress, "STARTS_WITHIN_S", HANG_S)


def wish(mine: Workspace) -> Job:
    row = mine.talk("", "", session="", is_new=False, wish="waves")
    return mine.job(row.id, "say", "waves", {"legs": [Leg("chat", "waves").to_facts()]})


def waited(job: Job, mine: Workspace, words: Words) -> int:
    """Listen to the end."""
    page = printer.open_printer(asks_json=True, refuses_color=True)
    return progress.wait(job.id, mine, progress.ProgressPrinter(page, words), float("inf"))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestWarning")
def test_a_wish_is_done_by_a_process_of_its_own(
    mine: Workspace, backend: Backend, english: Words, home: Path
) -> None:
    (home / "project/agent").mkdir()
    (home / "project/agent/__init__.py").write_text("raise SystemExit(9)", "utf-8")
    job = wish(mine)

    assert spawn.start(job, english)

    assert waited(job, mine, english) == 0
    assert backend.messages() == ["waves"]


def test_where_no_process_may_be_started_it_says_so(
    mine: Workspace, english: Words, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(home / "no-such-python"))

    assert not spawn.start(wish(mine), english)
