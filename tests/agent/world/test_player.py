"""The player: effects go out, answers and errors come back."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from agent.core.effects import Chance, Now, Wait
from agent.core.errors import LostError
from agent.world.player import play

if TYPE_CHECKING:
    from agent.core.effects import Effect


class Clock:
    """A world in which waiting is all there is."""

    def __init__(self) -> None:
        self.now = 0.0
        self.asked: list[Effect[Any]] = []

    def perform(self, effect: Effect[Any]) -> Any:
        """Answer, and remember what was asked."""
        self.asked.append(effect)
        match effect:
            case Now():
                return self.now
            case Wait():
                return self.wait(effect.seconds)
            case _:
                raise LostError("the line broke")

    async def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


def played(flow: Any, clock: Clock | None = None) -> Any:
    """What a flow came to."""
    return asyncio.run(play(flow, (clock or Clock()).perform))


def test_answers_come_back_whether_at_once_or_later() -> None:
    async def flow() -> tuple[float, float]:
        before = await Now()
        await Wait(30)
        return before, await Now()

    assert played(flow()) == (0.0, 30.0)


def test_effects_are_performed_in_their_order() -> None:
    clock = Clock()

    async def flow() -> None:
        await Wait(1)
        await Now()
        await Wait(2)

    played(flow(), clock)

    assert clock.asked == [Wait(1), Now(), Wait(2)]


def test_what_goes_wrong_is_the_flows_to_know() -> None:
    async def flow() -> str:
        try:
            await Chance()
        except LostError as error:
            return str(error)
        return "nothing happened"

    assert played(flow()) == "the line broke"


def test_what_a_flow_does_not_mend_comes_out() -> None:
    async def flow() -> None:
        await Chance()

    with pytest.raises(LostError, match="the line broke"):
        played(flow())


def test_a_flow_that_awaits_anything_else_is_told_so() -> None:
    async def flow() -> None:
        await asyncio.sleep(0)

    with pytest.raises(TypeError, match="effects alone, not NoneType"):
        played(flow())


def test_a_flow_that_is_given_up_cleans_up_behind_itself() -> None:
    left: list[str] = []

    async def flow() -> None:
        try:
            await Wait(1)
        finally:
            left.append("cleaned")

    def perform(_: Effect[Any]) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        asyncio.run(play(flow(), perform))

    assert left == ["cleaned"]
