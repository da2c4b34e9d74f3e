"""A theme as a style of prompt_toolkit, for what it draws itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agent.surfaces import themes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FACES: Final = {1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "reverse"}
_COLOURS: Final = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "gray")
_STRONG: Final = {"black": "brightblack", "gray": "white"}  # the others are `bright...`
_GROUND: Final = 40  # from here on it is the ground
_STRONG_INK: Final = 90
_STRONG_GROUND: Final = 100
_MANY: Final = {38: "", 48: "bg:"}  # followed by 5 and a number
_STEPS: Final = (0, 95, 135, 175, 215, 255)
_CUBE: Final = 16
_GREYS: Final = 232
# What prompt_toolkit draws, by our paints; nothing of its own looks is left.
_PARTS: Final[Mapping[str, str]] = {
    "bottom-toolbar": "foot",
    "auto-suggestion": "ghost",
    "completion-menu": "menu",
    "completion-menu.completion": "menu",
    "completion-menu.completion.current": "menu-now",
    "completion-menu.meta.completion": "menu",
    "completion-menu.meta.completion.current": "menu-now",
    "completion-menu.multi-column-meta": "menu",
    "scrollbar.background": "menu",
    "scrollbar.button": "menu-now",
}


def style(theme: str, environment: Mapping[str, str], *, has_dim: bool) -> dict[str, str]:
    """A style for each paint and each part; `has_dim` where this prompt_toolkit knows faintness."""
    codes = themes.codes(theme, environment)
    found = {paint: _style(code, has_dim=has_dim) for paint, code in codes.items() if paint}
    parts = {part: f"noinherit {found[paint]}".strip() for part, paint in _PARTS.items()}
    return found | parts


def _style(code: str, *, has_dim: bool) -> str:
    words = list(_words([int(one) for one in code.split(";") if one]))
    return " ".join(one for one in words if has_dim or one != "dim")


def _words(numbers: list[int]) -> Iterator[str]:
    while numbers:
        one = numbers.pop(0)
        if one in _MANY:
            numbers.pop(0)  # 5: one of the 256
            yield _MANY[one] + _exact(numbers.pop(0))
        elif one in _FACES:
            yield _FACES[one]
        elif one >= _STRONG_INK:
            yield _named(one % 10, is_strong=True, is_ground=one >= _STRONG_GROUND)
        else:
            yield _named(one % 10, is_strong=False, is_ground=one >= _GROUND)


def _named(number: int, *, is_strong: bool, is_ground: bool) -> str:
    name = _COLOURS[number]
    if is_strong:
        name = _STRONG.get(name, f"bright{name}")
    return f"{'bg:' if is_ground else ''}ansi{name}"


def _exact(number: int) -> str:
    """The colour that has this number among the 256."""
    if number >= _GREYS:
        return "#" + f"{8 + 10 * (number - _GREYS):02x}" * 3
    at = number - _CUBE
    return "#" + "".join(f"{_STEPS[part]:02x}" for part in (at // 36, at // 6 % 6, at % 6))
