"""The words of three languages and what they mean, read from `data/` and kept as one table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from intents import table_cache
from studio.understand.tokens import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DATA: Final = Path(__file__).parent / "data"
_REST: Final = "rest"  # what no language's phrases are


# The stems a phrase is found by, its letters, its concepts with their values.
Row = tuple[list[str], str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Small talk, frames, plain words; the phrases are read with the first line of a language."""

    talk: Mapping[str, Mapping[str, str]]
    simple: Mapping[int, int]
    frames: list[dict[str, Any]]
    plain: Mapping[str, list[str]]

    def starting(self, first: str, spoken: str) -> list[Row]:
        """Each phrase as the stems of its words, its own letters, and its concepts."""
        # "logo" is in every language's lines, and in the English pages.
        return _starting(first, "en" if first.isascii() else spoken)

    def rows(self, spoken: str) -> Iterator[Row]:
        """All phrases of a language."""
        return (row for first in _phrases(spoken) for row in _starting(first, spoken))


@cache
def lexicon() -> Lexicon:
    """All but the phrases, once."""
    tables = _kept_tables(_REST)
    simple = dict(zip(map(ord, tables["simple"][0]), map(ord, tables["simple"][1]), strict=True))
    return Lexicon(tables["talk"], simple, tables["frames"], tables["plain"])


@cache
def _starting(first: str, spoken: str) -> list[Row]:
    """The phrases that begin with a word (a character outside ASCII), longest first."""
    rows = _phrases(spoken).get(first, {})
    # Longest first, so that "black and white" is found before "black".
    found = [(pieces(letters), letters, known) for letters, known in rows.items()]
    return sorted(found, key=lambda row: (-len(row[0]), row[1]))


@cache
def _phrases(spoken: str) -> dict[str, dict[str, dict[str, Any]]]:
    tables = _kept_tables(spoken)
    known = tables["concepts"]
    return {
        first: {letters: known[place] for letters, place in rows.items()}
        for first, rows in tables["phrases"].items()
    }


@cache
def _kept_tables(name: str) -> dict[str, Any]:
    """A part of the tables: one language is read in a third of the time of all."""
    sources = sorted(_DATA.rglob("*.yaml"))

    def compiled() -> dict[str, Any]:
        from studio.understand import lexicon_pages  # 8 ms, only where nothing is kept yet

        is_rest = name == _REST
        return lexicon_pages.rest(_DATA) if is_rest else lexicon_pages.phrases(_DATA)[name]

    return table_cache.cached(_DATA / f"{name}.kept.json", sources, compiled)
