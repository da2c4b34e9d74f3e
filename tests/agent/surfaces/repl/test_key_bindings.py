"""The keys that prompt_toolkit does not know by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.agent.surfaces.repl.stand import sit

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.stand import Terminal


def test_ctrl_r_searches_what_was_said(backend: Backend) -> None:
    async def doing(eye: Terminal) -> None:
        eye.type("a city\r")
        await eye.sees("The sunset is ready.")
        eye.type("\x12cit")
        await eye.sees("cit")
        eye.type("\r\r")
        await eye.rests()

    sit(doing)

    assert backend.messages()[0] == "a city"
    assert set(backend.messages()) == {"a city"}


def test_the_terminal_is_given_back_as_it_was(backend: Backend) -> None:
    async def doing(eye: Terminal) -> None:
        await eye.sees("credits")

    eye = sit(doing)

    assert eye.pen.all.count("\x1b[>4;1m") == 1
    assert eye.pen.all.rstrip().endswith("\x1b[>4m")
    assert not any(f"\x1b[?{mode}h" in eye.pen.all for mode in (1000, 1002, 1003, 1006, 1049))
    assert backend.messages() == []
