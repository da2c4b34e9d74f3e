from __future__ import annotations

import numpy as np
import pytest

from studio.render.sound.disk_buffer import DiskBuffer
from studio.render.sound.samples import silence


def test_what_was_written_comes_back_with_noise_far_below_it() -> None:
    rng = np.random.default_rng(1)
    blocks = [
        (rng.standard_normal((n, 2)) * level).astype(np.float32)
        for n, level in ((100, 1e-4), (70, 3.0))
    ]

    with DiskBuffer() as buffer:
        for block in blocks:
            buffer.write(block)
        back = list(buffer.read())

    for block, read in zip(blocks, back, strict=True):
        assert read == pytest.approx(block, abs=float(np.abs(block).max()) / 30_000)


def test_silence_comes_back_as_long_as_it_was() -> None:
    with DiskBuffer() as buffer:
        buffer.write(silence(7))
        buffer.write(np.ones((2, 2), np.float32))
        back = [len(block) for block in buffer.read()]

    assert back == [7, 2]


def test_read_backwards_the_last_sample_is_first() -> None:
    rows = np.arange(1, 7, dtype=np.float32).repeat(2).reshape(-1, 2)

    with DiskBuffer() as buffer:
        for block in (rows[:2], silence(1), rows[2:]):
            buffer.write(block)
        back = np.concatenate(list(buffer.read_backwards()))

    assert back[:, 0] == pytest.approx([6, 5, 4, 3, 0, 2, 1], abs=0.001)
