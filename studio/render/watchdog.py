"""Ends a render that takes too long, or that nobody can ask for any more.

A render outlives the server and the command that began it. Without bounds of its own one with an
odd draft would go on for days, and one whose folder has been deleted would draw for nobody.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOOK_EVERY_S: Final = 5.0
# Measured: a 1080p film takes 0.5 to 4 times its length on two cores at low priority.
LEAST_S: Final = 900.0
TIMES_ITS_LENGTH: Final = 30.0
LARGEST_FILE: Final = 4 * 1024**3  # bytes; an hour at 9 Mbit/s
TOO_LONG: Final = "the render took too long"


def patience_s(length_ms: float) -> float:
    """How long a film of that length may take."""
    return LEAST_S + TIMES_ITS_LENGTH * length_ms / 1000


def watch(job: Path, length_ms: float, failed: Callable[[str], None]) -> None:
    """End this process when the job file is gone, or when it is too late."""
    until = time.monotonic() + patience_s(length_ms)

    def look() -> None:
        while job.exists():
            if time.monotonic() > until:
                failed(TOO_LONG)
                break
            time.sleep(LOOK_EVERY_S)
        os._exit(1)  # in the midst of an encoder, which hears nothing else

    threading.Thread(target=look, daemon=True).start()


def limit_files() -> None:
    """Let no file grow beyond the largest film; the encoder then fails with an error."""
    if sys.platform == "win32":
        return
    import resource  # 1 ms, and not on Windows

    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    if most == resource.RLIM_INFINITY or most > LARGEST_FILE:
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, most))
