"""Stopping, leaving, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.surfaces.repl import key_actions
from tests.agent.surfaces.repl.harness import at_terminal, until

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Terminal


def test_ctrl_c_on_an_empty_line_hints_and_a_second_one_leaves(backend: Backend) -> None:
    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        terminal.type("\x03")
        await terminal.sees("Press Ctrl-C again to quit.")
        assert not terminal.app._is_over.is_set()
        terminal.type("\x03")
        await until(terminal.app._is_over.is_set)

    at_terminal(doing)
    assert backend.messages() == []


def test_ctrl_d_in_the_middle_of_something_is_asked_first(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(terminal: Terminal) -> None:
        terminal.type("a city\r")
        await terminal.sees("thinking")
        terminal.type("\x04")
        await terminal.sees("Press Ctrl-D again to quit")
        assert not terminal.app._is_over.is_set()
        backend.holds.set()
        await terminal.sees("The sunset is ready.")

    at_terminal(doing)
    assert backend.messages() == ["a city"]


def test_ctrl_d_with_something_in_the_line_does_not_leave(backend: Backend) -> None:
    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        terminal.type("draft\x04!")
        await terminal.sees("› draft!")

    at_terminal(doing)
    assert backend.messages() == []


def test_a_question_that_nobody_answers_goes_away(backend: Backend) -> None:
    async def doing(terminal: Terminal) -> None:
        await terminal.sees("100 credits")
        terminal.type("\x03")
        await terminal.sees("Press Ctrl-C again to quit.")
        terminal.app.actions._asked_at -= key_actions.ASKED_FOR_S
        await terminal.sees_no("Ctrl-C again")

    at_terminal(doing)
    assert backend.messages() == []


def test_a_second_ctrl_c_that_comes_too_late_to_stop_does_not_leave(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(terminal: Terminal) -> None:
        terminal.type("a city\r")
        await terminal.sees("thinking")
        terminal.type("\x03")
        await terminal.sees("Ctrl-C again to stop.")
        backend.holds.set()
        await terminal.sees("The sunset is ready.")
        await terminal.rests()
        terminal.type("\x03")
        await terminal.sees("Press Ctrl-C again to quit.")
        assert not terminal.app._is_over.is_set()

    at_terminal(doing)
    assert backend.messages() == ["a city"]
