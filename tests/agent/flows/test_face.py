"""All that can happen on a stream, in every order: never silent, never sent twice, no token shown.

A sequence of letters is what happens one after the other. A refusal, or an answer that is no
stream, ends one stream; what stands behind it comes when the message is sent again.
"""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest

from agent.core import notices
from agent.core.errors import LostError, UnreachableError
from agent.core.state import WishState
from agent.flows import turn
from agent.flows.turn import Leg
from agent.wire.replies import Response
from tests.agent.crashing import NEVER, Outside
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


# A process that is killed after any effect, and once more after any effect of its next life.

OUT = Leg("export", params={"out": "/v/out.mp4"})
CHAT = Leg("chat", "add music")
EXPORTS: dict[str, tuple[Outside, str]] = {
    "say --export out.mp4": (Outside([CHAT, OUT]), "/v/out.mp4"),
    "the words named it": (
        Outside(turn.plan("add music and export it as summer.mp4")),
        "/videos/summer.mp4",
    ),
    "export out.mp4": (Outside([OUT]), "/v/out.mp4"),
    "a file goes with it": (
        Outside([Leg("upload", "", ("/a.mp4",)), CHAT, OUT], sources={"/a.mp4": 10}),
        "/v/out.mp4",
    ),
    "a document goes with it": (
        Outside([Leg("upload", "", ("/a.txt",)), CHAT, OUT], sources={"/a.txt": "Once"}),
        "/v/out.mp4",
    ),
    "the name is taken": (Outside([CHAT, OUT], files={"/v/out.mp4": "theirs"}), "/v/out-2.mp4"),
    "it may be overwritten": (
        Outside(
            [CHAT, Leg("export", params={"out": "/v/out.mp4", "overwrites": "yes"})],
            files={"/v/out.mp4": "theirs"},
        ),
        "/v/out.mp4",
    ),
    "the backend alone says so": (Outside([CHAT]), "/videos/add music.mp4"),
    "only the person says so": (Outside([CHAT, OUT], reply="Music is on."), "/v/out.mp4"),
    "something follows it": (Outside([CHAT, OUT, Leg("status")]), "/v/out.mp4"),
}


def killed(wish: Outside) -> Iterator[Outside]:
    """The wish as it stands when it was killed once, or twice, and begun again each time."""
    for first in range(1, deepcopy(wish).live() + 1):
        once = deepcopy(wish)
        once.live(first)
        for second in range(deepcopy(once).live() if not once.state.is_over else 0):
            twice = deepcopy(once)
            twice.live(second or NEVER)
            if not twice.state.is_over:
                twice.live()
            yield twice


@pytest.mark.untraced
@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_made_once_and_under_its_name_wherever_the_process_was_killed(
    name: str,
) -> None:
    wish, path = EXPORTS[name]
    wrong, count = [], 0

    for found in killed(wish):
        count += 1
        theirs = {one: said for one, said in wish.files.items() if one != path}
        is_named = name != "the backend alone says so"  # else it may get lost: nobody asked for it
        if found.state is WishState.DONE and (is_named or found.renders):
            files = theirs | {path: found.renders[0] if found.renders else ""}
            is_right = len(found.renders) == 1 and found.files == files
        else:
            # Between what was written down and the first byte nobody can tell: nothing was sent.
            is_right = is_lost(found) or (not is_named and found.state is WishState.DONE)
        if not is_right or len(found.messages) > 1:
            wrong.append((found.state, found.facts, found.messages, found.renders, found.files))

    assert (wrong, count > 50) == ([], True)


def is_lost(found: Outside) -> bool:
    return found.state is WishState.UNCERTAIN and not found.messages and not found.renders


@pytest.mark.untraced
@pytest.mark.parametrize("reply", ["Music is on. Click the Export button.", "Music is on."])
def test_an_export_that_is_queued_is_the_only_one_wherever_the_process_was_killed(
    reply: str,
) -> None:
    before = {
        (one.state, len(one.messages), len(one.renders)): one
        for one in killed(Outside([CHAT], reply=reply, export_waits=True))
    }
    for first in before.values():
        assert not first.renders
        then = replace(first, legs=[OUT], state=WishState.QUEUED, facts={}, export_waits=False)
        for found in killed(then) if first.messages else ():
            assert len(found.renders) == 1
            assert found.files == {"/v/out.mp4": found.renders[0]}
