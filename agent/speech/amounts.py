"""Formats sizes, lengths and elapsed times for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from agent.speech.words import Words

_KILO: Final = 1000.0  # SI units, as file managers and disks count
_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY: Final = 86400


def size(octets: float) -> str:
    """`12.3 MB`."""
    for unit in ("B", "kB", "MB"):
        if octets < _KILO:
            return f"{octets:.0f} {unit}" if unit == "B" else f"{octets:.1f} {unit}"
        octets /= _KILO
    return f"{octets:.1f} GB"


def length(ms: float, words: Words | None = None) -> str:
    """`15 s`, `2:05`; in the language where its words are given."""
    if ms < _MINUTE * _KILO:
        told = f"{ms / _KILO:.1f}".removesuffix(".0")
        return f"{told} s" if words is None else words.say("time.length", count=told)
    minutes, seconds = divmod(round(ms / _KILO), _MINUTE)
    return f"{minutes}:{seconds:02d}"


def span(start_ms: float, end_ms: float) -> str:
    """`0-3 s`, `2.5-4 s`."""
    return f"{count(start_ms / _KILO)}-{count(end_ms / _KILO)} s"


def passed(seconds: float, words: Words) -> str:
    """`40 s`, `2 min 5 s`."""
    whole = round(seconds)
    if whole < _MINUTE:
        return words.say("time.seconds", count=whole)
    minutes, rest = divmod(whole, _MINUTE)
    return words.say("time.minutes", minutes=minutes, seconds=rest)


def ago(seconds: float, words: Words) -> str:
    """`3 min ago`."""
    if seconds < _MINUTE:
        return words.say("time.ago_seconds")
    if seconds < _HOUR:
        return words.say("time.ago_minutes", count=int(seconds // _MINUTE))
    if seconds < _DAY:
        return words.say("time.ago_hours", count=int(seconds // _HOUR))
    return words.say("time.ago_days", count=int(seconds // _DAY))


def count(number: float) -> str:
    """`100`, `12.5`."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
