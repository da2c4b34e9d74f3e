from __future__ import annotations

import pytest

from studio.render import tolerant_values


@pytest.mark.parametrize(
    ("said", "meant"),
    [(3, 3), ("2.5", 2.5), ("50%", 0.5), (None, 1), ("nan", 1), (1e99, 10), (-4, 0), ("x", 1)],
)
def test_numbers_are_read_however_they_are_spelled(said: object, meant: float) -> None:
    assert tolerant_values.number(said, 1, 0, 10) == meant


@pytest.mark.parametrize(
    ("said", "meant"), [(True, True), ("yes", True), ("no", False), (None, False), (1, True)]
)
def test_a_yes_is_read_however_it_is_spelled(said: object, meant: bool) -> None:  # noqa: FBT001 - a table
    assert tolerant_values.flag(said) is meant


def test_text_loses_control_characters_and_has_an_end() -> None:
    assert tolerant_values.text("a\x00b\x07\r\nc") == "ab\nc"
    assert len(tolerant_values.text("x" * 10_000)) == tolerant_values.LONGEST_TEXT


def test_a_box_of_everything_is_no_box() -> None:
    assert tolerant_values.box({"x": 0, "y": 0, "w": 1, "h": 1}) is None
    assert tolerant_values.box({"x": 0.5, "w": 9}) == (0.5, 0, 0.5, 1)
