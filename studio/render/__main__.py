"""The worker process: python -m studio.render JOB.json"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

NICER = 10
LARGE = 7_000_000  # bytes: what is larger is given back to the system as soon as it is free
SPARE = 48_000_000  # bytes kept for the frames to come
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # as malloc.h of glibc numbers them


def main() -> int:
    """Render a job, politely toward everything else on this machine."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and the job
        sys.stderr.write("usage: python -m studio.render JOB.json\n")
        return 2
    if hasattr(os, "nice"):
        os.nice(NICER)
    _be_thrifty()
    from studio.render import job_file  # av and numpy, after we became polite

    return 0 if job_file.run(Path(sys.argv[1])) else 1


def _be_thrifty() -> None:
    """Left alone, glibc keeps the room of large arrays, which takes a third more memory."""
    if sys.platform != "linux":
        return
    import ctypes

    with suppress(OSError, AttributeError):  # another C library, which has no such habit
        library = ctypes.CDLL(None)
        library.mallopt(M_MMAP_THRESHOLD, LARGE)
        library.mallopt(M_TRIM_THRESHOLD, SPARE)


if __name__ == "__main__":
    sys.exit(main())
