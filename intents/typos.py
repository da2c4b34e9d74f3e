"""Corrects misspelt words to words of the lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Lengths in letters from which slips are forgiven: in shorter words they make other words. Four
# letters may only change places; one edit is allowed from five, two from eight.
_SHORTEST: Final = 4
_ONE_SLIP: Final = 5
_TWO_SLIPS: Final = 8
_REPEATED_LETTER: Final = re.compile(r"(.)\1{2,}")
_MOST_CACHED: Final = 4096


@dataclass(slots=True)
class Speller:
    """The words worth guessing at, and real words that look like them and mean something else."""

    words: Sequence[str]
    real: frozenset[str]
    slips: Mapping[str, str] = field(default_factory=dict)
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)
    vocabulary: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.vocabulary = frozenset(self.words)

    def near(self, word: str) -> tuple[str, ...]:
        """The words that `word` may be a slip for, nearest first; none for a real word."""
        if len(word) < _SHORTEST or self._is_real(word) or not (word.isascii() and word.isalpha()):
            return ()
        found = self.known.get(word)
        if found is None:
            if len(self.known) >= _MOST_CACHED:
                self.known.clear()
            found = self.known[word] = self._guess(word)
        return found

    def respelt(self, words: Sequence[str]) -> list[str] | None:
        """The words with misspelt ones corrected; None where none can be."""
        mended = [
            word if word in self.vocabulary else self.slips.get(word) or self._nearest(word)
            for word in words
        ]
        return mended if mended != list(words) else None

    def _is_real(self, word: str) -> bool:
        """True for a word that is no slip; "downloaded" is known, and no order to download."""
        return word in self.real or (word.endswith("ed") and word in self.vocabulary)

    def _nearest(self, word: str) -> str:
        return next(iter(self.near(word)), word)

    def _guess(self, word: str) -> tuple[str, ...]:
        from rapidfuzz import distance, process  # 19 ms, with the first unknown word

        short = _REPEATED_LETTER.sub(r"\1", word)
        twice = _REPEATED_LETTER.sub(r"\1\1", word)
        guesses = [known for known in (short, twice) if short != word and known in self.vocabulary]
        for near, edits, _ in process.extract(
            short, self.words, scorer=distance.OSA.distance, score_cutoff=2, limit=8
        ):
            if edits <= _allowed(near) and (
                len(near) >= _ONE_SLIP or sorted(near) == sorted(short)
            ):
                guesses.append(near)
        return tuple(dict.fromkeys(guesses))


def _allowed(word: str) -> int:
    return 2 if len(word) >= _TWO_SLIPS else 1
