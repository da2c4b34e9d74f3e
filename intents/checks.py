"""The checks of `python -m intents check`: phrases against their tests and counter-examples."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, Final

from intents import clauses, library, match, router, sample, template, text, translator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_COUNTER_EXAMPLES: Final = 5  # chat lines that hold a head word in another role
_SAMPLES: Final = 12


@dataclass(frozen=True, slots=True)
class Case:
    """A line of a test file and its expected route: "export", "chat > export"."""

    said: str
    wanted: str
    where: str


def route_cases(language: str) -> list[Case]:
    """The lines of `tests_router.yaml`."""
    return [
        Case(str(said), wanted, f"{language}/tests_router.yaml, {wanted}")
        for wanted, group in library.data_file(language, "tests_router").items()
        for said in library.flat(group)
    ]


def legs(said: str) -> str:
    """The routes of a line, as the test files spell them."""
    found: router.Route | None = router.route(said)
    names = []
    while found is not None:
        names.append(found.name)
        found = found.then
    return " > ".join(names)


def problems() -> Iterator[str]:
    """Yield everything that is wrong with the data, a sentence each."""
    for language in library.languages():
        yield from _failing_lines(language)
        yield from _failing_replies(language)
    yield from _untested_templates()
    yield from _undertested_heads()
    yield from _shared_sentences()


def _known(language: str, name: str) -> set[str]:
    return {
        str(one)
        for one in library.flat(library.data_file(language, "known_failures").get(name, []))
    }


def _failing_lines(language: str) -> Iterator[str]:
    known = _known(language, "router")
    for case in route_cases(language):
        got = legs(case.said)
        if got != case.wanted and case.said not in known:
            yield f"{case.where}: {case.said!r} goes to {got}"
        if got == case.wanted and case.said in known:
            yield _now_right(language, case.said)


def _failing_replies(language: str) -> Iterator[str]:
    known = _known(language, "gui")
    for row in library.data_file(language, "tests_gui")["replies"]:
        wrong = wrong_in_reply(row)
        if wrong and row["says"] not in known:
            yield f"{language}/tests_gui.yaml: {row['says']!r}: {wrong}"
        if not wrong and row["says"] in known:
            yield _now_right(language, row["says"])


def _now_right(language: str, said: str) -> str:
    return f"{language}/known_failures.yaml: {said!r} is right now; take it off the list"


def wrong_in_reply(row: Mapping[str, Any]) -> str:
    """A description of what is wrong in a test reply's translation, or nothing."""
    found = translator.translate(row["says"])
    does, offers = [str(one) for one in found.actions], [str(one) for one in found.offers]
    if does != row.get("does", []) and does not in row.get("or", []):
        return f"does {does}"
    if does == row.get("does", []) and offers != row.get("offers", []):
        return f"offers {offers}"
    lost = [piece for piece in row.get("keeps", []) if piece not in found.text]
    left = [piece for piece in row.get("cuts", []) if piece in found.text]
    return f"loses {lost[0]!r}" if lost else f"leaves {left[0]!r}" if left else ""


def _untested_templates() -> Iterator[str]:
    tables = library.router_tables()
    met: set[int] = set()
    for language in library.languages():
        for case in route_cases(language):
            met |= _accepting_templates(case.said)
    for number, one in enumerate(tables.templates):
        if number not in met:
            where = f"{one.language}/router.yaml, {one.group}"
            yield f"{where}: no test line is accepted by {one.source!r}"


def _accepting_templates(said: str) -> set[int]:
    """The templates that accept some stretch of a line."""
    tables = library.router_tables()
    line = text.read(said, tables.file_cut, tables.simple)
    if not line.words:
        return set()
    found: set[int] = set()
    for item in clauses.LineReader(tables, line).items():
        high = item.high + 1 if line.words[item.high : item.high + 1] == ["?"] else item.high
        walk = match.walk(tables.automaton, line.words, item.low, high, mend=tables.speller.near)
        found |= set(walk.owners) if walk else set()
    return found


def _undertested_heads() -> Iterator[str]:
    """A head word, which hints at a route, needs enough chat lines in which it does not."""
    tables = library.router_tables()
    for language in library.languages():
        content = [_folded(case.said) for case in route_cases(language) if case.wanted == "chat"]
        for route, heads in library.data_file(language, "router")["heads"].items():
            for head in heads:
                if sum(_folded(head) in one for one in content) < _COUNTER_EXAMPLES:
                    few = f"fewer than {_COUNTER_EXAMPLES} chat lines hold {head!r} ({route})"
                    yield f"{language}/tests_router.yaml: {few}"
                if head in tables.speller.real:
                    yield f"{language}/router.yaml: {head!r} is a head and in real_words.txt"


def _folded(said: str) -> str:
    return text.fold(said).translate(library.router_tables().simple)


def _shared_sentences() -> Iterator[str]:
    """Two routes must not accept one sentence: the choice would be an accident."""
    tables = library.router_tables()
    pages = {language: library.data_file(language, "router") for language in library.languages()}
    english = library.lists_of([pages["en"]], {})
    lists = {language: english | library.lists_of([one], {}) for language, one in pages.items()}
    dice = Random(7)  # noqa: S311 - a fixed seed: the same samples at every check
    for one in tables.templates:
        needed = template.lists_of(template.parse(one.source))
        if (
            one.group not in tables.routes
            or one.strength != clauses.ORDERS
            or not needed <= lists[one.language].keys()
        ):
            continue
        for _ in range(_SAMPLES):
            said = sample.of_template(one.source, lists[one.language], dice)
            routes = {
                tables.templates[owner].group
                for owner in _accepting_templates(said)
                if tables.templates[owner].strength == clauses.ORDERS
            }
            routes &= tables.routes
            if len(routes) > 1:
                made_from = f"made from {one.language}: {one.source!r}"
                yield f"{said!r} is accepted by {' and '.join(sorted(routes))} ({made_from})"
                break
