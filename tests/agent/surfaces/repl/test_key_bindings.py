"""The keys that prompt_toolkit does not know by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.agent.surfaces.repl.harness import at_terminal

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Terminal


def test_ctrl_r_searches_what_was_said(backend: Backend) -> None:
    async def doing(terminal: Terminal) -> None:
        terminal.type("a city\r")
        await terminal.sees("The sunset is ready.")
        terminal.type("\x12cit")
        await terminal.sees("cit")
        terminal.type("\r\r")
        await terminal.rests()

    at_terminal(doing)

    assert backend.messages()[0] == "a city"
    assert set(backend.messages()) == {"a city"}


def test_the_terminal_is_given_back_as_it_was(backend: Backend) -> None:
    async def doing(terminal: Terminal) -> None:
        await terminal.sees("credits")

    terminal = at_terminal(doing)

    assert terminal.stream.all.count("\x1b[>4;1m") == 1
    assert terminal.stream.all.rstrip().endswith("\x1b[>4m")
    assert not any(
        f"\x1b[?{mode}h" in terminal.stream.all for mode in (1000, 1002, 1003, 1006, 1049)
    )
    assert backend.messages() == []
