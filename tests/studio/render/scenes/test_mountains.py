from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from studio.render import planes, scene_looks
from studio.render.scenes import mountains, open_scene
from studio.render.scenes.layers import ScrollLayer
from tests.studio.render.film_samples import canvas, scene


def ridges(**look: Any) -> list[ScrollLayer]:
    rows = [mountains.ridge_line(canvas(**look), depth) for depth in range(mountains.RIDGES)]
    return [one for one in rows if isinstance(one, ScrollLayer)]


def light(ridge: ScrollLayer) -> float:
    """Of the rock itself."""
    return float(ridge.sheet.y[ridge.sheet.a == 255].mean())


@pytest.mark.parametrize("palette", ["day", "dawn", "amber", "pastel"])
def test_the_farther_a_ridge_the_paler(palette: str) -> None:
    lights = [light(one) for one in ridges(palette=palette)]

    assert lights[0] > lights[2] > lights[4]


def test_the_farther_a_ridge_the_slower_and_the_higher() -> None:
    speeds, tops = zip(*[(abs(one.speed[0]), one.y) for one in ridges()], strict=True)

    assert list(speeds) == sorted(set(speeds))
    assert list(tops) == sorted(set(tops))


@pytest.mark.parametrize("size", [(160, 90), (90, 160), (128, 128)])
def test_a_ridge_ends_inside_the_frame(size: tuple[int, int]) -> None:
    for depth in range(mountains.RIDGES):
        ridge = mountains.ridge_line(canvas(size=size), depth)
        assert isinstance(ridge, ScrollLayer)
        assert ridge.y + ridge.sheet.height <= size[1] + 2


def test_snow_lies_on_the_farthest_ridge_where_it_is_cold() -> None:
    sheet = ridges(palette="ice")[0].sheet
    rows = np.where((sheet.a == 255).any(axis=1))[0]

    crest = sheet.y[rows[0] : rows[0] + 8][sheet.a[rows[0] : rows[0] + 8] == 255]

    assert crest.mean() > light(ridges(palette="ice")[1]) + 15


def test_the_frame_is_darkest_below() -> None:
    frame = scene("mountains", palette="dawn")

    assert frame.y[-12:].mean() < frame.y[20:40].mean() - 30


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("size", [(384, 216), (216, 384)])
def test_through_no_valley_the_sky_is_seen_below_a_ridge(seed: int, size: tuple[int, int]) -> None:
    stage = open_scene(*size, scene_looks.choose("mountains", seed, {"family": "mountains"}))
    seen = []
    for light in (16, 235):
        ground, frame = planes.blank(*size), planes.blank(*size)
        ground.y[:] = light
        replace(stage, ground=ground).at(1.0, frame)
        seen.append(frame.y.astype(int))

    through = np.nonzero((np.abs(seen[0] - seen[1]) > 60).any(axis=1))[0]

    assert through.max() < 0.69 * size[1]
