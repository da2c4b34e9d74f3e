from __future__ import annotations

import pytest

from studio.operations.color_names import hex_of


@pytest.mark.parametrize(
    ("name", "color"),
    [
        ("yellow", "#fdd835"),
        ("黄色", "#fdd835"),
        ("白", "#ffffff"),
        ("赤い", "#e53935"),
        ("#f80", "#ff8800"),
        ("#A1B2C3", "#a1b2c3"),
    ],
)
def test_a_colour_has_a_number_in_every_language(name: str, color: str) -> None:
    assert hex_of(name) == color


def test_an_unknown_colour_is_the_default() -> None:
    assert hex_of("blurple", "#ffffff") == "#ffffff"
    assert hex_of(None) is None


def test_a_colour_of_ideographs_is_known_in_either_language() -> None:
    assert hex_of("赤") == hex_of("red")
    assert hex_of("紺") == hex_of("navy")
