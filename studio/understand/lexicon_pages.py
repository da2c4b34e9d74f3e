"""The pages of words as their writers write them, compiled into the tables that the lexicon keeps.

Read only where nothing is kept yet: by the first start, and by whoever builds the wheel.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from intents import yaml_file
from intents.language import LANGUAGES
from intents.library import simple_characters
from intents.text import fold
from studio.understand import inflection
from studio.understand.tokens import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_APART: Final = frozenset({"talk", "plain"})  # pages that are no concepts


@cache
def phrases(data: Path) -> dict[str, dict[str, Any]]:
    """The phrases of each language by their first word."""
    simple = simple_characters()
    tables: dict[str, dict[str, dict[str, dict[str, Any]]]] = {}
    for path in sorted(data.rglob("*.yaml")):
        # Frames and first messages are no phrases; talk and plain words are tables of their own.
        if path.parent == data or path.stem in _APART:
            continue
        is_japanese = path.parent.name == "ja"
        entries = _entries(yaml_file.read(path))
        for concept, phrase in _inflected(entries, path) if path.stem == "inflected" else entries:
            folded = fold(phrase).strip()
            # Traditional characters are read as simplified ones; Japanese has its own.
            if not is_japanese and not folded.isascii():
                folded = folded.translate(simple)
            first = pieces(folded)[0]
            # A Latin phrase on a Chinese page (bgm, vlog) is found in every language's lines.
            spoken = "en" if first.isascii() else path.parent.name
            table = tables.setdefault(spoken, {})
            known = table.setdefault(first, {}).setdefault(folded, {})
            name, _, value = concept.partition("=")
            known[name] = value or True  # `filter=vintage` has a value, `remove` is just so
    return {spoken: _compact(table) for spoken, table in tables.items()}


def rest(data: Path) -> dict[str, Any]:
    """All but the phrases: small talk, frames, plain words, which sign is folded onto which."""
    simple = simple_characters()
    return {
        "simple": ["".join(map(chr, simple)), "".join(map(chr, simple.values()))],
        "talk": {
            spoken: {
                fold(phrase).strip(): concept
                for concept, phrase in _entries(yaml_file.read(data / spoken / "talk.yaml"))
            }
            for spoken in LANGUAGES
        },
        "frames": yaml_file.read(data / "frames.yaml"),
        "plain": {
            spoken: sorted(
                {
                    word if spoken == "ja" else word.translate(simple)
                    for words in yaml_file.read(data / spoken / "plain.yaml").values()
                    for word in fold(words).split()
                }
            )
            for spoken in LANGUAGES
        },
    }


def _compact(table: Mapping[str, Mapping[str, dict[str, Any]]]) -> dict[str, Any]:
    """Phrases with the places of their concepts in a list where each stands once."""
    # Thousands of phrases share few sets of concepts; each set is kept once.
    places: dict[str, int] = {}
    concepts: list[dict[str, Any]] = []
    by_first: dict[str, dict[str, int]] = {}
    for first, rows in table.items():
        for letters, known in rows.items():
            key = repr(known)
            if key not in places:
                places[key] = len(concepts)
                concepts.append(known)
            by_first.setdefault(first, {})[letters] = places[key]
    return {"phrases": by_first, "concepts": concepts}


def _inflected(entries: Iterable[tuple[str, str]], path: Path) -> Iterator[tuple[str, str]]:
    """The forms of verbs that are kept by one of them; behind a Japanese て a clause may end."""
    for concept, verb in entries:
        if path.parent.name == "zh":
            yield from ((concept, form) for form in inflection.chinese(verb))
        else:
            yield from ((concept, form) for form in inflection.japanese(verb))
            yield "chain", inflection.te_form(verb)


def _entries(page: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for concept, told in page.items():
        if isinstance(told, dict):
            for value, words in told.items():
                for phrase in _flat(words):
                    yield f"{concept}={value}", phrase
        else:
            for phrase in _flat(told):
                yield str(concept), phrase


def _flat(words: Any) -> Iterable[str]:
    for word in words if isinstance(words, list) else str(words).split(","):
        if text := str(word).strip().strip('"'):
            yield text
