from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from studio.render import easing
from studio.render.easing import EasingWindow
from tests.studio.render.film_samples import said

if TYPE_CHECKING:
    from collections.abc import Callable

EASES = [easing.out_cubic, easing.out_expo, easing.out_back, easing.in_cubic]


@pytest.mark.parametrize("ease", EASES)
def test_every_way_begins_at_nothing_and_ends_at_all(ease: Callable[[float], float]) -> None:
    assert [ease(share) for share in (-3, 0)] == pytest.approx([0, 0], abs=1e-9)
    assert [ease(share) for share in (1, 7)] == pytest.approx([1, 1], abs=1e-9)


@pytest.mark.parametrize("ease", [easing.out_cubic, easing.out_expo, easing.in_cubic])
def test_a_way_never_turns_back(ease: Callable[[float], float]) -> None:
    way = [ease(step / 50) for step in range(51)]

    assert all(a <= b for a, b in pairwise(way))


def test_what_springs_goes_a_little_too_far() -> None:
    farthest = max(easing.out_back(step / 50) for step in range(51))

    assert 1.02 < farthest < 1.2


def test_arriving_is_fast_first_and_leaving_slow_first() -> None:
    assert easing.out_expo(0.2) > easing.out_cubic(0.2) > 0.4
    assert easing.in_cubic(0.2) < 0.01


@pytest.mark.parametrize("frames", [1, 6, 30, 900])
def test_coming_and_going_take_half_of_the_time_at_most(frames: int) -> None:
    stay = EasingWindow.of(said("a", frames=frames), 30)

    assert stay.duration_s == pytest.approx(frames / 30)
    assert stay.entrance_s + stay.exit_s <= stay.duration_s / 2 + 1e-9


def test_words_stay_whole_until_they_leave() -> None:
    stay = EasingWindow.of(said("a", frames=90), 30)

    seen = [stay.exit_strength(seconds) for seconds in (0, 2.6, 2.825, 3.0, 9.0)]

    assert seen == pytest.approx([1, 1, 0.5, 0, 0])


def test_what_never_leaves_stays() -> None:
    assert EasingWindow(2.0, 0.5, 0.0).exit_strength(99) == 1.0
