"""A process that nobody looks at: does a wish whose caller may go away, and notes what is said."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Final

from agent.core.errors import LocalError
from agent.session import debug_log, result, runner, workspace
from agent.speech import notice_text
from agent.speech.words import words as words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agent.core.notices import Notice
    from agent.session.workspace import Workspace
    from agent.world.journal import Job

_TURN_WITHIN_S: Final = 3600.0
_ASK_EVERY_S: Final = 0.3


def main(arguments: Sequence[str]) -> int:
    """Take the wish when it is its turn, and do it."""
    _, id_, language = arguments
    words = words_of(language)
    mine = workspace.open_workspace(os.environ)
    if os.environ.get(debug_log.VARIABLE):
        debug_log.begin(mine.folders.state)
    job = _taken(mine, id_)
    if job is None:
        return 1

    def note(notice: Notice) -> None:
        is_passing = isinstance(notice, notice_text.PROGRESS_NOTICES)
        said = {"said": result.to_object(notice), "rows": notice_text.rows(notice, words)}
        mine.journal.tell(job.id, said | {"passing": is_passing})

    try:
        ending = runner.run_blocking(job, mine, words, note)
    except LocalError as error:
        mine.journal.mark(job.id, "failed", {})
        said = {"kind": error.kind, "message": str(error), "retry": False}
        mine.journal.finish(job.id, {"v": 1, "ok": False, "state": "failed", "error": said})
        return 1
    return result.exit_code(ending.end)


def _taken(mine: Workspace, id_: str) -> Job | None:
    """The wish once it is ours: others of the same conversation may come first."""
    until = time.monotonic() + _TURN_WITHIN_S
    while time.monotonic() < until:
        job = mine.journal.take(id_)
        if job is not None:
            return job
        known = mine.journal.job(id_)
        if known is None or known.is_over or known.owner == mine.journal.me:
            return None
        time.sleep(_ASK_EVERY_S)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
