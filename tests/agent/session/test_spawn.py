"""Starting a process that outlives its caller."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agent.core.state import WishState
from agent.flows.turn import Leg
from agent.session import dispatch, listen, spawn
from agent.world.journal import Journal, _boot
from tests.patience import HANG_S

if TYPE_CHECKING:
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import Job
    from tests.agent.backend import Backend


def wish(workspace: Workspace) -> Job:
    row = workspace.talk("", "", session="", is_new=False, wish="waves")
    return workspace.job(row.id, "say", "waves", {"legs": [Leg("chat", "waves").to_facts()]})


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slowly the process wakes up."""
    monkeypatch.setattr(listen, "STARTS_WITHIN_S", HANG_S)


def waited(job: Job, workspace: Workspace, words: Words) -> int:
    """Listen to the end."""
    hearing = dispatch.listen_to(workspace, job.id, words, lambda _: None)
    return asyncio.run(hearing).end.exit_code


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestWarning")
def test_a_wish_is_done_by_a_process_of_its_own(
    workspace: Workspace, backend: Backend, english: Words, home: Path
) -> None:
    (home / "project/agent").mkdir()
    (home / "project/agent/__init__.py").write_text("raise SystemExit(9)", "utf-8")
    job = wish(workspace)

    assert spawn.start(job, workspace, english)

    assert waited(job, workspace, english) == 0
    assert backend.messages() == ["waves"]


def test_where_no_process_may_be_started_it_says_so(
    workspace: Workspace, english: Words, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(home / "no-such-python"))

    assert not spawn.start(wish(workspace), workspace, english)


def test_what_somebody_sees_to_is_not_begun_again(
    workspace: Workspace, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = wish(workspace)
    theirs = Journal(workspace.journal.path)
    theirs.me = f"{_boot()}:{os.getppid()}"
    theirs.take(job.id)
    theirs.close()
    known = workspace.journal.job(job.id)
    assert known is not None
    monkeypatch.setattr(sys, "executable", "/no/such/python")

    assert spawn.hand_over(known, workspace, english)
    assert spawn.hand_over(replace(job, state=WishState.DONE), workspace, english)
    assert not spawn.hand_over(job, workspace, english)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestWarning")
def test_it_is_done_in_the_folder_of_the_workspace(
    workspace: Workspace, backend: Backend, english: Words, home: Path
) -> None:
    (home / "films").mkdir()
    (home / "films/a.txt").write_text("Scene one: waves", "utf-8")
    there = replace(workspace, folder=home / "films")
    row = there.talk("", "", session="", is_new=True, wish="")
    legs = [Leg("upload", "", ("a.txt",)).to_facts()]
    job = there.job(row.id, "upload", "", {"legs": legs})

    assert spawn.start(job, there, english)

    assert waited(job, there, english) == 0
    assert backend.messages() == ["Scene one: waves"]


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="walks /proc")
def test_who_ends_the_command_and_all_that_descends_from_it_leaves_the_worker_alive(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    """So does a host at the end of a session: it goes by the links from child to parent."""
    backend.holds.clear()
    command = [sys.executable, "-m", "agent", "say", "waves", "--wait", "300"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as said:  # noqa: S603 - our own
        assert backend.said.wait(HANG_S)
        family = [said.pid, *descendants(said.pid)]
        for pid in family:
            os.kill(pid, signal.SIGKILL)

    (job,) = workspace.journal.jobs()
    assert job.is_owned(time.time())  # noqa: TID251 - leases stand there by the wall clock
    backend.holds.set()

    assert waited(job, workspace, english) == 0
    assert [one.state for one in workspace.journal.jobs()] == [WishState.DONE]
    assert backend.messages() == ["waves"]


def descendants(pid: int) -> list[int]:
    """All processes below one, by the links from child to parent."""
    children = [
        int(one.name)
        for one in Path("/proc").iterdir()
        if one.name.isdigit() and parent(one) == pid
    ]
    return [*children, *(below for child in children for below in descendants(child))]


def parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
    except OSError:
        return 0


def test_where_it_cannot_leave_its_parent_it_says_so(
    workspace: Workspace, english: Words, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = home / "python-that-fails"
    program.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))

    assert not spawn.start(wish(workspace), workspace, english)
