"""The ceiling: true peaks found between the samples, and a gain that never lets one through.

The whole film's peaks are known before the first sample leaves (the mix has two passes), so the
gain sees what is coming: it is down when the peak arrives and rises slowly after it.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from studio.render.sound.samples import RATE, Samples, of_db, silence

HOP: Final = 48  # a thousandth of a second
# A dB below full scale is asked for at the player; the AAC encoder adds up to half a dB.
CEILING: Final = of_db(-1.6)
_TAPS: Final = 24
_PHASES: Final = (0.25, 0.5, 0.75)
_ATTACK: Final = 5  # hops
_RISE: Final = 0.02  # dB a hop: 20 dB a second

Levels = npt.NDArray[np.float64]


class Peaks:
    """Takes the blocks of a film and keeps the true peak of every thousandth of a second."""

    def __init__(self) -> None:
        self._past = silence(_TAPS)
        self._peaks: list[Levels] = []

    def add(self, block: Samples) -> None:
        """Hear one more block; all but the last are whole thousandths of a second."""
        heard = np.concatenate([self._past, block])
        self._past = heard[-_TAPS:]
        top = np.abs(heard).max(axis=1)
        for kernel in _KERNELS:
            for side in (0, 1):
                between = np.abs(np.convolve(heard[:, side], kernel, "same"))
                np.maximum(top, between, out=top)
        top = top[_TAPS // 2 : _TAPS // 2 + len(block)]
        starts = np.arange(0, len(block), HOP)
        self._peaks.append(np.maximum.reduceat(top, starts).astype(np.float64))

    def levels(self) -> Levels:
        """The peaks so far. They lag by half a filter, which the attack covers."""
        return np.concatenate([*self._peaks, np.zeros(0)])


def gains(levels: Levels, gain: float) -> Levels:
    """The factor for every thousandth of a second that lifts all by `gain` and holds the ceiling.

    One more than there are levels: a factor stands at each edge between two of them.
    """
    if not len(levels):
        return np.full(1, gain)
    wanted = np.minimum(0.0, 20 * np.log10(CEILING / np.maximum(levels * gain, 1e-9)))
    held = _lowest(wanted, _ATTACK)
    slope = _RISE * np.arange(len(held))
    released = np.minimum.accumulate(held - slope) + slope
    padded = np.pad(released, (_ATTACK, _ATTACK), mode="edge")
    smooth = np.convolve(padded, np.full(_ATTACK, 1 / _ATTACK), "same")[_ATTACK:-_ATTACK]
    edges = np.minimum(np.append(smooth, smooth[-1]), np.insert(smooth, 0, smooth[0]))
    result: Levels = gain * 10 ** (edges / 20)
    return result


def apply(block: Samples, factors: Levels, first: int) -> Samples:
    """A block with its gains, which begin at hop `first` of the film."""
    at = np.arange(len(block)) / HOP + first
    curve = np.interp(at, np.arange(first, first + RATE // HOP + 2), _part(factors, first))
    return block * curve.astype(np.float32)[:, None]


def _part(factors: Levels, first: int) -> Levels:
    part = factors[first : first + RATE // HOP + 2]
    return np.pad(part, (0, RATE // HOP + 2 - len(part)), mode="edge")


def _lowest(row: Levels, reach: int) -> Levels:
    """The lowest of each place and `reach` places on either side."""
    padded = np.pad(row, (reach, reach), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)
    lowest: Levels = windows.min(axis=1)
    return lowest


def _kernel(shift: float) -> Samples:
    at = np.arange(_TAPS) - _TAPS / 2 + 1 - shift
    kernel = np.sinc(at) * np.kaiser(_TAPS, 5.0)
    return np.asarray(kernel / kernel.sum(), np.float32)


_KERNELS: Final = tuple(_kernel(shift) for shift in _PHASES)
