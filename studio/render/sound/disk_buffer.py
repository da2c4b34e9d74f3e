"""A disk buffer: blocks of sound kept between two passes, in half the bytes they have as floats."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Final, Self

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studio.render.sound.samples import Samples

_MEMORY_BYTES: Final = 24 * 1024 * 1024  # two minutes of sound; longer films go to disk
_FULL_SCALE: Final = 32_767  # of 16 bits


class DiskBuffer:
    """A temporary file of 16-bit samples; each block is scaled to its own peak."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_MEMORY_BYTES)  # noqa: SIM115 - closed by __exit__
        self._blocks: list[tuple[int, float]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, block: Samples) -> None:
        peak = float(np.abs(block).max(initial=0.0))
        self._blocks.append((len(block), peak))
        if peak:
            self._file.seek(0, 2)
            self._file.write(np.rint(block * (_FULL_SCALE / peak)).astype(np.int16).tobytes())

    def read(self) -> Iterator[Samples]:
        """Yield the blocks in order."""
        place = 0
        for length, peak in self._blocks:
            if not peak:
                yield np.zeros((length, 2), np.float32)
                continue
            self._file.seek(place)
            raw = np.frombuffer(self._file.read(length * 4), np.int16).reshape(-1, 2)
            place += length * 4
            yield raw.astype(np.float32) * np.float32(peak / _FULL_SCALE)

    def read_backwards(self) -> Iterator[Samples]:
        """Yield the sound reversed."""
        place = 0
        places = []
        for length, peak in self._blocks:
            places.append((place, length, peak))
            place += length * 4 if peak else 0
        for start, length, peak in reversed(places):
            if not peak:
                yield np.zeros((length, 2), np.float32)
                continue
            self._file.seek(start)
            raw = np.frombuffer(self._file.read(length * 4), np.int16).reshape(-1, 2)
            yield raw[::-1].astype(np.float32) * np.float32(peak / _FULL_SCALE)
