"""Commands about conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def test_conversations_are_listed_searched_renamed_and_deleted(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        await chat.say("a city")
        here = chat.conversation.row.id
        assert f"● {here}  a city" in (await chat.say("/sessions"))[1]
        await chat.say("/rename The  City")
        assert chat.conversation.chat.title == "The City"
        assert any("The City" in row for row in await chat.say("/sessions city"))
        assert (await chat.say("/sessions nowhere"))[-1] == "No sessions yet."
        assert "the session you are in" in (await chat.say(f"/delete {here}"))[-1]
        assert (await chat.say("/delete zzz"))[-1] == "No such session: zzz. See: /sessions"
        assert (await chat.say("/cancel zzz"))[-1] == "No such job: zzz. See: /jobs"
        await chat.say("more rain")
        row = chat.conversation.journal.talk(here)
        assert row is not None
        assert row.title == "The City"

    talk(doing)
    assert backend.messages() == ["a city", "more rain"]


def test_an_earlier_conversation_is_gone_on_with(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        await chat.say("a city")
        first = chat.conversation.row.id
        await chat.say("/new")
        await chat.until(lambda: chat.conversation.row.id != first and chat.state.queue.is_ready)
        await chat.say("/resume cit")
        await chat.until(lambda: chat.conversation.row.id == first and chat.state.queue.is_ready)

    said = talk(doing).text

    assert "Resuming “a city”" in said
    assert backend.messages() == ["a city"]


def test_nothing_is_switched_while_something_runs(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(chat: Harness) -> None:
        chat.controller.submit("a city")
        await chat.until(backend.said.is_set)
        chat.controller.submit("/new")
        await chat.until(lambda: "Something is still running" in chat.output.text)
        backend.holds.set()
        await chat.controller.rest(is_seen=False)

    talk(doing)
    assert backend.messages() == ["a city"]


@pytest.mark.parametrize(
    ("language", "yes", "no"), [("en", "yes", "no"), ("zh", "好", "不"), ("ja", "はい", "いいえ")]
)
def test_a_conversation_is_deleted_once_somebody_says_yes(
    backend: Backend, language: str, yes: str, no: str
) -> None:
    async def doing(chat: Harness) -> None:
        await chat.say("a city")
        there, journal = chat.conversation.row.id, chat.conversation.journal
        await chat.say("/new")
        assert "a city" in (await chat.say(f"/delete {there}"))[-1]
        await chat.say(no)
        assert journal.talk(there) is not None
        await chat.say(f"/delete {there}", yes)
        assert journal.talk(there) is None

    talk(doing, language)
    assert backend.messages() == ["a city"]


def test_a_script_that_deletes_is_not_asked(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        await chat.say("a city")
        there = chat.conversation.row.id
        chat.state.has_person = False
        await chat.say("/new", f"/delete {there}")
        assert chat.conversation.journal.talk(there) is None

    talk(doing)
    assert backend.messages() == ["a city"]
