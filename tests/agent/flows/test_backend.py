"""Asking the backend: what is mended, what is asked again, and what never is."""

from __future__ import annotations

from typing import Any

import pytest

from agent.core.errors import LostError, RefusedError, StoppedError, UnreachableError
from agent.core.notices import StartedAnew, Waiting
from agent.flows import backend
from agent.flows.backend import UNKNOWN, Snapshot
from agent.wire import replies
from agent.wire.requests import Caller
from tests.agent.playbook import (
    CITY,
    SECRET,
    Answer,
    Playbook,
    conversation,
    refusal,
    response,
    state,
)

FINE: Answer = {"code": 0, "data": {"available": 1}}


@pytest.mark.parametrize("code", [1001, 1010, 1011, 401])
def test_a_refused_token_is_renewed_with_the_same_client_id(code: int) -> None:
    book = Playbook({"credits": [refusal(code), FINE]}, kept=SECRET)

    reply = book.play(backend.ask(conversation(), Caller.credits))

    assert reply.is_fine
    assert book.requests("token")[0].headers["X-Client-Id"] == "client-0"


def test_a_token_is_renewed_once() -> None:
    book = Playbook({"credits": [refusal(1001)]})

    with pytest.raises(RefusedError, match="1001"):
        book.play(backend.ask(conversation(), Caller.credits))

    assert len(book.requests("credits")) == 2


def test_a_token_that_another_flow_has_renewed_is_not_renewed_again() -> None:
    book, talk = Playbook(), conversation(token="new")  # noqa: S106 - a name
    reply = replies.BackendReply(1001)

    assert book.play(backend.mend(talk, reply, "old"))
    assert not book.sent


def test_a_session_that_is_gone_is_made_anew_and_said() -> None:
    gone = response(404, {"detail": "Session not found"})
    book, talk = Playbook({"state": [gone, CITY]}), conversation()

    found = book.play(backend.state(talk))

    assert found.timeline.is_ready
    assert book.heard(StartedAnew)
    assert talk.session == "s-2"


def test_nobody_without_a_session_is_given_another_one() -> None:
    book = Playbook({"session": [refusal(1002)]})

    with pytest.raises(RefusedError, match="1002"):
        book.play(backend.new_session(conversation()))

    assert len(book.requests("session")) == 1


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7), ("nan", 30), ("9999", 120), ("-1", 1), ("", 30)]
)
def test_a_busy_backend_is_waited_for_as_it_asks_within_bounds(header: str, seconds: int) -> None:
    book = Playbook({"credits": [response(429, {}, retry_after=header), FINE]})

    book.play(backend.ask(conversation(), Caller.credits))

    assert book.waits == [seconds]
    assert book.heard(Waiting) == [Waiting(seconds)]


def test_several_things_may_be_mended_on_the_way() -> None:
    book = Playbook({"state": [refusal(1001), response(429, {}), refusal(1002), CITY]})

    assert book.play(backend.state(conversation())).timeline.is_ready


@pytest.mark.parametrize("code", [2001, 4001, 4002, 402, 403])
def test_what_cannot_be_mended_is_told_at_once(code: int) -> None:
    book = Playbook({"credits": [refusal(code, "no")]})

    with pytest.raises(RefusedError, match=f"{code} no"):
        book.play(backend.ask(conversation(), Caller.credits))

    assert len(book.sent) == 1


@pytest.mark.parametrize(
    ("wrong", "is_repeatable", "times"),
    [
        (UnreachableError(), False, 2),
        (LostError(), False, 1),
        (LostError(), True, 2),
        (response(502, b"<html>"), True, 2),
        (response(502, b"<html>"), False, 1),
    ],
)
def test_what_changes_something_is_repeated_only_where_that_does_no_harm(
    wrong: Answer,
    *,
    is_repeatable: bool,
    times: int,
) -> None:
    book = Playbook({"claim": [wrong]})

    with pytest.raises((LostError, UnreachableError, RefusedError)):
        book.play(
            backend.ask(
                conversation(), lambda caller: caller.claim("t", "s"), is_repeatable=is_repeatable
            )
        )

    assert len(book.sent) == times


def test_a_stop_is_heard_while_waiting() -> None:
    book = Playbook({"credits": [response(429, {})]}, stops_at=10)

    with pytest.raises(StoppedError):
        book.play(backend.ask(conversation(), Caller.credits))


@pytest.mark.parametrize(
    ("before", "known"),
    [
        (Snapshot({"t": []}, media=("a",)), True),
        (Snapshot(), True),
        (UNKNOWN, False),
    ],
)
def test_a_snapshot_is_read_as_it_was_written(before: Snapshot, *, known: bool) -> None:
    found = backend.snapshot(before.to_facts())

    assert found == before
    assert found.is_known is known


@pytest.mark.parametrize("facts", [None, "odd", []])
def test_a_snapshot_that_was_not_written_is_unknown(facts: Any) -> None:
    assert backend.snapshot(facts) is UNKNOWN


@pytest.mark.parametrize("wrong", [LostError(), response(500, {}), refusal(403)])
def test_not_knowing_the_state_is_no_reason_to_stop(wrong: Answer) -> None:
    book = Playbook({"state": [wrong]})

    assert book.play(backend.state_if_told(conversation())) is UNKNOWN


@pytest.mark.parametrize("code", [1001, 1002])
def test_a_token_or_session_beyond_mending_is_one(code: int) -> None:
    book = Playbook({"state": [refusal(code)]})

    with pytest.raises(RefusedError, match=str(code)):
        book.play(backend.state_if_told(conversation()))


def test_the_state_says_whom_a_link_binds() -> None:
    book, talk = Playbook({"state": [{"data": {"user_id": "u-1", "state": {}}}]}), conversation()

    book.play(backend.state(talk))

    assert talk.bind == "u-1"


def test_a_link_shows_the_claim_and_never_the_token() -> None:
    book = Playbook({"claim": [{"data": {"claim_token": "clm_a-1"}}]})

    link = book.play(backend.link(conversation()))

    assert link == "https://web.example/workspace/claim?ct=clm_a-1"


@pytest.mark.parametrize(
    "wrong",
    [
        response(404, {"detail": "Not Found"}),
        LostError(),
        refusal(2001),
        {"data": {}},
        {"data": {"claim_token": SECRET}},
        {"data": {"claim_token": "a&b=c"}},
        {"data": {"claim_token": "clé"}},
        {"data": {"claim_token": "--"}},
    ],
)
def test_a_backend_without_links_gives_none(wrong: Answer) -> None:
    assert Playbook({"claim": [wrong]}).play(backend.link(conversation())) == ""


def test_nobody_without_a_task_asks_for_a_link() -> None:
    book = Playbook()

    assert book.play(backend.link(conversation(task=""))) == ""
    assert not book.sent


HTML: Answer = response(502, b"<html>")
A_TOKEN: Answer = {"code": 0, "data": {"token": "new"}}


@pytest.mark.parametrize("wrong", [HTML, LostError(), UnreachableError()])
def test_a_token_is_asked_for_twice(wrong: Answer) -> None:
    book, talk = Playbook({"token": [wrong, A_TOKEN]}), conversation(token="")

    book.play(backend.new_token(talk))

    assert (talk.token, len(book.requests("token"))) == ("new", 2)


@pytest.mark.parametrize("wrong", [HTML, LostError(), UnreachableError()])
def test_a_token_is_not_asked_for_a_third_time(wrong: Answer) -> None:
    book = Playbook({"token": [wrong]})

    with pytest.raises((RefusedError, LostError, UnreachableError)):
        book.play(backend.new_token(conversation(token="")))

    assert len(book.requests("token")) == 2


@pytest.mark.parametrize("wrong", [HTML, LostError()])
def test_a_session_is_asked_for_twice(wrong: Answer) -> None:
    fine: Answer = {"code": 0, "data": {"session_id": "s-9"}}
    book, talk = Playbook({"session": [wrong, fine]}), conversation()

    book.play(backend.new_session(talk))

    assert (talk.session, len(book.requests("session"))) == ("s-9", 2)


@pytest.mark.parametrize("wrong", [HTML, LostError()])
def test_a_link_is_asked_for_twice(wrong: Answer) -> None:
    book = Playbook({"claim": [wrong, {"data": {"claim_token": "clm_1"}}]})

    assert book.play(backend.link(conversation())).endswith("ct=clm_1")
    assert len(book.requests("claim")) == 2


def test_what_only_reads_is_asked_for_four_times_where_the_backend_is_broken() -> None:
    book = Playbook({"state": [HTML, HTML, HTML, CITY]})

    assert book.play(backend.state(conversation())).timeline.is_ready
    assert len(book.requests("state")) == 4


def test_chance_decides_the_whole_of_a_pause() -> None:
    book = Playbook({"state": [LostError(), LostError(), CITY]}, chance=0.25)

    book.play(backend.state(conversation()))

    assert book.waits == [0.25, 0.5]


def test_two_tries_are_apart_by_growing_pauses_and_some_chance() -> None:
    book = Playbook({"state": [LostError(), LostError(), LostError(), state()]})

    book.play(backend.state(conversation()))

    assert book.waits == [1, 2, 4]
