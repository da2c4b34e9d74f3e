"""Commands about whom one talks with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.skill import profile
from tests.agent.skill.test_skill_md import BEACH
from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def test_another_skill_is_another_conversation(backend: Backend) -> None:
    name = profile.product().profiles[0].name

    async def doing(chat: Harness) -> None:
        first = chat.conversation.row.id
        assert any(name in row for row in await chat.say("/skill"))
        await chat.say(f"/skill {name}")
        await chat.until(lambda: chat.conversation.skill.name == name and chat.state.queue.is_ready)
        assert chat.conversation.row.id != first
        await chat.say("a city")

    talk(doing)

    assert any(one.headers.get("x-skill-source") == name for one in backend.heard)


def test_a_skill_there_is_not_is_told(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        await chat.say("/skill nonsense")
        await chat.until(lambda: "nonsense" in chat.output.said[-1])

    talk(doing)
    assert backend.messages() == []


def test_a_skill_may_be_a_file(backend: Backend, tmp_path: Path) -> None:
    at = tmp_path / "a folder" / "SKILL.md"
    at.parent.mkdir()
    at.write_text(BEACH)

    async def doing(chat: Harness) -> None:
        said = await chat.say(f"/skill '{at}'")
        await chat.until(lambda: chat.conversation.skill.path and chat.state.queue.is_ready)
        assert "Hello! Tell me which beach." in said
        assert f"● beach-clips  Beach Clips  {at}" in await chat.say("/skill")
        await chat.say("waves")

    talk(doing)

    assert backend.heard[-1].headers["x-skill-source"] == "beach-clips"


def test_a_file_that_is_no_skill_leaves_all_as_it_was(backend: Backend, tmp_path: Path) -> None:
    async def doing(chat: Harness) -> None:
        before = chat.conversation.row.id
        said = await chat.say(f"/skill {tmp_path}/SKILL.md")
        assert said[-1].startswith(f"No such file: {tmp_path}/SKILL.md.")
        assert chat.conversation.row.id == before

    talk(doing)
    assert backend.messages() == []


def test_the_backend_and_the_keys_are_told(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        assert (await chat.say("/backend"))[-1] == f"Backend: {backend.base}, connected"
        assert (await chat.say("/keys"))[-1] == "/keys emacs · /keys vi"
        await chat.say("/keys vi")
        assert chat.state.keys == "vi"

    talk(doing)
