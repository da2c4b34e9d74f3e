"""The tokenizer: a folded line as words, numbers, single characters of other scripts, signs.

It stands below the lexicon, which cuts its phrases with it, and the reading, which cuts lines: a
phrase can only be found in a line if both are cut alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from studio.understand.lazy_pattern import LazyPattern

if TYPE_CHECKING:
    from collections.abc import Iterator

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
