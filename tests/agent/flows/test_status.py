"""The timeline as it is."""

from __future__ import annotations

from agent.core.notices import StartedAnew, Tracks
from agent.flows import status
from agent.timeline.draft import EMPTY
from tests.agent.playbook import CITY, Playbook, conversation, refusal, state


def test_the_tracks_are_told_and_remembered() -> None:
    book, talk = Playbook({"state": [CITY]}), conversation()

    book.play(status.tell(talk))

    assert book.heard(Tracks) == [Tracks(talk.timeline)]
    assert talk.timeline.tracks[0].segments[0].name == "city"


def test_a_session_that_is_gone_begins_anew() -> None:
    book, talk = Playbook({"state": [refusal(1002), state()]}), conversation()

    book.play(status.tell(talk))

    assert [one for _, one in book.said] == [StartedAnew(), Tracks(EMPTY)]
    assert talk.session == "s-2"
    assert "/s-2/" in book.requests("state")[1].url
