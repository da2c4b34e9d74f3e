from __future__ import annotations

import numpy as np
import pytest

from studio.render.sound.samples import SampleReader, db_to_gain, ms_to_samples, silence


def test_a_reel_gives_lengths_of_ones_choice() -> None:
    pieces = [np.full((n, 2), n, np.float32) for n in (3, 5, 2)]
    reader = SampleReader(iter(pieces))

    taken = [reader.take(4), reader.take(4), reader.take(2)]

    assert [row[:, 0].tolist() for row in taken] == [[3, 3, 3, 5], [5, 5, 5, 5], [2, 2]]


def test_a_reel_is_silent_after_its_end() -> None:
    reader = SampleReader(iter([np.ones((2, 2), np.float32)]))

    taken = reader.take(5)

    assert taken[:, 0].tolist() == [1, 1, 0, 0, 0]
    assert reader.is_spent


def test_pieces_without_samples_are_passed_over() -> None:
    reader = SampleReader(iter([silence(0), np.ones((1, 2), np.float32)]))

    taken = reader.take(1)

    assert taken[:, 0].tolist() == [1]


@pytest.mark.parametrize(("ms", "samples"), [(0, 0), (1, 48), (1000, 48_000), (33.34, 1600)])
def test_times_become_samples(ms: float, samples: int) -> None:
    assert ms_to_samples(ms) == samples


def test_six_decibels_are_about_double() -> None:
    assert db_to_gain(6.02) == pytest.approx(2.0, abs=0.001)
