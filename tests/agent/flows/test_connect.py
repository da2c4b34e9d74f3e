"""Connecting: a token of one's own, kept or new; a session; and what stands in the way."""

from __future__ import annotations

import pytest

from agent.core.errors import GarbledError, LostError, RefusedError, UnreachableError
from agent.core.notices import Connecting, Ready, Waiting
from agent.flows import connect
from tests.agent.playbook import (
    SECRET,
    Playbook,
    conversation,
    refusal,
    response,
    stranger,
)


def test_whoever_is_connected_is_not_connected_again() -> None:
    book = Playbook()

    book.play(connect.connect(conversation()))

    assert not book.sent
    assert not book.said


def test_a_stranger_gets_a_token_and_a_session_and_both_are_kept() -> None:
    book, talk = Playbook(), stranger(language="zh")

    book.play(connect.connect(talk))

    assert (talk.token, talk.session, talk.task) == (SECRET, "s-2", "t-2")
    assert book.kept == SECRET
    assert [one for _, one in book.said] == [Connecting("Connecting..."), Ready("s-2", "cloud")]


def test_the_session_speaks_the_language_of_the_person() -> None:
    book = Playbook()

    book.play(connect.connect(stranger(language="zh")))

    assert book.requests("session")[0].json["language"] == "zh"


def test_the_client_id_goes_with_the_request_for_a_token() -> None:
    book = Playbook()

    book.play(connect.connect(stranger()))

    assert book.requests("token")[0].headers["X-Client-Id"] == "client-0"


def test_a_token_of_ones_own_is_used_and_not_written_down() -> None:
    book = Playbook()

    book.play(connect.connect(stranger(token="own", has_own_token=True)))  # noqa: S106 - a name

    assert not book.requests("token")
    assert book.kept == ""
    assert book.requests("session")[0].headers["Authorization"] == "Bearer own"


def test_a_kept_token_is_used_again() -> None:
    book, talk = Playbook(kept="kept"), stranger()

    book.play(connect.connect(talk))

    assert not book.requests("token")
    assert talk.token == "kept"  # noqa: S105 - a name


def test_a_kept_token_that_is_refused_is_replaced() -> None:
    session = {"data": {"session_id": "s-2", "task_id": "t-2"}}
    book = Playbook({"session": [refusal(1001), session]}, kept="stale")

    book.play(connect.connect(stranger()))

    bearers = [one.headers["Authorization"] for one in book.requests("session")]
    assert bearers == ["Bearer stale", f"Bearer {SECRET}"]
    assert book.kept == SECRET


def test_a_token_that_somebody_else_has_renewed_meanwhile_is_taken() -> None:
    session = {"data": {"session_id": "s-2", "task_id": "t-2"}}
    book = Playbook({"session": [refusal(1001), session]}, kept="renewed")

    book.play(connect.connect(stranger(token="stale")))  # noqa: S106 - a name

    assert not book.requests("token")
    assert book.kept == "renewed"


def test_a_token_of_ones_own_that_is_refused_is_left_alone() -> None:
    book = Playbook({"session": [refusal(1001)]}, kept="kept")
    talk = stranger(token="own", has_own_token=True)  # noqa: S106 - a name

    with pytest.raises(RefusedError, match="1001"):
        book.play(connect.connect(talk))

    assert (talk.token, book.kept) == ("own", "kept")


def test_a_busy_backend_is_waited_for_once() -> None:
    busy = response(429, {"message": "slow"}, retry_after="45")
    book = Playbook({"token": [busy, {"token": "t"}]})

    book.play(connect.connect(stranger()))

    assert book.times("token") == [0, 45]
    assert book.heard(Waiting) == [Waiting(45)]


def test_a_second_429_says_that_this_machine_waits_out_its_week() -> None:
    book = Playbook({"token": [response(429, {})]})

    with pytest.raises(RefusedError) as refused:
        book.play(connect.connect(stranger()))

    assert refused.value.kind == "token_wait"
    assert book.times("token") == [0, 30]


@pytest.mark.parametrize(
    ("said", "after", "kind", "times"),
    [
        ("one token per client in 7 days", "", "token_wait", [0, 30]),
        ("今週の分は取得済みです（7日間に1回）", "", "token_wait", [0, 30]),
        ("too many requests, slow down", "", "busy", [0, 30]),
        ("请求过于频繁，请稍后再试", "", "busy", [0, 30]),
        ("", "20", "busy", [0, 20]),
        ("one token per client", "20", "busy", [0, 20]),
        ("", "400000", "token_wait", [0]),
        ("slow down", "Wed, 21 Oct 2026 07:28:00 GMT", "busy", [0, 30]),
    ],
)
def test_how_long_a_429_on_the_token_lasts_is_read_from_it(
    said: str, after: str, kind: str, times: list[float]
) -> None:
    busy = response(429, {"message": said}, retry_after=after)
    book = Playbook({"token": [busy]})

    with pytest.raises(RefusedError) as refused:
        book.play(connect.connect(stranger()))

    assert refused.value.kind == kind
    assert book.times("token") == times


def test_a_client_id_that_is_not_taken_is_made_anew_once() -> None:
    missing = response(400, {"message": "Missing X-Client-Id"})
    book = Playbook({"token": [missing]})

    with pytest.raises(RefusedError) as refused:
        book.play(connect.connect(stranger()))

    assert refused.value.kind == "client_id"
    ids = [one.headers["X-Client-Id"] for one in book.requests("token")]
    assert ids == ["client-0", "client-1"]


@pytest.mark.parametrize("error", [UnreachableError, LostError])
def test_a_token_is_asked_for_twice_when_the_line_breaks(error: type[Exception]) -> None:
    book = Playbook({"token": [error(), {"token": "t"}]})

    book.play(connect.connect(stranger()))

    assert book.times("token") == [0, 1]


@pytest.mark.parametrize(
    ("endpoint", "error"),
    [("token", UnreachableError), ("token", LostError), ("session", LostError)],
)
def test_a_line_that_stays_broken_is_told(endpoint: str, error: type[Exception]) -> None:
    book = Playbook({endpoint: [error()]})

    with pytest.raises(error):
        book.play(connect.connect(stranger()))

    assert len(book.requests(endpoint)) == 2


@pytest.mark.parametrize("endpoint", ["token", "session"])
def test_an_answer_without_what_was_asked_for_is_garbled(endpoint: str) -> None:
    book = Playbook({endpoint: [{"code": 0, "data": {}}]})

    with pytest.raises(GarbledError, match=endpoint):
        book.play(connect.connect(stranger()))


def test_another_refusal_of_a_token_is_told_as_it_is() -> None:
    book = Playbook({"token": [response(403, {"message": "no"})]})

    with pytest.raises(RefusedError, match="403 no"):
        book.play(connect.connect(stranger()))


def test_a_session_outlives_its_token() -> None:
    book, talk = Playbook(), conversation(token="")

    book.play(connect.connect(talk))

    assert (talk.token, talk.session) == (SECRET, "s-1")
    assert not book.requests("session")
