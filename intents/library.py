"""Loads the phrases from `data/` and compiles them into tables; the only module that reads phrase
files.

Compiling takes a quarter of a second, loading cached tables a fiftieth: see `table_cache`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from intents import match, table_cache, template, text, typos, yaml_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

DATA: Final = Path(__file__).parent / "data"
# People ask where they order: "export it?"
_QUESTION: Final = template.Element(("?",), optional=True, repeated=True)
# Modules whose code shapes the tables: when one changes they are compiled again.
_COMPILERS: Final = ("language", "library", "match", "template", "text")
# Kinds of joiners, the one that wins first where a phrase has several.
_JOINERS: Final = ("join_then", "join_after", "join_te", "join_and", "join_weak", "join_reason")
# Which templates win where several accept the same words: by strength, then by route.
_PRECEDENCE: Final = (
    "content",
    "file",
    "orders",
    "failure",
    "again",
    "alone",
    "approval",
    "filler",
)


class DataError(ValueError):
    """The phrase data is wrong; the message names the file and the place."""


class _DataFile(dict[str, Any]):
    """A parsed file; a missing key raises a DataError that names it."""

    def __init__(self, where: str, found: Mapping[str, Any]) -> None:
        super().__init__(found)
        self.where = where

    def __missing__(self, key: str) -> Any:
        raise DataError(f"{self.where}: {key!r} is missing")


@dataclass(frozen=True, slots=True)
class Template:
    """One line of a phrase file: its route, and how strongly it asks for it."""

    group: str
    strength: str
    language: str
    source: str


@dataclass(frozen=True, slots=True)
class PhraseTags:
    """Phrases that mean something wherever they stand.

    `tags` are the meanings of each phrase, `counts` how many words one that begins so may have,
    `joiners` the kind of those that join two wishes.
    """

    tags: Mapping[str, frozenset[str]]
    counts: Mapping[str, Sequence[int]]
    joiners: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RouterTables:
    """Everything the router knows."""

    automaton: match.Automaton
    templates: Sequence[Template]
    routes: frozenset[str]
    marks: PhraseTags
    formats: Mapping[str, str]
    qualities: Mapping[str, str]
    why: Mapping[str, Mapping[str, str]]
    speller: typos.Speller
    file_cut: re.Pattern[str]
    simple: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class SlashWords:
    """Slash commands of all languages.

    `names` maps a folded word to its command, `written` to its usual spelling; `words` are by
    language and command.
    """

    names: Mapping[str, str]
    written: Mapping[str, str]
    words: Mapping[str, Mapping[str, Sequence[str]]]
    simple: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class ActionRule:
    """The action of a verb and a screen object together."""

    verbs: frozenset[str]
    things: frozenset[str]
    action: str


@dataclass(frozen=True, slots=True)
class ReplyTables:
    """Everything the translator knows."""

    marks: PhraseTags
    rules: Sequence[ActionRule]
    steps: Mapping[str, Sequence[str]]
    step: str
    reads: frozenset[str]
    own_edit: frozenset[str]
    trigger: re.Pattern[str]
    hiccup: re.Pattern[str]
    simple: Mapping[int, int]


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a folder, English first."""
    found = sorted(path.parent.name for path in DATA.glob("*/router.yaml"))
    return tuple(sorted(found, key=lambda name: name != "en"))


@cache
def router_tables() -> RouterTables:
    return _router(_cached_tables("router", _compiled_router))


@cache
def reply_tables() -> ReplyTables:
    tables = _cached_tables("gui", _compiled_reply_tables)
    book, actions = tables["marks"], tables["actions"]
    return ReplyTables(
        marks=_phrase_tags(book),
        rules=[
            ActionRule(frozenset(row["verb"]), frozenset(row.get("thing", ())), row["do"])
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
    """The slash commands, without the phrases: completion asks for them while one types."""
    tables = _cached_tables("slash", _compiled_slash)
    return SlashWords(
        tables["names"], tables["written"], tables["words"], _character_map(tables["simple"])
    )


def _phrase_tags(book: Mapping[str, Any]) -> PhraseTags:
    tags = {known: frozenset(some.split("|")) for known, some in book["tags"].items()}
    joiners = {
        known: kinds[0].removeprefix("join_")
        for known, some in tags.items()
        if (kinds := sorted((tag for tag in some if tag.startswith("join_")), key=_JOINERS.index))
    }
    return PhraseTags(tags, book["counts"], joiners)


def _character_map(pair: Sequence[str]) -> dict[int, int]:
    return {ord(old): ord(new) for old, new in zip(*pair, strict=True)}


def _cached_tables(name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Tables by name, compiled again when phrase files or the compiling modules changed."""
    data = [*DATA.glob(f"*/{name}.yaml"), *DATA.glob("*.yaml"), *DATA.glob("*/*.txt")]
    code = [Path(__file__).with_name(f"{one}.py") for one in _COMPILERS]
    return table_cache.cached(DATA / f"{name}.kept.json", [*sorted(data), *code], make)


def _router(tables: dict[str, Any]) -> RouterTables:
    return RouterTables(
        automaton=match.thaw(tables["automaton"]),
        templates=[Template(*row) for row in tables["templates"]],
        routes=frozenset(tables["routes"]),
        marks=_phrase_tags(tables["marks"]),
        formats=tables["formats"],
        qualities=tables["qualities"],
        why=tables["why"],
        speller=typos.Speller(
            tables["guessable"], frozenset(tables["real_words"].split()), tables["slips"]
        ),
        file_cut=re.compile(tables["file_cut"]),
        simple=_character_map(tables["simple"]),
    )


def data_file(language: str, name: str) -> dict[str, Any]:
    """One phrase file as parsed, every scalar a string."""
    return _yaml(DATA / language / f"{name}.yaml")


def shared_file(name: str) -> dict[str, Any]:
    """A data file that all languages share."""
    return _yaml(DATA / f"{name}.yaml")


def flat(items: Any) -> Iterator[str]:
    """Yield the strings of a list that may hold lists."""
    for item in items:
        if isinstance(item, list):
            yield from flat(item)
        else:
            yield str(item)


def simple_characters() -> dict[int, int]:
    """The map from traditional characters to simplified ones."""
    return {
        ord(old): ord(new)
        for new, olds in shared_file("variants")["traditional"].items()
        for old in olds
    }


def _yaml(path: Path) -> dict[str, Any]:
    where = path.name if path.parent == DATA else f"{path.parent.name}/{path.name}"
    try:
        found = yaml_file.read(path, as_text=True)
    except yaml_file.YamlError as error:
        raise DataError(f"{where}: {error}") from error
    if not isinstance(found, dict):
        raise DataError(f"{where}: a mapping is expected")
    return _DataFile(where, found)


def lists_of(pages: Iterable[Mapping[str, Any]], simple: Mapping[int, int]) -> dict[str, list[str]]:
    """The lists of all languages; those of one name are merged."""
    lists: dict[str, list[str]] = {}
    for one in pages:
        for name, items in one.get("lists", {}).items():
            lists.setdefault(name, []).extend(_with_simplified(flat(items), simple))
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
    return _PRECEDENCE.index(one.group if one.group in _PRECEDENCE else one.strength)


def forms_of(
    templates: Iterable[Template], lists: Mapping[str, object]
) -> list[list[template.Form]]:
    """The element rows of each template, each with room for a question mark at its end."""
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


def _with_simplified(phrases: Iterable[str], simple: Mapping[int, int]) -> Iterator[str]:
    """Yield each phrase as written, and as a line without kana is read (動画 as 动画)."""
    for phrase in phrases:
        yield phrase
        folded = phrase.translate(simple)
        if folded != phrase:
            yield folded


def _compiled_router() -> dict[str, Any]:
    pages = {language: data_file(language, "router") for language in languages()}
    routes = shared_file("routes")
    variants = shared_file("variants")
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
        "marks": _compiled_marks(pages, lists, simple),
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
        language: {name: list(flat(some)) for name, some in data_file(language, "slash").items()}
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
    """The Latin words of the router's phrases, which misspelt words may stand for."""
    pages = {language: data_file(language, "router") for language in languages()}
    lists = lists_of(pages.values(), {})
    return _latin_words(match.build(forms_of(templates_of(pages), lists), lists, {}).edges)


def _latin_words(phrases: Iterable[str]) -> set[str]:
    said = " ".join(phrases).split(" ")
    return {word for word in said if re.fullmatch("[a-z]{4,}", word)}


def _meanings(table: Mapping[str, Iterable[str]], simple: Mapping[int, int]) -> dict[str, str]:
    return {
        match.key(text.words(word)): meaning
        for meaning, words in table.items()
        for word in _with_simplified(words, simple)
    }


def _compiled_reply_tables() -> dict[str, Any]:
    pages = [data_file(language, "gui") for language in languages()]
    simple = simple_characters()
    book = _PhraseCollector(simple)
    verbs: set[str] = set()
    for one in pages:
        for kind, phrases in one["marks"].items():
            book.mark(flat(phrases), kind)
            if kind.startswith("v_") or kind in ("o_export", "located"):
                verbs.update(flat(phrases))
    return {
        "marks": book.tables(),
        "actions": shared_file("actions"),
        "trigger": _any_of_pattern(verbs, simple),
        "hiccup": _prefix_pattern(phrase for one in pages for phrase in one.get("hiccups", ())),
        "simple": ["".join(map(chr, simple)), "".join(map(chr, simple.values()))],
    }


def _any_of_pattern(phrases: Iterable[str], simple: Mapping[int, int]) -> str:
    """A pattern that finds any phrase; those that begin like a shorter one are left out."""
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


def _prefix_pattern(phrases: Iterable[str]) -> str:
    """A pattern of text that begins with one of the phrases, signs before it left out."""
    known = "|".join(re.escape(phrase) for phrase in phrases) or "(?!)"
    return rf"\W*(?:{known})"


class _PhraseCollector:
    """Collects phrases with their tags."""

    def __init__(self, simple: Mapping[int, int]) -> None:
        self.simple = simple
        self.tags: dict[str, set[str]] = {}
        self.counts: dict[str, set[int]] = {}

    def mark(self, phrases: Iterable[str], tag: str) -> None:
        for phrase in _with_simplified(phrases, self.simple):
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


def _compiled_marks(
    pages: Mapping[str, Mapping[str, Any]],
    lists: Mapping[str, Sequence[str]],
    simple: Mapping[int, int],
) -> dict[str, Any]:
    book = _PhraseCollector(simple)
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
