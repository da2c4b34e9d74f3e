from __future__ import annotations

import re

import pytest

from studio.understand.numbers import NUMBER, value, whole


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12", 12),
        ("1.5", 1.5),
        (".5", 0.5),
        ("seven", 7),
        ("twenty-five", 25),
        ("a couple of", 2),
        ("三", 3),
        ("十二", 12),
        ("二十五", 25),
        ("一百二十", 120),
        ("两", 2),
        ("一点五", 1.5),
        ("三〇", 30),
    ],
)
def test_numbers_are_read_as_people_write_them(written: str, meant: float) -> None:
    found = re.fullmatch(NUMBER, written)

    assert found
    assert value(written) == pytest.approx(meant)


def test_a_whole_number_is_an_int() -> None:
    assert repr(whole(2.0)) == "2"
    assert repr(whole(2.5)) == "2.5"
