"""The words of three languages and what they mean, read from `data/` and kept as one table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from intents import table_cache
from intents.language import LANGUAGES
from intents.text import fold
from studio.understand import inflection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_DATA: Final = Path(__file__).parent / "data"
_REST: Final = "rest"  # what no language's phrases are
_SHORTEST_STEM: Final = 3
_APART: Final = frozenset({"talk", "plain"})  # pages that are no concepts


Row = tuple[list[str], str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Small talk, frames, plain words; the phrases are read with the first line of a language."""

    talk: Mapping[str, Mapping[str, str]]
    simple: Mapping[int, int]
    frames: list[dict[str, Any]]
    plain: Mapping[str, list[str]]
    concerns: Mapping[str, Any]

    def starting(self, first: str, spoken: str) -> list[Row]:
        """Each phrase as the stems of its words, its own letters, and its concepts."""
        return _starting(first, "en" if first.isascii() else spoken)

    def rows(self, spoken: str) -> Iterator[Row]:
        """All phrases of a language."""
        return (row for first in _phrases(spoken) for row in _starting(first, spoken))


@cache
def lexicon() -> Lexicon:
    """All but the phrases, once."""
    tables = _kept(_REST)
    simple = dict(zip(map(ord, tables["simple"][0]), map(ord, tables["simple"][1]), strict=True))
    return Lexicon(tables["talk"], simple, tables["frames"], tables["plain"], tables["concerns"])


@cache
def _starting(first: str, spoken: str) -> list[Row]:
    """The phrases that begin with a word (a character outside ASCII), longest first."""
    rows = _phrases(spoken).get(first, {})
    found = [(pieces(letters), letters, known) for letters, known in rows.items()]
    return sorted(found, key=lambda row: (-len(row[0]), row[1]))


@cache
def _phrases(spoken: str) -> dict[str, dict[str, dict[str, Any]]]:
    tables = _kept(spoken)
    known = tables["concepts"]
    return {
        first: {letters: known[place] for letters, place in rows.items()}
        for first, rows in tables["phrases"].items()
    }


@cache
def _kept(name: str) -> dict[str, Any]:
    """A part of the tables: one language is read in a third of the time of all."""
    sources = sorted(_DATA.rglob("*.yaml"))
    return table_cache.tables(_DATA / f"{name}.kept.json", sources, lambda: _compiled()[name])


def stem(word: str) -> str:
    """An English word without its ending: `clips` and `clip`, `fading` and `fade` are one."""
    for ending in ("'s", "ing", "ies", "ed", "es", "s"):
        bare = word.removesuffix(ending)
        if bare == word or len(bare) < _SHORTEST_STEM or (ending == "s" and bare[-1] in "siu"):
            continue
        word = bare + "y" if ending == "ies" else bare
        break
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "sle":
        word = word[:-1]
    return word[:-1] if len(word) > _SHORTEST_STEM and word.endswith("e") else word


def pieces(phrase: str) -> list[str]:
    """The stems and single characters a phrase is held against a line by."""
    from studio.understand.reading import words

    return [stem(word) if word.isascii() else word for word, _, _ in words(phrase)]


@cache
def _compiled() -> dict[str, dict[str, Any]]:
    from intents.library import simple_characters

    simple = simple_characters()
    tables: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}
    for path in sorted(_DATA.rglob("*.yaml")):
        if path.parent == _DATA or path.stem in _APART:
            continue
        is_japanese = path.parent.name == "ja"
        entries = _entries(_page(path))
        for concept, phrase in _inflected(entries, path) if path.stem == "inflected" else entries:
            folded = fold(phrase).strip()
            if not is_japanese and not folded.isascii():
                folded = folded.translate(simple)
            first = pieces(folded)[0]
            spoken = "en" if first.isascii() else path.parent.name
            table = tables.setdefault(spoken, {})
            known = table.setdefault(first, {}).setdefault(folded, {})
            name, _, value = concept.partition("=")
            known[name] = value or True
    rest = {
        "simple": ["".join(map(chr, simple)), "".join(map(chr, simple.values()))],
        "talk": {
            spoken: {
                fold(phrase).strip(): concept
                for concept, phrase in _entries(_page(_DATA / spoken / "talk.yaml"))
            }
            for spoken in LANGUAGES
        },
        "frames": _page(_DATA / "frames.yaml"),
        "concerns": _page(_DATA / "concerns.yaml"),
        "plain": {
            spoken: sorted(
                {
                    word if spoken == "ja" else word.translate(simple)
                    for words in _page(_DATA / spoken / "plain.yaml").values()
                    for word in fold(words).split()
                }
            )
            for spoken in LANGUAGES
        },
    }
    return {_REST: rest} | {spoken: _compact(table) for spoken, table in tables.items()}


def _compact(table: Mapping[str, Mapping[str, dict[str, Any]]]) -> dict[str, Any]:
    """Phrases with the places of their concepts in a list where each stands once."""
    places: dict[str, int] = {}
    concepts: list[dict[str, Any]] = []
    phrases: dict[str, dict[str, int]] = {}
    for first, rows in table.items():
        for letters, known in rows.items():
            key = repr(known)
            if key not in places:
                places[key] = len(concepts)
                concepts.append(known)
            phrases.setdefault(first, {})[letters] = places[key]
    return {"phrases": phrases, "concepts": concepts}


def _inflected(entries: Iterable[tuple[str, str]], path: Path) -> Iterator[tuple[str, str]]:
    """The forms of verbs that are kept by one of them; behind a Japanese て a clause may end."""
    for concept, verb in entries:
        if path.parent.name == "zh":
            yield from ((concept, form) for form in inflection.chinese(verb))
        else:
            yield from ((concept, form) for form in inflection.japanese(verb))
            yield "chain", inflection.te_form(verb)


def _page(path: Path) -> Any:
    import yaml

    return yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders


def _entries(page: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for concept, phrases in page.items():
        if isinstance(phrases, dict):
            for value, words in phrases.items():
                for phrase in _flat(words):
                    yield f"{concept}={value}", phrase
        else:
            for phrase in _flat(phrases):
                yield str(concept), phrase


def _flat(words: Any) -> Iterable[str]:
    for word in words if isinstance(words, list) else str(words).split(","):
        if text := str(word).strip().strip('"'):
            yield text
