from __future__ import annotations

import numpy as np
import pytest

from studio.render.scenes import room
from tests.studio.render.film_samples import canvas, painted, scene

SIZES = [(160, 90), (90, 160), (128, 128), (128, 160)]


@pytest.mark.parametrize("size", SIZES)
def test_the_window_lies_inside_the_frame(size: tuple[int, int]) -> None:
    left, top, right, bottom = room._window(canvas("room", size))

    assert 0 < left < right < size[0]
    assert 0 < top < bottom < size[1] * room.FLOOR


@pytest.mark.parametrize("prompt", ["a cat asleep on a windowsill", "窗边的猫", "窓辺の猫"])
def test_a_cat_that_is_named_sleeps_at_the_window(prompt: str) -> None:
    with_, without = (
        painted(room._wall(canvas("room", (320, 180), said)), size=(320, 180))
        for said in (prompt, "a quiet room")
    )

    left, _, right, bottom = room._window(canvas("room", (320, 180)))
    part = slice(int(bottom) - 20, int(bottom) - 4), slice(int(left), int(right))
    assert (np.abs(with_.y[part].astype(int) - without.y[part]) > 10).mean() > 0.05


def test_the_wall_hides_what_is_not_the_window() -> None:
    wall = painted(room._wall(canvas("room")), color=(255, 0, 255))

    left, top, right, bottom = (int(side) // 2 for side in room._window(canvas("room")))
    magenta = wall.v > 200
    outside = magenta.copy()
    outside[top - 1 : bottom + 1, left - 1 : right + 1] = False
    assert magenta.any()
    assert not outside.any()


def test_by_day_it_is_lighter_at_the_window_than_in_the_corners() -> None:
    frame = scene("room", palette="day")

    left, top, right, bottom = (int(side) for side in room._window(canvas("room")))
    assert frame.y[top:bottom, left:right].mean() > frame.y[:12, -24:].mean() + 20


@pytest.mark.parametrize("weather", ["rain", "snow"])
def test_weather_is_seen_through_the_window(weather: str) -> None:
    clear, other = (room._window_view(canvas("room", weather=kind))[1] for kind in ("", weather))

    assert len(other) == len(clear) + 1


def test_steam_rises_over_the_cup_and_lightens_only() -> None:
    frame = painted(room._steam(canvas("room", (320, 180))), size=(320, 180), color=(40, 40, 40))

    assert frame.y.max() > 55
    assert frame.y.min() >= 49
