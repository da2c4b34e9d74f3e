from __future__ import annotations

import numpy as np

from studio.render.scenes import desert
from studio.render.scenes.layers import ScrollLayer
from tests.studio.render.film_samples import canvas, painted, scene


def dunes() -> list[ScrollLayer]:
    kept = [desert._dune(canvas("desert"), depth) for depth in range(desert.DUNES)]
    return [one for one in kept if isinstance(one, ScrollLayer)]


def test_the_nearer_a_dune_the_lower_and_the_faster() -> None:
    rows = dunes()

    speeds, tops = [abs(one.speed[0]) for one in rows], [one.y for one in rows]

    assert speeds == sorted(set(speeds))
    assert tops == sorted(set(tops))


def test_the_sand_covers_the_ground_to_the_last_row() -> None:
    frame = painted(*dunes(), color=(0, 0, 255))

    assert frame.u[-4:].max() < 200


def test_a_dune_has_a_lit_side_and_a_dark_one() -> None:
    sheet = dunes()[-1].sheet

    sand = sheet.y[sheet.a == 255].astype(int)

    assert np.percentile(sand, 95) > np.percentile(sand, 5) + 25


def test_sand_is_warm_by_day() -> None:
    frame = scene("desert", palette="amber")

    assert np.median(frame.v[35:]) > np.median(frame.u[35:]) + 6


def test_the_night_is_darker_than_the_day() -> None:
    day, night = (scene("desert", palette=name).y.mean() for name in ("day", "night"))

    assert night < day * 0.75
