"""A command that waits: what it prints at the end, and what signals do to it."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from agent.core import notices
from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.core.state import WishState
from agent.flows.turn import Leg
from agent.session.result import RunResult
from agent.surfaces import foreground
from agent.surfaces.printer import Printer
from agent.surfaces.progress import ProgressPrinter
from agent.world.journal import Journal, _boot
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from tests.agent.backend import Backend


def on_paper(words: Words) -> tuple[ProgressPrinter, io.StringIO]:
    stream = io.StringIO()
    return ProgressPrinter(Printer(stream, is_painted=False, is_json=False), words), stream


@pytest.fixture
def theirs(workspace: Workspace) -> Iterator[Journal]:
    """The journal in the hands of somebody else who is alive."""
    found = Journal(workspace.journal.path)
    found.me = f"{_boot()}:{os.getppid()}"
    yield found
    found.close()


def test_what_it_came_to_is_printed(workspace: Workspace, english: Words) -> None:
    async def asking() -> RunResult:
        return RunResult(WishState.RUNNING, {"job": {"id": "j1"}})

    progress, stream = on_paper(english)

    assert foreground.see_through(asking(), progress, workspace) == 0
    assert "reeltalk wait j1" in stream.getvalue()


def test_what_is_wrong_on_this_side_is_for_the_verb_to_tell(
    workspace: Workspace, english: Words
) -> None:
    async def asking() -> RunResult:
        raise LocalError(FailureKind.NO_WISH)

    with pytest.raises(LocalError, match="no_wish"):
        foreground.see_through(asking(), on_paper(english)[0], workspace)


class Leaving(io.StringIO):
    """A page whose reader leaves when they read 40 %."""

    def write(self, text: str) -> int:
        """Interrupt this process, as Ctrl-C does."""
        if "40%" in text:
            os.kill(os.getpid(), signal.SIGINT)
        return super().write(text)


def test_who_leaves_while_waiting_leaves_the_wish_as_it_is(
    workspace: Workspace, theirs: Journal, english: Words
) -> None:
    row = workspace.talk("", "", session="", is_new=False, wish="waves")
    job = workspace.job(row.id, "say", "waves", {"legs": [Leg("chat", "waves").to_facts()]})
    theirs.take(job.id)
    theirs.tell(job.id, {"said": {}, "rows": ["exporting... 40%"], "passing": True})
    stream = Leaving()
    progress = ProgressPrinter(Printer(stream, is_painted=True, is_json=False), english)
    progress.show(notices.Rendering(1))
    known = workspace.journal.job(job.id)
    assert known is not None

    code = foreground.wait_for(known, workspace, progress)

    assert (code, stream.getvalue()[-5:]) == (130, "\r\x1b[2K")
    assert [one.state for one in workspace.journal.jobs()] == ["queued"]


def test_where_there_are_no_signals_a_wish_is_done_without(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    """Python hears signals in its main thread alone."""
    row = workspace.talk("", "", session="", is_new=False, wish="waves")
    job = workspace.job(row.id, "credits", "", {"legs": [Leg("credits").to_facts()]})
    codes: list[int] = []
    taken = workspace.journal.take(job.id)
    assert taken is not None

    def act() -> None:
        from agent.session import runner

        running = runner.run(taken, workspace, english, lambda _: None, foreground.stop_on_signals)
        codes.append(asyncio.run(running).end.exit_code)

    thread = threading.Thread(target=act)
    thread.start()
    thread.join()

    assert (codes, bool(backend.heard)) == ([0], True)


@pytest.mark.parametrize(
    ("number", "code", "states"),
    [
        (signal.SIGTERM, 143, {"sending", "streaming"}),
        (signal.SIGHUP, 129, {"sending", "streaming"}),
        (signal.SIGINT, 130, {"stopped"}),
    ],
)
def test_a_signal_leaves_the_wish_to_whoever_comes_next(
    home: Path,
    workspace: Workspace,
    backend: Backend,
    number: signal.Signals,
    code: int,
    states: set[str],
) -> None:
    assert home.is_dir()
    backend.holds.clear()
    command = [sys.executable, "-m", "agent", "say", "waves", "--no-json"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert backend.said.wait(HANG_S)
        child.send_signal(number)
        _, complaints = child.communicate(timeout=HANG_S)

    (kept,) = workspace.journal.jobs()
    assert (child.returncode, complaints) == (code, b"")
    assert kept.state in states
    assert backend.messages() == ["waves"]
