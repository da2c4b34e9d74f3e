"""The known word that a misspelt one is most like."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def closest(word: str, known: Iterable[str], at_least: float) -> str:
    """The known word with the largest share of like letters, in percent; empty below `at_least`."""
    from rapidfuzz import fuzz, process  # 9 to 19 ms, for a slip of the finger alone

    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=at_least)
    return found[0] if found is not None else ""
