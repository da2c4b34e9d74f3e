"""The command line: its help in three languages, and its complaints in our words."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING

import pytest

from agent.surfaces.verbs import options

if TYPE_CHECKING:
    from agent.speech.words import Words

VERBS = ("explain", "doctor")


def test_help_of_a_verb_is_said_in_each_language(each_language: Words) -> None:
    shown = options.parser("doctor", each_language).format_help()

    assert shown.startswith(each_language.say("help.usage"))
    for key in ("verb.doctor", "help.options", "help.help", "help.json", "help.no_color"):
        assert each_language.say(key) in " ".join(shown.split())


def test_help_of_a_verb_ends_with_an_example(each_language: Words) -> None:
    shown = options.parser("explain", each_language).format_help()

    example = each_language.say("example.explain")
    assert each_language.say("help.example", example=example) == shown.splitlines()[-1]


def test_flags_of_every_verb_have_defaults(english: Words) -> None:
    chosen = options.parser("doctor", english).parse_args([])

    assert (chosen.json, chosen.no_color, chosen.lang) == (None, False, None)


@pytest.mark.parametrize(("flag", "asked"), [("--json", True), ("--no-json", False)])
def test_json_is_asked_for_or_declined(english: Words, flag: str, asked: bool) -> None:  # noqa: FBT001 - a table's column
    assert asked is options.parser("doctor", english).parse_args([flag]).json


@pytest.mark.parametrize("given", [["--nonsense"], ["extra"], ["--lang"], ["--no-colo"]])
def test_misuse_is_raised_in_our_words(each_language: Words, given: list[str]) -> None:
    parser = options.parser("doctor", each_language)

    with pytest.raises(options.MisuseError) as caught:
        parser.parse_args(given)

    ending = each_language.say("help.misused", message="", command="reeltalk doctor")
    assert str(caught.value).endswith(ending)


def test_the_overview_shows_verbs_in_their_order(each_language: Words) -> None:
    with redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")) as shown:
        options.overview(VERBS, each_language)
        shown.seek(0)
        said = shown.read()

    first, second = (said.index(each_language.say(f"verb.{verb}")) for verb in VERBS)
    assert first < second
    assert each_language.say("help.everywhere") == said.splitlines()[-1]


@pytest.mark.parametrize(
    ("verb", "near"), [("explian", "explain"), ("docter", "doctor"), ("doc", "doctor")]
)
def test_a_near_verb_is_asked_about(english: Words, verb: str, near: str) -> None:
    said = options.unknown_verb(verb, VERBS, english)

    assert f"Unknown command '{verb}'. Did you mean: reeltalk {near}" == said


@pytest.mark.parametrize("verb", ["sing", "x", "视频", "\x1b[2J"])
def test_a_verb_near_nothing_is_told_where_to_look(each_language: Words, verb: str) -> None:
    said = options.unknown_verb(verb, VERBS, each_language)

    assert each_language.say("help.unknown_verb", verb=verb) == said


@pytest.mark.parametrize("given", [["--no-json"], ["x", "--no-json", "--no-color"]])
def test_a_person_is_refused_on_standard_error(given: list[str]) -> None:
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        options.refuse("No.", given)

    assert (out.getvalue(), err.getvalue()) == ("", "No.\n")


@pytest.mark.parametrize("given", [[], ["--json"]])
def test_a_program_is_refused_with_an_object_alone(given: list[str]) -> None:
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        options.refuse("No.", given)

    said = json.loads(out.getvalue())
    assert not err.getvalue()
    assert said["error"] == {"kind": "usage", "message": "No.", "retry": False}
