"""What may follow what stands before the cursor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agent.surfaces.repl import input_candidates
from agent.surfaces.repl.commands.registry import COMMANDS
from intents.slash_words import called
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def may_follow(chat: Harness, text: str, *, is_asked: bool = True) -> list[str]:
    """What Tab would offer."""
    found = input_candidates.candidates(chat.state, text, is_asked=is_asked)
    return [one.text for one in found]


def test_commands_files_skills_languages_and_conversations(backend: Backend) -> None:
    for name in ("beach.mp4", "notes.txt", "code.py", ".hidden.mp4"):
        Path(name).write_bytes(b"x")
    Path("films").mkdir()

    async def doing(chat: Harness) -> None:
        assert may_follow(chat, "/ex") == ["/export"]
        assert may_follow(chat, "/upload b") == ["beach.mp4"]
        assert may_follow(chat, "make it like @") == ["beach.mp4", "films/", "notes.txt"]
        assert "jupiter-text-to-video" in may_follow(chat, "/skill ")
        assert may_follow(chat, "/skill ./n") == ["notes.txt"]
        assert may_follow(chat, "/lang j") == ["ja"]
        assert may_follow(chat, "/theme ") == ["default", "dark", "light", "mono", "contrast"]
        assert may_follow(chat, "/keys ") == ["emacs", "vi"]
        assert may_follow(chat, "/upload nowhere/") == []
        assert may_follow(chat, "/nonsense ") == []
        assert len(may_follow(chat, "")) == 3
        assert may_follow(chat, "", is_asked=False) == []
        await chat.say("a city")
        first = chat.conversation.row.id
        await chat.say("/new")
        await chat.until(lambda: chat.conversation.row.id != first)
        assert may_follow(chat, "/resume ") == [first]

    talk(doing)
    assert backend.messages() == ["a city"]


def test_commands_in_the_language_of_the_person(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        assert may_follow(chat, "/导") == ["/导出"]
        assert may_follow(chat, "/exp") == ["/export"]
        assert may_follow(chat, "/主题 深") == ["深色"]
        assert may_follow(chat, "/主题 da") == ["dark"]

    talk(doing, "zh")
    assert backend.messages() == []


@pytest.mark.parametrize("language", ["en", "zh", "ja"])
def test_a_stroke_offers_every_command_with_what_it_is_for(backend: Backend, language: str) -> None:
    async def doing(chat: Harness) -> None:
        found = list(input_candidates.candidates(chat.state, "/", is_asked=False))
        assert [one.text for one in found] == [f"/{called(name, language)}" for name in COMMANDS]
        assert all(one.about for one in found)

    talk(doing, language)
    assert backend.messages() == []
