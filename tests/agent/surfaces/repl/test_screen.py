"""What is written above the prompt."""

from __future__ import annotations

import asyncio
import io

import pytest
from prompt_toolkit.data_structures import Size
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from agent.surfaces.repl.screen import Screen

KITTY = {"TERM": "xterm-kitty"}


def written(*rows: list[tuple[str, str]], is_painted: bool = True, columns: int = 41) -> str:
    """What reaches the terminal."""
    stream = io.StringIO()

    async def write() -> None:
        output = Vt100_Output(stream, lambda: Size(24, columns), term="xterm")
        screen = Screen(output, is_painted, KITTY)
        screen.rows(rows)
        screen.gap()
        screen.gap()
        screen.flush()

    asyncio.run(write())
    return stream.getvalue()


def test_rows_are_painted_and_end_as_a_raw_terminal_needs_it() -> None:
    assert written([("good", "a"), ("", " b")]) == "\x1b[1ma\x1b[0m b\r\n\r\n"


def test_without_paint_there_is_no_escape() -> None:
    assert written([("good", "a"), ("bold", "b")], is_painted=False) == "ab\r\n\r\n"


def test_another_theme_is_another_paint() -> None:
    screen = Screen(DummyOutput(), is_painted=True, environment=KITTY, theme="light")

    before = screen._painted("good", "a")
    screen.dress("mono")

    assert (before, screen._painted("good", "a")) == (
        "\x1b[38;5;22ma\x1b[0m",
        "\x1b[1ma\x1b[0m",
    )


def test_a_terminal_that_tells_no_columns_is_taken_to_have_eighty() -> None:
    (row, *_) = written([("", "word " * 30)], is_painted=False, columns=0).split("\r\n")

    assert len(row) == 79


def test_nothing_foreign_acts() -> None:
    assert "\x1b]" not in written([("", "\x1b]0;x\x07")])


def test_a_path_is_a_link_where_the_terminal_makes_one() -> None:
    assert "\x1b]8;;https://a.b/c\x1b\\" in written([("link", "https://a.b/c")])


@pytest.mark.parametrize("columns", [12, 41, 161])
def test_no_row_is_as_wide_as_the_window(columns: int) -> None:
    said = written([("", "word " * 60)], is_painted=False, columns=columns)

    assert all(len(row) < columns for row in said.split("\r\n"))
