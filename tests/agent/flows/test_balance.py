"""The balance, as the backend tells it."""

from __future__ import annotations

import pytest

from agent.core.errors import LostError, RefusedError
from agent.core.notices import Balance
from agent.flows import balance
from tests.agent.playbook import Playbook, conversation, response


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
