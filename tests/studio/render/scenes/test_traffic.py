from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pytest

from studio.render.scenes.stage import Painter, Still
from studio.render.scenes.traffic import cars
from tests.studio.render.easel import bounds, canvas, changed, painted

if TYPE_CHECKING:
    from studio.render.planes import Planes

SIZE = (480, 270)
COLOURS = [(40.0, 80.0, 200.0), (200.0, 60.0, 40.0)]


def road() -> list[Painter]:
    return cars(canvas("street", SIZE, palette="day"), 0.7, list(COLOURS))


def shown(painters: list[Painter], t: float) -> Planes:
    return painted(*painters, t=t, size=SIZE, color=(160, 160, 160))


def left(painters: list[Painter], t: float) -> float:
    one = painters[0]
    assert isinstance(one, Still)
    assert one.move is not None
    return one.move(t)[0]


def test_two_cars_go_opposite_ways() -> None:
    painters = road()

    ways = [left(painters[at : at + 3], 0.5) - left(painters[at : at + 3], 0.0) for at in (0, 3)]

    assert ways[0] > 0 > ways[1]


def test_a_car_stands_on_its_ground() -> None:
    frame = shown(road()[:1], 5.0)

    bottom = bounds(changed(frame, (160,) * 3, 40))[3]

    assert bottom == pytest.approx(270 * 0.7, abs=6)


def test_lights_go_with_their_car() -> None:
    painters = road()

    for parts in (painters[:3], painters[3:]):
        steps = {round(left([part], 3.0) - left([part], 1.0), 6) for part in parts}
        assert len(steps) == 1


def test_tail_lights_are_red_and_behind() -> None:
    frame = shown(road()[:3], 5.0)

    red = np.where(frame.v > 150)[1].mean() * 2
    left_, _, right, _ = bounds(changed(frame, (160,) * 3, 40))

    assert red < (left_ + right) / 2


def test_cars_come_again_after_they_have_gone() -> None:
    painters = road()[:3]

    seen = [bool(changed(shown(painters, t), (160,) * 3, 40).any()) for t in range(0, 60, 2)]

    turns = [one for one, _ in groupby(seen)]
    assert turns.count(True) >= 2
    assert turns.count(False) >= 2
