"""A picture on the terminal: the best form that is known to work, and never a mess."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from agent.surfaces.views import preview
from tests.agent.surfaces.views import films
from tests.agent.surfaces.views.films import Terminal

if TYPE_CHECKING:
    from pathlib import Path

XTERM = {"TERM": "xterm-256color"}
FORMS = [
    ({"TERM": "xterm-kitty"}, "kitty"),
    ({"TERM": "xterm-ghostty"}, "kitty"),
    (XTERM | {"TERM_PROGRAM": "iTerm.app"}, "iterm2"),
    (XTERM | {"TERM_PROGRAM": "WezTerm"}, "iterm2"),
    (XTERM | {"TERM_PROGRAM": "mintty"}, "iterm2"),
    ({"TERM": "foot"}, "sixel"),
    ({"TERM": "mlterm"}, "sixel"),
    (XTERM | {"KONSOLE_VERSION": "230804"}, "sixel"),
    (XTERM | {"KONSOLE_VERSION": "210400"}, "blocks"),
    (XTERM | {"TERM_PROGRAM": "Apple_Terminal"}, "blocks"),
    (XTERM | {"TERM_PROGRAM": "vscode"}, "blocks"),
    ({"WT_SESSION": "ab"}, "blocks"),
    (XTERM, "blocks"),
    ({"TERM": "tmux-256color", "TMUX": "x", "KITTY_WINDOW_ID": "1"}, "blocks"),
    ({"TERM": "screen", "STY": "x"}, "blocks"),
    ({"TERM": "dumb"}, ""),
    ({"TERM": "vt100"}, ""),
    ({}, ""),
    ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, ""),
]


@pytest.mark.parametrize(("environment", "form"), FORMS)
def test_each_terminal_has_its_form(environment: dict[str, str], form: str) -> None:
    assert preview.form(environment) == form


@pytest.mark.parametrize(
    ("environment", "looks"),
    [
        ({"TERM": "xterm-kitty"}, r"(?:\x1b_G[^\x1b]*\x1b\\)+\n"),
        (XTERM | {"TERM_PROGRAM": "iTerm.app"}, r"\x1b\]1337;File=[^\x07]*\x07\n"),
        ({"TERM": "foot"}, r"\x1bP0;1;0q[^\x1b]*\x1b\\\n"),
        (XTERM, r"(?:(?:\x1b\[[\d;]*m|▀)+\x1b\[0m\n)+"),
    ],
)
def test_a_picture_is_written_whole(environment: dict[str, str], looks: str) -> None:
    seen = Terminal()

    assert preview.show(films.png(), seen, environment, 40)
    assert re.fullmatch(looks, seen.getvalue())


@pytest.mark.parametrize("environment", [one for one, form in FORMS if not form])
def test_where_no_form_works_nothing_is_written(environment: dict[str, str]) -> None:
    seen = Terminal()

    assert not preview.show(films.png(), seen, environment, 40)
    assert seen.getvalue() == ""


@pytest.mark.parametrize("environment", [one for one, _ in FORMS])
def test_a_pipe_gets_nothing(environment: dict[str, str]) -> None:
    pipe = io.StringIO()

    assert not preview.show(films.png(), pipe, environment, 40)
    assert pipe.getvalue() == ""


@pytest.mark.parametrize("environment", [one for one, _ in FORMS])
def test_what_is_no_picture_writes_nothing(environment: dict[str, str], tmp_path: Path) -> None:
    seen = Terminal()

    for one in (b"none", tmp_path / "none.png", tmp_path / "none.mp4", str(tmp_path)):
        assert not preview.show(one, seen, environment, 40)
    assert seen.getvalue() == ""


def test_a_stream_without_the_glyph_gets_nothing() -> None:
    assert not preview.show(films.png(), Terminal("ascii"), XTERM, 40)
    assert not preview.show(films.png(), Terminal("no such"), XTERM, 40)


def test_a_picture_fits_the_window() -> None:
    for width in range(1, 130, 9):
        seen = Terminal()
        assert preview.show(films.png(), seen, XTERM, width, height=12)
        rows = seen.getvalue().splitlines()
        assert len(rows) <= 12
        assert max(row.count("▀") for row in rows) <= width


def test_a_film_is_frames_beside_each_other(tmp_path: Path) -> None:
    film, seen = films.film(tmp_path / "a.mp4"), Terminal()

    assert preview.show(film, seen, {"TERM": "xterm", "COLORTERM": "truecolor"}, 96)

    colours = re.findall(r"38;2;(\d+);", seen.getvalue().splitlines()[1])
    lightest = [max(map(int, colours[at:])) for at in (0, len(colours) // 2)]
    assert lightest[0] >= lightest[1] > 200
    assert min(map(int, colours)) < 40
