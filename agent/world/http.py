"""The HTTP client of the backend over httpx: requests, event streams, uploads."""

from __future__ import annotations

import asyncio
import io
import logging
import os
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import httpx

from agent.core.effects import END, End, Opened
from agent.core.errors import LocalError, LostError, StoppedError, UnreachableError
from agent.core.failure_kind import FailureKind
from agent.wire.replies import Response
from agent.world import http_client, proxies
from agent.world.http_client import CONNECT_WITHIN_S
from agent.world.sse import Reader

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from agent.wire.requests import Request

# Of an upload: a line that takes nothing for so long is dead. After the last byte the system may
# still hold a buffer of them, which a slow line needs time for, and the backend looks at the file.
STALL_WITHIN_S: Final = 30.0
BUFFER: Final = 4 * 1024 * 1024  # the most that Linux keeps of a connection by default
SLOW_RATE: Final = 64 * 1024  # bytes a second
WORK_RATE: Final = 512 * 1024
LONGEST_BODY: Final = 16 * 1024 * 1024  # a state with its whole draft is a few hundred KiB
LONGEST_EVENT: Final = 8 * 1024 * 1024
LONGEST_TURN: Final = 64 * 1024 * 1024
_AHEAD: Final = 4  # pieces of the line: taken in at once, they hold up a key for some 10 ms
AGENT: Final = "reeltalk"
_PLAIN: Final = ("", "identity")  # the encodings of a body that is as it was
_LOG: Final = logging.getLogger("reeltalk")
# What proves that nothing was done: it never got as far as sending.
_NEVER_SENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)


def line_error(error: Exception) -> UnreachableError | LostError:
    """Map an httpx error to what it proves: nothing was sent, or it may have been."""
    name = type(error).__name__
    if isinstance(error, _NEVER_SENT):
        return UnreachableError(f"{name}: {error}")
    return LostError(f"{name}: {error}")


@dataclass(slots=True)
class _Stream:
    response: httpx.Response
    events: asyncio.Queue[list[str] | End | Exception]
    ready: deque[str] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None
    size: int = 0
    since_event: int = 0
    last: End | Exception | None = None  # taken out of the queue, and not told yet

    def take(self) -> str | End | Exception | None:
        """The next event, or how it ended, if that is known already."""
        if self.ready:
            return self.ready.popleft()
        if self.last is not None:
            found, self.last = self.last, None
            return found
        if self.events.empty():
            return None
        self.put_off(self.events.get_nowait())
        return self.take()

    def put_off(self, found: list[str] | End | Exception) -> None:
        """Put an item of the queue where `take` finds it."""
        if isinstance(found, list):
            self.ready.extend(found)
        else:
            self.last = found


@dataclass(slots=True)
class BackendClient:
    """Requests and streams to one backend."""

    http: httpx.AsyncClient
    tell_upload: Callable[[str, int, int], None]
    is_local: bool = False  # on this machine no byte is lost, and what takes time is work
    _streams: dict[int, _Stream] = field(default_factory=dict)
    _count: int = 0

    async def send(self, request: Request) -> Response:
        """A request and its whole answer."""
        upload = _Upload(request, self.tell_upload) if request.file else None
        try:
            async with asyncio.timeout(request.within_s) as deadline:
                if upload is not None and not self.is_local:
                    upload.deadline = deadline
                response = await self._head(request, upload)
                try:
                    return await _whole(response)
                finally:
                    await response.aclose()
        except TimeoutError as error:
            raise LostError(f"no answer within {request.within_s:.0f} s") from error
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as error:
            raise line_error(error) from error
        finally:
            if upload is not None:
                upload.close()

    async def _head(self, request: Request, upload: _Upload | None) -> httpx.Response:
        """Send a request, return when the response headers are there."""
        _LOG.debug("%s %s", request.method, urlsplit(request.url).path)
        response = await self.http.send(self._build(request, upload), stream=True)
        _LOG.debug("-> %s %s", response.status_code, response.headers.get("content-type", ""))
        await _refuse_encoding(response)
        return response

    def _build(self, request: Request, upload: _Upload | None) -> httpx.Request:
        headers = dict(request.headers)
        files = {"files": (request.file_name, upload, _mime(request.file_name))} if upload else None
        return self.http.build_request(
            request.method, request.url, headers=headers, json=request.json, files=files
        )

    async def open(self, request: Request) -> Opened | Response:
        """A stream, or the answer of a backend that refuses."""
        try:
            async with asyncio.timeout(request.within_s):
                response = await self._head(request, None)
                kind = response.headers.get("content-type", "").lower()
                if response.status_code != httpx.codes.OK or "text/event-stream" not in kind:
                    try:
                        return await _whole(response)
                    finally:
                        await response.aclose()
        except TimeoutError as error:
            raise LostError("no answer to a message") from error
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as error:
            raise line_error(error) from error
        self._count += 1
        stream = _Stream(response, asyncio.Queue(_AHEAD))
        # The reader lives as long as its stream, which `close` ends.
        stream.task = asyncio.ensure_future(_read(stream))
        self._streams[self._count] = stream
        return Opened(self._count)

    def next_at_once(self, number: int) -> str | End | None:
        """The next event if it is there already."""
        found = self._streams[number].take()
        return None if found is None else self._told(number, found)

    def more(self, number: int) -> list[str]:
        """The events that are there already; how the stream ended is told by `next`."""
        stream = self._streams[number]
        while stream.last is None and not stream.events.empty():
            stream.put_off(stream.events.get_nowait())
        some = list(stream.ready)
        stream.ready.clear()
        return some

    async def next(self, number: int, within_s: float) -> str | End | None:
        """The data of the next event; None when none comes in time."""
        stream = self._streams[number]
        found = stream.take()
        while found is None:
            try:
                async with asyncio.timeout(within_s):
                    stream.put_off(await stream.events.get())
            except TimeoutError:
                return None
            found = stream.take()
        return self._told(number, found)

    def _told(self, number: int, found: str | End | Exception) -> str | End:
        if isinstance(found, StoppedError):
            raise found  # the stream itself goes on until `close` or `end`
        if isinstance(found, Exception):
            self._streams.pop(number, None)
            raise found
        if isinstance(found, End):
            self._streams.pop(number, None)
        return found

    async def close(self, number: int) -> None:
        """Close a stream."""
        stream = self._streams.pop(number, None)
        if stream is not None:
            await _close(stream)

    def stop(self) -> None:
        """Wake up whoever waits for an event: somebody asked to stop."""
        for stream in self._streams.values():
            while stream.events.full():
                stream.events.get_nowait()
            stream.events.put_nowait(StoppedError())

    async def end(self) -> None:
        """Close all streams and the client."""
        for stream in self._streams.values():
            await _close(stream)
        self._streams.clear()
        await self.http.aclose()


async def _close(stream: _Stream) -> None:
    if stream.task is not None:
        stream.task.cancel()
        with suppress(asyncio.CancelledError):
            await stream.task
    with suppress(Exception):
        await stream.response.aclose()


async def _read(stream: _Stream) -> None:
    """Put every event into the queue, then how it ended."""
    response, reader = stream.response, Reader()
    response.stream = _Completed(response.stream, stream)
    end: End | Exception = END
    try:
        async for chunk in response.aiter_raw():
            if some := reader.feed(chunk):
                stream.since_event = 0
                await stream.events.put(some)
    except LostError as error:
        end = error
    except (httpx.HTTPError, httpx.StreamError, ValueError) as error:
        end = LostError(f"{type(error).__name__}: {error}")
    finally:
        with suppress(Exception):
            await response.aclose()
    await stream.events.put(end)


class _Completed(httpx.AsyncByteStream):
    """The bytes of a stream, bounded, and with the empty line that some servers leave out."""

    def __init__(self, inner: Any, stream: _Stream) -> None:
        self.inner = inner
        self.stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self.inner:
            self.stream.size += len(chunk)
            self.stream.since_event += len(chunk)
            if self.stream.size > LONGEST_TURN or self.stream.since_event > LONGEST_EVENT:
                raise LostError("more than any answer has")
            yield chunk
        yield b"\n\n"

    async def aclose(self) -> None:
        await self.inner.aclose()


async def _refuse_encoding(response: httpx.Response) -> None:
    """End a response that is packed, though nobody asked for it: 1 MB may be a gigabyte inside."""
    if response.headers.get("content-encoding", "identity").strip().lower() not in _PLAIN:
        await response.aclose()
        raise LostError("an encoding that nobody asked for")


async def _whole(response: httpx.Response) -> Response:
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > LONGEST_BODY:
            raise LostError("more than any answer has")
    headers = {name.lower(): said for name, said in response.headers.items()}
    return Response(response.status_code, headers, bytes(body))


class _Upload(io.FileIO):
    """A file that tells how far it has been read: where the reading is, the sending is."""

    def __init__(self, request: Request, tell: Callable[[str, int, int], None]) -> None:
        try:
            super().__init__(request.file, "rb")
        except OSError as error:
            raise LocalError(FailureKind.NOT_READABLE, request.file_name) from error
        self.called = request.file_name
        self.size = os.fstat(self.fileno()).st_size
        self.tell_progress = tell
        self.deadline: asyncio.Timeout | None = None

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(-1 if size is None else size) or b""
        self.tell_progress(self.called, self.tell(), self.size)
        self._hurry()
        return found

    def _hurry(self) -> None:
        """Put the deadline off: what is read next was taken before, or the line stands still."""
        if self.deadline is None or self.deadline.when() is None:
            return
        patience = STALL_WITHIN_S
        if self.tell() >= self.size:
            patience += max(self.size / WORK_RATE, min(self.size, BUFFER) / SLOW_RATE)
        self.deadline.reschedule(asyncio.get_running_loop().time() + patience)


_MIMES: Final = {
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "avi": "video/x-msvideo",
    "webm": "video/webm",
    "mkv": "video/x-matroska",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "m4a": "audio/mp4",
    "aac": "audio/aac",
}


def _mime(name: str) -> str:
    return _MIMES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Remote:
    """A response whose body is still to be read."""

    status: int
    length: int
    validator: str
    location: str
    response: httpx.Response

    async def chunks(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self.response.aiter_raw():
                yield chunk
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise LostError(f"{type(error).__name__}: {error}") from error

    async def close(self) -> None:
        """Close the response."""
        await self.response.aclose()


@dataclass(slots=True)
class DownloadClient:
    """The backend's own client, and bare ones for every other origin."""

    own: httpx.AsyncClient
    bare: httpx.AsyncClient | None = None
    _through: dict[str, httpx.AsyncClient] = field(default_factory=dict)

    async def get(
        self, url: str, headers: dict[str, str], addresses: Sequence[str] = (), *, is_own: bool
    ) -> Remote:
        """Send a GET, return when the headers are there. Redirects are not followed here.

        The connection goes to the addresses that were checked: a name that is looked up once more
        may lead elsewhere.
        """
        try:
            proxy = "" if is_own else proxies.proxy_for(url)
            if is_own or proxy or not addresses:
                return await self._get(self._client(proxy, is_own=is_own), httpx.URL(url), headers)
            failed: Exception | None = None
            for address in addresses:
                try:
                    return await self._pinned(httpx.URL(url), address, headers)
                except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                    failed = error
            raise LostError(f"{type(failed).__name__}: {failed}") from failed
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise LostError(f"{type(error).__name__}: {error}") from error

    def _client(self, proxy: str, *, is_own: bool) -> httpx.AsyncClient:
        if is_own:
            return self.own
        if proxy:
            if proxy not in self._through:
                self._through[proxy] = http_client.through(proxy, AGENT)
            return self._through[proxy]
        if self.bare is None:
            self.bare = http_client.direct(AGENT)
        return self.bare

    async def _pinned(self, url: httpx.URL, address: str, headers: dict[str, str]) -> Remote:
        """Ask an address for what stands at a name; the certificate is the name's."""
        return await self._get(
            self._client("", is_own=False),
            url.copy_with(host=address),
            headers | {"Host": url.netloc.decode("ascii")},
            {"sni_hostname": url.raw_host.decode("ascii")},
        )

    async def end(self) -> None:
        """Close the bare clients; the backend's own is not ours."""
        for one in (self.bare, *self._through.values()):
            if one is not None:
                await one.aclose()

    async def _get(
        self,
        chosen: httpx.AsyncClient,
        url: httpx.URL,
        headers: dict[str, str],
        extensions: dict[str, Any] | None = None,
    ) -> Remote:
        timeout = httpx.Timeout(60, connect=CONNECT_WITHIN_S)
        request = chosen.build_request(
            "GET", url, headers=headers, timeout=timeout, extensions=extensions
        )
        response = await chosen.send(request, stream=True)
        heads = response.headers
        length = heads.get("content-length", "")
        moved = response.has_redirect_location
        return Remote(
            response.status_code,
            int(length) if length.isdecimal() and len(length) < 16 else 0,  # noqa: PLR2004 - petabytes
            heads.get("etag", "") if not heads.get("etag", "").startswith("W/") else "",
            heads.get("location", "") if moved else "",
            response,
        )
