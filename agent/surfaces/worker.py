"""The detached process: does a wish whose caller may go away, and relays its notices."""

from __future__ import annotations

import asyncio
import os
import time
from typing import TYPE_CHECKING, Final

from agent.core.errors import LocalError
from agent.core.state import WishState
from agent.session import debug_log, relayed_notice, runner
from agent.speech import notice_text
from agent.speech.words import words as words_of
from agent.surfaces import foreground, process_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agent.core.notices import Notice
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import Job

_TURN_WITHIN_S: Final = 3600.0  # wishes of the same conversation come first; none takes that long
_ASK_EVERY_S: Final = 0.3


def main(arguments: Sequence[str]) -> int:
    """Take the wish when it is its turn, and do it."""
    _, id_, language = arguments
    words = words_of(language)
    workspace = process_workspace.open_workspace()
    journal = workspace.journal
    if os.environ.get(debug_log.VARIABLE):
        debug_log.begin(workspace.folders.state)
    job = _taken(workspace, id_)
    if job is None:
        return 1
    running = runner.run(
        job,
        workspace,
        words,
        lambda notice: _relay_passing(notice, job, workspace, words),
        foreground.stop_on_signals,
    )
    try:
        ended = asyncio.run(running)
    except LocalError as error:
        journal.mark(job.id, WishState.FAILED, {})
        failure = {"kind": error.kind, "message": str(error), "retry": False}
        answer = {"v": 1, "ok": False, "state": WishState.FAILED, "error": failure}
        journal.finish(job.id, answer)
        return 1
    return ended.end.exit_code


def _relay_passing(notice: Notice, job: Job, workspace: Workspace, words: Words) -> None:
    """Relay what goes on right now; everything else the runner writes down wherever it runs."""
    if isinstance(notice, notice_text.PROGRESS_NOTICES):
        workspace.journal.tell(job.id, relayed_notice.of(notice, words).to_facts())


def _taken(workspace: Workspace, id_: str) -> Job | None:
    """The wish once it is ours: others of the same conversation may come first."""
    until = time.monotonic() + _TURN_WITHIN_S
    while time.monotonic() < until:
        job = workspace.journal.take(id_)
        if job is not None:
            return job
        known = workspace.journal.job(id_)
        if known is None or known.is_over or known.owner == workspace.journal.me:
            return None
        time.sleep(_ASK_EVERY_S)
    return None
