from __future__ import annotations

import json
from typing import Any

import pytest

from studio.wire.events import event_writer
from studio.wire.habits import Silence, TurnHabits
from studio.wire.service_ports import Reply, ToolCall

Json = dict[str, Any]
DRAFT: Json = {"d": 5000, "t": [{"tt": 0, "sg": [{"d": 5000}]}, {"tt": 1, "sg": [{"d": 5000}]}]}
# The keys of events as three releases of the server were recorded to send them, in their order.
ORDER = (
    *("content", "partial", "finishReason", "errorCode", "errorMessage", "usageMetadata"),
    *("invocationId", "author", "actions", "nodeInfo", "longRunningToolIds", "id", "timestamp"),
)
CALL = ToolCall("add_title", {"text": "Hi"}, {"status": "ok"})
EDIT = Reply({}, DRAFT, "Title added, at 0-3 s.", (CALL,), changed=True, cost=1, op="title")


def events(reply: Reply, manner: TurnHabits | None = None) -> list[Json]:
    frames = event_writer(manner or TurnHabits(), lambda: 12.5).frames(reply)
    return [json.loads(frame[6:]) for frame in frames if frame.startswith("data: {")]


def texts(told: list[Json], *, partial: bool) -> list[str]:
    return [
        part["text"]
        for event in told
        if bool(event.get("partial")) == partial
        for part in event.get("content", {}).get("parts", [])
        if part.get("text") and not part.get("thought")
    ]


def test_an_edit_is_a_call_its_result_and_a_message() -> None:
    call, result, said = events(EDIT)

    assert call["content"]["parts"][0]["functionCall"]["name"] == "add_title"
    assert result["content"]["role"] == "user"
    assert said["content"]["parts"] == [{"text": "Title added, at 0-3 s."}]


def test_a_call_and_its_result_have_the_same_id() -> None:
    call, result, _ = events(EDIT)

    asked = call["content"]["parts"][0]["functionCall"]["id"]
    assert asked == result["content"]["parts"][0]["functionResponse"]["id"]
    assert asked.startswith("adk-")


def test_the_new_draft_comes_with_the_result() -> None:
    _, result, _ = events(EDIT)

    assert result["actions"]["stateDelta"] == {"draft": DRAFT}


@pytest.mark.parametrize("silence", [None, *Silence])
@pytest.mark.parametrize("streamed", [False, True])
def test_keys_stand_in_the_order_of_the_real_server(
    silence: Silence | None,
    streamed: bool,  # noqa: FBT001  a column of the table
) -> None:
    told = events(EDIT, TurnHabits(streamed=streamed, silence=silence, thought="Hm."))

    for event in told:
        assert [key for key in ORDER if key in event] == list(event)


def test_what_is_streamed_adds_up_to_the_whole() -> None:
    reply = Reply({}, DRAFT, "已为您添加标题 “夏天”，时长 3 秒。 Done, really.")

    told = events(reply, TurnHabits(streamed=True))

    assert "".join(texts(told, partial=True)) == reply.said
    assert texts(told, partial=False) == [reply.said]


def test_pieces_and_whole_share_one_id() -> None:
    told = events(Reply({}, DRAFT, "one two three"), TurnHabits(streamed=True))

    assert len({event["id"] for event in told}) == 1
    assert [event["partial"] for event in told] == [True, True, True, False]


@pytest.mark.parametrize("silence", list(Silence))
@pytest.mark.parametrize("streamed", [False, True])
def test_a_silent_turn_has_no_text_and_is_whole(
    silence: Silence,
    streamed: bool,  # noqa: FBT001  a column of the table
) -> None:
    told = events(EDIT, TurnHabits(streamed=streamed, silence=silence))

    last = told[-1]
    is_bare = "functionResponse" in str(last) and "skipSummarization" not in last["actions"]
    assert texts(told, partial=False) == []
    assert not last.get("partial")
    assert not is_bare


def test_a_film_is_told_in_two_stages() -> None:
    reply = Reply({}, DRAFT, "Here it is.", (CALL,), changed=True, cost=20, op="generate")

    told = events(reply)

    drafts = [event["actions"]["stateDelta"].get("draft") for event in told]
    assert [len(draft["t"]) for draft in drafts if draft] == [1, 2]


def test_a_question_has_no_tools() -> None:
    (only,) = events(Reply({}, DRAFT, "Which clip?"))

    assert only["content"]["parts"] == [{"text": "Which clip?"}]


def test_thoughts_stand_before_the_call() -> None:
    call, *_ = events(EDIT, TurnHabits(thought="One tool should do."))

    assert call["content"]["parts"][0] == {"text": "One tool should do.", "thought": True}


def test_talk_of_buttons_follows_the_message() -> None:
    told = events(EDIT, TurnHabits(buttons="You can preview it."))

    assert texts(told, partial=False) == ["Title added, at 0-3 s. You can preview it."]


def test_a_heartbeat_is_no_event() -> None:
    frames = event_writer(TurnHabits(heartbeat=": heartbeat"), lambda: 0.0).frames(EDIT)

    assert frames[1] == ": heartbeat"
    assert len(frames) == 4
