"""A message and its answer: said once, heard to its end, told whatever happens."""

from __future__ import annotations

from typing import Any

import pytest

from agent.core.errors import LostError, RefusedError, StoppedError, UnreachableError
from agent.core.failure_kind import FailureKind
from agent.core.notices import (
    Changed,
    CutShort,
    Failed,
    NothingChanged,
    Reply,
    StartedAnew,
    StillWorking,
    Waiting,
    Working,
)
from agent.core.state import WishState
from agent.flows import backend, chat
from agent.flows.backend import Step
from agent.flows.chat import TurnResult
from tests.agent.playbook import (
    CITY,
    EMPTY,
    NOTHING,
    SECRET,
    WITH_MUSIC,
    Answer,
    Happening,
    Playbook,
    answer,
    call,
    clip,
    conversation,
    refusal,
    response,
    text,
    track,
)

ERROR: dict[str, Any] = {"error": "it broke"}
GONE: dict[str, Any] = {"code": 1002, "message": "session gone"}


def told(book: Playbook, **more: Any) -> TurnResult:
    """What comes of the message."""
    return book.play(
        chat.chat(conversation(**more), "add music", Step(0, WishState.QUEUED, {"x": 1}))
    )


def stream(*happenings: Happening, **answers: list[Answer]) -> Playbook:
    """A backend that answers with this stream."""
    return Playbook(dict(answers), [list(happenings)])


def said(book: Playbook) -> list[str]:
    """What the backend said, as it was shown."""
    return [one.text for one in book.heard(Reply)]


def test_a_text_is_shown_and_what_changed_is_told() -> None:
    book = stream(text("Music is on."), state=[CITY, WITH_MUSIC])

    assert told(book) == TurnResult(WishState.DONE, is_heard=True)
    assert book.names() == ["Reply", "Changed"]
    assert said(book) == ["Music is on."]


def test_messages_are_shown_one_by_one_as_they_come() -> None:
    book = stream(3.0, text("One."), 4.0, text("Tw", partial=True), text("Two."), text("Two."))

    told(book)

    assert [(at, one.text) for at, one in book.said if isinstance(one, Reply)] == [
        (3, "One."),
        (7, "Two."),
        (7, "Two."),
    ]


def test_a_message_is_sent_with_the_words_and_a_fresh_key() -> None:
    book = stream(NOTHING)

    told(book)

    assert book.messages() == ["add music"]
    assert book.opened[0].headers["Idempotency-Key"] == "fresh-1"


def test_how_far_it_is_is_written_down_with_the_picture_from_before() -> None:
    book = stream(text("Done."), state=[CITY])

    told(book)

    assert book.states() == ["sending", "streaming"]
    for _, facts in book.marks:
        assert (facts["leg"], facts["x"], facts["said"]) == (0, 1, "add music")
        assert facts["key"] == "fresh-1"
        assert backend.snapshot(facts["before"]).timeline.is_ready


def test_tools_at_work_are_shown() -> None:
    book = stream(call("add_music"), answer("add_music"), text("Done."))

    told(book)

    assert book.heard(Working) == [Working("add_music")]


def test_silence_is_broken_with_the_state() -> None:
    book = stream(NOTHING, state=[EMPTY, CITY])

    assert told(book).is_heard
    assert book.names() == ["Changed"]


def test_silence_is_broken_with_the_draft_on_the_stream() -> None:
    delta = {"stateDelta": {"draft": {"t": [track(0, clip("city"))]}}}
    book = stream({"actions": delta})

    told(book)

    assert book.heard(Changed)[0].changes[0].name == "city"


def test_silence_about_nothing_is_told() -> None:
    book = stream(NOTHING)

    told(book)

    assert [one for _, one in book.said] == [NothingChanged()]


@pytest.mark.parametrize("shown", [[], [text("Half")], [text("Half", partial=True)]])
def test_an_error_is_told_once_behind_the_text(shown: list[dict[str, Any]]) -> None:
    book = stream(*shown, {"errorCode": "E", "errorMessage": "it broke"}, ERROR)

    assert told(book).end == "failed"
    assert book.heard(Failed) == [Failed(FailureKind.BACKEND_ERROR, message="it broke", retry=True)]
    assert said(book) == ["Half"] * len(shown)


def test_a_refusal_behind_an_error_is_not_sent_again() -> None:
    book = Playbook(streams=[[ERROR, GONE], [text("never")]])

    assert told(book).end == "failed"
    assert len(book.opened) == 1


def test_an_error_whose_line_breaks_is_an_error() -> None:
    book = stream(ERROR, LostError())

    assert told(book).end == "failed"
    assert "Looking" not in book.names()


def test_what_changed_before_an_error_is_told() -> None:
    book = stream(ERROR, state=[EMPTY, CITY])

    told(book)

    assert book.names() == ["Changed", "Failed"]


def test_a_refusal_behind_events_is_a_failure_and_not_sent_again() -> None:
    book = stream(call("add_music"), GONE)

    assert told(book).end == "failed"
    assert book.heard(Failed) == [
        Failed(FailureKind.BACKEND_ERROR, message="session gone", retry=True)
    ]
    assert len(book.opened) == 1


@pytest.mark.parametrize(
    ("first", "notice"),
    [
        ([GONE], StartedAnew()),
        (["", "heartbeat", GONE], StartedAnew()),
        (refusal(1002), StartedAnew()),
        (response(404, {"detail": "Session not found"}), StartedAnew()),
        (response(429, {}, retry_after="5"), Waiting(5)),
        ([{"code": 429}], Waiting(30)),
    ],
)
def test_a_refused_message_is_mended_and_sent_again_with_the_same_key(
    first: list[Happening] | Answer, notice: object
) -> None:
    book = Playbook(streams=[first, [text("Done.")]])

    assert told(book).end == "done"
    assert notice in [one for _, one in book.said]
    assert book.messages() == ["add music"] * 2
    assert {one.headers["Idempotency-Key"] for one in book.opened} == {"fresh-1"}


@pytest.mark.parametrize("first", [[{"code": 1001}], refusal(1001), response(401, {})])
def test_a_refused_token_is_renewed_before_the_message_goes_again(
    first: list[Happening] | Answer,
) -> None:
    book = Playbook({"token": [{"token": "new"}]}, [first, [text("Done.")]])

    told(book)

    bearers = [one.headers["Authorization"] for one in book.opened]
    assert bearers == [f"Bearer {SECRET}", "Bearer new"]


def test_a_new_session_is_compared_to_nothing() -> None:
    book = Playbook({"state": [CITY, EMPTY]}, [[GONE], [text("Done.")]])

    told(book)

    assert not book.heard(Changed)
    assert book.opened[1].json["session_id"] == "s-2"
    assert not backend.snapshot(book.marks[-1][1]["before"]).timeline.is_ready


@pytest.mark.parametrize("code", [1001, 1002, 429])
def test_the_same_refusal_twice_is_told(code: int) -> None:
    book = Playbook(streams=[refusal(code), [{"code": code}], [text("never")]])

    with pytest.raises(RefusedError, match=str(code)):
        told(book)

    assert len(book.opened) == 2
    assert book.states()[-1] == "refused"


@pytest.mark.parametrize("code", [2001, 402, 403])
def test_a_refusal_that_nothing_mends_is_told_at_once(code: int) -> None:
    book = Playbook(streams=[refusal(code)])

    with pytest.raises(RefusedError, match=str(code)):
        told(book)

    assert len(book.opened) == 1


@pytest.mark.parametrize(
    "first",
    [
        LostError(),
        [LostError()],
        [],
        [text("Half", partial=True), LostError()],
        [call("add_music")],
        [call("add_music"), answer("add_music")],
        response(500, {}),
        response(502, b"<html>"),
        response(504, b""),
        response(200, b"<html>"),
        response(200, {"code": 0}),
    ],
)
def test_what_may_have_been_heard_is_looked_for_and_never_sent_again(
    first: list[Happening] | Answer,
) -> None:
    book = Playbook({"state": [CITY, CITY, WITH_MUSIC]}, [first, [text("never")]])

    assert told(book).end == "done"
    assert len(book.opened) == 1
    assert book.names()[-2:] == ["Looking", "Changed"]
    assert book.now == 90


def test_a_lost_message_of_which_nothing_is_seen_is_uncertain() -> None:
    book = stream(3.0, LostError())

    assert told(book).end == "uncertain"
    assert book.times("state") == [0, 33, 93, 153, 213, 273]
    assert book.names()[-1] == "Uncertain"


def test_a_backend_that_cannot_be_reached_is_tried_three_times() -> None:
    book = Playbook(streams=[UnreachableError(), UnreachableError(), [text("Done.")]])

    assert told(book).end == "done"
    assert book.waits == [1, 2]


def test_a_backend_that_stays_away_is_told() -> None:
    book = Playbook(streams=[UnreachableError()] * 3)

    with pytest.raises(UnreachableError):
        told(book)

    assert len(book.opened) == 3


def test_there_is_a_sign_of_life_every_two_minutes() -> None:
    beats: list[Happening] = [50.0, "heartbeat"]
    book = stream(*beats * 10, text("Done."))

    told(book)

    assert [at for at, one in book.said if isinstance(one, StillWorking)] == [120, 240, 360, 480]


@pytest.mark.parametrize("beats", [[], [40.0, "heartbeat", 40.0, ""] * 20])
def test_ten_minutes_without_an_event_are_a_line_that_is_dead(beats: list[Happening]) -> None:
    book = stream(100.0, call("add_music"), *beats, 2_000.0)

    assert told(book).end == "uncertain"
    assert book.closed == [0]
    assert [at for at, one in book.said if type(one).__name__ == "Looking"] == [700]


def test_a_turn_ends_after_a_quarter_of_an_hour() -> None:
    pieces: list[Happening] = [100.0, text("x", partial=True)]
    book = stream(*pieces * 20)

    told(book)

    assert book.closed == [0]
    assert [(at, one.text) for at, one in book.said if isinstance(one, Reply)] == [(900, "x" * 9)]


HICCUP = "I encountered a temporary issue. Please try again."


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (["Music is on.", HICCUP], ["Music is on."]),
        ([HICCUP], [HICCUP]),
        (["One.", HICCUP, "Two."], ["One.", HICCUP, "Two."]),
        (["One.", HICCUP, HICCUP], ["One.", HICCUP]),
    ],
)
def test_a_hiccup_at_the_end_of_good_text_is_dropped(texts: list[str], shown: list[str]) -> None:
    book = stream(*map(text, texts))

    told(book)

    assert said(book) == shown


def test_a_text_that_was_cut_has_one_note() -> None:
    book = stream(text("Once upon") | {"finishReason": "MAX_TOKENS"})

    assert told(book).end == "done"
    assert book.names() == ["Reply", "CutShort"]
    assert book.heard(CutShort) == [CutShort("MAX_TOKENS")]


def test_talk_of_buttons_becomes_what_is_to_be_done() -> None:
    book = stream(text("Music is on. Click the Export button."))

    found = told(book)

    assert said(book) == ["Music is on."]
    assert [one.name for one in found.actions] == ["export"]


def test_nothing_but_talk_of_buttons_is_not_heard() -> None:
    book = stream(text("Click the Export button."))

    assert not told(book).is_heard
    assert not book.said


def test_a_stop_goes_through() -> None:
    with pytest.raises(StoppedError):
        told(stream(text("Half"), StoppedError()))


@pytest.mark.parametrize(("after", "end"), [(CITY, "done"), (EMPTY, "uncertain")])
def test_a_wish_that_was_cut_off_is_looked_for(after: dict[str, Any], end: str) -> None:
    book = Playbook({"state": [after]})
    before = backend.Snapshot({"t": []})

    assert book.play(chat.look(conversation(), before)).end == end
    assert not book.opened
