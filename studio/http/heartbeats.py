"""Work that may take long: begun at once, with signs of life on the line until it is over."""

from __future__ import annotations

import threading
from concurrent.futures import Future, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from anyio.to_thread import run_sync

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

T = TypeVar("T")
HEARTBEAT = b": heartbeat\n\n"


@dataclass(frozen=True, slots=True)
class Heartbeats:
    """What takes longer than `soon_s` is begun with signs of life, one every `every_s`."""

    soon_s: float = 5.0
    every_s: float = 10.0

    async def are_spared(self, work: Future[T]) -> bool:
        """Whether the work was over soon."""
        return await run_sync(_is_done, work, self.soon_s)

    async def until_over(self, work: Future[T]) -> AsyncIterator[bytes]:
        """Signs of life, as long as the work takes."""
        yield HEARTBEAT
        while not await run_sync(_is_done, work, self.every_s):
            yield HEARTBEAT


def start_in_thread(work: Callable[[], T]) -> Future[T]:
    """The work in a thread of its own, which ends it whether or not anybody still listens."""
    future: Future[T] = Future()

    def end() -> None:
        try:
            future.set_result(work())
        except BaseException as why:  # noqa: BLE001 - it is raised where the result is asked for
            future.set_exception(why)

    threading.Thread(target=end, daemon=True).start()
    return future


def _is_done(work: Future[T], seconds: float) -> bool:
    return bool(wait([work], seconds).done)
