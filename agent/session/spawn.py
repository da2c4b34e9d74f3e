"""Starting the process that does a wish when its caller may go away."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import Job

WORKER: Final = "agent.surfaces.detached"  # a surface of its own, so known by name alone
FLAG: Final = "--job"
# The process that is started forks and ends at once (30 ms measured, 600 under load): its child
# belongs to init then, and outlives a host that ends a command with all that descends from it.
DETACHED_WITHIN_S: Final = 20.0


def hand_over(job: Job, workspace: Workspace, words: Words) -> bool:
    """Have a process of its own do a wish, unless one does; False where none may be started."""
    now = time.time()  # noqa: TID251 - a lease is held against the wall clock
    return job.is_over or job.is_owned(now) or start(job, workspace, words)


def start(job: Job, workspace: Workspace, words: Words) -> bool:
    """Begin a detached process for a wish; False where the machine does not let us."""
    # -P: the folder it stands in is somebody's project and may hold an `agent` of its own.
    command = [sys.executable, "-P", "-m", WORKER, FLAG, job.id, words.language]
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    path = os.pathsep.join(filter(None, sys.path))
    try:
        started = subprocess.Popen(  # noqa: S603 - our own module and an id of ours
            command,
            cwd=workspace.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            creationflags=flags,
            close_fds=True,
            env={**workspace.environment, "PYTHONPATH": path},
        )
    except OSError:
        return False
    if sys.platform == "win32":  # no fork there, and nobody who ends a process by its parents
        return True
    with suppress(subprocess.TimeoutExpired):  # slow, but there: it is listened to
        return started.wait(DETACHED_WITHIN_S) == 0
    return True
