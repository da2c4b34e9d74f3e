from __future__ import annotations

import pytest

from studio.render.scenes import field
from studio.render.scenes.figures import CrossingLayer
from studio.render.scenes.layers import ScrollLayer, SheetLayer
from tests.studio.render.film_samples import bounds, canvas, changed, painted


def standing(prompt: str) -> int:
    """How many balloons there are."""
    stage = field.scene(canvas("field", prompt=prompt, palette="day"))
    return sum(isinstance(one, SheetLayer) for one in stage.layers)


def trains(prompt: str) -> list[CrossingLayer]:
    stage = field.scene(canvas("field", prompt=prompt, palette="night"))
    return [one for one in stage.layers if isinstance(one, CrossingLayer)]


@pytest.mark.parametrize("prompt", ["a hot air balloon over fields", "热气球", "田舎の気球"])
def test_a_balloon_that_is_named_is_there(prompt: str) -> None:
    assert standing(prompt) == 3


def test_a_train_passes_only_when_it_is_named() -> None:
    assert len(trains("a train through the hills")) == 1
    assert trains("the hills") == []


def test_a_train_crosses_from_left_to_right() -> None:
    train = trains("a train through the hills")[0]

    first, later = (bounds(changed(painted(train, t=t)))[0] for t in (2.0, 4.0))

    assert later > first


def test_hills_are_lower_and_faster_the_nearer_they_are() -> None:
    rows = [field._hill(canvas("field"), depth) for depth in range(field.HILLS)]
    hills = [one for one in rows if isinstance(one, ScrollLayer)]

    assert [one.y for one in hills] == sorted({one.y for one in hills})
    assert all(one.speed[0] < 0 for one in hills)
    assert abs(hills[-1].speed[0]) > abs(hills[0].speed[0]) * 3


def test_hill_and_grass_cover_the_ground() -> None:
    one = canvas("field")
    near = [field._hill(one, field.HILLS - 1), *(field._grass(one, row) for row in range(3))]

    frame = painted(*near, t=1.0, color=(255, 0, 255))

    assert frame.v[-3:].max() < 190


def test_birds_sleep_at_night() -> None:
    assert trains("fields at night") == []
