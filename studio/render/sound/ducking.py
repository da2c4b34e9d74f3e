"""Ducking: where somebody speaks, the music sinks before the first word and rises after the last.

The level of the speech is looked at a hundred times a second, one block ahead of the music.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from studio.render.sound.samples import RATE, Samples, of_db

HOP: Final = RATE // 100
_LOUD: Final = of_db(-42)  # the level from which a sound counts as somebody there
_FALL: Final = 1 / 25  # a quarter of a second before the first word
_RISE: Final = 1 / 60  # six tenths after the last
_HOLD: Final = 35 * _RISE  # a breath between two words is no reason to rise

Levels = npt.NDArray[np.float64]


class Follower:
    """Follows one bus of speech: blocks in, how far the music is to sink (0 to 1) out."""

    def __init__(self) -> None:
        self._before = 0.0

    def depth(self, block: Samples, after: Samples) -> Levels:
        """The depth at every hundredth of this block, knowing the block after it.

        One value more than there are hundredths: one at each edge.
        """
        here, coming = _speaks(block), _speaks(after)
        row = np.concatenate([[self._before], here, coming])
        place = np.arange(len(row))
        falling = np.maximum.accumulate(row + place * _RISE) - place * _RISE
        nearing = np.minimum(row, 1.0) - place * _FALL
        rising = np.maximum.accumulate(nearing[::-1])[::-1] + place * _FALL
        depth = np.maximum(falling, rising)
        self._before = float(falling[len(here)])
        clipped: Levels = np.clip(depth[: len(here) + 1], 0.0, 1.0)
        return clipped


def curve(depth: Levels, length: int) -> Samples:
    """The depths as a smooth curve of so many samples."""
    at = np.arange(length) / HOP
    straight = np.interp(at, np.arange(len(depth)), depth)
    return (0.5 - 0.5 * np.cos(np.pi * straight)).astype(np.float32)


def _speaks(block: Samples) -> Levels:
    """1 and a bit where somebody speaks: the bit has to fall first, which holds the music down."""
    if not len(block):
        return np.zeros(0)
    power = np.square(block).mean(axis=1, dtype=np.float64)
    starts = np.arange(0, len(block), HOP)
    level = np.sqrt(np.add.reduceat(power, starts) / np.diff([*starts, len(block)]))
    return np.where(level > _LOUD, 1.0 + _HOLD, 0.0)
