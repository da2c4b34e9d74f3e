from __future__ import annotations

import pytest

from studio.render import colour


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("#fff", (255, 255, 255)),
        ("#102030", (16, 32, 48)),
        ("白色", (255, 255, 255)),
        ("dark red", (229, 57, 53)),
    ],
)
def test_colours_are_known_by_number_and_by_name(said: str, meant: tuple[int, int, int]) -> None:
    assert colour.named(said) == meant


def test_what_is_no_colour_gives_the_default() -> None:
    assert colour.named("none") is None
    assert colour.named("", (1, 2, 3)) == (1, 2, 3)


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert round(colour.contrast((0, 0, 0), (255, 255, 255)), 1) == 21
