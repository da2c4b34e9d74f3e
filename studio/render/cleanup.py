"""Clearing up: pieces that nothing used for long, films that nobody fetched for a month.

Done by a renderer before it begins, in a moment. What was used within the last hour stays: another
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

HOUR, DAY = 3600.0, 86_400.0
PIECES_S = 7 * DAY
PIECES_BYTES = 2 * 1024**3
FILMS_S = 30 * DAY
MOST = 200_000  # files looked at
PIECES = frozenset({".mp4", ".m4a", ".part"})
SHEET = "job.json"


def tidy(job: Path, cache: Path | None, now: float | None = None) -> None:
    """Clear the pieces in the cache and the old renders beside a job's folder."""
    now = datetime.now(UTC).timestamp() if now is None else now
    if cache is not None:
        _pieces(cache, now)
    if job.name == SHEET:
        _renders(job.parent, now)


def _pieces(cache: Path, now: float) -> None:
    """By their last use: none older than a week, and no more than fits."""
    room = PIECES_BYTES
    for used, size, file in sorted(_files(cache), reverse=True):
        room -= size
        age = now - used
        if age > PIECES_S or (room < 0 and age > HOUR):
            with suppress(OSError):
                file.unlink()


def _files(cache: Path) -> Iterator[tuple[float, int, Path]]:
    with suppress(OSError):
        for count, file in enumerate(cache.iterdir()):
            if count >= MOST:
                return
            with suppress(OSError):
                kept = file.lstat()
                if file.suffix in PIECES:
                    yield kept.st_mtime, kept.st_size, file


def _renders(own: Path, now: float) -> None:
    """Folders of other jobs in which nothing was written for long."""
    with suppress(OSError):
        for count, folder in enumerate(own.parent.iterdir()):
            if count >= MOST:
                return
            if folder != own and not folder.is_symlink() and (folder / SHEET).is_file():
                newest = max((file.lstat().st_mtime for file in folder.iterdir()), default=now)
                if now - newest > FILMS_S:
                    shutil.rmtree(folder, ignore_errors=True)
