"""The words of three languages and what they mean, read from `data/` and kept as one table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from intents import kept
from intents.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LANGUAGES: Final = ("en", "zh", "ja")
_DATA: Final = Path(__file__).parent / "data"
_KEPT: Final = _DATA / "lexicon.kept.json"
_SHORTEST_STEM: Final = 3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by their first word (a character outside ASCII), longest first."""

    phrases: Mapping[str, Mapping[str, list[tuple[list[str], str, dict[str, Any]]]]]
    talk: Mapping[str, Mapping[str, str]]
    simple: Mapping[int, int]
    frames: list[dict[str, Any]]

    def starting(self, first: str, spoken: str) -> list[tuple[list[str], str, dict[str, Any]]]:
        """Each phrase as the stems of its words, its own letters, and its concepts."""
        return self.phrases["en" if first.isascii() else spoken].get(first, [])


@cache
def lexicon() -> Lexicon:
    """All of it, once."""
    tables = kept.tables(_KEPT, sorted(_DATA.rglob("*.yaml")), _compiled)
    simple = dict(zip(map(ord, tables["simple"][0]), map(ord, tables["simple"][1]), strict=True))
    return Lexicon(tables["phrases"], tables["talk"], simple, tables["frames"])


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


def _compiled() -> dict[str, Any]:
    from intents.library import simple_characters

    simple = simple_characters()
    tables: dict[str, dict[str, dict[str, tuple[list[str], str, dict[str, Any]]]]] = {}
    for path in sorted(_DATA.rglob("*.yaml")):
        if path.parent == _DATA or path.stem == "talk":
            continue
        is_japanese = path.parent.name == "ja"
        for concept, phrase in _entries(_page(path)):
            folded = fold(phrase).strip()
            if not is_japanese and not folded.isascii():
                folded = folded.translate(simple)
            keys = pieces(folded)
            spoken = "en" if keys[0].isascii() else path.parent.name
            table = tables.setdefault(spoken, {})
            _, _, known = table.setdefault(keys[0], {}).setdefault(folded, (keys, folded, {}))
            name, _, value = concept.partition("=")
            known[name] = value or True
    return {
        "phrases": {
            spoken: {
                first: sorted(rows.values(), key=lambda row: (-len(row[0]), row[1]))
                for first, rows in table.items()
            }
            for spoken, table in tables.items()
        },
        "simple": ["".join(map(chr, simple)), "".join(map(chr, simple.values()))],
        "talk": {
            spoken: {
                fold(phrase).strip(): concept
                for concept, phrase in _entries(_page(_DATA / spoken / "talk.yaml"))
            }
            for spoken in LANGUAGES
        },
        "frames": _page(_DATA / "frames.yaml"),
    }


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
