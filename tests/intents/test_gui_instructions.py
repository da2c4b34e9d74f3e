from __future__ import annotations

import pytest

from intents import gui_instructions, library, text
from intents.reply_part import ASK, CONDITION, CONTENT, LOCATED, Part
from intents.request_verbs import CONDITIONAL, NEGATED, OPTIONAL


def parts(reply: str) -> list[tuple[str, Part]]:
    """The clauses of a reply: their words, and what was seen in them."""
    tables = library.reply_tables()
    line = text.read(reply, None, tables.simple)
    return [
        (line.slice(part.low, part.high), part) for part in gui_instructions.parts(tables, line)
    ]


def asked(reply: str) -> list[tuple[str, str]]:
    return [(words, part.action) for words, part in parts(reply) if part.action]


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("Done! Click Export.", [("Click Export", "export")]),
        ("已添加。点击导出按钮。", [("点击导出按钮", "export")]),
        (
            "「書き出し」ボタンを押してください。",
            [("「書き出し」ボタンを押してください", "export")],
        ),
        ("Refresh the page.", [("Refresh the page", "state")]),
        ("Play it in the timeline.", [("Play it in the timeline", "tracks")]),
        ("Open the Billing page.", [("Open the Billing page", "credits")]),
        ("Drag the clip to 0:05.", [("Drag the clip to 0:05", "edit")]),
        ("The export button is in the top right corner.", None),
        ("The music is in.", []),
        ("Click Export?", []),
        ("NARRATOR: Click Export.", []),
        ("", []),
    ],
)
def test_a_clause_comes_to_its_action(reply: str, found: list[tuple[str, str]] | None) -> None:
    if found is None:
        found = [(reply.rstrip("."), "export")]

    assert asked(reply) == found


def test_a_clause_that_says_where_a_button_is_is_located() -> None:
    ((_, part),) = parts("The export button is in the top right corner.")

    assert part.kind == LOCATED


def test_a_condition_stands_apart() -> None:
    (_, first), (_, second) = parts("If you like it, click Export.")

    assert first.kind == CONDITION
    assert second.kind == ASK
    assert CONDITIONAL in second.moods or OPTIONAL in second.moods


def test_a_denied_instruction_is_known() -> None:
    ((_, part),) = parts("You don't need to click Export.")

    assert NEGATED in part.moods


def test_an_export_that_can_be_had_is_optional() -> None:
    ((_, part),) = parts("The video can be exported with the Export button.")

    assert part.action in ("export", "")


def test_another_label_belongs_to_the_same_verb() -> None:
    found = asked("Click the dots, then “Download”.")

    assert [action for _, action in found][-1] == "export"


def test_a_joiner_parts_only_what_asks() -> None:
    (_, words) = parts("I cut the intro and the outro.")[0]

    assert words.kind == CONTENT
    assert len(parts("I cut the intro and the outro.")) == 1


def test_a_tail_goes_with_its_instruction() -> None:
    found = parts("Click Export and enjoy.")

    assert found[0][1].action == "export"
    assert all(part.kind != CONTENT for _, part in found)


def test_each_row_and_sentence_has_its_number() -> None:
    found = [part for _, part in parts("One. Two.\nThree.")]

    assert [part.sentence for part in found] == [1, 2, 3]
    assert [part.row for part in found] == [0, 0, 1]


def test_a_sentence_without_an_end_is_content() -> None:
    ((_, part),) = parts("click export and then " * 120)

    assert part.kind == CONTENT
    assert not part.action
