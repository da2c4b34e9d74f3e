"""A picture in half blocks: a cell is two pixels, one the colour of `▀`, one of its ground."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from agent.surfaces.views import pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PIL.Image import Image

Colour = tuple[int, int, int]

UPPER: Final = "▀"
_STEPS: Final = (0, 95, 135, 175, 215, 255)  # of the colour cube of 256 colours
_FEW: Final = 256
_CUBE: Final = 16
_GREYS: Final = 232
_EXACT: Final = frozenset(
    [
        *("kitty", "ghostty", "wezterm", "iterm2", "foot", "konsole"),
        *("windows", "contour", "vscode", "alacritty", "mintty", "warp"),
    ]
)
_COLOURED: Final = ("xterm", "screen", "tmux", "rxvt", "vte", "gnome", "konsole", "linux", "st-")


def depth(environment: Mapping[str, str], known: str) -> int:
    """The colours there are: 16777216, 256, or none."""
    if known == "dumb" or environment.get("NO_COLOR"):
        return 0
    term = environment.get("TERM", "").lower()
    if environment.get("COLORTERM", "").lower() in {"truecolor", "24bit"} or known in _EXACT:
        return 1 << 24
    if term.endswith("-direct") or environment.get("ConEmuANSI") == "ON":
        return 1 << 24
    return _FEW if "256" in term or term.startswith(_COLOURED) else 0


def drawn(image: Image, columns: int, rows: int, colours: int) -> str:
    """The rows of the picture, each with its own end, no colour left behind."""
    small = pictures.scaled(image, columns, rows * 2)
    raw = small.tobytes()
    paint = _exact if colours > _FEW else _nearest
    return "".join("".join(_row(raw, columns, row, paint)) + "\x1b[0m\n" for row in range(rows))


def _row(raw: bytes, columns: int, row: int, paint: Callable[[Colour], str]) -> Iterator[str]:
    before = ("", "")
    line = columns * 3
    for at in range(row * 2 * line, (row * 2 + 1) * line, 3):
        upper = paint((raw[at], raw[at + 1], raw[at + 2]))
        below = at + line
        lower = paint((raw[below], raw[below + 1], raw[below + 2]))
        changed = [f"38;{upper}"] * (upper != before[0]) + [f"48;{lower}"] * (lower != before[1])
        before = (upper, lower)
        yield f"\x1b[{';'.join(changed)}m{UPPER}" if changed else UPPER


def _exact(colour: Colour) -> str:
    return f"2;{colour[0]};{colour[1]};{colour[2]}"


@cache
def _nearest(colour: Colour) -> str:
    """The nearest of the 256: one of the cube, or one of the greys."""
    cube = [min(range(6), key=lambda step: abs(_STEPS[step] - part)) for part in colour]
    number = _CUBE + 36 * cube[0] + 6 * cube[1] + cube[2]
    grey = min(max(round((sum(colour) / 3 - 8) / 10), 0), 23)
    of_cube = (_STEPS[cube[0]], _STEPS[cube[1]], _STEPS[cube[2]])
    is_grey = _apart(colour, (8 + 10 * grey,) * 3) < _apart(colour, of_cube)
    return f"5;{_GREYS + grey if is_grey else number}"


def _apart(one: tuple[int, ...], two: tuple[int, ...]) -> int:
    return sum((a - b) ** 2 for a, b in zip(one, two, strict=True))
