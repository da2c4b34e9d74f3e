"""All that can happen on a stream, in every order: never silent, never sent twice, no token shown.

A sequence of letters is what happens one after the other. A refusal, or an answer that is no
stream, ends one stream; what stands behind it comes when the message is sent again.
"""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING

import pytest

from agent.core import notices
from agent.core.errors import LostError, UnreachableError
from agent.flows import turn
from agent.flows.turn import Leg
from agent.wire.replies import Response
from tests.agent.playbook import (
    CITY,
    EMPTY,
    NOTHING,
    SECRET,
    Answer,
    Happening,
    Playbook,
    answer,
    call,
    conversation,
    refusal,
    response,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ON_A_STREAM: dict[str, Happening] = {
    "text": text("Music is on."),
    "other text": text("The title is there."),
    "hiccup": text("I encountered a temporary issue."),
    "clicks": text("Click the Export button."),
    "drags": text("Drag clip 1 to the start of the track."),
    "partial": text("Music is", partial=True),
    "thought": text("hm", thought=True),
    "tool": call("add_music"),
    "answer": answer("add_music"),
    "nothing": NOTHING,
    "draft": {"actions": {"stateDelta": {"draft": CITY["data"]["state"]["draft"]}}},
    "error": {"error": "it broke"},
    "mute error": {"error": ""},
    "cut": {"content": {"parts": []}, "errorCode": "SAFETY"},
    "heartbeat": "heartbeat",
    "quiet": 700.0,
    "lost": LostError(),
}
REFUSALS: dict[str, Happening] = {
    "1001": {"code": 1001},
    "1002": {"code": 1002},
    "429": {"code": 429},
    "2001": {"code": 2001},
}
IN_PLACE_OF_A_STREAM: dict[str, Answer] = {
    "1001!": refusal(1001),
    "1002!": refusal(1002),
    "429!": response(429, {}),
    "403!": response(403, b"<html>no</html>"),
    "502!": response(502, b"<html>no</html>"),
    "unreachable": UnreachableError(),
    "lost!": LostError(),
}
ALL = [*ON_A_STREAM, *REFUSALS, *IN_PLACE_OF_A_STREAM]
FEW = ["text", "clicks", "partial", "tool", "nothing", "error", "lost", "1002", "quiet"]
FEWER = ["text", "partial", "nothing", "lost", "1001", "429", "unreachable"]
# What a person can read and act upon, when all is over.
SETTLED = (
    notices.Reply,
    notices.Changed,
    notices.NothingChanged,
    notices.Uncertain,
    notices.Tracks,
    notices.Delivered,
    notices.Failed,
    notices.Offered,
)
STATES: dict[str, list[Answer]] = {
    "nothing changes": [EMPTY],
    "it changes": [EMPTY, CITY],
    "it is not told": [response(403, {})],
    "the session goes": [EMPTY, refusal(1002), EMPTY],
}


def streams(letters: Sequence[str]) -> list[list[Happening] | Answer]:
    """What a message and its repetitions are answered with."""
    found: list[list[Happening] | Answer] = []
    running: list[Happening] = []
    for letter in letters:
        if letter in IN_PLACE_OF_A_STREAM:
            found += [running] if running else []
            found.append(IN_PLACE_OF_A_STREAM[letter])
            running = []
            continue
        running.append({**ON_A_STREAM, **REFUSALS}[letter])
        if letter in REFUSALS:
            found.append(running)
            running = []
    return [*found, running] if running else found


def is_refused(found: list[Happening] | Answer) -> bool:
    """Whether it is certain that nothing was done about a message."""
    if isinstance(found, list):
        first = next((one for one in found if one != "heartbeat"), None)
        return isinstance(first, dict) and "code" in first
    if isinstance(found, Response):
        return found.status < 500
    return isinstance(found, UnreachableError)


def conversations(letters: Sequence[str], longest: int) -> Iterator[tuple[str, ...]]:
    """All sequences of these letters."""
    for length in range(longest + 1):
        yield from product(letters, repeat=length)


def assert_settled(letters: Sequence[str], states: list[Answer]) -> None:
    """Play a wish against what happens, and look whether it is as it must always be."""
    given = streams(letters)
    book = Playbook({"state": states}, list(given))

    end = book.play(turn.turn(conversation(), [Leg("chat", "add music")]))

    assert any(isinstance(one, SETTLED) for _, one in book.said), letters
    assert book.states()[-1] == end, letters
    for number, one in enumerate(book.opened[:-1]):
        key = one.headers["Idempotency-Key"]
        if any(later.headers["Idempotency-Key"] == key for later in book.opened[number + 1 :]):
            assert is_refused(given[number]), letters
    seen = [json.dumps(book.marks), *(one.url for _, _, one in book.sent), repr(book.said)]
    assert SECRET not in "".join(seen), letters


@pytest.mark.untraced
@pytest.mark.parametrize("states", STATES)
@pytest.mark.parametrize(("letters", "longest"), [(ALL, 2), (FEW, 3), (FEWER, 3)])
def test_whatever_happens_a_person_hears_of_it_and_nothing_is_sent_twice(
    letters: list[str], longest: int, states: str
) -> None:
    for one in conversations(letters, longest):
        assert_settled(one, STATES[states])


@pytest.mark.untraced
@pytest.mark.parametrize("first", FEWER)
def test_four_things_in_a_row_are_told_too(first: str) -> None:
    for others in product(FEWER, repeat=3):
        assert_settled((first, *others), STATES["nothing changes"])


@pytest.mark.untraced
@pytest.mark.parametrize("first", ALL)
def test_anything_before_two_usual_things_is_told_too(first: str) -> None:
    for others in product(FEW, repeat=2):
        assert_settled((first, *others), STATES["nothing changes"])


def test_the_conversations_are_not_all_the_same() -> None:
    told = set()
    for one in conversations(FEWER, 2):
        book = Playbook(streams=streams(one))
        book.play(turn.turn(conversation(), [Leg("chat", "add music")]))
        told.add(tuple(book.names()))

    assert len(told) > 10
