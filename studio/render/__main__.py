"""The worker process: python -m studio.render JOB.json"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

NICENESS = 10  # a render may take minutes; whatever the person does meanwhile comes first
# Arrays above the first size go back to the system as soon as they are free (a 1080p plane in 16
# bits has 4 MB, in floats 8); below the second nothing is trimmed: the next frames need it.
MMAP_BYTES = 7_000_000
TRIM_BYTES = 48_000_000
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # as malloc.h of glibc numbers them


def main() -> int:
    """Run a job at low priority: the exit code is 0 when its film is there, 2 for a wrong call."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and the job
        sys.stderr.write("usage: python -m studio.render JOB.json\n")
        return 2
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    _limit_memory()
    from studio.render import job_file, watchdog  # 310 ms of av and numpy, after the limits are set

    watchdog.limit_files()
    return 0 if job_file.run(Path(sys.argv[1]), watchdog.watch) else 1


def _limit_memory() -> None:
    """Make glibc return large arrays to the system at once: else they take a third more."""
    if sys.platform != "linux":
        return
    import ctypes  # 2 ms, and on Linux alone

    with suppress(OSError, AttributeError):  # another C library, which has no such habit
        library = ctypes.CDLL(None)
        library.mallopt(M_MMAP_THRESHOLD, MMAP_BYTES)
        library.mallopt(M_TRIM_THRESHOLD, TRIM_BYTES)


if __name__ == "__main__":
    sys.exit(main())
