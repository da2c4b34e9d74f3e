"""Columns: wide letters are two, what joins is none, and what is cut fits."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest
from prompt_toolkit.utils import get_cwidth

from agent.surfaces.views import cells

LETTERS = "ab cé晚霞おわり한글👨‍👩‍👧❤️🇯🇵e\u0301▐─·…ｱﾞ　。、"


def some_text(dice: Random) -> str:
    return "".join(dice.choices(LETTERS, k=dice.randrange(40)))


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("晚霞", 4),
        ("おわり", 6),
        ("é", 1),
        ("e\u0301", 1),
        ("▐▒▌", 3),
        ("ｱ", 1),
    ],
)
def test_a_text_takes_so_many_columns(text: str, columns: int) -> None:
    assert cells.wide(text) == columns


def test_the_prompt_counts_the_same() -> None:
    ranges = (range(0x20, 0x7F), range(0xA1, 0x2630), range(0x2E80, 0x3130), range(0x3190, 0x4DC0))
    letters = [chr(code) for one in ranges for code in one]
    known = [one for one in letters if unicodedata.category(one)[0] in "LNPS"]

    odd = [one for one in known if cells.wide(one) != get_cwidth(one)]

    assert odd == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nrows\tof  it ", "two rows of it"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("\u202eabc", "abc"),
        ("👨‍👩‍👧", "👨👩👧"),
        ("👍🏽", "👍"),
        ("❤️", "❤"),
        ("🇯🇵", "JP"),
        ("e\u0301", "é"),
        ("x\ud800y", "x�y"),
    ],
)
def test_a_name_becomes_flat(text: str, shown: str) -> None:
    assert cells.flat(text) == shown


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("sunset", 6, "sunset"),
        ("sunset", 5, "suns…"),
        ("晚霞城市", 8, "晚霞城市"),
        ("晚霞城市", 7, "晚霞城…"),
        ("晚霞城市", 6, "晚霞…"),
        ("sun set", 5, "sun…"),
        ("sunset", 1, "…"),
        ("sunset", 0, ""),
        ("", 0, ""),
    ],
)
def test_what_has_no_room_is_cut(text: str, columns: int, shown: str) -> None:
    assert cells.cut(text, columns) == shown


def test_whatever_is_cut_or_wrapped_fits() -> None:
    dice = Random(5)  # noqa: S311 - a test that comes out the same each time

    for columns in range(2, 60):
        text = cells.flat(some_text(dice))
        rows = [cells.cut(text, columns), *cells.wrapped(text, columns)]
        assert max(map(cells.wide, rows)) <= columns


def test_wrapping_loses_no_letter() -> None:
    text = "The timeline is empty. 时间线是空的，说说想要什么。"

    for columns in range(10, 60):
        assert "".join(cells.wrapped(text, columns)).replace(" ", "") == text.replace(" ", "")


def test_no_row_begins_with_a_full_stop() -> None:
    rows = cells.wrapped("时间线是空的。时间线是空的。", 12)

    assert rows == ["时间线是空", "的。时间线是", "空的。"]


def test_a_label_is_filled_up_to_its_columns() -> None:
    assert cells.filled("视频", 6) == "视频  "
