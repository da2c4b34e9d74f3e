"""Silence detection, inside the child process: stretches far below the rest of a recording."""

from __future__ import annotations

import time
from contextlib import closing
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import av
import av.error
import numpy as np

from studio.media import video_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from studio.media.file_types import FileType

RATE: Final = 16_000  # enough for a level
WINDOW: Final = RATE // 50  # twenty thousandths of a second
SHORTEST_MS: Final = 300  # shorter pauses belong to speech
EDGE_MS: Final = 80  # stays on either side: words begin and end softly
MOST_SILENCES: Final = 2000  # kept with the facts of a file
PATIENCE_S: Final = 6.0  # what lies beyond it in a very long file counts as heard
# The threshold lies 30 dB below the 95th percentile of the levels, within bounds: a whispered
# recording has its pauses as well, and a noisy one is not silent for its noise.
BELOW_LOUD_DB: Final = 30.0
LOWEST_DB, HIGHEST_DB = -62.0, -38.0
FLOOR_DB: Final = -120.0  # in place of minus infinity


def silences(path: Path, kind: FileType) -> list[list[int]]:
    """Start and end of every silence, in ms; none where the sound cannot be read."""
    try:
        with closing(video_files.opened(path, kind)) as container:
            levels = np.array(list(_levels(container)), np.float32)
    except (av.error.FFmpegError, OSError, ValueError, EOFError):
        return []
    if not len(levels):
        return []
    loud = float(np.percentile(levels, 95))
    limit = min(max(loud - BELOW_LOUD_DB, LOWEST_DB), HIGHEST_DB)
    return list(_silent_runs(levels < limit))[:MOST_SILENCES]


def _silent_runs(still: np.ndarray[Any, np.dtype[np.bool_]]) -> Iterator[list[int]]:
    """Runs that are long enough, shrunk by a margin beside sound."""
    turns = np.flatnonzero(np.diff(np.concatenate([[False], still, [False]]).astype(np.int8)))
    each = 1000 * WINDOW // RATE
    for low, high in turns.reshape(-1, 2).tolist():
        first = low * each + (EDGE_MS if low else 0)
        last = high * each - (EDGE_MS if high < len(still) else 0)
        if last - first >= SHORTEST_MS:
            yield [first, last]


def _levels(container: Any) -> Iterator[float]:
    """Yield the level of each window in dB, aligned with the file's clock."""
    sound = container.streams.audio[0]
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    until = time.monotonic() + PATIENCE_S
    rest = np.zeros(0, np.float32)
    zero: float | None = (container.start_time or 0) / 1_000_000
    for frame in chain(
        _decoded_frames(container, sound), (None,)
    ):  # None: what is left in the resampler
        if time.monotonic() > until:
            return
        if frame is not None and frame.time is not None and zero is not None:
            # It may begin later than the picture.
            rest = np.zeros(max(0, min(round((frame.time - zero) * RATE), RATE * 600)), np.float32)
            zero = None
        if frame is not None:
            frame.pts = None
        parts = [part.to_ndarray().reshape(-1) for part in resampler.resample(frame)]
        rest = np.concatenate([rest, *parts])
        whole = len(rest) // WINDOW * WINDOW
        power = np.square(rest[:whole].reshape(-1, WINDOW)).mean(axis=1)
        yield from np.maximum(10 * np.log10(power + 1e-12), FLOOR_DB).tolist()
        rest = rest[whole:]


def _decoded_frames(container: Any, sound: Any) -> Iterator[Any]:
    """Yield the frames up to the first damage."""
    try:
        yield from container.decode(sound)
    except (av.error.FFmpegError, ValueError):
        return
