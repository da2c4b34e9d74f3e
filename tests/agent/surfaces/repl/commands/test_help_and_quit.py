"""Commands about the conversation itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def test_help_names_every_command_in_the_language_of_the_person(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        said = await chat.say("/帮助")
        assert any(row.startswith("/导出 [输出.mp4]") for row in said)
        assert len(await chat.say("/帮助 导出")) == 2

    talk(doing, "zh")
    assert backend.messages() == []


def test_quit_leaves(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        await chat.say("/退出")
        assert chat.state.is_over.is_set()

    talk(doing)
    assert backend.messages() == []
