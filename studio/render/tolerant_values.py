"""Tolerant readers for draft values: anything becomes a bounded value or the default."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from studio.project import draft as drafts

LONGEST_TEXT = 2000  # no title is longer; a font would be set for minutes
TIME_LIMIT_MS = 6 * 3600 * 1000  # six hours, longer than any film made here
TRUE_WORDS = frozenset({"true", "yes", "on", "1"})
PERCENT = re.compile(r"\s*(-?\d{1,9}(?:\.\d{1,9})?)\s*%\s*")


def number(value: object, default: float, low: float, high: float) -> float:
    """A number within bounds; numeric text counts, also "50%"."""
    if isinstance(value, bool):
        value = int(value)
    elif isinstance(value, str) and len(value) < 32:  # noqa: PLR2004 - no number is longer
        value = _number_in(value)
    return drafts.number(value, min(high, max(low, default)), low, high)


def _number_in(text: str) -> float | None:
    percent = PERCENT.fullmatch(text)
    if percent:
        return float(percent[1]) / 100
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def integer(value: object, default: int, low: int, high: int) -> int:
    """A whole number within bounds."""
    return round(number(value, default, low, high))


def time_ms(value: object, default: float = 0.0) -> float:
    """Milliseconds, from none to six hours."""
    return number(value, default, 0, TIME_LIMIT_MS)


def flag(value: object) -> bool:
    """True for true, 1, "yes" and "on"."""
    if isinstance(value, str):
        return value.strip().lower() in TRUE_WORDS
    return isinstance(value, bool | int | float) and bool(value)


def hex_color(value: object) -> str:
    """The value if it is a colour in hex, else nothing."""
    return text(value) if isinstance(value, str) and value.startswith("#") else ""


def is_edged(value: object) -> bool:
    """True where an outline or shadow is switched on, or named by its colour."""
    return flag(value) or bool(hex_color(value))


def text(value: object, default: str = "") -> str:
    """A text of bounded length, without control characters other than the line feed."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return default
    kept = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")[:LONGEST_TEXT]
    return "".join(letter for letter in kept if letter == "\n" or letter >= " ")


def mapping(value: object) -> Mapping[str, Any]:
    """A JSON object, or an empty one."""
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> Sequence[Mapping[str, Any]]:
    """The objects of a JSON array; others are left out."""
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        return ()
    return [one for one in value if isinstance(one, Mapping)]


def box(value: object) -> tuple[float, float, float, float] | None:
    """{x, y, w, h} as shares of the picture; None if missing, empty, or all of it."""
    found = mapping(value)
    if not found:
        return None
    x = number(found.get("x"), 0, 0, 0.98)
    y = number(found.get("y"), 0, 0, 0.98)
    w = number(found.get("w"), 1, 0.02, 1 - x)
    h = number(found.get("h"), 1, 0.02, 1 - y)
    return None if (x, y, w, h) == (0, 0, 1, 1) else (x, y, w, h)
