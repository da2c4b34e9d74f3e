"""A server that sends the bytes it is told to, and breaks off where it is told to."""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Answer = Callable[["Heard", "Pen"], Awaitable[None]]

_LINGER_NOT: Final = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Heard:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pen:
    """What an answer is written with."""

    writer: asyncio.StreamWriter
    reader: asyncio.StreamReader

    async def send(self, *pieces: bytes) -> None:
        """Each piece in a packet of its own, as far as the line lets us."""
        for piece in pieces:
            self.writer.write(piece)
            await self.writer.drain()
            await asyncio.sleep(0)

    async def left(self) -> None:
        """Wait until the other side has hung up."""
        while await self.reader.read(4096):
            pass

    def reset(self) -> None:
        """Break the line without a farewell."""
        self.writer.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT
        )
        self.writer.transport.abort()


@dataclass(slots=True)
class Server:
    """Where it listens, and what it has heard."""

    answer: Answer
    base: str = ""
    heard: list[Heard] = field(default_factory=list)
    busy: set[asyncio.Task[None]] = field(default_factory=set)

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request, one answer."""
        task = asyncio.current_task()
        assert task is not None
        self.busy.add(task)
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                request = await _hear(reader)
                self.heard.append(request)
                await self.answer(request, Pen(writer, reader))
                await writer.drain()
                writer.close()
                await writer.wait_closed()
        finally:
            writer.transport.abort()
            self.busy.discard(task)

    async def leave(self) -> None:
        """Hang up on everybody."""
        left = list(self.busy)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await asyncio.sleep(0)


async def _hear(reader: asyncio.StreamReader) -> Heard:
    first, *rows = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = first.split(" ")
    pairs = (row.partition(": ") for row in rows if row)
    headers = {name.lower(): said for name, _, said in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Heard(method, path, headers, body)


def head(status: int = 200, **headers: object) -> bytes:
    """The head of an answer; underscores in names stand for hyphens."""
    rows = [f"{name.replace('_', '-')}: {said}" for name, said in headers.items()]
    return "\r\n".join([f"HTTP/1.1 {status} Fine", *rows, "Connection: close", "", ""]).encode()


def whole(body: bytes, status: int = 200, **headers: object) -> bytes:
    """A whole answer with its true length."""
    return head(status, content_length=len(body), **headers) + body


def always(*pieces: bytes) -> Answer:
    """These bytes to everybody."""

    async def answer(_: Heard, pen: Pen) -> None:
        await pen.send(*pieces)

    return answer


@asynccontextmanager
async def listening(answer: Answer) -> AsyncIterator[Server]:
    """A server on a port of its own."""
    server = Server(answer)
    listener = await asyncio.start_server(server.meet, "127.0.0.1", 0, limit=1 << 20)
    server.base = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
    try:
        yield server
    finally:
        listener.close()
        await server.leave()


def deaf() -> str:
    """An address where nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{one.getsockname()[1]}"
