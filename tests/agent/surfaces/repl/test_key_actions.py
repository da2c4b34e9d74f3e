"""Stopping, leaving, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.surfaces.repl import key_actions
from tests.agent.surfaces.repl.stand import sit, until

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.stand import Terminal


def test_ctrl_c_on_an_empty_line_hints_and_a_second_one_leaves(backend: Backend) -> None:
    async def doing(eye: Terminal) -> None:
        await eye.sees("100 credits")
        eye.type("\x03")
        await eye.sees("Press Ctrl-C again to quit.")
        assert not eye.table._is_over.is_set()
        eye.type("\x03")
        await until(eye.table._is_over.is_set)

    sit(doing)
    assert backend.messages() == []


def test_ctrl_d_in_the_middle_of_something_is_asked_first(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(eye: Terminal) -> None:
        eye.type("a city\r")
        await eye.sees("thinking")
        eye.type("\x04")
        await eye.sees("Press Ctrl-D again to quit")
        assert not eye.table._is_over.is_set()
        backend.holds.set()
        await eye.sees("The sunset is ready.")

    sit(doing)
    assert backend.messages() == ["a city"]


def test_ctrl_d_with_something_in_the_line_does_not_leave(backend: Backend) -> None:
    async def doing(eye: Terminal) -> None:
        await eye.sees("100 credits")
        eye.type("draft\x04!")
        await eye.sees("› draft!")

    sit(doing)
    assert backend.messages() == []


def test_a_question_that_nobody_answers_goes_away(backend: Backend) -> None:
    async def doing(eye: Terminal) -> None:
        await eye.sees("100 credits")
        eye.type("\x03")
        await eye.sees("Press Ctrl-C again to quit.")
        eye.table.hands._asked_at -= key_actions.ASKED_FOR_S
        await eye.sees_no("Ctrl-C again")

    sit(doing)
    assert backend.messages() == []


def test_a_second_ctrl_c_that_comes_too_late_to_stop_does_not_leave(backend: Backend) -> None:
    backend.holds.clear()

    async def doing(eye: Terminal) -> None:
        eye.type("a city\r")
        await eye.sees("thinking")
        eye.type("\x03")
        await eye.sees("Ctrl-C again to stop.")
        backend.holds.set()
        await eye.sees("The sunset is ready.")
        await eye.rests()
        eye.type("\x03")
        await eye.sees("Press Ctrl-C again to quit.")
        assert not eye.table._is_over.is_set()

    sit(doing)
    assert backend.messages() == ["a city"]
