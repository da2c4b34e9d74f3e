"""Wishes wait, are played one at a time, and exports go on beside them."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agent.core.state import WishState
from agent.flows.turn import Leg
from agent.session.queue import Wish
from agent.surfaces.repl import live_area
from tests.agent.backend import CITY, event
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agent.world.journal import Job, Journal
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def test_wishes_are_sent_one_after_another(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        for text in ("one", "two", "three"):
            chat.controller.submit(text)
        await chat.controller.rest(is_seen=False)

    talk(doing)

    assert backend.messages() == ["one", "two", "three"]


def test_an_export_does_not_hold_up_what_is_said_next(backend: Backend) -> None:
    backend.draft, backend.renders = CITY, ["rendering", "completed"]

    async def doing(chat: Harness) -> None:
        chat.controller.submit("/export")
        await chat.until(lambda: any(one.is_beside for one in chat.state.queue.running))
        chat.controller.submit("add music")
        await chat.until(lambda: "The sunset is ready." in chat.output.text)
        assert chat.output.said.count("Export started. You can go on meanwhile.") == 1
        assert "Saved:" not in chat.output.text
        await chat.controller.rest(is_seen=False)

    assert "Saved:" in talk(doing).text


def test_what_waits_behind_a_failure_is_held_until_somebody_says_go_on(backend: Backend) -> None:
    backend.frames = [event(error_code="X", errorMessage="no more")]
    backend.holds.clear()

    async def doing(chat: Harness) -> None:
        chat.controller.submit("one")
        chat.controller.submit("two")
        chat.state.queue.stop()
        backend.holds.set()
        await chat.controller.rest(is_seen=False)
        assert [one.text for one in chat.state.queue.held] == ["two"]
        backend.frames = [event("fine")]
        await chat.say("")

    talk(doing)

    assert backend.messages()[-1] == "two"


@pytest.mark.parametrize("said", ["/export out.mp4", "export it as out.mp4"])
def test_an_export_that_waits_is_the_only_one(backend: Backend, said: str) -> None:
    backend.frames = [event("Music is on. Click the Export button.")]
    backend.after = CITY
    backend.holds.clear()

    async def doing(chat: Harness) -> None:
        chat.controller.submit("add music")
        await chat.until(backend.said.is_set)
        chat.controller.submit(said)
        backend.holds.set()
        await chat.controller.rest(is_seen=False)

    told = talk(doing).text

    assert backend.paths().count("/api/render/proxy/lambda") == 1
    assert "out.mp4" in told


@pytest.mark.parametrize("is_over", [True, False])
def test_a_new_line_after_a_stop_goes_before_what_is_held(backend: Backend, is_over: bool) -> None:  # noqa: FBT001 - a case
    backend.holds.clear()

    async def doing(chat: Harness) -> None:
        queue = chat.state.queue
        chat.controller.submit("one")
        await chat.until(backend.said.is_set)
        chat.controller.submit("two")
        queue.stop()
        if not is_over:  # typed while it still stops
            chat.controller.submit("three")
        await chat.until(lambda: queue.held or backend.messages() == ["one", "three"])
        backend.holds.set()
        if is_over:
            chat.controller.submit("three")
        await chat.controller.rest(is_seen=False)
        assert backend.messages() == ["one", "three"]
        assert [one.text for one in queue.waiting] == ["two"]
        assert shown(chat)[0].startswith("On hold (1)")
        await chat.say("")

    talk(doing)

    assert backend.messages() == ["one", "three", "two"]


def test_undo_works_beside_what_is_held(backend: Backend) -> None:
    backend.after = CITY

    async def doing(chat: Harness) -> None:
        await chat.say("one")
        chat.state.queue.add(Wish("two", is_held=True))
        assert "Undo these changes? yes / no" in await chat.say("/undo")
        await chat.say("yes")

    talk(doing)

    assert backend.messages() == ["one", "undo"]


def shown(chat: Harness) -> list[str]:
    """The rows over the line."""
    return ["".join(text for _, text in row) for row in live_area.above(chat.state, 80, "")]


def test_credits_are_told_while_something_else_is_done(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(chat: Harness) -> None:
        chat.controller.submit("one")
        await chat.until(backend.said.is_set)
        chat.controller.submit("/credits")
        await chat.until(lambda: "100 credits available" in chat.output.text)
        assert chat.state.queue.is_busy
        backend.holds.set()
        await chat.controller.rest(is_seen=False)

    talk(doing)

    assert backend.messages() == ["one"]


def test_the_same_wish_is_not_done_twice_at_once(backend: Backend) -> None:
    backend.draft, backend.renders = CITY, ["rendering", "completed"]

    async def doing(chat: Harness) -> None:
        chat.controller.submit("/export")
        await chat.until(lambda: any(one.is_beside for one in chat.state.queue.running))
        await chat.say("/export")

    said = talk(doing)

    assert "Already running." in said.text
    assert backend.paths().count("/api/render/proxy/lambda") == 1


@pytest.mark.parametrize(("number", "left"), [(0, ["b"]), (None, ["a"]), (5, ["a", "b"])])
def test_a_wish_can_be_taken_back(backend: Backend, number: int | None, left: list[str]) -> None:
    backend.holds.clear()

    async def doing(chat: Harness) -> None:
        queue = chat.state.queue
        queue.add(Wish("a", is_held=True))
        queue.add(Wish("b", is_held=True))
        queue.take_back(number)
        assert [one.text for one in queue.waiting] == left
        queue.waiting.clear()

    talk(doing)

    assert backend.messages() == []


def test_a_fault_of_ours_ends_the_wish_and_not_the_conversation(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        await chat.say("one")
        await chat.say("half a letter: \ud800")
        await chat.say("three")

    said = talk(doing)

    assert "Something went wrong inside reeltalk." in said.text
    assert backend.messages() == ["one", "three"]


def test_another_window_that_is_at_work_comes_first(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        journal = chat.conversation.journal
        theirs = chat.conversation.workspace.job(
            chat.conversation.row.id, "say", "theirs", {"legs": []}
        )
        mine, journal.me = journal.me, f"{journal.me.partition(':')[0]}:1"
        assert journal.take(theirs.id)
        journal.me = mine
        chat.controller.submit("ours")
        await chat.until(lambda: "This session is busy in another window." in chat.output.text)
        assert backend.messages() == []
        journal.forget(theirs.id)
        await chat.controller.rest(is_seen=False)

    talk(doing)

    assert backend.messages() == ["ours"]


@pytest.mark.parametrize(
    ("routes", "leg"), [(["export"], 0), (["chat", "export"], 1), (["chat"], 0)]
)
def test_an_export_in_another_process_holds_up_nothing(
    backend: Backend, routes: list[str], leg: int
) -> None:
    async def doing(chat: Harness) -> None:
        journal = chat.conversation.journal
        job = _theirs(chat, routes)
        with _as_another(journal):
            assert journal.take(job.id)
            journal.mark(job.id, WishState.RENDERING, {"leg": leg})
        legs = [Leg(route) for route in routes]
        chat.state.queue.add(Wish("theirs", "say", legs, job, is_beside=True))
        chat.controller.submit("ours")
        await chat.until(lambda: backend.messages() == ["ours"])
        assert "comes first" not in chat.output.text
        journal.forget(job.id)
        await chat.controller.rest(is_seen=False)

    talk(doing)


def test_what_becomes_an_export_in_another_process_holds_up_nothing_from_then_on(
    backend: Backend,
) -> None:
    async def doing(chat: Harness) -> None:
        journal, queue = chat.conversation.journal, chat.state.queue
        job = _theirs(chat, ["chat", "export"])
        with _as_another(journal):
            assert journal.take(job.id)
            journal.mark(job.id, WishState.STREAMING, {"leg": 0})
        queue.add(Wish("theirs", "say", [Leg("chat"), Leg("export")], job))
        chat.controller.submit("ours")
        await chat.until(lambda: "This session is busy in another window." in chat.output.text)
        assert backend.messages() == []
        with _as_another(journal):
            journal.mark(job.id, WishState.RENDERING, {"leg": 1})
        await chat.until(lambda: backend.messages() == ["ours"])
        journal.forget(job.id)
        await chat.controller.rest(is_seen=False)

    talk(doing)


def _theirs(chat: Harness, routes: list[str]) -> Job:
    order = {"legs": [Leg(route).to_facts() for route in routes]}
    return chat.conversation.workspace.job(chat.conversation.row.id, "say", "theirs", order)


@contextmanager
def _as_another(journal: Journal) -> Iterator[None]:
    """The journal as a process that lives, and is not this one, uses it."""
    mine, journal.me = journal.me, f"{journal.me.partition(':')[0]}:1"
    yield
    journal.me = mine


def test_an_export_that_another_process_sees_to_is_followed(backend: Backend) -> None:
    said = {"event": "rendering", "seconds": 3, "progress": 0.4}
    film = {"path": "/films/a.mp4", "bytes": 1_200_000, "width": 1920, "height": 1080}
    added = {"change": "added", "kind": "video", "name": "city", "at": "0-5s"}

    async def doing(chat: Harness) -> None:
        journal = chat.conversation.journal
        job = chat.conversation.workspace.job(chat.conversation.row.id, "export", "", {"legs": []})
        mine, journal.me = journal.me, f"{journal.me.partition(':')[0]}:1"
        journal.take(job.id)
        journal.tell(job.id, {"said": said, "rows": [], "passing": True})
        theirs, journal.me = journal.me, mine
        chat.state.queue.add(Wish("/export", "export", [Leg("export")], job, is_beside=True))
        await chat.until(lambda: "40%" in live_area.jobs_of(chat.state))
        assert "Running in the background. I'll tell you when it's done." in chat.output.said
        journal.me = theirs
        journal.mark(job.id, WishState.DONE, {})
        journal.finish(job.id, {"changes": [added], "video": film | {"duration_ms": 5_000}})
        journal.leave(job.id)
        journal.me = mine
        await chat.controller.rest(is_seen=False)
        assert chat.output.said[-3:] == [
            "+ Video city 0-5s",
            "Saved: /films/a.mp4",
            "  1.2 MB, 1920x1080, 5 s",
        ]
        assert chat.state.films == ["/films/a.mp4"]

    talk(doing)
    assert backend.messages() == []


def test_a_conversation_has_its_name_as_soon_as_it_is_talked_in(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(chat: Harness) -> None:
        chat.controller.submit("a city")
        await chat.until(backend.said.is_set)
        (row,) = chat.conversation.journal.talks()
        assert row.title == "a city"
        backend.holds.set()
        await chat.controller.rest(is_seen=False)

    talk(doing)


def test_files_alone_may_be_handed_over_while_something_is_talked_about(backend: Backend) -> None:
    Path("beach.mp4").write_bytes(backend.film)
    backend.holds.clear()

    async def doing(chat: Harness) -> None:
        chat.controller.submit("a city")
        await chat.until(backend.said.is_set)
        chat.controller.submit("/upload beach.mp4")
        await chat.until(lambda: "Uploaded: beach.mp4" in chat.output.text)
        assert chat.state.queue.is_busy
        backend.holds.set()
        await chat.controller.rest(is_seen=False)

    talk(doing)
    assert backend.messages() == ["a city"]
