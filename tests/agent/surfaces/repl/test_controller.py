"""Lines go in, rows come out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agent.speech import words
from agent.surfaces import settings
from tests.agent.backend import CITY, event
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def test_a_yes_takes_what_was_offered(backend: Backend) -> None:
    backend.after = CITY
    backend.frames = [event("Would you like me to export it? You can click Export.")]

    async def doing(chat: Harness) -> None:
        offered = await chat.say("a city")
        assert "Say “yes” and I'll export the video." in offered
        assert any(row.startswith("Saved: ") for row in await chat.say("yes"))

    talk(doing)

    assert backend.messages() == ["a city"]


def test_a_turn_without_a_word_is_no_silence(backend: Backend) -> None:
    backend.frames, backend.after = [event("", turnComplete=True)], CITY

    async def doing(chat: Harness) -> None:
        assert "+ Video city 0-10s" in await chat.say("a city")

    talk(doing)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_what_is_no_command_goes_nowhere(backend: Backend, language: str) -> None:
    async def doing(chat: Harness) -> None:
        said = await chat.say("/exprot now")
        near = chat.state.guess
        assert near.endswith(" now")
        assert near in said[-1]

    talk(doing, language)

    assert backend.messages() == []


def test_enter_alone_takes_the_neighbour(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        await chat.say("/crdits", "")
        assert "100 credits available" in chat.output.text

    talk(doing)

    assert backend.messages() == []


def test_what_was_spent_is_told(backend: Backend) -> None:
    backend.costs = 40

    async def doing(chat: Harness) -> None:
        assert "-40 credits, 60 left" in await chat.say("a city")
        assert chat.conversation.chat.credits == 60

    talk(doing)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [({"skill": "nope"}, "nope"), ({"id_": "zzz"}, "zzz"), ({"backend": "nope"}, "nope")],
)
def test_what_cannot_be_opened_is_said_and_ends(
    backend: Backend, asked: dict[str, str], kind: str
) -> None:
    async def doing(chat: Harness) -> None:
        assert chat.state.is_over.is_set()
        assert chat.state.code == 2

    said = talk(doing, **asked)

    assert kind in said.text
    assert backend.paths() == []


def test_a_config_file_that_is_wrong_is_told_and_the_talk_goes_on(backend: Backend) -> None:
    at = Path(settings.path(os.environ))
    at.parent.mkdir(parents=True)
    at.write_text('lang = "fr"\n')

    async def doing(chat: Harness) -> None:
        assert 'lang should be "en", "zh" or "ja", not' in chat.output.said[0]
        assert "The sunset is ready." in await chat.say("a city")

    talk(doing)

    assert backend.messages() == ["a city"]


def test_a_full_disk_is_told_and_the_conversation_goes_on(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        db = chat.conversation.journal.db
        db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}")
        said = await chat.say("a city " * 20_000)
        assert "database or disk is full" in said[-1]
        db.execute("PRAGMA max_page_count = 1000000")
        assert "The sunset is ready." in await chat.say("a city")

    talk(doing)

    assert backend.messages() == ["a city"]


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("typed", ["/delete zzz", "/cancel zzz", "/resume zzz", "/skill zzz"])
def test_a_command_that_cannot_be_carried_out_is_told(
    backend: Backend, typed: str, language: str
) -> None:
    async def doing(chat: Harness) -> None:
        said = await chat.say(typed)
        assert len(said) == 2
        assert "zzz" in said[1]
        assert "The sunset is ready." in await chat.say("a city")

    talk(doing, language)

    assert backend.messages() == ["a city"]
