"""What a terminal is asked for, and what becomes of its reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from agent.surfaces.repl import terminal_modes
from tests.agent.surfaces.repl.stand import sit, until

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.stand import Terminal

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

    async def doing(eye: Terminal) -> None:
        def ring() -> None:
            before = eye.pen.all.count("\a")
            eye.table.screen.ring("a city")
            rung.append(eye.pen.all.count("\a") - before)

        await eye.sees("100 credits")
        ring()
        eye.type("a ci\x1b[O")
        await until(lambda: eye.table.screen.is_looked_at is False)
        ring()
        eye.type("ty\x1b[Ix\x7f")
        await until(lambda: eye.table.screen.is_looked_at)
        ring()
        await eye.sees("› a city")
        eye.type("\r")
        await eye.sees("The sunset is ready.")

    eye = sit(doing)

    assert rung == [1, 1, 0]
    assert backend.messages() == ["a city"]
    assert (eye.pen.all.count(ON), eye.pen.all.count(OFF)) == (1, 1)
    assert eye.pen.all.index(ON) < eye.pen.all.index(OFF)


def test_reports_are_no_text_in_a_search_and_with_the_keys_of_vi(backend: Backend) -> None:
    async def doing(eye: Terminal) -> None:
        await eye.sees("100 credits")
        eye.type("a city\r")
        await eye.sees("The sunset is ready.")
        eye.type("\x12\x1b[Oci\x1b[It")
        await eye.sees("cit")
        eye.type("\x03/keys vi\r")
        await eye.sees("Keys set to vi.")
        eye.type("dog\x1b")
        await eye.sees("› dog")
        eye.type("\x1b[O\x1b[IA!")
        await eye.sees("› dog!")
        eye.type("\x03")

    sit(doing)

    assert backend.messages() == ["a city"]


def test_who_pauses_leaves_the_terminal_as_it_was(backend: Backend) -> None:
    seen: list[str] = []

    async def doing(eye: Terminal) -> None:
        await eye.sees("100 credits")
        eye.type("\x1b[O")
        await until(lambda: eye.table.screen.is_looked_at is False)
        eye.table.pause(lambda: seen.append(eye.pen.all))
        await until(lambda: eye.pen.all.count(ON) == 2)
        assert eye.table.screen.is_looked_at

    eye = sit(doing)

    assert seen[0].rindex(OFF) > seen[0].rindex(ON)
    assert eye.pen.all.rindex(OFF) > eye.pen.all.rindex(ON)
    assert backend.messages() == []
