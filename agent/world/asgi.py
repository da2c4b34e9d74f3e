"""An httpx transport that calls an ASGI application in this process and streams its answer."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import httpx

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping

    Message = MutableMapping[str, Any]
    Application = Callable[
        [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
        Awaitable[None],
    ]

_AHEAD: Final = 64  # chunks that the application may be ahead of the reader


class AsgiTransport(httpx.AsyncBaseTransport):
    """Unlike httpx's own it hands out each chunk of the body as it is sent."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Run the application on a request, up to the head of its answer."""
        call = _Call(request)
        call.task = asyncio.create_task(call.run(self.application))  # noqa: TID251 - ends with the body
        head = await call.said.get()
        if head is None:
            raise httpx.RemoteProtocolError("the application gave no answer") from call.failed
        return httpx.Response(head["status"], headers=head.get("headers", []), stream=_Body(call))


class _Call:
    def __init__(self, request: httpx.Request) -> None:
        self.request = request
        self.said: asyncio.Queue[Message | None] = asyncio.Queue(_AHEAD)
        self.is_left = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self.failed: Exception | None = None
        self._body = request.stream.__aiter__()  # type: ignore[union-attr]  # async clients make async bodies
        self._is_asked = False

    async def run(self, application: Application) -> None:
        try:
            await application(self._scope(), self._receive, self._send)
        except Exception as error:  # noqa: BLE001 - whatever it is, the reader of the body is told
            self.failed = error
        finally:
            await self.said.put(None)

    def _scope(self) -> Message:
        url = self.request.url
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": self.request.method,
            "scheme": url.scheme,
            "path": url.path,
            "raw_path": url.raw_path.partition(b"?")[0],
            "query_string": url.query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in self.request.headers.raw],
            "server": (url.host, url.port or 80),
            "client": ("127.0.0.1", 0),
        }

    async def _receive(self) -> Message:
        if not self._is_asked:
            with suppress(StopAsyncIteration):
                chunk = await self._body.__anext__()
                return {"type": "http.request", "body": chunk, "more_body": True}
            self._is_asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.is_left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if self.is_left.is_set():
            raise OSError("nobody listens any more")
        await self.said.put(message)


class _Body(httpx.AsyncByteStream):
    def __init__(self, call: _Call) -> None:
        self.call = call

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            message = await self.call.said.get()
            if message is None:
                raise httpx.RemoteProtocolError("the application broke off") from self.call.failed
            if chunk := message.get("body", b""):
                yield chunk
            if not message.get("more_body", False):
                return

    async def aclose(self) -> None:
        """Send the application a disconnect, and let it end."""
        self.call.is_left.set()
        while not self.call.said.empty():
            self.call.said.get_nowait()
        task = self.call.task
        if task is not None and not task.done():
            with suppress(Exception):
                await asyncio.wait_for(asyncio.shield(task), 5)
