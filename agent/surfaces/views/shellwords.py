"""A line taken apart as a shell takes it, but that Windows paths stay as they are."""

from __future__ import annotations

import re
from typing import Final

WINDOWS: Final = re.compile(r"[A-Za-z]:[\\/]|\\\\[^\\\s]")
_DOUBLE: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED: Final = re.compile(r'\\([\\"$`])')
_MOST: Final = 1000  # words
_BLANK: Final = " \t\u00a0"


def split(line: str) -> list[str] | None:
    """The words of a line without their quotes; None where a quotation does not end."""
    words: list[str] = []
    at = _blanks(line, 0)
    while at < len(line) and len(words) < _MOST:
        found = _word(line, at)
        if found is None:
            return None
        word, end = found
        words.append(word)
        at = _blanks(line, end)
    return words


def _blanks(line: str, at: int) -> int:
    while at < len(line) and line[at] in _BLANK:
        at += 1
    return at


def _word(line: str, at: int) -> tuple[str, int] | None:
    is_windows = WINDOWS.match(line, at) is not None
    parts: list[str] = []
    while at < len(line) and line[at] not in _BLANK:
        letter = line[at]
        if letter in "'\"" and not is_windows:
            found = _quotation(line, at)
            if found is None:
                return None
            part, at = found
            parts.append(part)
        elif letter == "\\" and not is_windows and at + 1 < len(line):
            parts.append(line[at + 1])
            at += 2
        else:
            parts.append(letter)
            at += 1
    return "".join(parts), at


def _quotation(line: str, at: int) -> tuple[str, int] | None:
    """What stands between two marks; between double ones a shell escapes a few letters."""
    is_windows = WINDOWS.match(line, at + 1) is not None
    if line[at] == '"' and not is_windows:
        found = _DOUBLE.match(line, at)
        return (_ESCAPED.sub(r"\1", found[1]), found.end()) if found else None
    end = line.find(line[at], at + 1)
    return None if end < 0 else (line[at + 1 : end], end + 1)
