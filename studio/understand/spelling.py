"""Slips of the finger: words nobody knows, written as the words they stand for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import intents
from intents.typos import Speller
from studio.understand.lexicon import lexicon

if TYPE_CHECKING:
    from studio.understand.reading import Reading

# The list of the router's own speller.
_REAL_WORDS: Final = Path(intents.__path__[0]) / "data" / "en" / "real_words.txt"
# A slip in three letters may be any of a dozen words.
_SHORTEST: Final = 4
# What stands behind these is somebody's own text.
_OWN: Final = frozenset({"quote", "file", "url"})


def mended(reading: Reading) -> str | None:
    """The line with its misspelt English words mended, or nothing where there are none."""
    said, moved = reading.said, 0
    for token in reading.tokens:
        # Behind a colon, too, is what is to be shown: a name is not to be corrected.
        if token.kind in _OWN or (token.kind == "stop" and token.value == ":"):
            break
        if token.kind != "word" or token.concepts or not _is_word(token.value):
            continue
        # A slip is seldom in the first letter; what differs there is another word.
        near = [one for one in _speller().near(token.value) if one[0] == token.value[0]]
        if near:
            said = said[: token.low + moved] + near[0] + said[token.high + moved :]
            moved += len(near[0]) - (token.high - token.low)
    return said if said != reading.said else None


def _is_word(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and len(value) >= _SHORTEST


@cache
def _speller() -> Speller:
    words = {
        letters
        for keys, letters, _ in lexicon().rows("en")
        if len(keys) == 1 and letters.isalpha() and _is_word(letters)
    }
    # Words of English that are none of ours: "cat" is no slip for "cut".
    real = _REAL_WORDS.read_text("utf-8").split()
    return Speller(sorted(words), frozenset(real))
