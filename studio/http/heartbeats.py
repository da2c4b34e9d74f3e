"""Runs slow work in a thread; sends SSE heartbeats until it ends."""

from __future__ import annotations

import threading
from concurrent.futures import Future, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from anyio.to_thread import run_sync

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

T = TypeVar("T")
HEARTBEAT = b": heartbeat\n\n"  # a comment in server-sent events: clients skip it


@dataclass(frozen=True, slots=True)
class Heartbeats:
    """Heartbeats begin when work takes longer than `soon_s`, then one every `every_s`."""

    soon_s: float = 5.0  # edits take 50 ms; only generators take longer
    every_s: float = 10.0  # nginx gives up after 60 s of silence

    async def finishes_soon(self, work: Future[T]) -> bool:
        """Wait for the work up to `soon_s`; True if it is done."""
        return await run_sync(_is_done, work, self.soon_s)

    async def while_running(self, work: Future[T]) -> AsyncIterator[bytes]:
        """Yield a heartbeat at once, and another at each interval until the work is done."""
        yield HEARTBEAT
        while not await run_sync(_is_done, work, self.every_s):
            yield HEARTBEAT


def start_in_thread(work: Callable[[], T]) -> Future[T]:
    """Start work in a thread that ends it even if the client disconnects."""
    future: Future[T] = Future()

    def end() -> None:
        try:
            future.set_result(work())
        except BaseException as why:  # noqa: BLE001 - it is raised where the result is asked for
            future.set_exception(why)

    # Not a task of the event loop: that would be cancelled with the request.
    threading.Thread(target=end, daemon=True).start()
    return future


def _is_done(work: Future[T], seconds: float) -> bool:
    return bool(wait([work], seconds).done)
