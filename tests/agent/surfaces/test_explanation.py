"""What was found, as rows for people and as objects for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import intents
from agent.surfaces import explanation
from intents import Action, Route, Translation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agent.speech.words import Words
    from agent.surfaces.printer import Piece


def shown(rows: Iterable[Sequence[Piece]]) -> list[str]:
    return ["".join(text for _, text in row) for row in rows]


EXPORT = Route("export", "export it", params={"format": "mp4"}, why="“export” asks for it")
UPLOAD = Route("upload", "take a.mov", files=("a.mov", "b c.mov"), why="there are files")


def test_a_wish_is_a_row_with_its_reason(english: Words) -> None:
    rows = shown(explanation.rows_of_wish(Route("credits", "balance?", why="“balance”"), english))

    assert rows == ["credits  “balance”"]


def test_parameters_stand_below_their_wish(english: Words) -> None:
    rows = shown(explanation.rows_of_wish(EXPORT, english))

    assert rows == ["export  “export” asks for it", "  format: mp4"]


def test_files_stand_below_their_wish(english: Words) -> None:
    rows = shown(explanation.rows_of_wish(UPLOAD, english))

    assert rows == ["upload  there are files", "  file: a.mov", "  file: b c.mov"]


def test_wishes_in_a_row_are_counted(english: Words) -> None:
    both = Route("upload", "take a.mov", files=("a.mov",), why="a file", then=EXPORT)

    rows = shown(explanation.rows_of_wish(both, english))

    assert rows == [
        "1. upload  a file",
        "     file: a.mov",
        "2. export  “export” asks for it",
        "     format: mp4",
    ]


def test_a_near_miss_says_how_to_ask_for_it(english: Words) -> None:
    rows = shown(
        explanation.rows_of_wish(Route("chat", "exprot", why="no", hint="export"), english)
    )

    assert rows == ["to the backend  no", "  Close to export. If that is what you meant: /export"]


def test_every_way_and_parameter_has_words(each_language: Words) -> None:
    names = ("export", "credits", "status", "upload", "chat")
    params = dict.fromkeys(("name", "format", "quality", "fps"), "1")

    rows = [
        row
        for name in names
        for row in explanation.rows_of_wish(Route(name, "x", params=params, why="w"), each_language)
    ]

    assert len(names) * 5 == len(rows)


@pytest.mark.parametrize(
    "said", ["export it as a gif in 4k", "export at 60 fps", "/export final.mov 720p"]
)
def test_every_parameter_that_the_router_finds_has_words(each_language: Words, said: str) -> None:
    found = intents.route(said)

    assert found.params
    assert list(explanation.rows_of_wish(found, each_language))


def test_a_reply_without_buttons_is_told_to_be_untouched(english: Words) -> None:
    rows = shown(explanation.rows_of_reply(Translation("Done. "), " Done.", english))

    assert rows == ["Nothing about buttons. Shown as is."]


def test_a_reply_is_told_in_what_is_kept_done_and_offered(english: Words) -> None:
    found = Translation(
        "Added.\nLook!", (Action("edit", "trim it"),), (Action("export"), Action("credits"))
    )

    rows = shown(explanation.rows_of_reply(found, "Added. Drag the clip.", english))

    assert rows == [
        "shown to the user",
        "  Added.",
        "  Look!",
        "done at once  send as an edit  trim it",
        "offered  export  ",
        "offered  show the credits  ",
    ]


def test_a_reply_of_buttons_alone_leaves_nothing_to_read(english: Words) -> None:
    rows = shown(
        explanation.rows_of_reply(Translation(" ", (Action("export"),)), "Click.", english)
    )

    assert rows == ["nothing is shown to the user", "done at once  export  "]


def test_every_action_has_words(each_language: Words) -> None:
    actions = tuple(map(Action, ("export", "tracks", "credits", "state", "edit")))

    rows = list(explanation.rows_of_reply(Translation("", actions, actions), "x", each_language))

    assert 1 + 2 * len(actions) == len(rows)


def test_a_wish_is_an_object_without_empty_fields() -> None:
    assert explanation.object_of_wish(Route("credits", "balance", why="“balance”")) == {
        "v": 1,
        "ok": True,
        "state": "done",
        "legs": [{"route": "credits", "text": "balance", "why": "“balance”"}],
    }


def test_wishes_in_a_row_are_legs_of_one_object() -> None:
    first = Route("upload", "a.mov", files=("a.mov",), why="a file", hint="status", then=EXPORT)

    found = explanation.object_of_wish(first)["legs"]

    assert found == [
        {
            "route": "upload",
            "text": "a.mov",
            "files": ["a.mov"],
            "why": "a file",
            "hint": "status",
        },
        {
            "route": "export",
            "text": "export it",
            "params": {"format": "mp4"},
            "why": "“export” asks for it",
        },
    ]


def test_a_reply_is_an_object_of_what_is_left_and_asked() -> None:
    found = Translation("Added.", (Action("edit", "trim it"),), (Action("export"),))

    assert explanation.object_of_reply(found) == {
        "v": 1,
        "ok": True,
        "state": "done",
        "reply": "Added.",
        "actions": [{"action": "edit", "request": "trim it"}],
        "offers": [{"action": "export"}],
    }
