from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from studio.render.countdown import Countdown
from tests.studio.render.film_samples import (
    FILM,
    backed,
    bounds,
    changed,
    contrast,
    rgb,
    said,
    shown,
)


def countdown(text: str = "", frames: int = 90, color: Any = (0, 0, 0), **more: Any) -> Countdown:
    return Countdown(said(text, "countdown", frames, **more), FILM, backed(color))


def number(one: Countdown, frame: int) -> Any:
    """The inside of the ring."""
    return shown(one, frame).y[72:108, 140:180].astype(int)


def test_each_second_has_a_number_of_its_own() -> None:
    one = countdown()

    three, two, last = (number(one, frame) for frame in (24, 54, 84))

    assert np.abs(three - two).mean() > 8
    assert np.abs(two - last).mean() > 8


def test_a_number_stands_until_its_second_is_over() -> None:
    one = countdown()

    assert np.abs(number(one, 20) - number(one, 28)).mean() < 1


def test_the_last_number_is_the_same_however_long_it_counts() -> None:
    short, long = countdown(frames=60), countdown(frames=90)

    assert np.array_equal(number(short, 50), number(long, 80))


def gold(one: Countdown, frame: int) -> int:
    pixels = rgb(shown(one, frame))
    return int(((pixels[..., 0] > 180) & (pixels[..., 2] < 120)).sum())


def test_the_ring_runs_out_within_a_second_and_is_whole_again() -> None:
    one = countdown()

    ring = [gold(one, frame) for frame in (31, 40, 50, 58, 61)]

    assert ring[0] > ring[1] > ring[2] > ring[3]
    assert ring[4] > ring[2]


@pytest.mark.parametrize("color", [(255, 255, 255), (128, 128, 128), (0, 0, 0)])
def test_a_number_reads_on_every_ground(color: Any) -> None:
    pixels = rgb(shown(countdown(color=color), 24, color))

    assert contrast(pixels[76:104, 144:176]) >= 4.5


def test_words_stand_below_the_ring_and_a_number_alone_is_none() -> None:
    bare, counted, named = (
        bounds(changed(shown(countdown(text, pos="top"), 24), by=40))[3]
        for text in ("", "3", "to go")
    )

    assert bare == counted
    assert named > bare


def test_it_may_be_smaller_and_elsewhere() -> None:
    large, small = (
        bounds(changed(shown(countdown(size=size, pos="top-right"), 24), by=40))
        for size in ("medium", "tiny")
    )

    assert small[2] - small[0] < large[2] - large[0]
    assert small[0] > 160


@pytest.mark.parametrize("frames", [1, 7])
def test_less_than_a_second_counts_one(frames: int) -> None:
    one = countdown(frames=frames)

    assert changed(shown(one, frames - 1)).any()
