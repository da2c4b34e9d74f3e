"""Samples: float32 arrays of two columns at 48 kHz, 1.0 being full scale, and their reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Iterator

RATE: Final = 48_000
Samples: TypeAlias = npt.NDArray[np.float32]


def silence(length: int) -> Samples:
    return np.zeros((max(0, length), 2), np.float32)


def ms_to_samples(ms: float) -> int:
    return round(ms * RATE / 1000)


def db_to_gain(db: float) -> float:
    return float(10.0 ** (db / 20))


class SampleReader:
    """Reads a stream of pieces in blocks of any length; silence after its end."""

    def __init__(self, pieces: Iterator[Samples]) -> None:
        self._pieces = pieces
        self._rest = silence(0)
        self.is_spent = False
        self.length = 0  # of what came so far

    def take(self, length: int) -> Samples:
        """The next `length` samples."""
        parts: list[Samples] = []
        missing = length
        while missing > 0:
            if not len(self._rest) and not self._load_next():
                parts.append(silence(missing))
                break
            part, self._rest = self._rest[:missing], self._rest[missing:]
            parts.append(part)
            missing -= len(part)
        return parts[0] if len(parts) == 1 else np.concatenate([*parts, silence(0)])

    def _load_next(self) -> bool:
        piece = next(self._pieces, None)
        if piece is None:
            self.is_spent = True
            return False
        self._rest = piece
        self.length += len(piece)
        return True
