"""Starting the process that sees to a wish when its caller may go away."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from agent.speech.words import Words
    from agent.world.journal import Job

FLAG: Final = "--job"


def start(job: Job, words: Words) -> bool:
    """Begin a detached process for a wish; False where the machine does not let us."""
    # -P: the folder we stand in is somebody's project and may hold an `agent` of its own.
    command = [sys.executable, "-P", "-m", "agent.session.worker", FLAG, job.id, words.language]
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    try:
        subprocess.Popen(  # noqa: S603 - our own module and an id of ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=flags,
            close_fds=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except (OSError, PermissionError):
        return False
    return True
