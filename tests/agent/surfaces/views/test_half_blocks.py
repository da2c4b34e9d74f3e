"""Half blocks: two pixels a cell, no colour left behind, no more codes than needed."""

from __future__ import annotations

import re

import pytest

from agent.surfaces.views import half_blocks
from tests.agent.surfaces.views import films

EXACT = 1 << 24


def test_a_cell_is_two_pixels() -> None:
    drawn = half_blocks.drawn(films.picture(2, 2), 2, 1, EXACT)

    assert drawn == "\x1b[38;2;255;0;0;48;2;0;0;255m▀▀\x1b[0m\n"


def test_with_few_colours_the_nearest_is_taken() -> None:
    drawn = half_blocks.drawn(films.picture(2, 2), 2, 1, 256)

    assert drawn == "\x1b[38;5;196;48;5;21m▀▀\x1b[0m\n"


@pytest.mark.parametrize("colours", [256, EXACT])
def test_every_row_is_as_wide_as_the_picture_and_ends_clean(colours: int) -> None:
    for columns in range(1, 60, 7):
        rows = half_blocks.drawn(films.picture(), columns, 9, colours).splitlines()
        assert len(rows) == 9
        assert {re.sub(r"\x1b\[[\d;]*m", "", row) for row in rows} == {"▀" * columns}
        assert all(row.endswith("\x1b[0m") for row in rows)


@pytest.mark.parametrize(
    ("colour", "number"),
    [
        ((0, 0, 0), 16),
        ((255, 255, 255), 231),
        ((128, 128, 128), 244),
        ((95, 135, 175), 67),
        ((250, 5, 3), 196),
        ((8, 8, 8), 232),
    ],
)
def test_a_colour_is_one_of_256(colour: tuple[int, int, int], number: int) -> None:
    assert half_blocks._nearest(colour) == f"5;{number}"


@pytest.mark.parametrize(
    ("environment", "known", "colours"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "", EXACT),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, "", EXACT),
        ({"TERM": "xterm-256color"}, "", 256),
        ({"TERM": "xterm-256color"}, "apple", 256),
        ({"TERM": "xterm"}, "", 256),
        ({"TERM": "xterm-direct"}, "", EXACT),
        ({"TERM": "tmux-256color"}, "tmux", 256),
        ({}, "windows", EXACT),
        ({"ConEmuANSI": "ON"}, "conemu", EXACT),
        ({"TERM": "vt100"}, "", 0),
        ({}, "", 0),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, "dumb", 0),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "", 0),
    ],
)
def test_the_colours_there_are(environment: dict[str, str], known: str, colours: int) -> None:
    assert half_blocks.depth(environment, known) == colours
