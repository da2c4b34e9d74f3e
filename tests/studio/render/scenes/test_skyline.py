from __future__ import annotations

from typing import Any

import numpy as np

from studio.render.glint_layer import GlintLayer
from studio.render.scenes import skyline
from studio.render.scenes.layers import ReflectionLayer, ScrollLayer, SheetLayer
from tests.studio.render.film_samples import canvas, painted, scene


def rows(**look: Any) -> list[ScrollLayer]:
    kept = [skyline._tower_row(canvas("skyline", **look), depth) for depth in range(4)]
    return [one for one in kept if isinstance(one, ScrollLayer)]


def test_towers_stand_on_the_shore() -> None:
    shore = 90 * skyline.SHORE

    for row in rows():
        assert abs(row.y + row.sheet.height - shore) <= 2
        assert row.sheet.a[-1].max() == 255


def test_the_nearer_a_row_the_darker_and_the_faster() -> None:
    day = rows(palette="day")

    lights = [float(one.sheet.y[one.sheet.a == 255].mean()) for one in day]
    speeds = [abs(one.speed[0]) for one in day]

    assert lights[0] > lights[3]
    assert speeds == sorted(set(speeds))


def test_windows_are_lit_at_night() -> None:
    near = rows(palette="night")[2].sheet

    towers = near.y[near.a == 255]

    assert (towers > np.median(towers) + 30).mean() > 0.02


def test_beacons_blink_on_the_roofs_at_night_alone() -> None:
    assert skyline._beacons(canvas("skyline", palette="day")) == []

    lamps = skyline._beacons(canvas("skyline", (480, 270), palette="night"))

    light = [int(painted(*lamps, t=t / 4, size=(480, 270)).v.max()) for t in range(8)]
    assert len(lamps) == 3
    assert max(light) > min(light) + 20


def test_the_water_mirrors_the_town() -> None:
    frame = scene("skyline", size=(320, 180), palette="sunset")
    shore = int(180 * skyline.SHORE)

    above = frame.y[shore - 30 : shore - 4].mean(axis=0)
    below = frame.y[shore + 4 : shore + 22].mean(axis=0)

    assert np.corrcoef(above, below)[0, 1] > 0.3


def test_there_is_one_sheet_of_water() -> None:
    layers = skyline.scene(canvas("skyline", palette="night")).layers

    assert isinstance(layers[-1], ReflectionLayer)
    assert sum(isinstance(one, ReflectionLayer) for one in layers) == 1
    assert sum(isinstance(one, SheetLayer) for one in layers) == 3
    assert sum(isinstance(one, GlintLayer) for one in layers) == 1
