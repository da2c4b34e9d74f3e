"""An answer on its way out that may break, and that does one last thing however it ends.

A line that breaks is told to the server by ending without the last `more_body: False`: uvicorn then
resets the connection, and a transport inside the process sees an application that did not finish.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from starlette.types import Receive, Scope, Send


class AbortResponseError(Exception):
    """The line breaks here, as asked for."""


class AbortableResponse(StreamingResponse):
    """Pieces one after another. `done` is called at the end, also when the other side has left."""

    def __init__(
        self,
        pieces: AsyncIterator[bytes],
        done: Callable[[], None] | None = None,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        media_type: str = "text/event-stream",
    ) -> None:
        given = {"cache-control": "no-cache", "x-accel-buffering": "no"} | dict(headers or {})
        super().__init__(pieces, status, given, media_type)
        self._done = done

    async def stream_response(self, send: Send) -> None:
        """Send it; a break leaves the body unfinished."""
        try:
            await super().stream_response(send)
        except AbortResponseError:
            return

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, then let go of what was held."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            if self._done is not None:
                await _run_shielded(self._done)


async def _run_shielded(done: Callable[[], None]) -> None:
    """Run it in a thread, to the end, whatever was cancelled meanwhile."""
    import anyio.to_thread

    with anyio.CancelScope(shield=True):
        await anyio.to_thread.run_sync(done)
