from __future__ import annotations

from dataclasses import replace

import pytest

from intents import library, sentence_context
from intents.reply_part import ASK, CONDITION, CONTENT, LOCATED, MAYBE, TAIL, Part
from intents.request_verbs import CHAIN, CONDITIONAL, NEGATED, OPTIONAL, REPORTED, TOPICAL

PRESS = Part(0, 2, 1, kind=ASK, verbs=frozenset({"press"}), things=frozenset({"export"}), bare=True)
TALK = Part(0, 2, 1)


def made(*parts: Part) -> list[Part]:
    return sentence_context.resolve(library.reply_tables(), parts)


def actions(*parts: Part) -> list[str]:
    return [part.action for part in made(*parts)]


def test_nothing_comes_of_nothing() -> None:
    assert made() == []


def test_a_verb_and_a_thing_come_to_an_action() -> None:
    assert actions(PRESS) == ["export"]


def test_a_thing_without_a_rule_comes_to_nothing() -> None:
    odd = replace(PRESS, verbs=frozenset({"slide"}))

    assert [(part.kind, part.action) for part in made(odd)] == [(CONTENT, "")]


def test_a_denied_clause_denies_the_one_joined_to_it() -> None:
    denied = replace(PRESS, moods=frozenset({NEGATED}))

    _, second = made(denied, PRESS)

    assert NEGATED in second.moods


@pytest.mark.parametrize(("joined", "shared"), [(True, True), (False, False)])
def test_an_option_is_shared_over_a_joiner_alone(*, joined: bool, shared: bool) -> None:
    optional = replace(PRESS, moods=frozenset({OPTIONAL}))

    _, second = made(optional, replace(PRESS, joined=joined))

    assert (OPTIONAL in second.moods) is shared


def test_another_sentence_shares_nothing() -> None:
    denied = replace(PRESS, moods=frozenset({NEGATED}))

    _, second = made(denied, replace(PRESS, sentence=2, joined=True))

    assert second.moods == frozenset()


def test_it_is_what_was_named_before() -> None:
    named = replace(TALK, things=frozenset({"export"}))
    it = replace(PRESS, things=frozenset({"it"}), by_hand=True)

    _, second = made(named, it)

    assert second.action == "export"


def test_a_report_that_goes_on_is_a_report() -> None:
    soft = replace(PRESS, things=frozenset({"clip"}))

    assert actions(TALK, soft) == ["", ""]


def test_a_led_verb_behind_a_report_is_told() -> None:
    report = replace(TALK, moods=frozenset({REPORTED}))

    assert actions(report, replace(PRESS, led=True)) == ["", ""]
    assert actions(TALK, replace(PRESS, led=True)) == ["", "export"]


def test_a_condition_before_it_makes_it_conditional() -> None:
    condition = replace(TALK, kind=CONDITION)

    _, second = made(condition, PRESS)

    assert CONDITIONAL in second.moods


def test_a_wish_before_it_makes_it_optional() -> None:
    condition = replace(TALK, kind=CONDITION, moods=frozenset({OPTIONAL}))

    _, second = made(condition, PRESS)

    assert OPTIONAL in second.moods
    assert CONDITIONAL not in second.moods


def test_a_step_counts_beside_an_instruction() -> None:
    step = replace(PRESS, kind=MAYBE, verbs=frozenset({"choose"}), things=frozenset())

    assert actions(step) == [""]
    assert actions(PRESS, step) == ["export", "edit"]


def test_a_look_beside_an_instruction_goes_with_it() -> None:
    look = replace(PRESS, kind=MAYBE, verbs=frozenset({"view"}), things=frozenset())

    assert actions(PRESS, look) == ["export", "export"]


def test_a_place_without_an_action_is_content() -> None:
    placed = replace(TALK, kind=LOCATED, things=frozenset({"clip"}))

    (part,) = made(placed)

    assert part.kind == CONTENT


def test_more_about_a_place_goes_with_it() -> None:
    placed = replace(TALK, kind=LOCATED, things=frozenset({"export"}))
    more = replace(TALK, things=frozenset({"spot"}))

    _, second = made(placed, more)

    assert second.kind == TAIL


def test_a_chain_of_verbs_comes_to_its_request() -> None:
    chained = replace(PRESS, moods=frozenset({CHAIN}))
    request = replace(TALK, requests=True)

    first, second = made(chained, request)

    assert (first.action, second.kind) == ("export", TAIL)
    assert actions(chained, TALK) == ["", ""]


def test_a_topic_alone_comes_to_nothing() -> None:
    topic = replace(PRESS, moods=frozenset({TOPICAL}))

    assert actions(topic) == [""]


def listed(part: Part, row: int) -> Part:
    return replace(part, sentence=row, block=7, row=row)


def test_a_list_of_which_most_asks_is_one_of_instructions() -> None:
    found = made(listed(PRESS, 1), listed(PRESS, 2), listed(TALK, 3))

    assert [part.action for part in found] == ["export", "export", ""]
    assert found[2].kind == TAIL


def test_a_list_of_which_little_asks_is_content() -> None:
    found = made(listed(PRESS, 1), listed(TALK, 2), listed(TALK, 3))

    assert [(part.kind, part.action) for part in found] == [(CONTENT, "")] * 3


def test_one_item_of_two_is_no_list_of_instructions() -> None:
    assert actions(listed(PRESS, 1), listed(TALK, 2)) == ["", ""]
    assert actions(listed(PRESS, 1)) == ["export"]
