"""How things arrive and leave: shares of the way at a frame, eased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.render.film import TextSegment

ARRIVE_S, LEAVE_S = 0.7, 0.35


def out_cubic(share: float) -> float:
    """Fast, then slow."""
    return 1 - (1 - _held(share)) ** 3


def out_expo(share: float) -> float:
    """Very fast, then very slow."""
    return 1.0 if share >= 1 else 1 - 2 ** (-10 * _held(share))


def out_back(share: float) -> float:
    """A little too far, and back."""
    at = _held(share) - 1
    return 1 + 2.2 * at**3 + 1.2 * at**2


def in_cubic(share: float) -> float:
    """Slow, then fast."""
    return _held(share) ** 3


def _held(share: float) -> float:
    return min(1.0, max(0.0, share))


@dataclass(frozen=True, slots=True)
class Stay:
    """How long words are there, in seconds, and how quickly they come and go."""

    long: float
    arrive: float
    leave: float

    @classmethod
    def of(cls, words: TextSegment, fps: int, arrive: float = ARRIVE_S) -> Stay:
        """Coming and going take at most half of the time together."""
        long = words.frames / fps
        return cls(long, min(arrive, long * 0.3), min(LEAVE_S, long * 0.2))

    def leaving(self, seconds: float) -> float:
        """1 while they stay, down to 0 at the end."""
        return _held((self.long - seconds) / self.leave) if self.leave else 1.0
