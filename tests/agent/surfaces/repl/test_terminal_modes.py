"""What a terminal is asked for, and what becomes of its reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from agent.surfaces.repl import terminal_modes
from tests.agent.surfaces.repl.harness import at_terminal, until

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Terminal

ON: Final = "\x1b[?1004h"
OFF: Final = "\x1b[?1004l"


@pytest.mark.parametrize(
    ("environment", "tells"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "foot"}, True),
        ({"TERM": "tmux-256color", "TMUX": "x"}, True),
        ({"TERM": "screen"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "vt100"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({}, False),
    ],
)
def test_only_a_terminal_that_is_known_to_tell_is_asked(
    environment: dict[str, str],
    tells: bool,  # noqa: FBT001 - a table's column
) -> None:
    assert (ON in terminal_modes.begin(environment)) is tells
    assert (OFF in terminal_modes.end(environment)) is tells


def test_reports_are_no_text_and_nothing_rings_while_somebody_looks(backend: Backend) -> None:
    rung: list[int] = []

    async def doing(terminal: Terminal) -> None:
        def ring() -> None:
            before = terminal.stream.all.count("\a")
            terminal.app.screen.ring("a city")
            rung.append(terminal.stream.all.count("\a") - before)

        await terminal.sees("100 credits")
        ring()
        terminal.type("a ci\x1b[O")
        await until(lambda: terminal.app.screen.is_looked_at is False)
        ring()
        terminal.type("ty\x1b[Ix\x7f")
        await until(lambda: terminal.app.screen.is_looked_at)
        ring()
        await terminal.sees("› a city")
        terminal.type("\r")
        await terminal.sees("The sunset is ready.")

    terminal = at_terminal(doing)

    assert rung == [1, 1, 0]
    assert backend.messages() == ["a city"]
    assert (terminal.stream.all.count(ON), terminal.stream.all.count(OFF)) == (1, 1)
    assert terminal.stream.all.index(ON) < terminal.stream.all.index(OFF)


def test_reports_are_no_text_in_a_search_and_with_the_keys_of_vi(backend: Backend) -> None:
    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        terminal.type("a city\r")
        await terminal.sees("The sunset is ready.")
        terminal.type("\x12\x1b[Oci\x1b[It")
        await terminal.sees("cit")
        terminal.type("\x03/keys vi\r")
        await terminal.sees("Keys set to vi.")
        terminal.type("dog\x1b")
        await terminal.sees("› dog")
        terminal.type("\x1b[O\x1b[IA!")
        await terminal.sees("› dog!")
        terminal.type("\x03")

    at_terminal(doing)

    assert backend.messages() == ["a city"]


def test_who_pauses_leaves_the_terminal_as_it_was(backend: Backend) -> None:
    seen: list[str] = []

    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        terminal.type("\x1b[O")
        await until(lambda: terminal.app.screen.is_looked_at is False)
        terminal.app.pause(lambda: seen.append(terminal.stream.all))
        await until(lambda: terminal.stream.all.count(ON) == 2)
        assert terminal.app.screen.is_looked_at

    terminal = at_terminal(doing)

    assert seen[0].rindex(OFF) > seen[0].rindex(ON)
    assert terminal.stream.all.rindex(OFF) > terminal.stream.all.rindex(ON)
    assert backend.messages() == []
