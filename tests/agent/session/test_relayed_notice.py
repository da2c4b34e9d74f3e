"""A notice on its way through the journal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, get_args

import pytest

from agent.core import notices
from agent.session import relayed_notice

if TYPE_CHECKING:
    from agent.session.workspace import Workspace
    from agent.speech.words import Words


@pytest.mark.parametrize(
    "notice", [notices.Reply("one\ntwo"), notices.Rendering(3, 0.5), notices.Ready("s", "cloud")]
)
def test_what_arrives_is_what_was_sent(
    workspace: Workspace, english: Words, notice: notices.Notice
) -> None:
    sent = relayed_notice.of(notice, english)

    workspace.journal.tell("j1", sent.to_facts())

    ((_, facts),) = workspace.journal.told("j1")
    assert relayed_notice.read(facts) == sent


def test_it_is_in_the_words_of_whoever_asked(each_language: Words) -> None:
    relayed = relayed_notice.of(notices.Stopped(), each_language)

    assert relayed.rows == [each_language.say("notice.stopped")]
    assert relayed.event == {"event": "stopped"}


def test_only_what_goes_on_passes(english: Words) -> None:
    assert relayed_notice.of(notices.Rendering(3), english).is_passing
    assert not relayed_notice.of(notices.StillRendering(3), english).is_passing
    assert len(get_args(notices.Notice)) > 2


def test_it_fits_on_a_line_of_json(english: Words) -> None:
    relayed = relayed_notice.of(notices.Reply("街\n\u2028"), english)

    assert json.loads(json.dumps(relayed.to_facts()))["rows"] == ["街", "\u2028"]
