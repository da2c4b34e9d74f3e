"""Asking the state when the stream does not tell."""

from __future__ import annotations

from typing import Any

import pytest

from agent.core.errors import LostError
from agent.core.notices import (
    Changed,
    NothingChanged,
    StillWorking,
    Tracks,
)
from agent.flows import backend, stream_recovery
from agent.flows.backend import UNKNOWN, Snapshot
from agent.wire import replies
from tests.agent.playbook import (
    CITY,
    EMPTY,
    WITH_MUSIC,
    Playbook,
    clip,
    conversation,
    response,
    state,
    track,
)


def before(whole: dict[str, Any] = EMPTY) -> Snapshot:
    """The picture that such a state gives."""
    found = replies.state(replies.read(response(200, whole)))
    return backend.snapshot({"draft": found.draft, "media": found.media})


def test_silence_is_broken_with_what_has_changed() -> None:
    book, talk = Playbook({"state": [CITY]}), conversation()

    assert book.play(stream_recovery.break_silence(talk, before(), None))
    assert book.names() == ["Changed"]
    assert talk.timeline.is_ready


def test_a_state_that_is_written_late_is_asked_for_again() -> None:
    book = Playbook({"state": [EMPTY, EMPTY, CITY]})

    book.play(stream_recovery.break_silence(conversation(), before(), None))

    assert book.times("state") == [0, 1, 4]
    assert book.names() == ["Changed"]


def test_the_draft_on_the_stream_tells_what_the_state_does_not() -> None:
    book = Playbook()
    delta = {"t": [track(0, clip("city"))]}

    book.play(stream_recovery.break_silence(conversation(), before(), delta))

    assert book.heard(Changed)[0].changes[0].name == "city"


@pytest.mark.parametrize("delta", [None, {"t": []}, "odd", 7])
def test_nothing_at_all_is_said_too(delta: Any) -> None:
    book = Playbook({"state": [state(media=("a",))]})

    assert not book.play(
        stream_recovery.break_silence(conversation(), before(state(media=("a",))), delta)
    )
    assert [one for _, one in book.said] == [NothingChanged()]


@pytest.mark.parametrize("after", [state(media=("new",)), state(canvas={"ratio": "9:16"})])
def test_a_change_without_words_of_its_own_shows_the_tracks(after: dict[str, Any]) -> None:
    book = Playbook({"state": [after]})

    assert book.play(stream_recovery.break_silence(conversation(), before(), None))
    assert book.names() == ["Tracks"]


def test_without_a_picture_from_before_the_tracks_are_shown() -> None:
    book = Playbook({"state": [CITY]})

    book.play(stream_recovery.break_silence(conversation(), UNKNOWN, None))

    assert book.names() == ["Tracks"]
    assert book.heard(Tracks)[0].timeline.is_ready


def test_a_backend_that_cannot_tell_is_no_mishap() -> None:
    book = Playbook({"state": [response(403, {})]})

    book.play(stream_recovery.break_silence(conversation(), before(), None))

    assert book.names() == ["NothingChanged"]


def test_a_lost_line_is_looked_after_at_30_and_then_every_60_seconds() -> None:
    book = Playbook()

    assert not book.play(stream_recovery.recover(conversation(), before()))
    assert book.times("state") == [30, 90, 150, 210, 270]
    assert (book.now, book.names()[0], book.names()[-1]) == (270, "Looking", "Uncertain")


def test_there_is_a_sign_of_life_every_two_minutes() -> None:
    book = Playbook()

    book.play(stream_recovery.recover(conversation(), before()))

    assert [at for at, one in book.said if isinstance(one, StillWorking)] == [120, 240]


def test_signs_of_life_keep_time_when_looks_take_long() -> None:
    book = Playbook({"state": [LostError()]}, now=1_000)

    book.play(stream_recovery.recover(conversation(), before()))

    signs = [at for at, one in book.said if isinstance(one, StillWorking)]
    assert signs == [1_120, 1_240]


def test_looking_ends_with_the_first_change() -> None:
    book = Playbook({"state": [CITY, CITY, WITH_MUSIC]})

    assert book.play(stream_recovery.recover(conversation(), before(CITY)))
    assert book.said[-1][0] == 150
    assert book.names() == ["Looking", "StillWorking", "Changed"]


def test_changes_are_told_only_against_a_picture_from_before() -> None:
    book, talk = Playbook({"state": [CITY]}), conversation()

    assert not book.play(stream_recovery.tell_changes(talk, UNKNOWN))
    assert not book.said
    assert talk.timeline.is_ready
