from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pytest

from studio.render.scenes.layers import Layer, SheetLayer
from studio.render.scenes.traffic import cars
from tests.studio.render.film_samples import bounds, canvas, changed, painted

if TYPE_CHECKING:
    from studio.render.planes import Planes

SIZE = (480, 270)
COLOURS = [(40.0, 80.0, 200.0), (200.0, 60.0, 40.0)]


def road() -> list[Layer]:
    return cars(canvas("street", SIZE, palette="day"), 0.7, list(COLOURS))


def shown(layers: list[Layer], t: float) -> Planes:
    return painted(*layers, t=t, size=SIZE, color=(160, 160, 160))


def left(layers: list[Layer], t: float) -> float:
    one = layers[0]
    assert isinstance(one, SheetLayer)
    assert one.move is not None
    return one.move(t)[0]


def test_two_cars_go_opposite_ways() -> None:
    layers = road()

    ways = [left(layers[at : at + 3], 0.5) - left(layers[at : at + 3], 0.0) for at in (0, 3)]

    assert ways[0] > 0 > ways[1]


def test_a_car_stands_on_its_ground() -> None:
    frame = shown(road()[:1], 5.0)

    bottom = bounds(changed(frame, (160,) * 3, 40))[3]

    assert bottom == pytest.approx(270 * 0.7, abs=6)


def test_lights_go_with_their_car() -> None:
    layers = road()

    for parts in (layers[:3], layers[3:]):
        steps = {round(left([part], 3.0) - left([part], 1.0), 6) for part in parts}
        assert len(steps) == 1


def test_tail_lights_are_red_and_behind() -> None:
    frame = shown(road()[:3], 5.0)

    red = np.where(frame.v > 150)[1].mean() * 2
    left_, _, right, _ = bounds(changed(frame, (160,) * 3, 40))

    assert red < (left_ + right) / 2


def test_cars_come_again_after_they_have_gone() -> None:
    layers = road()[:3]

    seen = [bool(changed(shown(layers, t), (160,) * 3, 40).any()) for t in range(0, 60, 2)]

    turns = [one for one, _ in groupby(seen)]
    assert turns.count(True) >= 2
    assert turns.count(False) >= 2
