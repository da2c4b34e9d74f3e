"""Commands that look at the film."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.responses import Response

from agent.speech import words
from tests.agent.backend import CITY
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


@pytest.mark.parametrize("said", ["/timeline", "/tracks"])
def test_the_tracks_are_drawn(backend: Backend, said: str) -> None:
    backend.draft = CITY

    async def doing(chat: Harness) -> None:
        await chat.say(said)
        await chat.until(lambda: "Video" in chat.output.text)

    assert "city" in talk(doing).text


def test_a_preview_without_pictures_names_the_file(backend: Backend) -> None:
    backend.draft = CITY

    async def doing(chat: Harness) -> None:
        await chat.say("/preview")
        await chat.until(lambda: "There is no video yet." in chat.output.text)
        await chat.say("/export a.mp4", "/preview")
        await chat.until(lambda: "The video: " in chat.output.text)
        assert "a.mp4" in chat.output.text

    talk(doing)


@pytest.mark.usefixtures("quick_tries")
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_timeline_that_cannot_be_read_is_not_called_empty(
    backend: Backend, language: str
) -> None:
    async def doing(chat: Harness) -> None:
        await chat.say("a city")
        path = next(path for path in reversed(backend.paths()) if "/state/" in path)
        backend.refusals[path] = [Response("<html>", 502) for _ in range(9)]
        told = chat.state.words.say("repl.timeline_unseen")
        assert (await chat.say("/timeline"))[1:] == [told]

    talk(doing, language)
    assert backend.messages() == ["a city"]
