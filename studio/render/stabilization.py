"""Video stabilization: the camera path is measured, smoothed, and the difference compensated.

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

    from studio.render.clip_reader import ClipReader
    from studio.render.planes import Floats

MEASURED_SIZE = (192, 108)  # shifts are measured at a tenth of 1080p, to fractions of a pixel
LARGEST_SHIFT = 0.035  # of the width or height: what the enlargement leaves room for
MOST_FRAMES = 3000  # measured: a hundred seconds at 30 frames


@dataclass(frozen=True, slots=True)
class ShakePath:
    """The deviation from the smooth path at each time, as shares of width and height."""

    times: Floats
    across: Floats
    down: Floats

    def shift(self, seconds: float) -> tuple[float, float]:
        """The offset of the crop at a time, interpolated."""
        return (
            float(np.interp(seconds, self.times, self.across)),
            float(np.interp(seconds, self.times, self.down)),
        )


def measure_shake(
    clip: ClipReader, begin: float, end: float, rate: float = 30.0
) -> ShakePath | None:
    """Measure a clip's shake; None where it is too short."""
    count = min(MOST_FRAMES, int((end - begin) * rate))
    if count < 4:  # noqa: PLR2004 - too short to have a path
        return None
    times = begin + np.arange(count) / rate
    steps = np.zeros((count, 2))
    before = _windowed_grey(clip, float(times[0]))
    for place in range(1, count):
        now = _windowed_grey(clip, float(times[place]))
        steps[place] = _phase_shift(before, now)
        before = now
    way = np.cumsum(steps, axis=0)
    smooth = _smoothed(way, rate * 0.5)  # half a second: hands tremble faster, pans are slower
    off = np.clip((way - smooth) / np.array(MEASURED_SIZE), -LARGEST_SHIFT, LARGEST_SHIFT)
    return ShakePath(
        times.astype(np.float32), off[:, 0].astype(np.float32), off[:, 1].astype(np.float32)
    )


def _windowed_grey(clip: ClipReader, seconds: float) -> Floats:
    grey = planes_of(clip.at(seconds), MEASURED_SIZE).y.astype(np.float32)
    window = np.outer(np.hanning(MEASURED_SIZE[1]), np.hanning(MEASURED_SIZE[0])).astype(np.float32)
    out: Floats = (grey - grey.mean()) * window
    return out


def _phase_shift(before: Floats, now: Floats) -> tuple[float, float]:
    """The shift between two frames in pixels, by phase correlation."""
    cross = np.fft.rfft2(now) * np.conj(np.fft.rfft2(before))
    peak = np.fft.irfft2(cross / (np.abs(cross) + 1e-3), s=before.shape)
    row, column = np.unravel_index(int(np.argmax(peak)), peak.shape)
    across = _subpixel_peak(peak[row], int(column))
    down = _subpixel_peak(peak[:, column], int(row))
    return across, down


def _subpixel_peak(line: NDArray[Any], at: int) -> float:
    """The signed position of a peak, refined by a parabola through three samples."""
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
