"""Ducking: music sinks before the first word of speech and rises after the last.

The level of the speech is measured a hundred times a second, one block ahead of the music.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from studio.render.sound.samples import RATE, Samples, db_to_gain

HOP: Final = RATE // 100
_SPEECH_LEVEL: Final = db_to_gain(-42)  # the level from which a sound counts as somebody there
_FALL_A_HOP: Final = 1 / 25  # a quarter of a second before the first word
_RISE_A_HOP: Final = 1 / 60  # six tenths after the last
_HOLD: Final = 35 * _RISE_A_HOP  # a breath between two words is no reason to rise

Levels = npt.NDArray[np.float64]


class SpeechFollower:
    """An envelope follower for one bus: blocks of speech in, ducking depth (0..1) out."""

    def __init__(self) -> None:
        self._before = 0.0

    def depth(self, block: Samples, after: Samples) -> Levels:
        """The depth at every hundredth of this block, knowing the block after it.

        One value more than there are hundredths: one at each edge.
        """
        here, coming = _speech_levels(block), _speech_levels(after)
        row = np.concatenate([[self._before], here, coming])
        place = np.arange(len(row))
        falling = np.maximum.accumulate(row + place * _RISE_A_HOP) - place * _RISE_A_HOP
        nearing = np.minimum(row, 1.0) - place * _FALL_A_HOP
        rising = np.maximum.accumulate(nearing[::-1])[::-1] + place * _FALL_A_HOP
        depth = np.maximum(falling, rising)
        self._before = float(falling[len(here)])
        clipped: Levels = np.clip(depth[: len(here) + 1], 0.0, 1.0)
        return clipped


def depth_curve(depth: Levels, length: int) -> Samples:
    """Interpolate depths to a smooth curve of `length` samples."""
    at = np.arange(length) / HOP
    straight = np.interp(at, np.arange(len(depth)), depth)
    return (0.5 - 0.5 * np.cos(np.pi * straight)).astype(np.float32)


def _speech_levels(block: Samples) -> Levels:
    """Above 1 where there is speech, else 0; the excess decays first, which is the hold time."""
    if not len(block):
        return np.zeros(0)
    power = np.square(block).mean(axis=1, dtype=np.float64)
    starts = np.arange(0, len(block), HOP)
    level = np.sqrt(np.add.reduceat(power, starts) / np.diff([*starts, len(block)]))
    return np.where(level > _SPEECH_LEVEL, 1.0 + _HOLD, 0.0)
