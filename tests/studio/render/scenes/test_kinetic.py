from __future__ import annotations

import numpy as np
import pytest

from studio.render.scenes.kinetic import MOST_LETTERS, KineticTypeLayer, kinetic_type
from tests.studio.render.film_samples import bounds, canvas, changed, middle, painted

SIZE = (320, 180)


def words(text: str, size: tuple[int, int] = SIZE, **look: str) -> KineticTypeLayer:
    made = kinetic_type(canvas("abstract", size, **look), text, (255, 255, 255))
    assert isinstance(made, KineticTypeLayer)
    return made


@pytest.mark.parametrize("size", [(320, 180), (180, 320), (200, 200)])
@pytest.mark.parametrize("text", ["Wow", "海边的下午", "And that was the day we left " * 3])
def test_words_stay_inside_the_frame(text: str, size: tuple[int, int]) -> None:
    one = words(text, size)

    for t in (3.0, 4.1, 6.0):
        left, top, right, bottom = bounds(changed(painted(one, t=t, size=size), by=40))
        assert min(left, top) > 0
        assert right < size[0]
        assert bottom < size[1]


def test_words_come_one_after_the_other() -> None:
    one = words("one two three four")

    ink = [int(changed(painted(one, t=t, size=SIZE), by=40).sum()) for t in (0.1, 0.6, 0.9, 2.5)]

    assert 0 == ink[0] < ink[1] < ink[2]
    assert ink[3] == pytest.approx(ink[2], rel=0.1)


def test_they_go_on_moving_once_they_are_there() -> None:
    one = words("one two")

    there, later = (painted(one, t=t, size=SIZE) for t in (4.0, 5.0))

    assert (there.y != later.y).mean() > 0.005


def test_they_stand_around_the_middle() -> None:
    x, y = middle(changed(painted(words("Wow"), t=3.0, size=SIZE), by=40))

    assert x == pytest.approx(160, abs=10)
    assert y == pytest.approx(180 * 0.46, abs=12)


def test_a_novel_is_cut() -> None:
    one = words("漢" * 5000)

    assert len(one.cuts) <= MOST_LETTERS


@pytest.mark.parametrize("text", ["", "   ", "\ue000"])
def test_nothing_to_say_paints_nothing(text: str) -> None:
    assert not changed(painted(words(text), t=3.0, size=SIZE)).any()


def test_a_slow_look_takes_its_time() -> None:
    slow, fast = (words("one two three", pace=pace).step for pace in ("slow", "fast"))

    assert slow > fast
    assert np.isfinite(slow)
