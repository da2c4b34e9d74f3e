"""Speed without another pitch (WSOLA): pieces of the sound are laid down faster or slower.

Each piece is taken where it continues the one before best, found by correlation. Beyond a factor
of four either way nobody would know the sound again; there the rest is done by resampling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from studio.render.sound.samples import Reel, Samples, silence

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE: Final = 2048
_STEP: Final = _PIECE // 2
_REACH: Final = 480  # ten milliseconds hold a period of any voice
_COARSE: Final = 4  # the correlation looks at every fourth sample
_MOST: Final = 4.0
_BLOCK: Final = 16_384


def stretch(pieces: Iterator[Samples], speed: float) -> Iterator[Samples]:
    """The sound so many times as fast, at its pitch."""
    if abs(speed - 1.0) < 1e-3:  # noqa: PLR2004 - nobody hears a thousandth
        yield from pieces
        return
    kept = min(max(speed, 1 / _MOST), _MOST)
    if abs(speed / kept - 1.0) > 1e-6:  # noqa: PLR2004 - rounding
        pieces = resample(pieces, speed / kept)
    yield from _laid(Reel(pieces), kept)


def resample(pieces: Iterator[Samples], speed: float) -> Iterator[Samples]:
    """The sound so many times as fast as a tape would play it, its pitch with it."""
    reel = Reel(pieces)
    take = max(2, round(_BLOCK * speed))
    before = reel.take(1)
    while not reel.is_spent:
        row = np.concatenate([before, reel.take(take)])
        before = row[-1:]
        at = np.arange(_BLOCK, dtype=np.float64) * (take / _BLOCK)
        smooth = _averaged(row, int(speed))
        yield _at(smooth, at)


def _averaged(row: Samples, width: int) -> Samples:
    """Frequencies that the new speed would fold back are taken out, roughly."""
    if width < 2:  # noqa: PLR2004 - nothing to average
        return row
    total = np.cumsum(np.pad(row, ((width, 0), (0, 0)), mode="edge"), axis=0, dtype=np.float64)
    return ((total[width:] - total[:-width]) / width).astype(np.float32)


def _at(row: Samples, at: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Samples:
    place = np.arange(len(row))
    sides = [np.interp(at, place, row[:, side]) for side in (0, 1)]
    return np.stack(sides, axis=1).astype(np.float32)


def _laid(reel: Reel, speed: float) -> Iterator[Samples]:
    """Pieces of the source, each faded into the next over half its length."""
    fall = (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, _STEP, dtype=np.float32)))[:, None]
    window = _Window(reel)
    yield window.look(0, _STEP)
    tail = window.look(_STEP, _STEP)
    at = _STEP * speed
    while not window.is_past(at):
        near = int(at) + _shift(window, int(at), tail)
        piece = window.look(near, _PIECE)
        yield np.asarray(tail * fall + piece[:_STEP] * (1 - fall), np.float32)
        tail = piece[_STEP:]
        at += _STEP * speed
        window.forget(int(at) - 2 * _REACH)


def _shift(window: _Window, at: int, tail: Samples) -> int:
    """How far from `at` the source continues the tail best."""
    low = max(-_REACH, -at)
    around = window.look(at + low, _STEP + _REACH - low).sum(axis=1)[::_COARSE]
    wanted = tail.sum(axis=1)[::_COARSE]
    scores = np.correlate(around, wanted, "valid")
    total = np.cumsum(np.square(around, dtype=np.float64))
    power = total[len(wanted) - 1 :] - np.concatenate([[0.0], total[: -len(wanted)]])
    best = int(np.argmax(scores / np.sqrt(power + 1e-6)))
    return low + best * _COARSE


class _Window:
    """The part of the source that is being looked at, by places counted from its beginning."""

    def __init__(self, reel: Reel) -> None:
        self._reel = reel
        self._first = 0
        self._kept = silence(0)
        self._end: int | None = None

    def look(self, start: int, length: int) -> Samples:
        """The samples there; silence beyond the end."""
        missing = start + length - self._first - len(self._kept)
        if missing > 0:
            self._kept = np.concatenate([self._kept, self._reel.take(max(missing, _BLOCK))])
        if self._reel.is_spent and self._end is None:
            self._end = self._first + len(self._kept)
        offset = start - self._first
        return self._kept[offset : offset + length]

    def is_past(self, place: float) -> bool:
        """Whether the source ended before that place."""
        return self._end is not None and place >= self._end

    def forget(self, before: int) -> None:
        """What lies before that place is not needed again."""
        drop = max(0, before - self._first)
        if drop > _BLOCK:
            self._kept = self._kept[drop:]
            self._first += drop
