from __future__ import annotations

import numpy as np
import pytest

from studio.render.sound.samples import silence
from studio.render.sound.spool import Spool


def test_what_was_written_comes_back_with_noise_far_below_it() -> None:
    rng = np.random.default_rng(1)
    blocks = [
        (rng.standard_normal((n, 2)) * level).astype(np.float32)
        for n, level in ((100, 1e-4), (70, 3.0))
    ]

    with Spool() as spool:
        for block in blocks:
            spool.write(block)
        back = list(spool.read())

    for block, read in zip(blocks, back, strict=True):
        assert read == pytest.approx(block, abs=float(np.abs(block).max()) / 30_000)


def test_silence_comes_back_as_long_as_it_was() -> None:
    with Spool() as spool:
        spool.write(silence(7))
        spool.write(np.ones((2, 2), np.float32))
        back = [len(block) for block in spool.read()]

    assert back == [7, 2]


def test_read_backwards_the_last_sample_is_first() -> None:
    rows = np.arange(1, 7, dtype=np.float32).repeat(2).reshape(-1, 2)

    with Spool() as spool:
        for block in (rows[:2], silence(1), rows[2:]):
            spool.write(block)
        back = np.concatenate(list(spool.read_backwards()))

    assert back[:, 0] == pytest.approx([6, 5, 4, 3, 0, 2, 1], abs=0.001)
