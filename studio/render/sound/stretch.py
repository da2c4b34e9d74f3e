"""Time stretching at constant pitch by WSOLA: overlapping pieces are laid down faster or slower.

Each piece is taken where it continues the one before best, found by correlation. Beyond a factor
of four either way nobody would know the sound again; there the rest is done by resampling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from studio.render.sound.samples import SampleReader, Samples, silence

if TYPE_CHECKING:
    from collections.abc import Iterator

_FRAME: Final = 2048  # 43 ms
_HOP: Final = _FRAME // 2
_SEARCH_REACH: Final = 480  # ten milliseconds hold a period of any voice
_COARSE: Final = 4  # the correlation looks at every fourth sample
_MOST_FACTOR: Final = 4.0
_BLOCK: Final = 16_384  # read at a time


def stretch(pieces: Iterator[Samples], speed: float) -> Iterator[Samples]:
    """Change the speed and keep the pitch."""
    if abs(speed - 1.0) < 1e-3:  # noqa: PLR2004 - nobody hears a thousandth
        yield from pieces
        return
    factor = min(max(speed, 1 / _MOST_FACTOR), _MOST_FACTOR)
    if abs(speed / factor - 1.0) > 1e-6:  # noqa: PLR2004 - rounding
        pieces = resample(pieces, speed / factor)
    yield from _overlap_added(SampleReader(pieces), factor)


def resample(pieces: Iterator[Samples], speed: float) -> Iterator[Samples]:
    """Change speed and pitch together, as a tape does."""
    reader = SampleReader(pieces)
    take = max(2, round(_BLOCK * speed))
    before = reader.take(1)
    while not reader.is_spent:
        row = np.concatenate([before, reader.take(take)])
        before = row[-1:]
        at = np.arange(_BLOCK, dtype=np.float64) * (take / _BLOCK)
        smooth = _low_passed(row, int(speed))
        yield _interpolated(smooth, at)


def _low_passed(row: Samples, width: int) -> Samples:
    """Average away, roughly, the frequencies that the new speed would alias."""
    if width < 2:  # noqa: PLR2004 - nothing to average
        return row
    total = np.cumsum(np.pad(row, ((width, 0), (0, 0)), mode="edge"), axis=0, dtype=np.float64)
    return ((total[width:] - total[:-width]) / width).astype(np.float32)


def _interpolated(row: Samples, at: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Samples:
    place = np.arange(len(row))
    sides = [np.interp(at, place, row[:, side]) for side in (0, 1)]
    return np.stack(sides, axis=1).astype(np.float32)


def _overlap_added(reader: SampleReader, speed: float) -> Iterator[Samples]:
    """Yield pieces of the source, each crossfaded into the next over half its length."""
    fall = (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, _HOP, dtype=np.float32)))[:, None]
    window = _SourceWindow(reader)
    yield window.look(0, _HOP)
    tail = window.look(_HOP, _HOP)
    at = _HOP * speed
    while not window.is_past(at):
        near = int(at) + _best_offset(window, int(at), tail)
        piece = window.look(near, _FRAME)
        yield np.asarray(tail * fall + piece[:_HOP] * (1 - fall), np.float32)
        tail = piece[_HOP:]
        at += _HOP * speed
        window.forget(int(at) - 2 * _SEARCH_REACH)


def _best_offset(window: _SourceWindow, at: int, tail: Samples) -> int:
    """The offset from `at` where the source continues the tail best."""
    low = max(-_SEARCH_REACH, -at)
    around = window.look(at + low, _HOP + _SEARCH_REACH - low).sum(axis=1)[::_COARSE]
    wanted = tail.sum(axis=1)[::_COARSE]
    scores = np.correlate(around, wanted, "valid")
    total = np.cumsum(np.square(around, dtype=np.float64))
    power = total[len(wanted) - 1 :] - np.concatenate([[0.0], total[: -len(wanted)]])
    best = int(np.argmax(scores / np.sqrt(power + 1e-6)))
    return low + best * _COARSE


class _SourceWindow:
    """A sliding window over the source, addressed by samples from its beginning."""

    def __init__(self, reader: SampleReader) -> None:
        self._reader = reader
        self._first = 0
        self._samples = silence(0)
        self._end: int | None = None

    def look(self, start: int, length: int) -> Samples:
        """The samples at a place; silence beyond the end."""
        missing = start + length - self._first - len(self._samples)
        if missing > 0:
            self._samples = np.concatenate([self._samples, self._reader.take(max(missing, _BLOCK))])
        if self._reader.is_spent and self._end is None:
            self._end = self._first + len(self._samples)
        offset = start - self._first
        return self._samples[offset : offset + length]

    def is_past(self, place: float) -> bool:
        """True if the source ended before that place."""
        return self._end is not None and place >= self._end

    def forget(self, before: int) -> None:
        """Drop the samples before that place."""
        drop = max(0, before - self._first)
        if drop > _BLOCK:
            self._samples = self._samples[drop:]
            self._first += drop
