"""What wishes say becomes rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.responses import Response

from agent.speech import words
from tests.agent.backend import CITY
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def test_an_edit_ends_with_what_has_changed(backend: Backend) -> None:
    backend.after = CITY

    async def doing(chat: Harness) -> None:
        said = await chat.say("a city")
        assert said[:3] == ["› a city", "The sunset is ready.", "+ Video city 0-10s"]

    talk(doing)


def test_after_a_stop_the_timeline_is_read_again(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(chat: Harness) -> None:
        chat.controller.submit("a city")
        await chat.until(backend.said.is_set)
        backend.draft = CITY
        chat.state.queue.stop()
        await chat.controller.rest(is_seen=False)
        backend.holds.set()

    said = talk(doing).said

    assert said[said.index("Stopped. Changes already made are kept.") + 1 :][:2] == [
        "+ Video city 0-10s",
        "These changes were made before it stopped.",
    ]


@pytest.mark.usefixtures("quick_tries")
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_timeline_that_cannot_be_read_after_a_stop_is_not_said_to_be_as_it_was(
    backend: Backend, language: str
) -> None:
    backend.holds.clear()

    async def doing(chat: Harness) -> None:
        chat.controller.submit("a city")
        await chat.until(backend.said.is_set)
        path = next(path for path in reversed(backend.paths()) if "/state/" in path)
        backend.refusals[path] = [Response("<html>", 502) for _ in range(9)]
        chat.state.queue.stop()
        await chat.controller.rest(is_seen=False)
        backend.holds.set()

    said = words.words(language)

    assert said.say("repl.after_stop_unseen") in talk(doing, language).said


def test_a_wish_that_nearly_was_a_command_says_so(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        await chat.say("please export the thing quickly tomorrow")

    said = talk(doing)

    assert backend.messages() or "/export" in said.text


def test_files_are_named_before_they_are_sent(backend: Backend, home: object) -> None:

    Path("beach.mp4").write_bytes(backend.film)

    async def doing(chat: Harness) -> None:
        said = await chat.say("/upload beach.mp4")
        assert said[1].strip().startswith("beach.mp4 ")
        assert "Uploaded: beach.mp4" in said

    talk(doing)
    assert home
