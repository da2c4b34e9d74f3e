"""`/undo` shows first what would be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from agent.core.state import WishState
from agent.surfaces.repl.commands import undo
from agent.timeline import summary
from agent.timeline.changes import Change
from agent.world.journal import Job
from tests.agent.backend import CITY, track
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness

ASKED = "Undo these changes? yes / no"
MUSIC: dict[str, Any] = {"t": [*CITY["t"], track(1, ("lo-fi", 0, 10))]}
TITLED: dict[str, Any] = {"t": [*MUSIC["t"], track(7, ("Hi", 0, 2))]}
ADDED = Change("+", "video", "city", 0, 10_000)
GONE = Change("-", "video", "city", 0, 10_000)
QUIET = Change("~", "audio", "lo-fi", 0, 10_000, "volume", "50%", "35%")
LOUD = Change("~", "audio", "lo-fi", 0, 10_000, "volume", "35%", "50%")


async def _edits(backend: Backend, chat: Harness) -> None:
    backend.after = CITY
    await chat.say("a city")
    backend.after = MUSIC
    await chat.say("add music")


def test_the_difference_is_shown_and_a_yes_does_it(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        await _edits(backend, chat)
        assert await chat.say("/undo") == ["› /undo", "- Audio lo-fi 0-10s", ASKED]
        assert backend.messages() == ["a city", "add music"]
        backend.after = CITY
        assert "- Audio lo-fi 0-10s" in await chat.say("yes")
        assert await chat.say("/undo") == ["› /undo", "- Video city 0-10s", ASKED]

    talk(doing)

    assert backend.messages() == ["a city", "add music", "undo"]


def test_a_no_leaves_the_film_as_it_is(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        await _edits(backend, chat)
        assert (await chat.say("/undo", "no"))[-1] == "Left as it is."

    talk(doing)
    assert backend.messages() == ["a city", "add music"]


@pytest.mark.parametrize("said", ["/undo!", "/undo yes", "/撤销！", "/undo 好"])
def test_it_can_be_done_at_once(backend: Backend, said: str) -> None:
    async def doing(chat: Harness) -> None:
        await chat.say(said)

    talk(doing)
    assert backend.messages() == ["undo"]


def test_a_script_is_not_asked(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        await _edits(backend, chat)
        chat.state.has_person = False
        said = await chat.say("/undo")
        assert "- Audio lo-fi 0-10s" in said
        assert ASKED not in said

    talk(doing)
    assert backend.messages() == ["a city", "add music", "undo"]


def test_the_difference_is_known_in_a_conversation_that_is_gone_on_with(backend: Backend) -> None:
    async def first(chat: Harness) -> None:
        await _edits(backend, chat)

    async def again(chat: Harness) -> None:
        assert await chat.say("/undo") == ["› /undo", "- Audio lo-fi 0-10s", ASKED]

    talk(first)
    talk(again, goes_on=True)
    assert backend.messages() == ["a city", "add music"]


@pytest.mark.parametrize("language", ["en", "zh", "ja"])
def test_where_nothing_is_known_that_is_said(backend: Backend, language: str) -> None:
    async def doing(chat: Harness) -> None:
        said = await chat.say("/undo")
        assert said[-1] == chat.state.words.say("repl.undo_unknown")

    talk(doing, language)
    assert backend.messages() == []


def test_while_something_runs_the_difference_is_not_known(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(chat: Harness) -> None:
        chat.controller.submit("a city")
        await chat.until(lambda: chat.state.queue.is_busy)
        chat.controller.submit("/undo")
        assert chat.output.said[-1].startswith("Something is still running")
        backend.holds.set()
        await chat.controller.rest(is_seen=False)

    talk(doing)
    assert backend.messages() == ["a city"]


def job(wish: str, *found: Change) -> Job:
    """A wish that has changed something."""
    answer = {"changes": [summary.change_to_object(one) for one in found]}
    return Job("j", "t", "say", wish, {}, WishState.DONE, {}, answer, 0, 0)


@pytest.mark.parametrize(
    ("jobs", "left"),
    [
        ([job("a city", ADDED)], [(ADDED,)]),
        ([job("a city", ADDED), job("hello")], [(ADDED,)]),
        ([job("a city", ADDED), job("quieter", QUIET), job("undo", LOUD)], [(ADDED,)]),
        ([job("a city", ADDED), job("take that back", GONE)], []),
        ([job("a", ADDED), job("undo", GONE), job("redo", ADDED)], [(ADDED,)]),
        ([job("undo", GONE)], []),
        ([], []),
    ],
)
def test_what_was_taken_back_is_taken_back_no_more(
    jobs: list[Job], left: list[tuple[Change, ...]]
) -> None:
    assert undo.not_undone(jobs) == left


def test_what_a_stopped_wish_had_done_is_what_is_taken_back(backend: Backend) -> None:
    async def stopped(chat: Harness) -> None:
        await _edits(backend, chat)
        backend.holds.clear()
        chat.controller.submit("add a title")
        await chat.until(lambda: len(backend.messages()) == 3)
        backend.draft = TITLED
        chat.state.queue.stop()
        await chat.controller.rest(is_seen=False)
        assert await chat.say("/undo") == ["› /undo", '- Text "Hi" 0-2s', ASKED]
        backend.holds.set()

    talk(stopped)

    async def later(chat: Harness) -> None:
        assert await chat.say("/undo") == ["› /undo", '- Text "Hi" 0-2s', ASKED]

    talk(later, goes_on=True)
