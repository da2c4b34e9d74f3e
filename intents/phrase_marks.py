"""Finds the known phrases of a reply, the longest at each place, with their tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from intents import match, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents.library import ReplyTables
    from intents.text import Line

# What may stand anywhere and means nothing.
SKIPPED: Final = frozenset(
    {"(", ")", "[", "]", "#", "\\", "•", "·", "▪", "/", "“", "”", "「", "」", "『", "』"}
)


@dataclass(slots=True)
class Marks:
    """The phrases of a line: where each begins, how many words it has, its tags."""

    tables: ReplyTables
    line: Line
    at: dict[int, tuple[int, frozenset[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        here = 0
        while here < len(self.line.words):
            found = self._longest(here)
            if found is not None and not (found[0] == 1 and self._is_counter(here)):
                self.at[here] = found
            here += found[0] if found else 1

    def _longest(self, here: int) -> tuple[int, frozenset[str]] | None:
        words, tables = self.line.words, self.tables.marks
        for count in tables.counts.get(words[here], ()):
            if here + count <= len(words):
                found = tables.tags.get(match.key(words[here : here + count]))
                if found:
                    return count, found
        return None

    def _is_counter(self, here: int) -> bool:
        """True for a character that counts what stands before it (58 点), which is no bullet."""
        words, starts = self.line.words, self.line.starts
        if not here or words[here].isascii() or not text.is_number(words[here - 1]):
            return False
        return bool(self.line.text[: starts[here - 1]].rpartition("\n")[2].strip())

    def over(self, low: int, high: int) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Yield the phrases of a stretch, in order: place, word count, tags."""
        here = low
        while here < high:
            found = self.at.get(here)
            if found is not None and here + found[0] <= high:
                yield here, *found
                here += found[0]
            else:
                here += 1

    def tags(self, low: int, high: int) -> set[str]:
        """All tags in a stretch."""
        return {tag for _, _, tags in self.over(low, high) for tag in tags}

    def behind(self, here: int, high: int) -> set[str]:
        """All tags behind the phrase at `here`."""
        return {tag for place, _, tags in self.over(here, high) if place > here for tag in tags}

    def first(self, low: int, high: int) -> frozenset[str]:
        """The tags of the phrase a stretch opens with."""
        for here in range(low, high):
            if here in self.at:
                return self.at[here][1]
            if self.line.words[here] not in SKIPPED:
                break
        return frozenset()

    def last(self, low: int, high: int) -> frozenset[str]:
        """The tags of the phrase a stretch closes with."""
        found: frozenset[str] = frozenset()
        for here, count, tags in self.over(low, high):
            if here + count == high:
                found = tags
        return found

    def is_all(self, kinds: frozenset[str], low: int, high: int) -> bool:
        """True if nothing but phrases with these tags stands in the stretch."""
        words = self.line.words
        known = {
            place
            for here, count, tags in self.over(low, high)
            if tags & kinds
            for place in range(here, here + count)
        }
        return all(
            here in known or words[here] in SKIPPED or words[here] == "+"
            for here in range(low, high)
        )
