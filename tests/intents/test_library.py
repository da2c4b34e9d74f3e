from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from intents import library, match, template
from intents.library import Template

if TYPE_CHECKING:
    from tests.intents.conftest import Copy


def test_english_comes_first() -> None:
    found = library.languages()

    assert found[0] == "en"
    assert list(found[1:]) == sorted(found[1:])


def test_tables_are_read_once() -> None:
    assert library.router_tables() is library.router_tables()
    assert library.reply_tables() is library.reply_tables()


def test_what_was_kept_is_what_was_made() -> None:
    made = library._compiled_router()

    book = library.router_tables()
    automaton = match.thaw(json.loads(json.dumps(made["automaton"])))
    assert automaton.edges == book.automaton.edges
    assert automaton.owners == book.automaton.owners
    assert [Template(*row) for row in made["templates"]] == list(book.templates)
    assert made["formats"] == book.formats


def test_the_screen_that_was_kept_is_the_one_that_was_made() -> None:
    made = library._compiled_reply_tables()

    book = library.reply_tables()
    assert {
        phrase: frozenset(tags.split("|")) for phrase, tags in made["marks"]["tags"].items()
    } == (book.marks.tags)
    assert made["trigger"] == book.trigger.pattern


def test_every_reason_is_there_in_every_language() -> None:
    why = library.router_tables().why

    english = {name: said.count("{") for name, said in why["en"].items()}
    for language, reasons in why.items():
        assert {name: said.count("{") for name, said in reasons.items()} == english, language


def test_every_route_has_a_slash_command_in_every_language() -> None:
    routes = library.router_tables().routes

    for language in library.languages():
        commands = library.data_file(language, "slash")
        assert commands.keys() >= routes, language
        assert all(commands.values()), language


def test_scalars_stay_strings() -> None:
    negations = list(library.flat(library.data_file("en", "router")["marks"]["negation"]))

    assert "no" in negations


def test_flat_opens_lists_in_lists() -> None:
    assert list(library.flat(["a", ["b", ["c"]], []])) == ["a", "b", "c"]


def test_lists_of_one_name_are_one_list() -> None:
    pages: list[dict[str, Any]] = [
        {"lists": {"video": ["film"]}},
        {},
        {"lists": {"video": ["影片", ["動画"]]}},
    ]

    found = library.lists_of(pages, {ord("動"): ord("动"), ord("画"): ord("画")})

    assert found == {"video": ["film", "影片", "動画", "动画"]}


def test_orders_win_over_what_stands_alone() -> None:
    pages = {
        "en": {
            "routes": {
                "export": {"alone": ["a"], "orders": ["b"]},
                "filler": {"alone": ["c"]},
                "credits": {"orders": ["d"]},
            }
        }
    }

    found = library.templates_of(pages)

    assert [one.source for one in found] == ["b", "d", "a", "c"]


def test_a_template_that_cannot_be_read_is_named_with_its_place() -> None:
    broken = Template("export", "orders", "en", "export (now")

    with pytest.raises(library.DataError, match=r"^en/router.yaml, routes: export: 'export \(now'"):
        library.forms_of([broken], {})


def test_a_list_that_there_is_not_is_named_with_its_place() -> None:
    broken = Template("status", "alone", "zh", "{nowhere} {video} {gone}")

    with pytest.raises(library.DataError, match=r"zh/router.yaml, routes: status.*: gone, nowhere"):
        library.forms_of([broken], {"video": []})


def test_every_form_has_room_for_a_question_mark() -> None:
    (forms,) = library.forms_of([Template("export", "orders", "en", "export [it]")], {})

    assert all(form[-1].phrases == ("?",) and form[-1].optional for form in forms)
    assert [form[:-1] for form in forms] == template.parse("export [it]")


def test_the_vocabulary_has_latin_words_worth_a_guess() -> None:
    found = library.vocabulary()

    assert {"export", "credits", "upload"} <= found
    assert all(word.isascii() and word.isalpha() and len(word) >= 4 for word in found)


def test_a_traditional_character_is_folded_onto_a_simple_one() -> None:
    simple = library.simple_characters()

    assert simple[ord("導")] == ord("导")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("en/router.yaml", "heads:", "hats:", "en/router.yaml: 'heads' is missing"),
        ("en/router.yaml", "joiners:", "binders:", "en/router.yaml: 'joiners' is missing"),
        ("en/router.yaml", "lists:", "lists: [", "en/router.yaml: while parsing"),
        ("routes.yaml", "formats:", "forms:", "routes.yaml: 'formats' is missing"),
        ("en/router.yaml", "[not]", '["-"]', "'-' among 'negation' has no words"),
        ("en/router.yaml", "export {video?}", "export {video", "en/router.yaml, routes: export"),
    ],
)
def test_wrong_phrases_are_told_by_file_and_key(
    file: str, old: str, new: str, told: str, copy: Copy
) -> None:
    copy.swap(file, old, new)

    done = copy.run("explain", "export")

    assert done.returncode == 1, done.stdout
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_page_that_is_no_mapping_is_told(copy: Copy) -> None:
    (copy.data / "en" / "router.yaml").write_text("- one\n- two\n", "utf-8")

    done = copy.run("explain", "export")

    assert "en/router.yaml: a mapping is expected" in done.stderr
