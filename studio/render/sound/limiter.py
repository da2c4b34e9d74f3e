"""A look-ahead true-peak limiter.

The whole film's peaks are known before the first sample leaves (the mix has two passes), so the
gain sees what is coming: it is down when the peak arrives and rises slowly after it.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from studio.render.sound.samples import RATE, Samples, db_to_gain, silence

HOP: Final = 48  # a thousandth of a second
# A dB below full scale is asked for at the player; the AAC encoder adds up to half a dB.
CEILING: Final = db_to_gain(-1.6)
_TAPS: Final = 24  # of the interpolation filter
_PHASES: Final = (0.25, 0.5, 0.75)  # between samples: oversampled four times, as BS.1770 asks
_ATTACK_HOPS: Final = 5  # milliseconds before a peak
_RELEASE_DB: Final = 0.02  # dB a hop: 20 dB a second

Levels = npt.NDArray[np.float64]


class Peaks:
    """Collects the true peak of every millisecond, by fourfold oversampling."""

    def __init__(self) -> None:
        self._past = silence(_TAPS)
        self._peaks: list[Levels] = []

    def add(self, block: Samples) -> None:
        """Measure one more block; all but the last are whole milliseconds."""
        joined = np.concatenate([self._past, block])
        self._past = joined[-_TAPS:]
        top = np.abs(joined).max(axis=1)
        for kernel in _KERNELS:
            for side in (0, 1):
                between = np.abs(np.convolve(joined[:, side], kernel, "same"))
                np.maximum(top, between, out=top)
        top = top[_TAPS // 2 : _TAPS // 2 + len(block)]
        starts = np.arange(0, len(block), HOP)
        self._peaks.append(np.maximum.reduceat(top, starts).astype(np.float64))

    def levels(self) -> Levels:
        """The peaks so far. They lag by half a filter, which the attack covers."""
        return np.concatenate([*self._peaks, np.zeros(0)])


def gains(levels: Levels, gain: float) -> Levels:
    """The factor at every millisecond that applies `gain` and holds the ceiling.

    One more than there are levels: a factor stands at each edge between two of them.
    """
    if not len(levels):
        return np.full(1, gain)
    wanted = np.minimum(0.0, 20 * np.log10(CEILING / np.maximum(levels * gain, 1e-9)))
    held = _sliding_minimum(wanted, _ATTACK_HOPS)
    slope = _RELEASE_DB * np.arange(len(held))
    released = np.minimum.accumulate(held - slope) + slope
    padded = np.pad(released, (_ATTACK_HOPS, _ATTACK_HOPS), mode="edge")
    smooth = np.convolve(padded, np.full(_ATTACK_HOPS, 1 / _ATTACK_HOPS), "same")[
        _ATTACK_HOPS:-_ATTACK_HOPS
    ]
    edges = np.minimum(np.append(smooth, smooth[-1]), np.insert(smooth, 0, smooth[0]))
    result: Levels = gain * 10 ** (edges / 20)
    return result


def apply(block: Samples, factors: Levels, first: int) -> Samples:
    """Apply the factors to a block that begins at hop `first` of the film."""
    at = np.arange(len(block)) / HOP + first
    curve = np.interp(at, np.arange(first, first + RATE // HOP + 2), _factors_from(factors, first))
    return block * curve.astype(np.float32)[:, None]


def _factors_from(factors: Levels, first: int) -> Levels:
    part = factors[first : first + RATE // HOP + 2]
    return np.pad(part, (0, RATE // HOP + 2 - len(part)), mode="edge")


def _sliding_minimum(row: Levels, reach: int) -> Levels:
    """The minimum within `reach` places on either side."""
    padded = np.pad(row, (reach, reach), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
    lowest: Levels = windows.min(axis=1)
    return lowest


def _interpolation_kernel(shift: float) -> Samples:
    at = np.arange(_TAPS) - _TAPS / 2 + 1 - shift
    kernel = np.sinc(at) * np.kaiser(_TAPS, 5.0)  # a windowed sinc
    return np.asarray(kernel / kernel.sum(), np.float32)


_KERNELS: Final = tuple(_interpolation_kernel(shift) for shift in _PHASES)
