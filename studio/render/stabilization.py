"""Steadying a shaky clip: its path is measured, smoothed, and the difference taken away.

What it does: shifts sideways and up and down, as measured between small grey copies of the frames.
What it does not: rolling, rolling shutter, depth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.render.clip_reader import planes_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from studio.render.clip_reader import Clip
    from studio.render.planes import Floats

SMALL = (192, 108)
LIMIT = 0.035  # of the width or height: what the enlargement leaves room for
MOST = 3000  # frames measured


@dataclass(frozen=True, slots=True)
class Shake:
    """By how much the picture is off its smooth path at each time, as shares of its sides."""

    times: Floats
    across: Floats
    down: Floats

    def shift(self, seconds: float) -> tuple[float, float]:
        """How far to move the part looked at."""
        return (
            float(np.interp(seconds, self.times, self.across)),
            float(np.interp(seconds, self.times, self.down)),
        )


def path_of(clip: Clip, begin: float, end: float, rate: float = 30.0) -> Shake | None:
    """The shake of a clip; none if there is nothing to measure."""
    count = min(MOST, int((end - begin) * rate))
    if count < 4:  # noqa: PLR2004 - too short to have a path
        return None
    times = begin + np.arange(count) / rate
    steps = np.zeros((count, 2))
    before = _small(clip, float(times[0]))
    for place in range(1, count):
        now = _small(clip, float(times[place]))
        steps[place] = _moved(before, now)
        before = now
    way = np.cumsum(steps, axis=0)
    smooth = _smoothed(way, rate * 0.5)
    off = np.clip((way - smooth) / np.array(SMALL), -LIMIT, LIMIT)
    return Shake(
        times.astype(np.float32), off[:, 0].astype(np.float32), off[:, 1].astype(np.float32)
    )


def _small(clip: Clip, seconds: float) -> Floats:
    grey = planes_of(clip.at(seconds), SMALL).y.astype(np.float32)
    window = np.outer(np.hanning(SMALL[1]), np.hanning(SMALL[0])).astype(np.float32)
    out: Floats = (grey - grey.mean()) * window
    return out


def _moved(before: Floats, now: Floats) -> tuple[float, float]:
    """How far the picture went, by the phases of the two."""
    cross = np.fft.rfft2(now) * np.conj(np.fft.rfft2(before))
    peak = np.fft.irfft2(cross / (np.abs(cross) + 1e-3), s=before.shape)
    row, column = np.unravel_index(int(np.argmax(peak)), peak.shape)
    across = _fine(peak[row], int(column))
    down = _fine(peak[:, column], int(row))
    return across, down


def _fine(line: NDArray[Any], at: int) -> float:
    """The place of a peak between two samples, signed."""
    left, middle, right = (float(line[(at + by) % len(line)]) for by in (-1, 0, 1))
    curve = left - 2 * middle + right
    place = at + (0.5 * (left - right) / curve if abs(curve) > 1e-9 else 0.0)  # noqa: PLR2004 - flat
    return place - len(line) if place > len(line) / 2 else place


def _smoothed(way: NDArray[Any], width: float) -> NDArray[Any]:
    reach = int(width * 2)
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / width) ** 2)
    kernel /= kernel.sum()
    padded = np.pad(way, ((reach, reach), (0, 0)), mode="edge")
    columns = [np.convolve(padded[:, side], kernel, "valid") for side in range(2)]
    return np.stack(columns, axis=1)
