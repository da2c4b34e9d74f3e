from __future__ import annotations

from functools import cache, partial
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from intents import checks, is_hiccup, library, translate
from intents.translator import LONGEST, Action, Translation
from tests import pages
from tests.counting import lines_run

LANGUAGES: Final = library.languages()
# Lines of Python for each letter of a reply: the dearest takes 127.
MOST_WORK: Final = 200
ODD: Final = (
    *("Click Export, then open the panel. ", "- Click Export\n", "1. ", "click and ", "Export > "),
    *(
        "点击导出按钮，然后",
        "，导出",
        "导出，",
        "导出视频然后",
        "“Export” ",
        "if done, click “Export”, ",
    ),
    *("ボタンを押してください。", "押して", "をクリックして", "書き出してから", "Drag the clip. "),
    *("(「[“", "([{", "“", "'a ", '"', "`", "```", "**", "./x ", "https://a.b/(", ".mp4", "| "),
    *(
        "\ud800",
        "\x00",
        "\u202e",
        "\u200b",
        "!?.,;",
        "\n",
        "a",
        "あ",
        "导",
        " ",
        "🎬",
        "İ",
        "ﾄﾞ",
        "> ",
    ),
    *("Scene 1: ", "NOA: ", "0:01 ", "click 1 ", "You can click Export. ", "don't ", "choose 2. "),
)


LONG: Final = (
    "Click Export, then open the panel. ",
    "/a b.mp4 ",
    "导出视频然后",
    "書き出して",
    "ボタンを押してください。",
)


def long(unit: str, length: int) -> str:
    """A reply of one kind."""
    return (unit * (length // len(unit) + 1))[:length]


@cache
def replies(language: str) -> dict[str, Translation]:
    """The replies of the test files, and what was made of them."""
    rows = library.data_file(language, "tests_gui")["replies"]
    return {row["says"]: translate(row["says"]) for row in rows}


def does(reply: str) -> list[str]:
    return [str(action) for action in translate(reply).actions]


@pytest.mark.parametrize(
    ("reply", "left", "done"),
    [
        ("Done! Click Export.", "Done!", ["export"]),
        ("已添加配乐。点击导出按钮。", "已添加配乐。", ["export"]),
        ("曲を入れました。「書き出し」ボタンを押してください。", "曲を入れました。", ["export"]),
        ("20 left. Open the Billing page.", "20 left.", ["credits"]),
        ("Cut. Refresh the page.", "Cut.", ["state"]),
        ("Cut. Play it in the timeline.", "Cut.", ["tracks"]),
        ("Go to File > Export.", "", ["export"]),
        ("You don't need to click anything.", "", []),
    ],
)
def test_talk_of_buttons_is_cut_and_acted_upon(reply: str, left: str, done: list[str]) -> None:
    found = translate(reply)

    assert found.text == left
    assert [str(action) for action in found.actions] == done


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "The music is in.",
        "I clicked Export for you.",
        "Click Export?",
        "`click Export`",
        "She says “click Export” and smiles.",
        "Scene 1: she clicks Export.",
        "NARRATOR: Click Export.",
        "The boy opens the door and clicks his fingers.",
        "\ud800 \x00",
    ],
)
def test_content_stays_as_it_is(reply: str) -> None:
    assert translate(reply) == Translation(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "Ready. If you like it, click Export.",
        "Ready. You can click Export.",
        "Ready. You'll find the Export button in the top right corner.",
        "Ready. Once it is done, click Export.",
        "已完成。满意的话，可以点击导出。",
    ],
)
def test_what_is_up_to_the_person_is_offered(reply: str) -> None:
    found = translate(reply)

    assert found.actions == ()
    assert list(found.offers) == ["export"]
    assert found.text in ("Ready.", "已完成。")


def test_an_edit_carries_its_request() -> None:
    found = translate("Drag the clip to 0:05. Set the Volume slider to 50.")

    assert list(found.actions) == ["edit"]
    assert found.actions[0].request == "Drag the clip to 0:05; Set the Volume slider to 50"


def test_an_action_is_its_name() -> None:
    action = Action("edit", "make it purple")

    assert action == "edit"
    assert action.request == "make it purple"
    assert Action("export").request == ""


def test_what_is_said_twice_is_done_once() -> None:
    assert does("Click Export. Click Export.") == ["export"]


def test_steps_melt_into_what_they_lead_to() -> None:
    reply = "Steps:\n1. Open the Export panel\n2. Choose 1080p\n3. Click Start\n\nEnjoy!"

    found = translate(reply)

    assert list(found.actions) == ["export"]
    assert found.text == "Enjoy!"


def test_a_change_on_the_way_is_a_change_all_the_same() -> None:
    assert does("- Drag the slider to 50\n- Click Export") == ["edit", "export"]


def test_what_is_done_is_not_offered_again() -> None:
    found = translate("Click Export. You can also click Export later.")

    assert list(found.actions) == ["export"]
    assert found.offers == ()


def test_the_rest_of_a_sentence_stays() -> None:
    found = translate("I added music, so click Export.")

    assert "I added music" in found.text
    assert "Export" not in found.text


def test_rows_that_were_blank_before_stay_blank_once() -> None:
    found = translate("One.\n\nClick Export.\n\nTwo.")

    assert found.text == "One.\n\nTwo."


def test_a_row_of_marks_that_was_there_stays() -> None:
    found = translate("One.\n---\nTwo. Click Export.")

    assert found.text == "One.\n---\nTwo."


@pytest.mark.untraced
@pytest.mark.parametrize("language", LANGUAGES)
def test_of_its_own_result_it_takes_nothing(language: str) -> None:
    again = [
        (reply, once.text, twice.text)
        for reply, once in replies(language).items()
        if (twice := translate(once.text)) != Translation(once.text)
    ]

    assert again == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_left_was_in_the_reply(language: str) -> None:
    strange = [
        row
        for reply, found in replies(language).items()
        for row in found.text.split("\n")
        if not set(row) <= set(reply)
    ]

    assert strange == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_actions_that_there_are_are_asked_for(language: str) -> None:
    known = set(library.shared_file("actions")["actions"])

    found = {
        str(action) for one in replies(language).values() for action in (*one.actions, *one.offers)
    }

    assert found <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_an_edit_carries_a_request(language: str) -> None:
    actions = [action for one in replies(language).values() for action in one.actions]

    assert actions
    assert all(bool(action.request) == (action == "edit") for action in actions)


def test_a_document_is_shown_as_it_is() -> None:
    reply = "Click Export. " * LONGEST

    assert translate(reply) == Translation(reply)


@pytest.mark.untraced
def test_a_reply_of_one_kind_costs_next_to_nothing() -> None:
    translate("Click Export.")

    dear = {
        unit: work
        for unit in ODD
        if (work := lines_run(partial(translate, long(unit, 4000)))) > MOST_WORK * 4000
    }

    assert dear == {}


@pytest.mark.parametrize("unit", ODD)
def test_a_reply_without_end_costs_nothing(unit: str) -> None:
    assert lines_run(partial(translate, long(unit, 200_000))) < 100


@pytest.mark.untraced
@pytest.mark.parametrize("unit", LONG)
def test_twice_as_much_text_is_twice_the_work(unit: str) -> None:
    translate(long(unit, 2000))

    once, twice = (lines_run(partial(translate, long(unit, length))) for length in (2000, 4000))

    assert twice <= 2.1 * once


@pytest.mark.untraced
def test_no_three_odd_things_in_a_row_make_it_fail() -> None:
    known = set(library.shared_file("actions")["actions"])

    for pieces in product(ODD[::4], repeat=3):
        found = translate("Click Export. " + "".join(pieces))
        assert {str(action) for action in (*found.actions, *found.offers)} <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_replies_for_which_no_phrase_was_written_are_understood(language: str) -> None:
    page = Path(__file__).parent / "held_out" / f"{language}_gui.yaml"
    rows = pages.load(page.read_text("utf-8"))["replies"]

    wrong = [row["says"] for row in rows if checks.wrong_in_reply(row)]
    quiet = [row["says"] for row in rows if not row.get("does")]
    run = [[str(one) for one in translate(says).actions] for says in quiet]

    assert not any({"export", "edit"} & set(actions) for actions in run)
    assert len(wrong) < 0.1 * len(rows), wrong


@pytest.mark.parametrize(
    ("message", "is_one"),
    [
        ("I encountered a temporary issue. Please try again.", True),
        ("I've encountered a temporary issue.", True),
        ("**I have encountered a temporary issue", True),
        ("ENCOUNTERED A TEMPORARY ISSUE", True),
        ("We encountered a temporary issue.", False),
        ("Done. I encountered a temporary issue.", False),
        ("I encountered an issue.", False),
        ("", False),
    ],
)
def test_a_hiccup_is_known_by_how_it_begins(message: str, is_one: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_hiccup(message) is is_one
