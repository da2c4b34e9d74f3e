from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from studio.render.sound import loudness
from studio.render.sound.samples import silence

if TYPE_CHECKING:
    from tests.studio.render.sound.conftest import Bench


@pytest.mark.parametrize(("level", "lufs"), [(1.0, -0.1), (0.1, -20.1), (0.01, -40.1)])
def test_the_reference_tone_has_the_reference_loudness(
    bench: Bench, level: float, lufs: float
) -> None:
    sound = bench.tone(997, 5, level)

    assert loudness.measure([sound]) == pytest.approx(lufs, abs=0.15)


def test_one_ear_is_three_decibels_less_than_two(bench: Bench) -> None:
    both = bench.tone(997, 3)
    one = both * np.array([1, 0], np.float32)

    assert loudness.measure([both]) - loudness.measure([one]) == pytest.approx(3.01, abs=0.02)


def test_lows_count_less_and_highs_more(bench: Bench) -> None:
    low, middle, high = (loudness.measure([bench.tone(f, 3)]) for f in (30, 500, 6000))

    assert low < middle - 8
    assert high == pytest.approx(middle + 4, abs=0.5)


def test_pauses_do_not_count(bench: Bench) -> None:
    talk = bench.tone(997, 3, 0.1)

    paused = loudness.measure([talk, silence(6 * 48_000), talk])

    assert paused == pytest.approx(loudness.measure([talk]), abs=0.4)


@pytest.mark.parametrize("length", [0, 5, 4000, 48_000])
def test_silence_of_any_length_is_silent(length: int) -> None:
    assert loudness.measure([silence(length)]) == loudness.SILENT


def test_blocks_are_heard_as_one_sound(bench: Bench) -> None:
    sound = bench.tone(60, 4)
    meter = loudness.Meter()

    for start in range(0, len(sound), 48_000):
        meter.add(sound[start : start + 48_000])

    assert meter.integrated() == pytest.approx(loudness.measure([sound]), abs=0.001)
