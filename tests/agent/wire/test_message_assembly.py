"""Messages out of streams: each text once, what went wrong once, and whether it was all.

The recorded streams are answers of three releases of a server to 34 scripted turns.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from agent.wire import events
from agent.wire.message_assembly import MessageAssembly

STREAMS = Path(__file__).with_name("streams.jsonl.gz")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded stream, cut into the data of its events, and what a person must have seen."""

    name: str
    frames: tuple[str, ...]
    expect: dict[str, Any]


def recorded() -> list[Recorded]:
    """All of them."""
    with gzip.open(STREAMS, "rt", encoding="utf-8") as file:
        rows = [json.loads(row) for row in file]
    return [
        Recorded(
            f"{row['adk']}-{row['script']}-{'stream' if row['streaming'] else 'whole'}-{number}",
            tuple(frame[6:] for frame in row["body"].split("\n\n") if frame.startswith("data: ")),
            row["expect"],
        )
        for number, row in enumerate(rows)
    ]


RECORDED = recorded()
# One server takes back what it has said.
STEADY = [one for one in RECORDED if "rewrite" not in one.name]


def gathered(*frames: str | dict[str, Any]) -> MessageAssembly:
    """Everything that these frames say, before the end is known."""
    gathering = MessageAssembly()
    for one in frames:
        frame = events.parse(one if isinstance(one, str) else json.dumps(one))
        if frame is not None:
            gathering.add(frame)
    return gathering


def ended(*frames: str | dict[str, Any]) -> MessageAssembly:
    """The same, and the stream is over."""
    gathering = gathered(*frames)
    gathering.end()
    return gathering


def flat(messages: list[str] | str) -> str:
    """Without line ends, which do not count between messages."""
    return "".join(messages).replace("\n", "").replace("\r", "")


def is_bare(frame: str) -> bool:
    """Whether something must still come behind this event, as the JSON itself shows it."""
    found = json.loads(frame)
    parts = found.get("content", {}).get("parts") or []
    has_call = any("functionCall" in part for part in parts)
    is_long = bool(found.get("longRunningToolIds"))
    return bool(parts) and (found.get("partial") is True or (has_call and not is_long))


def part(text: str, *, thought: bool = False) -> dict[str, Any]:
    """A part with a text."""
    return {"text": text, "thought": True} if thought else {"text": text}


def event(*parts: dict[str, Any] | str, author: str = "nemo", **more: Any) -> dict[str, Any]:
    """An event with these parts."""
    given = [part(one) if isinstance(one, str) else one for one in parts]
    return {"content": {"role": "model", "parts": given}, "author": author, **more}


def partial(*parts: dict[str, Any] | str, **more: Any) -> dict[str, Any]:
    """The same, announced in pieces."""
    return event(*parts, partial=True, **more)


THOUGHT = {"text": "hm", "thought": True}
CALL = {"functionCall": {"name": "edit", "id": "c", "args": {}}}
ANSWER = {"functionResponse": {"name": "edit", "id": "c", "response": {}}}


def test_there_are_186_recorded_streams() -> None:
    assert len(RECORDED) == 186


@pytest.mark.parametrize("stream", RECORDED, ids=lambda one: one.name)
def test_a_recorded_stream_says_what_a_person_must_have_seen(stream: Recorded) -> None:
    gathering = ended(*stream.frames)

    expect = stream.expect
    assert flat(gathering.messages) == flat(expect["text"])
    assert (not gathering.messages) == expect["silent"]
    assert (gathering.failure is not None) == expect["error"]
    assert (gathering.cut_short or None) == expect["truncated"]
    assert gathering.has_thoughts == expect["thoughts"]
    assert sorted(one.name for one in gathering.tools) == sorted(expect["tools"])


@pytest.mark.parametrize("stream", RECORDED, ids=lambda one: one.name)
def test_a_recorded_stream_without_an_error_is_whole(stream: Recorded) -> None:
    gathering = gathered(*stream.frames)

    assert gathering.is_whole or stream.expect["error"]


@pytest.mark.parametrize("stream", STEADY, ids=lambda one: one.name)
def test_a_cut_stream_says_nothing_twice(stream: Recorded) -> None:
    whole = flat(stream.expect["text"])

    for cut in range(len(stream.frames)):
        said = flat(ended(*stream.frames[:cut]).messages)

        # Two who speak at once are cut in the midst of both.
        assert whole.startswith(said) or Counter(said.split()) <= Counter(whole.split())


@pytest.mark.parametrize("stream", RECORDED, ids=lambda one: one.name)
def test_a_stream_is_not_whole_where_something_must_still_come(stream: Recorded) -> None:
    for cut in range(1, len(stream.frames)):
        if is_bare(stream.frames[cut - 1]):
            assert not gathered(*stream.frames[:cut]).is_whole


def test_an_empty_stream_is_silent_and_not_whole() -> None:
    gathering = ended("heartbeat", "")

    assert gathering.is_silent
    assert not gathering.is_whole


@pytest.mark.parametrize(
    ("frames", "messages"),
    [
        ([event("a", "b")], ["ab"]),
        ([event("a"), event("a")], ["a", "a"]),
        ([event(" \n")], []),
        ([partial("a"), partial("b"), event("ab")], ["ab"]),
        ([partial("a"), partial("b")], ["ab"]),
        ([partial("a"), event(CALL), event(ANSWER), event("a")], ["a"]),
        ([partial(part("hm", thought=True)), partial("a"), event("hma")], ["a"]),
        ([partial("a "), partial("b "), partial("c"), event("a c")], ["a b c"]),
        ([partial("a"), partial("ab"), event("ab")], ["ab"]),
        ([partial("a"), partial("ab"), partial("abc"), event("abc")], ["abc"]),
        ([partial("a"), partial("ab")], ["ab"]),
        ([partial("a"), event("something else")], ["something else"]),
        ([partial("a"), partial("b"), event("b a")], ["b a"]),
        ([partial("x", author="one"), partial("y", author="two")], ["x", "y"]),
        ([partial("x", author="one"), partial("y", author="two"), event("y", author="two")],
         ["y", "x"]),
        ([event(part("hm", thought=True), "a")], ["a"]),
        ([event("mine", author="user"), event("yours")], ["yours"]),
    ],
)  # fmt: skip
def test_every_text_is_said_once(frames: list[dict[str, Any]], messages: list[str]) -> None:
    assert ended(*frames).messages == messages


def test_a_message_is_told_when_it_is_complete() -> None:
    gathering = MessageAssembly()
    frames = [partial("a"), partial("b"), event("ab")]

    told = [gathering.add(events.parse(json.dumps(one)) or events.Failure("")) for one in frames]

    assert told == [[], [], ["ab"]]


def test_what_is_on_its_way_can_be_seen() -> None:
    assert gathered(partial(part("hm", thought=True)), partial("a"), partial("b")).preview() == "ab"


@pytest.mark.parametrize("code", ["STOP", "MODEL_RETURNED_NO_CONTENT", "FINISH_REASON_UNSPECIFIED"])
def test_error_codes_that_are_none_leave_a_turn_silent(code: str) -> None:
    gathering = ended(event(errorCode=code))

    assert gathering.is_silent
    assert gathering.is_whole


def test_another_error_code_is_a_failure() -> None:
    gathering = ended(event(errorCode="MALFORMED_FUNCTION_CALL", errorMessage="it broke"))

    assert gathering.failure == "it broke"
    assert not gathering.is_silent


def test_a_failure_that_is_reported_twice_is_told_as_it_was_first() -> None:
    gathering = ended(event(errorCode="E", errorMessage="first"), '{"error": "second"}')

    assert gathering.failure == "first"


def test_what_was_pending_is_said_before_the_error() -> None:
    gathering = ended(partial("half a sent"), '{"error": "it broke"}')

    assert gathering.messages == ["half a sent"]
    assert gathering.failure == "it broke"


def test_an_error_without_words_is_no_silence() -> None:
    gathering = ended(event(CALL), event(ANSWER), '{"error": ""}')

    assert gathering.failure == ""
    assert not gathering.is_silent


@pytest.mark.parametrize(
    "frames",
    [
        [event("a", errorCode="SAFETY")],
        [event("a", finishReason="SAFETY")],
        [partial("a"), event(errorCode="SAFETY")],
        [event("a"), event(errorCode="SAFETY")],
        [event("a"), event(finishReason="SAFETY")],
        [event("a"), event(THOUGHT, finishReason="SAFETY")],
        [partial("a", finishReason="SAFETY")],
        [partial("a", finishReason="SAFETY"), event("a")],
        [partial("a"), partial(errorCode="SAFETY"), event("a")],
    ],
)
def test_a_text_that_was_cut_is_shown_with_its_reason(frames: list[dict[str, Any]]) -> None:
    gathering = ended(*frames)

    assert gathering.messages == ["a"]
    assert gathering.cut_short == "SAFETY"
    assert gathering.failure is None


def test_a_turn_that_was_cut_before_its_first_word_has_failed() -> None:
    assert ended(event(finishReason="SAFETY")).failure == "SAFETY"
    assert ended(event(THOUGHT, finishReason="SAFETY")).failure == "SAFETY"


def test_a_tool_that_is_called_at_the_limit_is_no_failure() -> None:
    assert ended(event(CALL, finishReason="MAX_TOKENS")).failure is None


def test_a_text_longer_than_any_is_cut() -> None:
    gathering = ended(event("a" * 700_000), event("b" * 700_000), event("c"))

    assert [len(one) for one in gathering.messages] == [700_000, 300_000]
    assert gathering.cut_short == "TOO_LONG"


def test_pieces_longer_than_any_are_cut_where_no_whole_comes() -> None:
    pieces = [partial("word " * 20_000)] * 100

    assert ended(*pieces).cut_short == "TOO_LONG"
    assert ended(*pieces, event("Done.")).cut_short == ""
    assert ended(*pieces, event("Done.")).messages == ["Done."]


def test_a_long_text_said_again_with_every_piece_is_whole() -> None:
    pieces = [partial("x" * (1000 * count)) for count in range(1, 201)]

    gathering = ended(*pieces)

    assert [len(one) for one in gathering.messages] == [200_000]
    assert gathering.cut_short == ""


def test_a_refusal_is_kept() -> None:
    gathering = ended('{"code": 1002, "message": "gone"}')

    assert gathering.refusal == events.Refusal(1002, "gone")
    assert gathering.events == 0


@pytest.mark.parametrize(
    ("frames", "is_whole"),
    [
        ([event("a")], True),
        ([event()], True),
        ([partial("a")], False),
        ([partial("a"), event("a")], True),
        ([partial("a"), partial()], False),
        ([event(CALL)], False),
        ([event(CALL), event("a")], False),
        ([event(CALL), event(ANSWER)], False),
        ([event(CALL), event(ANSWER), event("a")], True),
        ([event(CALL), event(ANSWER, actions={"skipSummarization": True})], True),
        ([event(CALL, longRunningToolIds=["c"])], True),
        ([event(CALL, longRunningToolIds=["c"]), event(ANSWER, longRunningToolIds=["c"])], True),
        ([event(ANSWER), event("a")], True),
        ([partial(CALL), event(CALL), event(ANSWER), event("a")], True),
        ([partial(part("hm", thought=True)), event(part("hm", thought=True))], True),
        ([partial(part("hm", thought=True))], False),
    ],
)
def test_a_stream_is_whole_where_a_turn_may_end(
    frames: list[dict[str, Any]], *, is_whole: bool
) -> None:
    assert gathered(*frames).is_whole is is_whole


def test_a_tool_is_counted_once_for_each_call() -> None:
    other = {"functionCall": {"name": "edit", "id": "d", "args": {}}}

    gathering = gathered(partial(CALL), event(CALL), event(ANSWER), event(other))

    assert [one.id for one in gathering.tools] == ["c", "d"]


def test_the_last_draft_of_the_stream_is_kept() -> None:
    deltas = [{"actions": {"stateDelta": {"draft": {"t": [n]}}}} for n in (1, 2)]

    assert gathered(*deltas, event("a")).draft == {"t": [2]}


def test_an_event_that_comes_once_more_says_nothing() -> None:
    gathering = MessageAssembly()
    frame = events.parse('{"content":{"parts":[{"text":"Done."}]},"id":"e1"}')
    again = events.parse('{"content":{"parts":[{"text":"Done."}]},"id":"e2"}')

    said = [gathering.add(one) for one in (frame, frame, again) if one is not None]

    assert said == [["Done."], [], ["Done."]]
