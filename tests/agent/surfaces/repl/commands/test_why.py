"""The command that explains which way a wish went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.agent.surfaces.repl.harness import talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def test_why_tells_the_way_of_the_last_wish(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        said = await chat.say("/why")
        assert said[-1] == "Nothing has been said yet."
        await chat.say("add music")
        said = await chat.say("/why")
        assert said[1] == "› add music"
        assert said[2].startswith("to the backend")

    talk(doing)
    assert backend.messages() == ["add music"]
