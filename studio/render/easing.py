"""Easing: functions from 0..1 to 0..1 for entrances and exits, and when these happen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.render.film import TextSegment

ENTRANCE_S, EXIT_S = 0.7, 0.35  # a text goes faster than it comes: the eye is done with it


def out_cubic(share: float) -> float:
    return 1 - (1 - _clamped(share)) ** 3


def out_expo(share: float) -> float:
    return 1.0 if share >= 1 else 1 - 2 ** (-10 * _clamped(share))


def out_back(share: float) -> float:
    """Overshoot by five percent, then settle."""
    at = _clamped(share) - 1
    return 1 + 2.2 * at**3 + 1.2 * at**2  # Penner's easeOutBack with an overshoot of 1.2


def in_cubic(share: float) -> float:
    return _clamped(share) ** 3


def _clamped(share: float) -> float:
    return min(1.0, max(0.0, share))


@dataclass(frozen=True, slots=True)
class EasingWindow:
    """The time a text is shown, with the lengths of its entrance and exit."""

    duration_s: float
    entrance_s: float
    exit_s: float

    @classmethod
    def of(cls, segment: TextSegment, fps: int, entrance_s: float = ENTRANCE_S) -> EasingWindow:
        """The window of a text segment; entrance and exit never take more than half of it."""
        duration_s = segment.frames / fps
        return cls(duration_s, min(entrance_s, duration_s * 0.3), min(EXIT_S, duration_s * 0.2))

    def exit_strength(self, seconds: float) -> float:
        """Opacity on the way out: 1 until the exit begins, 0 at the end."""
        return _clamped((self.duration_s - seconds) / self.exit_s) if self.exit_s else 1.0
