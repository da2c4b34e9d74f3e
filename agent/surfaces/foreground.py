"""A command that waits for the session floor: its event loop, its signals, its exit code."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from agent.core.state import WishState
from agent.session import dispatch

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from agent.session.result import RunResult
    from agent.session.workspace import Workspace
    from agent.surfaces.progress import ProgressPrinter
    from agent.world.journal import Job
    from agent.world.live_world import LiveWorld


def wait_for(
    job: Job, workspace: Workspace, progress: ProgressPrinter, patience_s: float = dispatch.FOR_EVER
) -> int:
    """See a job of the journal through and print what it came to; the exit code."""
    waiting = dispatch.see_through(
        workspace,
        job,
        progress.words,
        progress.show,
        patience_s=patience_s,
        begun=stop_on_signals,
    )
    return see_through(waiting, progress, workspace)


def see_through(
    asking: Coroutine[Any, Any, RunResult], progress: ProgressPrinter, workspace: Workspace
) -> int:
    """Wait for what was asked and print what it came to; the exit code.

    Ctrl-C while a wish is done elsewhere ends the waiting and leaves the wish as it is.
    """
    try:
        ended = asyncio.run(asking)
    except KeyboardInterrupt:
        progress.clear()
        sys.stdout.flush()
        return WishState.STOPPED.exit_code
    code = progress.end(ended)
    sys.stdout.flush()
    if ended.end.is_over:  # only now: a process that is killed before has told nobody
        workspace.journal.tell_answer(ended.job_id)
    return code


def stop_on_signals(world: LiveWorld) -> None:
    """Ctrl-C stops the wish; a terminal that closes or a kill leaves it to whoever comes next."""
    if sys.platform == "win32":
        return
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError, RuntimeError, ValueError):
        loop.add_signal_handler(signal.SIGINT, world.stop)
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, _leave, 128 + number)


def _leave(code: int) -> None:
    """Gone at once: everything is written down already."""
    sys.stdout.flush()
    os._exit(code)
