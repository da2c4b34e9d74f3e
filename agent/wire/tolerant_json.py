"""JSON from outside, read without trusting it: the result is a value or None."""

from __future__ import annotations

import json
from typing import Any, Final

_DIGITS: Final = 400  # of a number; longer ones are somebody's joke
_DEEPEST: Final = 200  # levels; Python's own JSON writer gives up at about a thousand


def parse(said: str | bytes) -> Any:
    """Parse a value; None for what is no JSON. NaN and infinity are None, giant numbers zero.

    Whatever comes out may be compared, written out as JSON and sent back as UTF-8.
    """
    if isinstance(said, bytes):
        said = said.decode("utf-8-sig", "replace")
    try:
        found = _loads(said)
        if len(said) > _DEEPEST and _may_be_deep(said) and not is_shallow(found):
            return None
        if "\\u" in said and ("\\ud" in said or "\\uD" in said):
            # half a pair is a character in JSON alone
            whole = json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")
            found = _loads(whole.decode())
    except (ValueError, RecursionError):
        return None
    return found


def _constant(_: str) -> None:
    return None


def _bounded_int(said: str) -> int:
    return int(said) if len(said) <= _DIGITS else 0


def _finite_float(said: str) -> float | None:
    number = float(said)
    return number if number - number == 0 else None


# Made once: making a decoder takes longer than reading an event with it. `decode` would look for
# blanks by a regular expression, before and behind.
_decode: Final = json.JSONDecoder(
    parse_constant=_constant, parse_int=_bounded_int, parse_float=_finite_float
).raw_decode
_JSON_SPACE: Final = " \t\n\r"


def _loads(said: str) -> Any:
    whole = said.lstrip("\ufeff").strip(_JSON_SPACE)
    found, end = _decode(whole)
    if end != len(whole):
        raise ValueError("more than one value")
    return found


def _may_be_deep(said: str) -> bool:
    return said.count("{") + said.count("[") > _DEEPEST


def at(value: Any, *keys: str) -> Any:
    """The value below these keys, or None."""
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def text(value: Any, *keys: str) -> str:
    """The text below these keys; numbers as text, anything else as nothing."""
    return as_text(at(value, *keys))


def as_text(found: Any) -> str:
    """A value as text; the fast path of `text`."""
    if isinstance(found, str):
        return found if found.isascii() else found.encode("utf-8", "replace").decode("utf-8")
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        return ""
    return str(found)


def number(value: Any, *keys: str) -> float | None:
    """The number below these keys, also one written as text; None for anything else."""
    found = at(value, *keys)
    if isinstance(found, str):
        try:
            found = float(found[:40])
        except ValueError:
            return None
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        return None
    if isinstance(found, float) and found - found != 0:
        return None
    return float(found) if abs(found) < 10**300 else None


def rows(value: Any, *keys: str) -> list[Any]:
    """The list below these keys, or an empty one."""
    found = at(value, *keys)
    return found if isinstance(found, list) else []


def is_shallow(value: Any) -> bool:
    """True if a value can be written out again without running out of stack."""
    layer = [value]
    for _ in range(_DEEPEST):
        layer = [
            inner
            for one in layer
            if isinstance(one, (dict, list))
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not layer:
            return True
    return False
