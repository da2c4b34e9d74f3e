"""The phrases, read from `data/` once and made into tables. The only module here that reads files.

Making tables of the phrase files takes a quarter of a second, reading kept ones a fiftieth: see
`kept`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from intents import match, table_cache, template, text, typos

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

DATA: Final = Path(__file__).parent / "data"
_QUESTION: Final = template.Element(("?",), optional=True, repeated=True)
_MAKERS: Final = ("language", "library", "match", "template", "text")
_JOINERS: Final = ("join_then", "join_after", "join_te", "join_and", "join_weak", "join_reason")
# Which templates win where several accept the same words: by strength, then by route.
_RANKS: Final = ("content", "file", "orders", "failure", "again", "alone", "approval", "filler")


class DataError(ValueError):
    """The phrase data is wrong; the message names the file and the place."""


class _Page(dict[str, Any]):
    """What stands in a file; a key that it lacks is named with the file."""

    def __init__(self, where: str, found: Mapping[str, Any]) -> None:
        super().__init__(found)
        self.where = where

    def __missing__(self, key: str) -> Any:
        raise DataError(f"{self.where}: {key!r} is missing")


@dataclass(frozen=True, slots=True)
class Template:
    """One line of a phrase file: where it leads, and whether it may stand beside other wishes."""

    group: str
    strength: str
    language: str
    source: str


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Phrases that mean something wherever they stand.

    `tags` are what each of them means, `counts` how many words one that begins so may have,
    `joiners` the kind of those that join two wishes.
    """

    tags: Mapping[str, frozenset[str]]
    counts: Mapping[str, Sequence[int]]
    joiners: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Router:
    """Everything the router knows."""

    automaton: match.Automaton
    templates: Sequence[Template]
    routes: frozenset[str]
    marks: Phrasebook
    formats: Mapping[str, str]
    qualities: Mapping[str, str]
    why: Mapping[str, Mapping[str, str]]
    speller: typos.Speller
    file_cut: re.Pattern[str]
    simple: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class SlashWords:
    """The words behind a slash: as they are folded with the command each means and as they are
    written, and by language and command.
    """

    names: Mapping[str, str]
    written: Mapping[str, str]
    words: Mapping[str, Mapping[str, Sequence[str]]]
    simple: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a verb of the hand and a thing of the screen ask for together."""

    verbs: frozenset[str]
    things: frozenset[str]
    action: str


@dataclass(frozen=True, slots=True)
class Screen:
    """Everything the translator knows."""

    marks: Phrasebook
    rules: Sequence[Rule]
    steps: Mapping[str, Sequence[str]]
    step: str
    reads: frozenset[str]
    own_edit: frozenset[str]
    trigger: re.Pattern[str]
    hiccup: re.Pattern[str]
    simple: Mapping[int, int]


@cache
def languages() -> tuple[str, ...]:
    """The languages there is a folder for, English first."""
    found = sorted(path.parent.name for path in DATA.glob("*/router.yaml"))
    return tuple(sorted(found, key=lambda name: name != "en"))


@cache
def router() -> Router:
    """The router's tables."""
    return _router(_kept("router", _compiled_router))


@cache
def screen() -> Screen:
    """The translator's tables."""
    tables = _kept("gui", _compiled_screen)
    book, actions = tables["marks"], tables["actions"]
    return Screen(
        marks=_phrasebook(book),
        rules=[
            Rule(frozenset(row["verb"]), frozenset(row.get("thing", ())), row["do"])
            for row in actions["rules"]
        ],
        steps=actions["steps"],
        step=actions["step"],
        reads=frozenset(actions["reads"]),
        own_edit=frozenset(actions["own_edit"]),
        trigger=re.compile(tables["trigger"]),
        hiccup=re.compile(tables["hiccup"], re.IGNORECASE),
        simple=_character_map(tables["simple"]),
    )


@cache
def slash() -> SlashWords:
    """The words behind a slash; without the phrases, as they are asked for while one types."""
    tables = _kept("slash", _compiled_slash)
    return SlashWords(
        tables["names"], tables["written"], tables["words"], _character_map(tables["simple"])
    )


def _phrasebook(book: Mapping[str, Any]) -> Phrasebook:
    tags = {known: frozenset(some.split("|")) for known, some in book["tags"].items()}
    joiners = {
        known: kinds[0].removeprefix("join_")
        for known, some in tags.items()
        if (kinds := sorted((tag for tag in some if tag.startswith("join_")), key=_JOINERS.index))
    }
    return Phrasebook(tags, book["counts"], joiners)


def _character_map(pair: Sequence[str]) -> dict[int, int]:
    return {ord(old): ord(new) for old, new in zip(*pair, strict=True)}


def _kept(name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The tables of one kind; code that makes them counts among their sources."""
    data = [*DATA.glob(f"*/{name}.yaml"), *DATA.glob("*.yaml"), *DATA.glob("*/*.txt")]
    code = [Path(__file__).with_name(f"{one}.py") for one in _MAKERS]
    return table_cache.tables(DATA / f"{name}.kept.json", [*sorted(data), *code], make)


def _router(tables: dict[str, Any]) -> Router:
    return Router(
        automaton=match.thaw(tables["automaton"]),
        templates=[Template(*row) for row in tables["templates"]],
        routes=frozenset(tables["routes"]),
        marks=_phrasebook(tables["marks"]),
        formats=tables["formats"],
        qualities=tables["qualities"],
        why=tables["why"],
        speller=typos.Speller(
            tables["guessable"], frozenset(tables["real_words"].split()), tables["slips"]
        ),
        file_cut=re.compile(tables["file_cut"]),
        simple=_character_map(tables["simple"]),
    )


def page(language: str, name: str) -> dict[str, Any]:
    """One phrase file as it stands, every scalar a string."""
    return _yaml(DATA / language / f"{name}.yaml")


def shared(name: str) -> dict[str, Any]:
    """A file that all languages share."""
    return _yaml(DATA / f"{name}.yaml")


def flat(items: Any) -> Iterator[str]:
    """The strings of a list that may hold lists."""
    for item in items:
        if isinstance(item, list):
            yield from flat(item)
        else:
            yield str(item)


def simple_characters() -> dict[int, int]:
    """Traditional characters and what they are folded onto."""
    return {
        ord(old): ord(new)
        for new, olds in shared("variants")["traditional"].items()
        for old in olds
    }


def _yaml(path: Path) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # strings only: a "no" stays one
    where = path.name if path.parent == DATA else f"{path.parent.name}/{path.name}"
    try:
        found = yaml.load(path.read_bytes(), loader)  # noqa: S506 - the base loader builds nothing
    except yaml.YAMLError as error:
        raise DataError(f"{where}: {error}") from error
    if not isinstance(found, dict):
        raise DataError(f"{where}: a mapping is expected")
    return _Page(where, found)


def lists_of(pages: Iterable[Mapping[str, Any]], simple: Mapping[int, int]) -> dict[str, list[str]]:
    """The lists of all languages; those of one name are one list."""
    lists: dict[str, list[str]] = {}
    for one in pages:
        for name, items in one.get("lists", {}).items():
            lists.setdefault(name, []).extend(_both_ways(flat(items), simple))
    return lists


def templates_of(pages: Mapping[str, Mapping[str, Any]]) -> list[Template]:
    """All templates, those that win first."""
    found = [
        Template(group, strength, language, source)
        for language, one in pages.items()
        for group, kinds in one["routes"].items()
        for strength, sources in kinds.items()
        for source in sources
    ]
    groups = list(dict.fromkeys(one.group for one in found))
    return sorted(found, key=lambda one: (_rank(one), groups.index(one.group)))


def _rank(one: Template) -> int:
    return _RANKS.index(one.group if one.group in _RANKS else one.strength)


def forms_of(
    templates: Iterable[Template], lists: Mapping[str, object]
) -> list[list[template.Form]]:
    """The rows of elements of each template, each with room for a question mark at its end."""
    found = []
    for one in templates:
        where = f"{one.language}/router.yaml, routes: {one.group}"
        try:
            forms = template.parse(one.source)
        except template.TemplateError as error:
            raise DataError(f"{where}: {error}") from error
        if missing := sorted(template.lists_of(forms) - lists.keys()):
            raise DataError(
                f"{where}: {one.source!r} names a list that there is not: {', '.join(missing)}"
            )
        found.append([(*form, _QUESTION) for form in forms])
    return found


def _both_ways(phrases: Iterable[str], simple: Mapping[int, int]) -> Iterator[str]:
    """Each phrase as written, and as a line without kana is read (動画 as 动画)."""
    for phrase in phrases:
        yield phrase
        folded = phrase.translate(simple)
        if folded != phrase:
            yield folded


def _compiled_router() -> dict[str, Any]:
    pages = {language: page(language, "router") for language in languages()}
    routes = shared("routes")
    variants = shared("variants")
    simple = simple_characters()
    lists = lists_of(pages.values(), simple)
    templates = templates_of(pages)
    slips = {text.fold(word): text.fold(some).split() for word, some in variants["slips"].items()}
    automaton = match.build(forms_of(templates, lists), lists, slips)
    real = (DATA / "en" / "real_words.txt").read_text("utf-8").split()
    before = sorted(
        {word for one in pages.values() for word in flat(one["marks"].get("before_file", []))},
        key=lambda word: (-len(word), word),  # the longest first, and the same at every build
    )
    return {
        "automaton": match.freeze(automaton),
        "templates": [[one.group, one.strength, one.language, one.source] for one in templates],
        "routes": routes["routes"],
        "marks": _marks(pages, lists, simple),
        "formats": _meanings(routes["formats"], simple),
        "qualities": _meanings(routes["qualities"], simple),
        "why": {language: one["why"] for language, one in pages.items()},
        "guessable": sorted(_latin_words(automaton.edges)),
        "real_words": " ".join(real),
        "slips": {
            word: right for one in pages.values() for word, right in one.get("slips", {}).items()
        },
        "file_cut": "|".join(map(re.escape, before)) or "(?!)",
        "simple": ["".join(map(chr, simple)), "".join(map(chr, simple.values()))],
    }


def _compiled_slash() -> dict[str, Any]:
    simple = simple_characters()
    words = {
        language: {name: list(flat(some)) for name, some in page(language, "slash").items()}
        for language in languages()
    }
    names: dict[str, str] = {}
    written: dict[str, str] = {}
    for known in words.values():
        for name, some in known.items():
            for word in (*some, name):
                folded = text.fold(word).translate(simple)
                if names.setdefault(folded, name) != name:
                    raise DataError(f"slash.yaml: {word!r} means {names[folded]} and {name}")
                written.setdefault(folded, word)
    return {
        "names": names,
        "written": written,
        "words": words,
        "simple": ["".join(map(chr, simple)), "".join(map(chr, simple.values()))],
    }


def vocabulary() -> set[str]:
    """The Latin words of the router's phrases: the ones worth guessing at behind a misspelt one."""
    pages = {language: page(language, "router") for language in languages()}
    lists = lists_of(pages.values(), {})
    return _latin_words(match.build(forms_of(templates_of(pages), lists), lists, {}).edges)


def _latin_words(phrases: Iterable[str]) -> set[str]:
    said = " ".join(phrases).split(" ")
    return {word for word in said if re.fullmatch("[a-z]{4,}", word)}


def _meanings(table: Mapping[str, Iterable[str]], simple: Mapping[int, int]) -> dict[str, str]:
    return {
        match.key(text.words(word)): meaning
        for meaning, words in table.items()
        for word in _both_ways(words, simple)
    }


def _compiled_screen() -> dict[str, Any]:
    pages = [page(language, "gui") for language in languages()]
    simple = simple_characters()
    book = _Book(simple)
    verbs: set[str] = set()
    for one in pages:
        for kind, phrases in one["marks"].items():
            book.mark(flat(phrases), kind)
            if kind.startswith("v_") or kind in ("o_export", "located"):
                verbs.update(flat(phrases))
    return {
        "marks": book.tables(),
        "actions": shared("actions"),
        "trigger": _any_of(verbs, simple),
        "hiccup": _beginning(phrase for one in pages for phrase in one.get("hiccups", ())),
        "simple": ["".join(map(chr, simple)), "".join(map(chr, simple.values()))],
    }


def _any_of(phrases: Iterable[str], simple: Mapping[int, int]) -> str:
    """A pattern that finds any of the phrases; one that begins like a shorter one is left out."""
    folded = sorted(
        {text.fold(phrase).translate(simple) for phrase in phrases}
        | {text.fold(phrase) for phrase in phrases},
        key=lambda phrase: (len(phrase), phrase),
    )
    short: list[str] = []
    for phrase in folded:
        if not any(phrase.startswith(one) for one in short):
            short.append(phrase)
    latin = "|".join(re.escape(phrase) for phrase in short if phrase.isascii())
    other = "|".join(re.escape(phrase) for phrase in short if not phrase.isascii())
    return rf"\b(?:{latin})|{other}"


def _beginning(phrases: Iterable[str]) -> str:
    """A pattern of what begins with one of the phrases, signs before it left out."""
    known = "|".join(re.escape(phrase) for phrase in phrases) or "(?!)"
    return rf"\W*(?:{known})"


class _Book:
    """Phrases and their tags, as they are gathered."""

    def __init__(self, simple: Mapping[int, int]) -> None:
        self.simple = simple
        self.tags: dict[str, set[str]] = {}
        self.counts: dict[str, set[int]] = {}

    def mark(self, phrases: Iterable[str], tag: str) -> None:
        for phrase in _both_ways(phrases, self.simple):
            words = text.words(phrase)
            if not words:
                raise DataError(f"{phrase!r} among {tag!r} has no words")
            self.tags.setdefault(match.key(words), set()).add(tag)
            self.counts.setdefault(words[0], set()).add(len(words))

    def tables(self) -> dict[str, Any]:
        return {
            "tags": {known: "|".join(sorted(some)) for known, some in self.tags.items()},
            "counts": {first: sorted(some, reverse=True) for first, some in self.counts.items()},
        }


def _marks(
    pages: Mapping[str, Mapping[str, Any]],
    lists: Mapping[str, Sequence[str]],
    simple: Mapping[int, int],
) -> dict[str, Any]:
    book = _Book(simple)
    for one in pages.values():
        for kind, phrases in one["joiners"].items():
            book.mark(flat(phrases), f"join_{kind}")
        for kind, phrases in one["marks"].items():
            book.mark(flat(phrases), kind)
        for kind, phrases in one["heads"].items():
            book.mark(flat(phrases), f"head {kind}")
    for name in ("lead", "can", "politeness"):
        book.mark(lists[name], "lead")
    return book.tables()
