"""The balance, as the backend tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agent.core.errors import LimitError, LostError, RefusedError
from agent.core.notices import Balance, Free, Spent
from agent.flows import balance
from tests.agent.playbook import Playbook, conversation, response

if TYPE_CHECKING:
    from tests.agent.playbook import Answer


def test_the_balance_is_told() -> None:
    book = Playbook()

    book.play(balance.tell(conversation()))

    assert [one for _, one in book.said] == [Balance(80, 5, 100)]


def test_a_balance_that_is_not_told_is_unknown() -> None:
    book = Playbook({"credits": [{"data": {}}]})

    book.play(balance.tell(conversation()))

    assert book.heard(Balance) == [Balance(None)]


def test_what_only_reads_is_asked_for_four_times_with_growing_pauses() -> None:
    book = Playbook({"credits": [LostError(), response(502, b"<html>"), LostError(), {"total": 1}]})

    book.play(balance.tell(conversation()))

    assert book.waits == [1, 2, 4]


def test_a_fault_that_stays_is_told() -> None:
    book = Playbook({"credits": [response(502, b"<html>")]})

    with pytest.raises(RefusedError) as refused:
        book.play(balance.tell(conversation()))

    assert refused.value.kind == "broken"
    assert len(book.requests("credits")) == 4


def told(*available: float | None) -> list[Answer]:
    """What the backend says its credits are, one time after another."""
    return [{"code": 0, "data": {"available": one}} for one in available]


def test_where_nothing_costs_nothing_is_asked() -> None:
    book, talk = Playbook(), conversation(backend="studio", max_credits=0.0)

    book.play(balance.tell(talk))
    book.play(balance.allow(talk))
    book.play(balance.settle(talk, 0))

    assert (book.names(), book.sent) == (["Free"], [])
    assert book.heard(Free)


def test_what_a_wish_has_cost_is_told_and_added_up() -> None:
    book, talk = Playbook({"credits": told(80, 50, 50, 45)}), conversation()

    for _ in range(2):
        before = talk.spent
        book.play(balance.allow(talk))
        book.play(balance.settle(talk, before))

    assert book.heard(Spent) == [Spent(30, 50), Spent(5, 45)]
    assert (talk.spent, talk.credits, talk.counted) == (35, 45, None)


def test_what_cost_nothing_is_not_told() -> None:
    book, talk = Playbook(), conversation()

    book.play(balance.allow(talk))
    book.play(balance.settle(talk, talk.spent))

    assert book.names() == []


@pytest.mark.parametrize(("spent", "most", "may"), [(49, 50, True), (50, 50, False), (0, 0, False)])
def test_a_limit_that_is_reached_is_kept_to(spent: float, most: float, *, may: bool) -> None:
    book, talk = Playbook(), conversation(spent=float(spent), max_credits=float(most))

    if may:
        book.play(balance.allow(talk))
    else:
        with pytest.raises(LimitError, match=f"{spent} of {most}"):
            book.play(balance.allow(talk))

    assert talk.spent == spent


def test_a_wish_of_several_messages_is_held_against_the_limit_before_each() -> None:
    book = Playbook({"credits": told(80, 60, 30)})
    talk = conversation(max_credits=50.0)

    book.play(balance.allow(talk))
    book.play(balance.allow(talk))
    with pytest.raises(LimitError):
        book.play(balance.allow(talk))

    assert talk.spent == 50


def test_what_somebody_spent_who_was_killed_is_counted_by_the_next() -> None:
    book, talk = Playbook({"credits": told(60)}), conversation(counted=80.0)

    book.play(balance.allow(talk))
    book.play(balance.settle(talk, 0))

    assert (talk.spent, book.heard(Spent)) == (20, [Spent(20, 60)])


def test_credits_that_were_added_are_no_spending() -> None:
    book, talk = Playbook({"credits": told(10, 500)}), conversation()

    book.play(balance.allow(talk))
    book.play(balance.settle(talk, 0))

    assert (talk.spent, talk.credits, book.names()) == (0, 500, [])


@pytest.mark.parametrize("wrong", [LostError(), response(500), {"code": 0, "data": {}}])
def test_a_wish_does_not_wait_for_a_balance_nobody_tells(wrong: Answer) -> None:
    book, talk = Playbook({"credits": [wrong]}), conversation(max_credits=5.0)

    book.play(balance.allow(talk))
    book.play(balance.settle(talk, 0))

    assert (book.waits, book.names(), talk.spent) == ([], [], 0)
    assert len(book.requests("credits")) == 1


def test_what_cannot_be_read_at_the_end_is_counted_later() -> None:
    book, talk = Playbook({"credits": [*told(80), LostError(), *told(60, 50)]}), conversation()

    book.play(balance.allow(talk))
    book.play(balance.settle(talk, 0))
    assert (talk.counted, talk.spent, book.names()) == (80, 0, [])
    book.play(balance.allow(talk))
    book.play(balance.settle(talk, 0))

    assert book.heard(Spent) == [Spent(20, 60)]
