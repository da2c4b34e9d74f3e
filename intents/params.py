"""Reads the parameters of an export: format, quality, frame rate and name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from intents import match, spans
from intents.quality import Quality

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from intents.library import RouterTables
    from intents.text import Line

_RATE: Final = re.compile(r"(\d{2,3})(?:fps)?")
_RATE_UNITS: Final = frozenset({"fps", "帧", "frames", "コ", "ふ"})
_LONGEST: Final = 4  # words in the name of a format or a quality
_NAMES: Final = frozenset({spans.Kind.FILE, spans.Kind.PATH, spans.Kind.QUOTE})


def read(tables: RouterTables, line: Line, low: int, high: int) -> dict[str, str]:
    """The parameters in `low:high`; a file or a quotation there is the film's name."""
    found: dict[str, str] = {}
    for phrase, here in _phrases(line, low, high):
        if phrase in tables.formats:
            found.setdefault("format", tables.formats[phrase])
        elif phrase in tables.qualities and not _is_rate(line, here, high):
            quality = tables.qualities[phrase]
            if Quality.has(found.get("quality", "high")):  # a resolution says more than "best"
                found["quality"] = quality
    for here in range(low, high):
        span = line.spans.get(here)
        if span is not None and span.kind in _NAMES:
            found["name"] = span.value
            ending = span.value.rpartition(".")[2].lower() if "." in span.value else ""
            if ending in tables.formats:
                found["format"] = tables.formats[ending]
        elif _is_rate(line, here, high) and (rate := _RATE.match(line.words[here])):
            found["fps"] = rate[1]
    if "name" not in found and (name := _unquoted_name(tables, line, low, high)):
        found["name"] = name
    return found


def _phrases(line: Line, low: int, high: int) -> Iterator[tuple[str, int]]:
    """Yield every run of up to four words, at each place the longest first."""
    for here in range(low, high):
        for count in range(min(_LONGEST, high - here), 0, -1):
            yield match.key(line.words[here : here + count]), here


def _is_rate(line: Line, here: int, high: int) -> bool:
    word = line.words[here]
    if word.endswith("fps") and word[:-3].isdigit():
        return True
    return word.isdigit() and here + 1 < high and line.words[here + 1] in _RATE_UNITS


def _unquoted_name(tables: RouterTables, line: Line, low: int, high: int) -> str:
    """The words behind "named" or 文件名, up to the end."""
    marks: Mapping[str, frozenset[str]] = tables.marks.tags
    for here in range(low, high - 1):
        for count in tables.marks.counts.get(line.words[here], ()):
            if here + count < high and "names_file" in marks.get(
                match.key(line.words[here : here + count]), ()
            ):
                return line.slice(here + count, high)
    return ""
