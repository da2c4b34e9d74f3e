"""Cache clean-up: removes chunks unused for a week, and renders untouched for a month.

A renderer does it before it begins, in a moment. What was used within the last hour stays: another
renderer may be about to join it.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOUR, DAY = 3600.0, 86_400.0  # seconds
# An edit re-renders only the chunks it touched: those of a week of work are worth their room.
CHUNKS_UNUSED_S = 7 * DAY
CHUNKS_MOST_BYTES = 2 * 1024**3
RENDERS_UNUSED_S = 30 * DAY  # whoever wanted the film has fetched it by then
MOST_FILES = 200_000  # looked at; a folder with more is not ours
CACHED_SUFFIXES = frozenset({".mp4", ".m4a", ".part"})
JOB_FILE = "job.json"


def clean_up(job: Path, cache: Path | None, now: float | None = None) -> None:
    """Remove old chunks from the cache and old renders beside a job's folder; never raises."""
    now = datetime.now(UTC).timestamp() if now is None else now
    if cache is not None:
        _clear_chunks(cache, now)
    if job.name == JOB_FILE:
        _clear_renders(job.parent, now)


def _clear_chunks(cache: Path, now: float) -> None:
    """Remove by last use: first what is a week old, then the oldest beyond the size limit."""
    left_bytes = CHUNKS_MOST_BYTES
    for used, size, file in sorted(_cached_files(cache), reverse=True):
        left_bytes -= size
        age = now - used
        if age > CHUNKS_UNUSED_S or (left_bytes < 0 and age > HOUR):
            with suppress(OSError):
                file.unlink()


def _cached_files(cache: Path) -> Iterator[tuple[float, int, Path]]:
    with suppress(OSError):
        for count, file in enumerate(cache.iterdir()):
            if count >= MOST_FILES:
                return
            with suppress(OSError):
                info = file.lstat()
                if file.suffix in CACHED_SUFFIXES:
                    yield info.st_mtime, info.st_size, file


def _clear_renders(job_folder: Path, now: float) -> None:
    """Remove the folders of other jobs in which nothing was written for a month."""
    with suppress(OSError):
        for count, folder in enumerate(job_folder.parent.iterdir()):
            if count >= MOST_FILES:
                return
            if folder != job_folder and not folder.is_symlink() and (folder / JOB_FILE).is_file():
                newest = max((file.lstat().st_mtime for file in folder.iterdir()), default=now)
                if now - newest > RENDERS_UNUSED_S:
                    shutil.rmtree(folder, ignore_errors=True)
