"""Rows folded at the width of the window: at blanks, and between wide letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from agent.speech.sanitize import sanitized
from agent.surfaces.views import cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agent.surfaces.printer import Piece

# Chinese and Japanese may break between any two letters, but no row begins with these.
_CLOSING: Final = "、。，．！？：；）」』】〉》”’…ー％!?,.:;)"
_WIDE: Final = (
    "\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6"
)
_WORDS: Final = re.compile(
    rf" +|[{_WIDE}][{re.escape(_CLOSING)}]*|[^ {_WIDE}]+[{re.escape(_CLOSING)}]*"
)


def width(text: str) -> int:
    """The columns that a text takes."""
    return cells.wide(text)


def fold(row: Sequence[Piece], columns: int, hang: int = 0) -> Iterator[list[Piece]]:
    """The row in rows that fit; all but the first are set in. A word that is too long is left
    whole: it is an address or a path, and the terminal breaks it so that it can be copied.
    """
    shown = [(paint, sanitized(text).replace("\t", "    ")) for paint, text in row]
    if width("".join(text for _, text in shown)) <= columns:
        yield _trimmed(shown)
        return
    made: list[Piece] = []
    used = 0
    for paint, text in shown:
        for word in _words(paint, text):
            is_blank = word.isspace()
            wide = width(word)
            if used + (0 if is_blank else wide) > columns and used > hang:
                yield _trimmed(made)
                made, used = ([("", " " * hang)] if hang else []), hang
                if is_blank:
                    continue
            _add(made, paint, word)
            used += wide
    yield _trimmed(made)


def _add(made: list[Piece], paint: str, word: str) -> None:
    """Words of one paint are one piece: each has to be painted."""
    if made and made[-1][0] == paint:
        made[-1] = (paint, made[-1][1] + word)
    else:
        made.append((paint, word))


def _trimmed(row: list[Piece]) -> list[Piece]:
    """Without blanks at the end: they might be the ones that do not fit."""
    while row and not row[-1][1].strip(" "):
        row.pop()
    if row and row[-1][1].endswith(" "):
        row[-1] = (row[-1][0], row[-1][1].rstrip(" "))
    return row


def _words(paint: str, text: str) -> list[str]:
    return [text] if paint == "link" else _WORDS.findall(text)


def hang_of(text: str) -> int:
    """How far the rows behind the first of an item are set in."""
    found = re.match(r" *(?:[-*•+~–] +|\d+[.)] +)?", text)
    return min(width(found[0]) if found else 0, 12)
