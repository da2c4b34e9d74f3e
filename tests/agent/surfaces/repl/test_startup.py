"""From the first prompt to the first answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.core.state import WishState
from tests.agent.backend import CITY
from tests.agent.skill.test_skill_md import BEACH
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


async def _say_one(chat: Harness) -> None:
    await chat.say("a city")


def test_a_conversation_that_is_gone_on_with_says_where_it_was(backend: Backend) -> None:
    backend.after = CITY
    talk(_say_one)

    async def again(chat: Harness) -> None:
        await chat.until(lambda: chat.conversation.chat.timeline.duration_ms)

    said = talk(again, goes_on=True).said

    assert said[0].startswith("Resuming “a city”")
    assert said[1:3] == ["› a city", "The sunset is ready."]
    assert backend.paths().count("/api/tasks/me/with-session/nemo_agent") == 1


def test_a_render_that_was_left_is_found_and_fetched_and_not_ordered_again(
    backend: Backend,
) -> None:
    backend.draft = CITY

    async def leaves(chat: Harness) -> None:
        conversation = chat.conversation
        await chat.say("a city")
        order = {"legs": [{"route": "export", "text": ""}]}
        job = conversation.workspace.job(conversation.row.id, "export", "/export", order)
        conversation.journal.take(job.id)
        conversation.journal.mark(job.id, WishState.RENDERING, {"leg": 0, "render": "render_1"})
        conversation.journal.leave(job.id)

    talk(leaves)

    async def again(chat: Harness) -> None:
        await chat.controller.rest(is_seen=False)

    said = talk(again).text

    assert "Still running, picked up again: /export" in said
    assert "Saved: " in said
    assert "/api/render/proxy/lambda" not in backend.paths()


def test_a_line_that_cannot_be_made_is_said_and_the_prompt_stays(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        assert chat.state.queue.is_ready
        assert not chat.state.is_over.is_set()

    said = talk(doing, backend="http://127.0.0.1:1").text

    assert "Can't reach" in said
    assert backend.paths() == []


def test_a_skill_whose_file_is_gone_is_told_and_gone_on_with(
    backend: Backend, tmp_path: Path
) -> None:
    at = tmp_path / "SKILL.md"
    at.write_text(BEACH)
    ids = []

    async def first(chat: Harness) -> None:
        await chat.say("a city")
        ids.append(chat.conversation.row.id)

    async def again(chat: Harness) -> None:
        assert chat.conversation.skill.title == "Beach Clips"
        await chat.say("more of it")

    talk(first, skill=str(at))
    at.unlink()
    said = talk(again, id_=ids[0]).said

    assert said[0] == f"The file of this skill is gone ({at}). Using what was read from it before."
    assert backend.messages() == ["a city", "more of it"]
