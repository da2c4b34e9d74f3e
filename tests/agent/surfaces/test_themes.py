"""Themes: every paint can be read on every ground it is for."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from agent.surfaces import themes

KITTY: Final = {"TERM": "xterm-kitty"}
BLACK: Final = (0, 0, 0)
WHITE: Final = (255, 255, 255)
_STEPS: Final = (0, 95, 135, 175, 215, 255)
READABLE: Final = 4.5  # of WCAG, for small letters


def colour(number: int) -> tuple[int, int, int]:
    """One of the 256 that is the same everywhere."""
    if number >= 232:
        return (8 + 10 * (number - 232),) * 3
    at = number - 16
    return _STEPS[at // 36], _STEPS[at // 6 % 6], _STEPS[at % 6]


def light(of: tuple[int, int, int]) -> float:
    """The luminance of a colour, as WCAG has it."""
    parts = [one / 255 for one in of]
    red, green, blue = (
        one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(code: str, ground: tuple[int, int, int]) -> float:
    """How far the ink of a code is from its ground."""
    inks = dict(re.findall(r"(38|48);5;(\d+)", code))
    ink = colour(int(inks["38"]))
    below = colour(int(inks["48"])) if "48" in inks else ground
    high, low = sorted((light(ink), light(below)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("theme", "ground"), [("dark", BLACK), ("light", WHITE)])
def test_a_theme_is_read_on_its_ground(theme: str, ground: tuple[int, int, int]) -> None:
    found = themes.codes(theme, KITTY)

    faint = {
        paint: contrast(code, ground)
        for paint, code in found.items()
        if "38;5" in code and contrast(code, ground) < READABLE
    }

    assert faint == {}


def test_the_default_has_only_what_is_seen_on_black_and_on_white() -> None:
    found = {part for code in themes.codes("default", {}).values() for part in code.split(";")}

    assert found == {"", "1", "2", "3", "4", "7", "31", "35"}


def test_in_the_default_nothing_that_is_told_is_faint() -> None:
    faint = {paint for paint, code in themes.codes("default", {}).items() if code == "2"}

    assert faint == {"dim", "ghost"}


def test_mono_has_no_colour_and_nothing_is_faint() -> None:
    found = {part for code in themes.codes("mono", KITTY).values() for part in code.split(";")}

    assert found == {"", "1", "4", "7"}


def test_in_strong_contrast_nothing_is_faint_and_each_colour_brings_its_ground() -> None:
    for code in themes.codes("contrast", KITTY).values():
        parts = set(code.split(";"))
        assert "2" not in parts
        assert bool(parts & {"30", "97"}) == bool(parts & {"41", "102", "103", "106"})


@pytest.mark.parametrize("theme", themes.NAMES)
def test_what_matters_looks_different(theme: str) -> None:
    found = themes.codes(theme, KITTY)

    assert len({found[paint] for paint in ("", "good", "bad", "warn")}) == 4
    assert found["ghost"] != found[""]
    assert found["menu"] != found["menu-now"]


@pytest.mark.parametrize(
    ("environment", "theme"),
    [
        ({"TERM": "xterm-256color"}, "dark"),
        ({"TERM": "foot"}, "dark"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "dark"),
        ({"TERM": "xterm"}, "default"),
        ({"TERM": "linux", "COLORTERM": "truecolor"}, "default"),
        ({}, "default"),
    ],
)
def test_a_terminal_of_few_colours_gets_the_default(
    environment: dict[str, str], theme: str
) -> None:
    assert themes.codes("dark", environment) == themes.codes(theme, KITTY)


@pytest.mark.parametrize(
    ("asked", "environment", "theme"),
    [
        ("", {}, "default"),
        ("dark", {}, "dark"),
        ("dark", {"REELTALK_THEME": "light"}, "dark"),
        ("", {"REELTALK_THEME": "light"}, "light"),
        ("", {"REELTALK_THEME": "pink"}, "default"),
        ("pink", {"REELTALK_THEME": "mono"}, "mono"),
    ],
)
def test_the_command_line_goes_before_the_environment(
    asked: str, environment: dict[str, str], theme: str
) -> None:
    assert themes.chosen(asked, environment) == theme


@pytest.mark.parametrize(
    ("environment", "seen", "painted"),
    [
        ({"TERM": "xterm"}, True, True),
        ({"TERM": "xterm"}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
    ],
)
def test_paint_is_forbidden_and_wanted_by_the_environment(
    environment: dict[str, str],
    seen: bool,  # noqa: FBT001 - a table's column
    painted: bool,  # noqa: FBT001 - a table's column
) -> None:
    assert themes.is_painted(environment, is_seen=seen) is painted


def test_every_paint_that_is_used_is_in_the_table() -> None:
    rooms = Path(themes.__file__).parent
    used = {
        paint
        for path in rooms.rglob("*.py")
        for paint in re.findall(r'(?:\[|\.row)\(\(?"([a-z]*)", ', path.read_text("utf-8"))
    }

    assert {"", "note", "dim", "good", "warn"} <= used
    assert used <= set(themes.TABLE)


_IMPORTED = """
import sys
before = set(sys.modules)
from agent.surfaces import themes
print(sorted(set(sys.modules) - before))
"""


def test_nothing_is_imported_for_the_table() -> None:
    told = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-S", "-c", _IMPORTED],
        capture_output=True, text=True, cwd=Path(__file__).parents[3], check=True,
    )  # fmt: skip

    assert (
        told.stdout.strip() == "['__future__', 'agent', 'agent.surfaces', 'agent.surfaces.themes']"
    )
