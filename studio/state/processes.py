"""Detached worker processes, known to be alive by a file lock they inherit.

Whoever wants to know whether a worker lives tries to lock the file too; who succeeds may start the
next one, so that two callers never start two.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LOCK_FILE: Final = "alive.lock"
LOG_FILE: Final = "log.txt"
# Where files cannot be locked so: a process that wrote nothing for this long is taken for gone.
QUIET_S: Final = 120.0
# The package runs from a checkout or from where it is installed; the child finds it in both.
ROOT: Final = Path(__file__).resolve().parents[2]
# Parts of names of environment variables that a renderer has no business to know.
SECRET_WORDS: Final = ("TOKEN", "SECRET", "PASSWORD", "KEY")


def is_alive(folder: Path) -> bool:
    """True while a worker holds this folder's lock."""
    held = _lock(folder)
    if held is not None:
        os.close(held)
    return held is None


def start(
    command: Sequence[str], folder: Path, instead: Callable[[], None], *, detach: bool = True
) -> bool:
    """Start the command unless it runs; True if this call started it.

    Where no child is allowed, `instead` does the same work in a thread of this process.
    """
    held = _lock(folder)
    if held is None:
        return False
    if detach and _spawn(command, folder, held):
        os.close(held)
    else:
        threading.Thread(target=_run_in_thread, args=(instead, held), daemon=True).start()
    return True


def _spawn(command: Sequence[str], folder: Path, held: int) -> bool:
    environ = {
        key: value
        for key, value in os.environ.items()
        if not any(word in key.upper() for word in SECRET_WORDS)
    }
    environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), environ.get("PYTHONPATH"))))
    try:
        with (folder / LOG_FILE).open("ab") as log:
            child = subprocess.Popen(  # noqa: S603  our own interpreter and module, no shell
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=folder,
                env=environ,
                start_new_session=True,
                pass_fds=() if sys.platform == "win32" else (held,),
            )
    except OSError:
        return False
    # Nobody else waits for it, and what nobody waits for stays in the list of processes.
    threading.Thread(target=child.wait, daemon=True).start()
    return True


def _run_in_thread(instead: Callable[[], None], held: int) -> None:
    try:
        instead()
    finally:
        os.close(held)


def _lock(folder: Path) -> int | None:
    """The open, locked file; None if somebody else holds the lock."""
    file = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    if sys.platform == "win32":
        if _is_quiet(folder):
            return file
        os.close(file)
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        return None
    return file


def _is_quiet(folder: Path) -> bool:
    """True if nothing in the folder has changed for a while."""
    newest = max((file.stat().st_mtime for file in folder.glob("*.json")), default=0.0)
    log = folder / LOG_FILE
    begun = log.exists()
    return not begun or datetime.now(UTC).timestamp() - newest > QUIET_S
