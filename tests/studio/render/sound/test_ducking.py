from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from studio.render.sound import ducking
from studio.render.sound.samples import silence

if TYPE_CHECKING:
    from studio.render.sound.samples import Samples
    from tests.studio.render.sound.conftest import Bench

SECOND = 48_000


def depths(blocks: list[Samples]) -> Samples:
    follower = ducking.SpeechFollower()
    pairs = zip(blocks, [*blocks[1:], silence(0)], strict=True)
    return np.concatenate(
        [ducking.depth_curve(follower.depth(here, after), len(here)) for here, after in pairs]
    )


def test_the_music_is_down_at_the_first_word_and_up_after_the_last(bench: Bench) -> None:
    blocks = [silence(SECOND), bench.tone(300, 1), silence(SECOND), silence(SECOND)]

    depth = depths(blocks)

    assert depth[SECOND // 2] == 0
    assert depth[SECOND - 10] > 0.95
    assert depth[2 * SECOND + 10_000] == pytest.approx(1, abs=0.01)
    assert depth[3 * SECOND + 10] < 0.05


def test_a_breath_between_two_words_is_no_reason_to_rise(bench: Bench) -> None:
    word = bench.tone(300, 0.4)
    blocks = [np.concatenate([word, silence(SECOND - 2 * len(word)), word])] * 3

    depth = depths(blocks)

    assert depth[: 3 * SECOND - 100].min() > 0.95


def test_the_curve_has_no_jumps(bench: Bench) -> None:
    blocks = [
        silence(SECOND),
        bench.tone(300, 1),
        silence(SECOND),
        bench.tone(300, 1),
        silence(5000),
    ]

    depth = depths(blocks)

    assert np.abs(np.diff(depth)).max() < 0.001


def test_a_faint_hiss_is_nobody_speaking(bench: Bench) -> None:
    depth = depths([bench.tone(3000, 1, 0.002)] * 2)

    assert not depth.any()
