"""Cells of a terminal: how many columns a text takes, and how it is cut to as many."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from agent.speech.sanitize import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

# Terminals differ in what they make of these: joiners, variations, skin tones. Without them a
# picture is the same number of columns in all.
_JOINING: Final = frozenset(
    [0x3164, 0xFFA0, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xD7B0, 0xD800)]
)
_JAMO: Final = range(0x1160, 0x1200)  # vowels and ends of Hangul, drawn into the letter before
_FLAG_A: Final = 0x1F1E6  # two of such letters make a flag, or do not
_FLAG_Z: Final = 0x1F1FF
_DROPPED: Final = frozenset(["Cf", "Cn", "Co"])


def flat(text: str) -> str:
    """The text in one harmless line, without what terminals count differently."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    return " ".join(one_line("".join(_kept(composed))).split())


def _kept(text: str) -> Iterator[str]:
    for letter in text:
        code = ord(letter)
        if _FLAG_A <= code <= _FLAG_Z:
            yield chr(ord("A") + code - _FLAG_A)
        elif code not in _JOINING and unicodedata.category(letter) not in _DROPPED:
            yield letter


def wide(text: str) -> int:
    """The columns a text takes."""
    return len(text) if text.isascii() else sum(map(_wide, text))


def _wide(letter: str) -> int:
    if letter.isascii():
        return 1
    if ord(letter) in _JAMO or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def cut(text: str, columns: int, mark: str = "…") -> str:
    """As much of the text as has room, `mark` at its end if it is not all."""
    if wide(text) <= columns:
        return text
    if columns < wide(mark):
        return ""
    left = columns - wide(mark)
    kept = 0
    for letter in text:
        left -= _wide(letter)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + mark


def filled(text: str, columns: int) -> str:
    """The text with blanks behind it, so that it takes as many columns."""
    return text + " " * (columns - wide(text))


def wrapped(text: str, columns: int) -> list[str]:
    """The text in rows of at most so many columns, broken at blanks, else anywhere."""
    rows: list[str] = [""]
    for word in _breakable(text):
        if wide(rows[-1]) + wide(word.rstrip()) > columns and rows[-1]:
            rows[-1] = rows[-1].rstrip()
            rows.append("")
        rows[-1] += word if rows[-1] else word.lstrip()
    return [cut(row.rstrip(), columns) for row in rows]


def _breakable(text: str) -> Iterator[str]:
    """The stretches between which a row may end; a wide letter is one by itself."""
    word = ""
    for letter in text:
        if _wide(letter) > 1 and not _closes(letter):
            yield word
            word = letter
            continue
        word += letter
        if letter == " ":
            yield word
            word = ""
    yield word


def _closes(letter: str) -> bool:
    """A full stop or a closing bracket does not begin a row."""
    return letter in "、。，．！？：；）】」』》…ー"
