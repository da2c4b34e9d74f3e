from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import pytest

from intents import checks, library

if TYPE_CHECKING:
    from tests.intents.conftest import Copy

ROUTES: Final = ("export", "credits", "status", "upload", "chat")
LANGUAGES: Final = library.languages()


@cache
def legs(said: str) -> str:
    """The way of a line, looked up once for all that ask here."""
    return checks.legs(said)


@cache
def wrong_in_replies(language: str) -> dict[str, str]:
    """What is wrong in each reply of the test files, looked up once."""
    rows = library.data_file(language, "tests_gui")["replies"]
    return {row["says"]: checks.wrong_in_reply(row) for row in rows}


def known(language: str, name: str) -> set[str]:
    return {str(one) for one in library.flat(library.data_file(language, "known_failures")[name])}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_of_a_route_go_its_way(language: str, route: str) -> None:
    cases = [case for case in checks.route_cases(language) if case.wanted == route]
    failing = known(language, "router")

    wrong = [
        f"{case.said!r} goes to {got}"
        for case in cases
        if case.said not in failing and (got := legs(case.said)) != route
    ]

    assert cases
    assert wrong == []


@pytest.mark.untraced
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lines_with_several_wishes_go_their_ways(language: str) -> None:
    cases = [case for case in checks.route_cases(language) if case.wanted not in ROUTES]
    failing = known(language, "router")

    wrong = [
        f"{case.said!r} goes to {got}, not {case.wanted}"
        for case in cases
        if case.said not in failing and (got := legs(case.said)) != case.wanted
    ]

    assert cases
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_replies_ask_for_what_they_should(language: str) -> None:
    rows = wrong_in_replies(language)
    failing = known(language, "gui")

    wrong = [f"{said!r} {got}" for said, got in rows.items() if said not in failing and got]

    assert rows
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_known_failure_that_is_right_leaves_its_list(language: str) -> None:
    lines, replies = known(language, "router"), known(language, "gui")

    mended = [
        case.said
        for case in checks.route_cases(language)
        if case.said in lines and legs(case.said) == case.wanted
    ]
    mended += [
        said for said, wrong in wrong_in_replies(language).items() if said in replies and not wrong
    ]

    assert mended == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_known_failure_is_a_line_of_the_tests(language: str) -> None:
    lines = {case.said for case in checks.route_cases(language)}
    replies = {row["says"] for row in library.data_file(language, "tests_gui")["replies"]}

    strays = (known(language, "router") - lines) | (known(language, "gui") - replies)

    assert strays == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_to_go_two_ways(language: str) -> None:
    ways: dict[str, set[str]] = {}
    for case in checks.route_cases(language):
        ways.setdefault(case.said, set()).add(case.wanted)

    torn = {said: wanted for said, wanted in ways.items() if len(wanted) > 1}

    assert torn == {}


@pytest.mark.untraced
@pytest.mark.slow
def test_every_template_is_tested() -> None:
    found = list(checks._untested_templates())

    assert found == []


def test_every_head_word_has_lines_in_which_it_is_none() -> None:
    found = list(checks._undertested_heads())

    assert found == []


@pytest.mark.untraced
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checks_find_nothing_in_lines_and_replies(language: str) -> None:
    found = [*checks._failing_lines(language), *checks._failing_replies(language)]

    assert found == []


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({"says": "Done! Click Export.", "does": ["export"]}, ""),
        ({"says": "Done! Click Export."}, "does ['export']"),
        ({"says": "Done! Click Export.", "does": ["state"], "or": [["export"]]}, ""),
        ({"says": "You can click Export if you like.", "offers": ["export"]}, ""),
        ({"says": "You can click Export if you like."}, "offers ['export']"),
        ({"says": "Done!", "keeps": ["Done!"], "cuts": ["Click"]}, ""),
        ({"says": "Done!", "keeps": ["Ready"]}, "loses 'Ready'"),
        ({"says": "Done!", "cuts": ["Done"]}, "leaves 'Done'"),
    ],
)
def test_what_is_wrong_in_a_reply_is_told(row: dict[str, object], wrong: str) -> None:
    assert checks.wrong_in_reply(row) == wrong


def test_a_way_is_spelt_as_in_the_test_files() -> None:
    assert checks.legs("make it purple") == "chat"
    assert checks.legs("change the title and then export it") == "chat > export"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("en/tests_gui.yaml", "does: [export]", "does: [state]", "does ['export']"),
        ("en/tests_gui.yaml", "keeps: [Done!]", "keeps: [Bye]", "loses 'Bye'"),
        ("en/known_failures.yaml", "router: []", "router: [status]", "'status' is right now"),
        ("en/known_failures.yaml", "gui: []", "gui: [Done! Click Export.]", "is right now"),
        ("en/router.yaml", '["show credits"]', '["show credits", "how many"]', "by 'how many'"),
        ("en/tests_router.yaml", "no export at all", "nothing at all", "fewer than 5 chat lines"),
        ("en/real_words.txt", "expert", "export", "'export' is a head and in real_words.txt"),
        ("en/router.yaml", '["show credits"]', '["show credits", "export"]', "is accepted by"),
    ],
)
def test_a_fault_in_the_phrases_is_told(
    file: str, old: str, new: str, told: str, copy: Copy
) -> None:
    copy.swap(file, old, new)

    assert told in copy.faults()


def test_a_known_failure_may_fail(copy: Copy) -> None:
    copy.swap("en/tests_router.yaml", "make it purple", "export the film")
    copy.swap("en/known_failures.yaml", "router: []", "router: [export the film]")

    told = copy.faults()

    assert told.strip() == ""
