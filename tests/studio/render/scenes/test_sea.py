from __future__ import annotations

import numpy as np

from studio.render.scenes import sea
from studio.render.scenes.figures import CrossingLayer
from studio.render.scenes.layers import ScrollLayer
from tests.studio.render.film_samples import canvas, middle, moved, painted, scene


def test_a_boat_that_is_named_is_there() -> None:
    stage = sea.scene(canvas("sea", prompt="a sailboat at night", palette="night"))

    boats = [one for one in stage.layers if isinstance(one, CrossingLayer) and len(one.faces) == 1]

    assert len(boats) == 1


def test_gulls_fly_by_day_alone() -> None:
    day, night = (
        sum(isinstance(one, CrossingLayer) and len(one.faces) > 1 for one in stage.layers)
        for stage in (sea.scene(canvas("sea", palette=name)) for name in ("day", "night"))
    )

    assert day > 2
    assert night == 0


def test_swells_follow_each_other_down_to_the_shore() -> None:
    rows = [sea._swell(canvas("sea"), depth) for depth in range(sea.SWELLS)]
    swells = [one for one in rows if isinstance(one, ScrollLayer)]

    ends = [one.y + one.sheet.height for one in swells]

    assert [one.y for one in swells] == sorted(one.y for one in swells)
    assert swells[0].y >= 90 * sea.HORIZON - 4
    assert ends[-1] >= 90 - 1


def test_swells_go_to_and_fro_against_each_other() -> None:
    rows = [sea._swell(canvas("sea"), depth) for depth in range(sea.SWELLS)]

    ways = [one.speed[0] > 0 for one in rows if isinstance(one, ScrollLayer)]

    assert ways == [False, True] * 3


def test_light_glitters_below_the_sun() -> None:
    glitter = sea._glitter(canvas("sea"), 100)

    frame = painted(glitter, t=1.0)

    x, y = middle(frame.y > 60)
    assert abs(x - 100) < 12
    assert y > 90 * sea.HORIZON


def test_the_water_moves_more_than_the_sky() -> None:
    before, after = (scene("sea", t, palette="night").y for t in (1.0, 1.5))

    differ = before != after

    assert moved("sea", 1.0, 1.5) > 0.1
    assert differ[60:].mean() > differ[:30].mean() * 1.5


def test_crests_are_lighter_than_what_lies_below_them() -> None:
    crest, foot = sea._swell_colors(canvas("sea", palette="day"), 0.6)

    assert np.mean(crest) > np.mean(foot)
