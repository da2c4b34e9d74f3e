from __future__ import annotations

import numpy as np
import pytest

from studio.render.sound.samples import Reel, of_db, of_ms, silence


def test_a_reel_gives_lengths_of_ones_choice() -> None:
    pieces = [np.full((n, 2), n, np.float32) for n in (3, 5, 2)]
    reel = Reel(iter(pieces))

    taken = [reel.take(4), reel.take(4), reel.take(2)]

    assert [row[:, 0].tolist() for row in taken] == [[3, 3, 3, 5], [5, 5, 5, 5], [2, 2]]


def test_a_reel_is_silent_after_its_end() -> None:
    reel = Reel(iter([np.ones((2, 2), np.float32)]))

    taken = reel.take(5)

    assert taken[:, 0].tolist() == [1, 1, 0, 0, 0]
    assert reel.is_spent


def test_pieces_without_samples_are_passed_over() -> None:
    reel = Reel(iter([silence(0), np.ones((1, 2), np.float32)]))

    taken = reel.take(1)

    assert taken[:, 0].tolist() == [1]


@pytest.mark.parametrize(("ms", "samples"), [(0, 0), (1, 48), (1000, 48_000), (33.34, 1600)])
def test_times_become_samples(ms: float, samples: int) -> None:
    assert of_ms(ms) == samples


def test_six_decibels_are_about_double() -> None:
    assert of_db(6.02) == pytest.approx(2.0, abs=0.001)
