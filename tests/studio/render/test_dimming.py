from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from studio.render import dimming, planes
from tests.studio.render.film_samples import SMALL

if TYPE_CHECKING:
    from studio.render.planes import Planes, Rgb

LINE = (40.0, 40.0, 80.0, 12.0)


def dimmed(
    color: Rgb = (200, 120, 80),
    strength: float = 0.6,
    share: float = 1.0,
    *,
    to_light: bool = False,
) -> Planes:
    frame = planes.blank(*SMALL, color)
    dimming.dimming_layer(SMALL, [LINE], 12, strength, to_light=to_light).paint(frame, share)
    return frame


def test_it_is_darkest_where_the_words_stand() -> None:
    light = dimmed().y.astype(int)

    assert light[46, 80] == light.min()
    assert light[46, 80] < light[2, 80] - 5


def test_nothing_has_an_edge() -> None:
    light = dimmed((255, 255, 255)).y.astype(int)

    assert np.abs(np.diff(light, axis=0)).max() <= 6
    assert np.abs(np.diff(light, axis=1)).max() <= 6


def test_more_strength_leaves_less_light() -> None:
    weak, strong = (int(dimmed(strength=by).y[46, 80]) for by in (0.4, 0.8))

    assert strong < weak < planes.yuv((200, 120, 80))[0]


@pytest.mark.parametrize("strength", [0.0, 0.1])
def test_what_the_shadow_of_the_letters_does_alone_is_left_to_it(strength: float) -> None:
    assert dimmed(strength=strength).y.min() == planes.yuv((200, 120, 80))[0]


def test_it_comes_and_goes_by_its_share() -> None:
    none, half, whole = (int(dimmed(share=by).y[46, 80]) for by in (0.0, 0.5, 1.0))

    assert none == planes.yuv((200, 120, 80))[0]
    assert half == pytest.approx((none + whole) / 2, abs=2)


def test_behind_dark_words_it_grows_lighter_instead() -> None:
    frame = dimmed(to_light=True)

    assert frame.y.max() > planes.yuv((200, 120, 80))[0] + 20
    assert frame.y.max() <= 235


def test_colours_stay_of_their_hue() -> None:
    before, after = planes.blank(*SMALL, (200, 60, 40)), dimmed((200, 60, 40))

    turn = [np.arctan2(one.v[23, 40] - 128.0, one.u[23, 40] - 128.0) for one in (before, after)]

    assert turn[0] == pytest.approx(turn[1], abs=0.05)
    assert after.v[23, 40] < before.v[23, 40]
