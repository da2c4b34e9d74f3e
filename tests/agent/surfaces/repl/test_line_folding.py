"""Rows fold at the width of the window."""

from __future__ import annotations

import pytest

from agent.surfaces.repl import line_folding


def shown(text: str, columns: int, hang: int = 0) -> list[str]:
    """The rows that a text is folded into."""
    return [
        "".join(piece for _, piece in row).rstrip()
        for row in line_folding.fold([("", text)], columns, hang)
    ]


@pytest.mark.parametrize(
    ("text", "columns", "hang", "rows"),
    [
        ("one two three", 8, 0, ["one two", "three"]),
        ("one two three", 8, 2, ["one two", "  three"]),
        ("one two three", 80, 0, ["one two three"]),
        ("视频已经准备好了", 8, 0, ["视频已经", "准备好了"]),
        ("视频已经。好", 8, 0, ["视频已", "经。好"]),
        ("a\x1b[2Jb", 80, 0, ["a␛[2Jb"]),
        ("/a/very/long/path/that/does/not/fit.mp4 so", 12, 0,
         ["/a/very/long/path/that/does/not/fit.mp4", "so"]),
        ("", 10, 0, [""]),
    ],
)  # fmt: skip
def test_a_row_is_folded(text: str, columns: int, hang: int, rows: list[str]) -> None:
    assert shown(text, columns, hang) == rows


def test_words_of_one_paint_are_painted_once() -> None:
    row = [("bold", "one two three "), ("", "four"), ("link", ""), ("", " five ")]

    assert list(line_folding.fold(row, 9)) == [
        [("bold", "one two")],
        [("bold", "three")],
        [("", "four"), ("link", ""), ("", " five")],
    ]


@pytest.mark.parametrize("columns", [4, 10, 40])
def test_no_row_of_wide_letters_is_too_wide(columns: int) -> None:
    text = "导出视频，加一点 music と音楽。" * 9

    assert all(line_folding.width(row) <= max(columns, 7) for row in shown(text, columns))


@pytest.mark.parametrize(("text", "hang"), [("- a", 2), ("  • a", 4), ("1. a", 3), ("a", 0)])
def test_an_item_is_set_in(text: str, hang: int) -> None:
    assert line_folding.hang_of(text) == hang
