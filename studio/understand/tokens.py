"""The tokenizer: a folded line as words, numbers, single characters of other scripts, signs; stems.

It stands below the lexicon, which cuts its phrases with it, and the reading, which cuts lines: a
phrase can only be found in a line if both are cut alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from studio.understand.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# "has" and "his" lose no s, "bed" no ed.
_SHORTEST_STEM: Final = 3
# In this order: a number with its points (10.5, 1.2.3), an English word with an apostrophe (don't),
# one letter of any other script, a sign. A hyphen is a sign only in front of a number: "-5 dB" has
# a minus, "slow-mo" is two words as "slow mo" is.
_WORD: Final = LazyPattern(
    r"\d+(?:\.\d+)*|[a-z]+(?:'[a-z]+)?|[^\W\d_]|[^\s\w\-‐‑]|[\-‐‑](?=\d)", re.IGNORECASE
)


def split_words(
    folded: str, low: int = 0, high: int | None = None
) -> Iterator[tuple[str, int, int]]:
    """English words, numbers, single characters of other scripts, signs."""
    for found in _WORD.finditer(folded, low, len(folded) if high is None else high):
        yield found[0], found.start(), found.end()


def stem(word: str) -> str:
    """An English word without its ending: `clips` and `clip`, `fading` and `fade` are one."""
    # The first that fits is taken off, and no second one: "edited" is edit.
    for ending in ("'s", "ing", "ies", "ed", "es", "s"):
        bare = word.removesuffix(ending)
        if bare == word or len(bare) < _SHORTEST_STEM or (ending == "s" and bare[-1] in "siu"):
            continue
        word = bare + "y" if ending == "ies" else bare
        break
    # "cutting" loses its second t; "press", "call" and "see" keep their two.
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "sle":
        word = word[:-1]
    return word[:-1] if len(word) > _SHORTEST_STEM and word.endswith("e") else word


def pieces(phrase: str) -> list[str]:
    """The stems and single characters a phrase is held against a line by."""
    return [stem(word) if word.isascii() else word for word, _, _ in split_words(phrase)]
