"""A film, a server that hands it out, and a loop in which no pause takes long."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVarTuple

from agent.world import download, http, http_client
from tests.agent.films import film
from tests.agent.server import head, listening

if TYPE_CHECKING:
    from asyncio import TimerHandle
    from collections.abc import AsyncIterator, Callable, Coroutine
    from contextvars import Context
    from pathlib import Path

    from agent.core.effects import Fetched
    from tests.agent.server import Answer, Heard, Pen, Server

Ts = TypeVarTuple("Ts")

FILM: Final = film(octets=50_000)
HALF: Final = len(FILM) // 2
SECRET: Final = {"Authorization": "Bearer canary", "X-Skill-Source": "test"}


# The patience of all tries together is seconds long; a loop that jumps over them plays it at once.
class Hasty(asyncio.SelectorEventLoop):
    """A loop in which a pause takes no time; a deadline, which is farther away, stays one."""

    def call_at(
        self,
        when: float,
        callback: Callable[[*Ts], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> TimerHandle:
        """Soon instead of later."""
        now = self.time()
        chosen = now + 0.01 if now + 0.01 < when < now + 9 else when
        return super().call_at(chosen, callback, *args, context=context)


def run(test: Coroutine[Any, Any, Any]) -> Any:
    with asyncio.Runner(loop_factory=Hasty) as runner:
        return runner.run(test)


@asynccontextmanager
async def web(base: str) -> AsyncIterator[http.DownloadClient]:
    """Both clients; no name is looked up by a proxy."""
    async with (
        http_client.client(None, base, "test") as own,
        http_client.client(None, base, "test") as bare,
    ):
        yield http.DownloadClient(own, bare)


async def get(
    server: Server,
    to: Path,
    url: str = "/film",
    tell: Callable[[int, int], None] | None = None,
    *,
    replaces: bool = False,
) -> Fetched:
    """Fetch from a server."""
    async with web(server.base) as both:
        order = download.Download(url, server.base, to, SECRET, replaces)
        return await download.fetch(order, both, tell or (lambda *_: None))


def fetched(
    answer: Answer, to: Path, url: str = "/film", *, replaces: bool = False
) -> tuple[Fetched, list[Heard]]:
    async def test() -> tuple[Fetched, list[Heard]]:
        async with listening(answer) as server:
            return await get(server, to, url, replaces=replaces), server.heard

    found: tuple[Fetched, list[Heard]] = run(test())
    return found


def serve(*, ranges: bool = True, cuts: int = 0, etag: str = '"v1"') -> Answer:
    """A server of a film that breaks off in the middle so many times."""
    left = [cuts]

    async def answer(request: Heard, pen: Pen) -> None:
        start = 0
        if ranges and request.headers.get("if-range") == etag:
            start = int(request.headers["range"].removeprefix("bytes=").rstrip("-"))
        rest = FILM[start:]
        top = head(206 if start else 200, content_length=len(rest), etag=etag)
        if left[0]:
            left[0] -= 1
            await pen.send(top, rest[: len(rest) // 2])
            return
        await pen.send(top, rest)

    return answer


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())
