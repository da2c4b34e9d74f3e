"""Frames: what is an event, an error, a refusal, and what is only a sign of life."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agent.wire import events
from agent.wire.events import Event, Failure, Refusal, TextPiece, ToolCall


def event(**found: Any) -> Event:
    """The event in a frame."""
    frame = events.parse(json.dumps(found))
    assert isinstance(frame, Event)
    return frame


def said(*parts: dict[str, Any], role: str = "model", **more: Any) -> Event:
    """An event with these parts."""
    return event(content={"role": role, "parts": list(parts)}, **more)


RESPONSE = {"functionResponse": {"name": "edit", "id": "c", "response": {"ok": True}}}


@pytest.mark.parametrize(
    "data",
    [
        "",
        " ",
        "heartbeat",
        "ping",
        ":",
        "[DONE]",
        "null",
        "[]",
        '"text"',
        "{",
        "{not json}",
        "{}",
        '{"type": "heartbeat"}',
        '{"type":"ping","timestamp":1}',
        '{"type": "heartbeat", "code": 0}',
        '{"code": 200, "message": "ok"}',
        '{"code": "0"}',
        '{"code": "soon"}',
        "\ufeff",
        "{" * 5_000,
    ],
    ids=lambda data: repr(data[:20]),
)
def test_a_heartbeat_in_any_spelling_is_nothing(data: str) -> None:
    assert events.parse(data) is None


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ('{"error": "it broke"}', "it broke"),
        ('{"error": ""}', ""),
        ('{"error": {"message": "it broke"}}', "it broke"),
        ('{"error": true, "message": "it broke"}', "it broke"),
        ('{"error": "\\ud800"}', "?"),
        ('{"error": "he said "no" to it"}', 'he said "no" to it'),
        ('{"error": "first line', "first line"),
        ('{"error": "line\none"}', "line\none"),
        ('{"error"', ""),
        ('{"error": "bad \\x escape"}', "bad \\x escape"),
        ('  {"error": "it broke"}\n', "it broke"),
    ],
)
def test_an_error_frame_is_a_failure_even_if_it_does_not_parse(data: str, message: str) -> None:
    assert events.parse(data) == Failure(message)


def test_the_text_of_an_error_is_bounded() -> None:
    for data in ('{"error": "%s"}', '{"error": ""%s"}'):
        frame = events.parse(data % ("x" * 9_000))

        assert isinstance(frame, Failure)
        assert len(frame.message) == 500


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        ('{"code": 1002, "message": "session gone"}', Refusal(1002, "session gone")),
        ('{"code": "1002", "msg": "session gone"}', Refusal(1002, "session gone")),
        ('{"code": 1001}', Refusal(1001, "")),
        ('{"error": null, "code": 429}', Refusal(429, "")),
        ('{"error": "no", "code": 2001}', Refusal(2001, "no")),
        ('{"error": {"code": 402, "message": "plan"}}', Refusal(402, "plan")),
    ],
)
def test_a_code_in_place_of_an_event_is_a_refusal(data: str, refusal: Refusal) -> None:
    assert events.parse(data) == refusal


def test_a_separator_that_travels_raw_does_not_cut_the_text() -> None:
    frame = events.parse('{"content":{"parts":[{"text":"a\u2028b\u2029c\u0085d"}]}}')

    assert isinstance(frame, Event)
    assert frame.pieces[0].text == "a\u2028b\u2029c\u0085d"


def test_pieces_are_texts_and_thoughts_in_their_order() -> None:
    found = said({"text": "hm", "thought": True}, {"text": ""}, {"text": "yes"}, {"odd": 1})

    assert found.pieces == (TextPiece("hm", is_thought=True), TextPiece("yes", is_thought=False))


def test_calls_and_answers_have_a_key_in_common() -> None:
    call = {"functionCall": {"name": "edit", "id": "c", "args": {"x": 1}}}

    found = said(call, RESPONSE, {"functionCall": "odd"})

    assert found.calls == (
        ToolCall("edit", "c", {"x": 1}),
        ToolCall("edit", "c", {"ok": True}, is_answer=True),
    )
    assert found.calls[0].key == found.calls[1].key == ("edit", "c")
    assert found.answers == found.calls[1:]


def test_an_event_knows_whose_it_is_and_what_it_brings() -> None:
    found = said(
        {"text": "x"},
        invocationId="i",
        author="a",
        branch="b",
        partial=True,
        finishReason="STOP",
        errorCode="SAFETY",
        errorMessage="no",
        longRunningToolIds=["c"],
        actions={"stateDelta": {"draft": {"t": []}}, "skipSummarization": True},
    )

    assert found.source == ("i", "a", "b")
    assert found.is_partial
    assert found.has_parts
    assert found.skips_summary
    assert (found.finish, found.error, found.error_text) == ("STOP", "SAFETY", "no")
    assert found.long_running == {"c"}
    assert found.draft == {"t": []}


@pytest.mark.parametrize(
    "odd",
    [
        {"content": None},
        {"content": "text"},
        {"content": {"parts": "text"}},
        {"content": {"parts": [None, 7, "x", []]}},
        {"content": {"parts": [{"text": {"deep": 1}}]}},
        {"actions": None},
        {"actions": {"stateDelta": "x"}},
        {"errorCode": "STOP"},
        {"content": {}, "error": "beside content"},
        {"content": {}, "code": 1002},
    ],
)
def test_odd_events_are_events_with_nothing_in_them(odd: dict[str, Any]) -> None:
    found = event(**odd)

    assert (found.pieces, found.calls, found.shown()) == ((), (), ())
    assert found.draft is None


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (said({"text": "x"}), "x"),
        (said({"text": "x"}, role="user"), ""),
        (said({"text": "x"}, author="user"), ""),
        (said({"text": "x"}, RESPONSE), ""),
        (said(RESPONSE, {"text": "x"}, role="user", actions={"skipSummarization": True}), "x"),
        (said(RESPONSE, {"text": '{"x":1}'}, actions={"skipSummarization": True}), ""),
        (said(RESPONSE, {"text": " [1]"}, actions={"skipSummarization": True}), ""),
        (said(RESPONSE, {"text": "{brace"}, actions={"skipSummarization": True}), "{brace"),
        (said({"text": "x"}, role="user", actions={"skipSummarization": True}), ""),
    ],
)
def test_texts_beside_answers_of_tools_are_not_for_people_except_one(
    found: Event, shown: str
) -> None:
    assert "".join(one.text for one in found.shown()) == shown
