"""Colours by name, in three languages, as the draft has them: #rrggbb."""

from __future__ import annotations

import re
from typing import Any, Final

from studio.understand import reading

_COLORS: Final = {
    "white": "#ffffff", "black": "#000000", "red": "#e53935", "yellow": "#fdd835",
    "blue": "#1e88e5",
    "green": "#43a047", "orange": "#fb8c00", "purple": "#8e24aa", "pink": "#ec407a",
    "gray": "#9e9e9e", "gold": "#d4af37", "silver": "#c0c0c0", "cyan": "#00bcd4", "teal": "#009688",
    "magenta": "#d81b60", "brown": "#795548", "navy": "#1a237e", "sky blue": "#4fc3f7",
    "turquoise": "#40e0d0", "cream": "#fff8e1", "beige": "#f5f0dc", "lime": "#c6ff00",
    "crimson": "#dc143c", "maroon": "#800000", "coral": "#ff7f50", "ivory": "#fffff0",
    "bright red": "#ff1744", "dark red": "#b71c1c", "neon green": "#39ff14", "hot pink": "#ff4081",
}  # fmt: skip


def hex_of(name: Any, default: str | None = None) -> str | None:
    """The colour of a name as people type it; the default where there is none of that name."""
    text = str(name or "").strip().lower()
    if re.fullmatch(r"#[0-9a-f]{6}", text):
        return text
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        return "#" + "".join(char * 2 for char in text[1:])
    if text in _COLORS:
        return _COLORS[text]
    if not text:
        return default
    # A few ideographs alone may be either language: 赤 is a colour in one of them only.
    for language in ("zh", "ja"):
        known = reading.read(text, language=language).meant("color")
        if known in _COLORS:
            return _COLORS[known]
    return default
