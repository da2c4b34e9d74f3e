"""Recognizes a line as the answer to an offer: a yes, a no, and nothing besides."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from intents import library, text

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST: Final = 60  # letters; a longer line says more than yes or no
_NO_LETTERS: Final = re.compile(r"[^\w'👍👌✅🙆✔🆗👎🙅❌✖]+")


def answer(said: str) -> str:
    """`yes`, `no`, or nothing: every word of the line must belong to such an answer."""
    if len(said) > _LONGEST:
        return ""
    words = _NO_LETTERS.sub(" ", text.fold(said).replace("’", "'")).strip()
    meanings = _meanings_of(words, _phrases()) if words else set()
    if "no" in meanings:
        return "no"
    return "yes" if meanings == {"yes"} else ""


@cache
def _phrases() -> Mapping[str, str]:
    page = library.shared_file("answers")
    return {
        text.fold(phrase): meaning
        for meaning in ("beside", "yes", "no")
        for phrase in library.flat(page[meaning])
    }


def _meanings_of(line: str, phrases: Mapping[str, str]) -> set[str]:
    """The meanings of the phrases that cover a line; none if a word is left over."""
    reached: dict[int, set[str]] = {0: set()}
    for at in range(len(line)):
        if at not in reached:
            continue
        if line[at] == " ":
            _reach(reached, at + 1, reached[at])
            continue
        for end in range(at + 1, len(line) + 1):
            meaning = phrases.get(line[at:end])
            if meaning and _is_whole(line, at, end):
                _reach(reached, end, reached[at] | ({meaning} - {"beside"}))
    return reached.get(len(line), set())


def _reach(reached: dict[int, set[str]], at: int, meanings: set[str]) -> None:
    """Note a reading up to a place; of several the more cautious one counts."""
    if at not in reached or ("no" in meanings and "no" not in reached[at]) or not reached[at]:
        reached[at] = meanings


def _is_whole(line: str, at: int, end: int) -> bool:
    """True if no word in Latin letters is cut in two."""
    return not (
        _are_one_word(line[at - 1 : at], line[at])
        or _are_one_word(line[end - 1], line[end : end + 1])
    )


def _are_one_word(one: str, two: str) -> bool:
    return one.isascii() and two.isascii() and one.isalnum() and two.isalnum()
