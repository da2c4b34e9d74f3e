"""Processes that outlive whoever started them: detached, and known to live by a lock.

The child inherits an open file that is locked. Who wants to know whether it lives tries to lock the
file too; who succeeds may start the next one, so that two lookers never start two.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LOCK: Final = "alive.lock"
LOG: Final = "log.txt"
# Where files cannot be locked so: a process that wrote nothing for this long is taken for gone.
QUIET_S: Final = 120.0
# The package runs from a checkout or from where it is installed; the child finds it in both.
ROOT: Final = Path(__file__).resolve().parents[2]
# What a renderer has no business to know.
SECRETS: Final = ("TOKEN", "SECRET", "PASSWORD", "KEY")


def is_alive(folder: Path) -> bool:
    """Whether the work of this folder goes on somewhere."""
    held = _lock(folder)
    if held is not None:
        os.close(held)
    return held is None


def start(
    command: Sequence[str], folder: Path, instead: Callable[[], None], *, detach: bool = True
) -> bool:
    """Start the command unless it runs; whether this call did.

    Where no child is allowed, `instead` does the same work in a thread of this process.
    """
    held = _lock(folder)
    if held is None:
        return False
    if detach and _spawn(command, folder, held):
        os.close(held)
    else:
        threading.Thread(target=_work, args=(instead, held), daemon=True).start()
    return True


def _spawn(command: Sequence[str], folder: Path, held: int) -> bool:
    environ = {
        key: value
        for key, value in os.environ.items()
        if not any(word in key.upper() for word in SECRETS)
    }
    environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), environ.get("PYTHONPATH"))))
    try:
        with (folder / LOG).open("ab") as log:
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


def _work(instead: Callable[[], None], held: int) -> None:
    try:
        instead()
    finally:
        os.close(held)


def _lock(folder: Path) -> int | None:
    """The open, locked file; None when somebody else has it."""
    file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    if sys.platform == "win32":
        if _is_quiet(folder):
            return file
        os.close(file)
        return None
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        return None
    return file


def _is_quiet(folder: Path) -> bool:
    """Nothing in the folder has changed for a while."""
    newest = max((file.stat().st_mtime for file in folder.glob("*.json")), default=0.0)
    log = folder / LOG
    begun = log.exists()
    return not begun or datetime.now(UTC).timestamp() - newest > QUIET_S
