from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from studio.render.sound import limiter

if TYPE_CHECKING:
    from studio.render.sound.samples import Samples
    from tests.studio.render.sound.conftest import Bench


def peaks(*blocks: Samples) -> limiter.Levels:
    heard = limiter.Peaks()
    for block in blocks:
        heard.add(block)
    return heard.levels()


def test_a_peak_between_two_samples_is_seen() -> None:
    at = np.arange(4800)
    row = np.sin(2 * np.pi * at / 4 + np.pi / 4).astype(np.float32)  # no sample above 0.71

    levels = peaks(np.stack([row, row], axis=1))

    assert np.median(levels) == pytest.approx(1.0, abs=0.02)


def test_what_is_below_the_ceiling_is_only_lifted() -> None:
    gains = limiter.gains(np.full(500, 0.2), 2.0)

    assert gains == pytest.approx(2.0)


def test_a_loud_moment_is_held_and_let_go_slowly(bench: Bench) -> None:
    sound = bench.tone(1000, 3, 0.3)
    sound[48_000:52_800] *= 8
    gains = limiter.gains(peaks(sound[:48_000], sound[48_000:96_000], sound[96_000:]), 1.0)

    held = np.concatenate(
        [limiter.apply(sound[k * 48_000 : (k + 1) * 48_000], gains, k * 1000) for k in range(3)]
    )

    assert peaks(held).max() <= limiter.CEILING * 1.005
    assert gains[1050] < gains[1200] < gains[1400] < gains[1700]
    assert gains[:900] == pytest.approx(1.0)


def test_a_film_without_samples_has_a_gain_all_the_same() -> None:
    assert limiter.gains(np.zeros(0), 1.5).tolist() == [1.5]
