from __future__ import annotations

import pytest

from tests.studio.render.film_samples import canvas


@pytest.mark.parametrize(
    ("size", "unit"), [((1920, 1080), 1.0), ((1080, 1920), 1.0), ((160, 90), 1 / 12)]
)
def test_a_unit_is_of_the_shorter_side(size: tuple[int, int], unit: float) -> None:
    assert canvas(size=size).unit == pytest.approx(unit)


@pytest.mark.parametrize(("value", "even"), [(-7, 2), (0, 2), (3.2, 4), (4.9, 4), (101, 100)])
def test_sides_of_sheets_are_even_and_at_least_two(value: float, even: int) -> None:
    assert canvas().even(value) == even


def test_chance_is_the_same_for_the_same_words_and_goes_on() -> None:
    one, other = canvas(prompt="a harbour"), canvas(prompt="a harbour")

    first = [one.chance.random() for _ in range(3)]

    assert [other.chance.random() for _ in range(3)] == first
    assert len(set(first)) == 3


def test_a_canvas_knows_its_look() -> None:
    one = canvas(palette="neon", pace="slow")

    assert (one.size, one.palette.name, one.pace) == ((160, 90), "neon", 0.55)
