"""The command for what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.session.queue import Wish
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def test_the_queue_is_shown_and_emptied(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        queue = chat.state.queue
        for text in ("a", "b", "c"):
            queue.add(Wish(text, is_held=True))
        assert "2. b" in await chat.say("/queue")
        assert "Removed from the queue: b" in await chat.say("/queue 2")
        assert "There is no number 9 in the queue." in await chat.say("/queue 9")
        assert "The queue is empty." in await chat.say("/queue clear", "/queue")

    talk(doing)
    assert backend.messages() == []


def test_what_is_held_is_sent_by_a_command(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        chat.state.queue.add(Wish("a", is_held=True))
        await chat.say("/queue go")

    talk(doing)

    assert backend.messages() == ["a"]
