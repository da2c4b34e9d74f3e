"""The player: a loop that hands each effect of a flow to a world and sends the answer back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from agent.core.effects import AnyEffect

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

T = TypeVar("T")


async def play(flow: Coroutine[Any, Any, T], perform: Callable[[AnyEffect], Any]) -> T:
    """Play a flow to its end. `perform` answers at once, or gives something to wait for."""
    answer: Any = None
    failed: BaseException | None = None
    try:
        while True:
            effect = flow.send(answer) if failed is None else flow.throw(failed)
            answer, failed = None, None
            if not isinstance(effect, AnyEffect):
                failed = TypeError(f"a flow awaits effects alone, not {type(effect).__name__}")
                continue
            try:
                answer = perform(effect)
                if hasattr(answer, "__await__"):
                    answer = await answer
            except Exception as error:  # noqa: BLE001 - whatever went wrong is the flow's to know
                failed = error
    except StopIteration as end:
        found: T = end.value
        return found
    finally:
        flow.close()
