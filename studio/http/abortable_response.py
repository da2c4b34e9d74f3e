"""A streaming response that can be aborted on purpose, and that runs a callback however it ends.

An abort is told to the server by ending without the last `more_body: False`: uvicorn then resets
the
connection, and an in-process transport sees an application that did not finish.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.responses import StreamingResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from starlette.types import Receive, Scope, Send


class AbortResponseError(Exception):
    """Raised inside a response body to break the connection, as a fault asked for."""


class AbortableResponse(StreamingResponse):
    """A StreamingResponse whose body may abort; `on_close` runs however it ends."""

    def __init__(
        self,
        pieces: AsyncIterator[bytes],
        on_close: Callable[[], None] | None = None,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        media_type: str = "text/event-stream",
    ) -> None:
        # Proxies (nginx by the second header) must pass events on as they come.
        given = {"cache-control": "no-cache", "x-accel-buffering": "no"} | dict(headers or {})
        super().__init__(pieces, status, given, media_type)
        self._on_close = on_close

    async def stream_response(self, send: Send) -> None:
        """Send the body; an abort leaves it unfinished."""
        try:
            await super().stream_response(send)
        except AbortResponseError:
            return

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            if self._on_close is not None:
                await _run_shielded(self._on_close)


async def _run_shielded(on_close: Callable[[], None]) -> None:
    """Run a blocking callback in a thread, shielded from cancellation."""
    with anyio.CancelScope(shield=True):
        await anyio.to_thread.run_sync(on_close)
