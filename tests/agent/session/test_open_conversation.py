"""One conversation open, and a connection for queries."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from agent.core.notices import Balance
from agent.flows import balance
from agent.session.open_conversation import open_conversation
from agent.session.workspace import open_workspace
from agent.skill import profile
from agent.speech import words
from agent.world.journal import Journal
from tests.agent.backend import CITY
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def test_a_conversation_is_one_object_for_all_its_wishes(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        conversation = chat.conversation
        await chat.say("a city")
        row = conversation.journal.talk(conversation.row.id)
        assert row is not None
        assert conversation.conversation_of(row) is conversation.chat

    talk(doing)

    assert backend.paths().count("/api/tasks/me/with-session/nemo_agent") == 1


def test_what_is_asked_aside_is_not_written_down(backend: Backend) -> None:
    backend.draft = CITY

    async def doing(chat: Harness) -> None:
        (told,) = await chat.conversation.ask(balance.tell(chat.conversation.chat))
        assert isinstance(told, Balance)
        await chat.conversation.look()
        assert chat.conversation.chat.timeline.duration_ms == 10_000
        assert chat.conversation.journal.jobs() == []

    talk(doing)


def test_a_conversation_in_which_nothing_was_said_is_none(backend: Backend, home: Path) -> None:
    async def doing(chat: Harness) -> None:
        assert chat.conversation.row.id

    talk(doing)

    journal = Journal(home / "own/state/journal.sqlite3")
    assert journal.talks() == []
    journal.close()
    assert backend.messages() == []


def test_the_language_of_the_first_wish_is_that_of_the_session(backend: Backend) -> None:
    detected = next(
        one for one in profile.product().profiles if one.session_language == profile.DETECTED
    )

    async def doing(chat: Harness) -> None:
        await chat.say("夕日の動画をつくって")
        assert chat.conversation.chat.language == "ja"

    talk(doing, skill=detected.name)

    asked = next(one for one in backend.heard if one.path.startswith("/api/tasks/"))
    assert b'"ja"' in asked.body


def test_wishes_of_our_own_do_not_wait_for_each_other_and_others_do(home: Path) -> None:
    assert home.is_dir()
    environment = {**os.environ, "REELTALK_BACKEND": "studio"}
    found = open_conversation(open_workspace(environment, home), words.words("en"))
    one, two = (found.workspace.job(found.row.id, "say", text, {"legs": []}) for text in ("a", "b"))
    found.journal.take(one.id)

    assert not found.journal.is_behind(two)

    other = Journal(found.journal.path)
    other.me = replace(one, owner=f"{other.me.partition(':')[0]}:1").owner
    assert other.take(two.id) is None
    other.close()
    found.journal.close()
