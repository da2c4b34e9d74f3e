from __future__ import annotations

import numpy as np
import pytest

from studio.render.particles import ParticleLayer
from studio.render.scenes import space
from studio.render.scenes.layers import ScrollLayer, SheetLayer
from studio.render.scenes.space import ShootingStarLayer
from tests.studio.render.film_samples import canvas, changed, middle, painted, scene


def test_space_is_dark_and_has_stars() -> None:
    frame = scene("space", size=(320, 180), palette="night")

    assert np.median(frame.y) < 70
    assert frame.y.max() > 180


@pytest.mark.parametrize("prompt", ["a tent under the stars", "星空下的帐篷", "キャンプ"])
def test_a_tent_that_is_named_stands_below_instead_of_a_planet(prompt: str) -> None:
    camp, planet = (
        sum(
            isinstance(one, ScrollLayer)
            for one in space.scene(canvas("space", (320, 180), said)).layers
        )
        for said in (prompt, "the stars")
    )

    assert camp == planet + 2


def test_the_tent_is_lit_and_stands_low() -> None:
    camp = space._camp(canvas("space", (320, 180), palette="night"))
    tent = camp[-1]
    assert isinstance(tent, SheetLayer)

    x, y = middle(changed(painted(tent, size=(320, 180)), by=60))

    assert abs(x - 160) < 30
    assert y > 110


def test_a_planet_is_lit_from_one_side() -> None:
    frame = painted(space._planet(canvas("space", (320, 180), palette="sunset")), size=(320, 180))

    bright, seen = frame.y > np.percentile(frame.y, 97), changed(frame)

    assert middle(bright)[0] < middle(seen)[0]


def test_planets_drift_and_come_to_rest_before_they_are_gone() -> None:
    planet = space._planet(canvas("space"))

    early, later, last, longer = (painted(planet, t=t).y for t in (0.0, 9.0, 60.0, 6000.0))

    assert (early != later).any()
    assert np.array_equal(last, longer)


def test_a_star_falls_now_and_then() -> None:
    falling = space._shooting_stars(canvas("space"))
    assert isinstance(falling, ShootingStarLayer)

    lit = [changed(painted(falling, t=t / 5)).any() for t in range(80)]

    assert any(lit)
    assert not all(lit)


def test_nearer_stars_drift_faster() -> None:
    fields = [space._star_field(canvas("space"), depth) for depth in range(2)]

    speeds = [abs(one.speed[0]) for one in fields if isinstance(one, ParticleLayer)]

    assert speeds[1] > speeds[0] > 0
