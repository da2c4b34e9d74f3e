"""Effects: awaited, handed over, answered; and what they do not print."""

from __future__ import annotations

from typing import get_args

import pytest

from agent.core import effects
from agent.core.effects import AnyEffect, Effect, Fetch, Fresh, KeepToken, Now, Wait
from agent.core.errors import StoppedError

SECRET = "tok-canary-5f1e"  # noqa: S105 - what must never be seen


async def two_questions() -> tuple[str, float]:
    return await Fresh(), await Now()


def test_an_effect_is_handed_over_and_its_answer_comes_back() -> None:
    flow = two_questions()

    asked = [flow.send(None), flow.send("fresh")]
    with pytest.raises(StopIteration) as end:
        flow.send(3.0)

    assert asked == [Fresh(), Now()]
    assert end.value.value == ("fresh", 3.0)


async def waits() -> str:
    try:
        await Wait(30)
    except StoppedError:
        return "stopped"
    return "waited"


def test_what_goes_wrong_is_thrown_where_the_effect_was_awaited() -> None:
    flow = waits()

    flow.send(None)
    with pytest.raises(StopIteration) as end:
        flow.throw(StoppedError())

    assert end.value.value == "stopped"


@pytest.mark.parametrize(
    "effect",
    [
        KeepToken("https://api.example", SECRET),
        Fetch("https://cdn.example", {"Authorization": SECRET}, "", "https://api.example"),
    ],
)
def test_no_effect_prints_a_token(effect: object) -> None:
    assert SECRET not in repr(effect)


def test_every_effect_is_among_those_that_a_world_performs() -> None:
    """The checker sees to it that a world performs each of these."""
    kinds = {one for one in vars(effects).values() if isinstance(one, type)}

    assert {one for one in kinds if issubclass(one, Effect)} - {Effect} == set(get_args(AnyEffect))
