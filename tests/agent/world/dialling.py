"""Lines to servers of a test's own: what is asked, and what is heard."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

from agent.core.effects import End, Opened
from agent.wire.requests import Request
from agent.world import http, http_client
from tests.agent.server import always, head, listening
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine
    from pathlib import Path

    from agent.wire.replies import Response
    from tests.agent.server import Answer, Heard, Pen, Server

STREAM: Final = head(content_type="text/event-stream")
MIB: Final = 1024 * 1024


@asynccontextmanager
async def dialled(base: str) -> AsyncIterator[http.BackendClient]:
    """A line to an address."""
    line = http.BackendClient(http_client.client(None, base, "test"), lambda *_: None)
    try:
        yield line
    finally:
        await line.end()


def run(test: Coroutine[Any, Any, Any]) -> Any:
    """Play a test to its end, however badly it stalls."""

    async def within() -> Any:
        async with asyncio.timeout(HANG_S):
            return await test

    return asyncio.run(within())


async def heard(line: http.BackendClient, number: int) -> list[str]:
    """All events to the end of the stream."""
    found: list[str] = []
    while True:
        one = await line.next(number, HANG_S)
        if isinstance(one, End):
            return found
        found.append(str(one))


def streamed(*pieces: bytes, top: bytes = STREAM) -> list[str]:
    """The events that a stream of these bytes is read as."""

    async def test() -> list[str]:
        async with listening(always(top, *pieces)) as server, dialled(server.base) as line:
            opened = await line.open(Request("POST", server.base + "/run_sse", {}))
            assert isinstance(opened, Opened)
            return await heard(line, opened.number)

    found: list[str] = run(test())
    return found


def answered(answer: Answer, **more: Any) -> tuple[Response, Heard]:
    """A request's answer, and the request as it was heard."""

    async def test() -> tuple[Response, Heard]:
        async with listening(answer) as server, dialled(server.base) as line:
            request = Request(more.pop("method", "GET"), server.base + "/x", {"X-A": "1"}, **more)
            return await line.send(request), server.heard[0]

    found: tuple[Response, Heard] = run(test())
    return found


def split(said: bytes) -> list[bytes]:
    """Each byte in a packet of its own."""
    return [said[at : at + 1] for at in range(len(said))]


async def slow(request: Heard, pen: Pen) -> None:
    await pen.send(STREAM, b"data: one\n\n")
    if request.path != "/":
        await pen.send(*[b"data: more\n\n"] * 400)
    await asyncio.sleep(HANG_S)


async def first(line: http.BackendClient, server: Server, path: str = "/") -> int:
    opened = await line.open(Request("POST", server.base + path, {}))
    assert isinstance(opened, Opened)
    assert await line.next(opened.number, HANG_S) == "one"
    return opened.number


UPLOAD: Final = """
import asyncio, resource, sys
from agent.wire.requests import Request
from agent.world import http, http_client

async def main(base, file):
    told = []
    own = http_client.client(None, base, "test")
    line = http.BackendClient(own, lambda *said: told.append(said[1:]))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = await line.send(Request("POST", base + "/", {}, file=file, file_name="big.mov"))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    await line.end()
    print(answer.status, grown // 1024, len(told), *told[-1])

asyncio.run(main(*sys.argv[1:]))
"""

TURN: Final = """
import asyncio, sys
from pathlib import Path
from agent.core.conversation import Conversation, Limits
from agent.core.effects import Now, Wait
from agent.core.errors import ReeltalkError
from agent.core.state import WishState
from agent.flows import backend, chat
from agent.world.backends import BackendAddress
from agent.world.folders import Folders
from agent.world.live_world import LiveWorld
from agent.world.player import play

waited = 0.0

def perform(world, effect):
    global waited
    if isinstance(effect, Wait):
        waited += effect.seconds
        return None
    answer = world.perform(effect)
    return answer + waited if isinstance(effect, Now) else answer

async def main(base, folder):
    folder, said = Path(folder), []
    world = LiveWorld(
        BackendAddress("test", base, base), Folders(folder, folder, folder), folder, {},
        said.append, lambda *_: None, lambda _: None,
    )
    talk = Conversation("t", base, base, "test", "s", "1", "p", "en", "", Limits((), (), 1),
                        token="t", session="s")
    try:
        await play(
            chat.chat(talk, "hello", backend.Step(0, WishState.SENDING)),
            lambda effect: perform(world, effect),
        )
    except ReeltalkError as error:
        said.append(error)
    await world.end()
    print(*(type(one).__name__ for one in said))
    print(sum(len(one.text) for one in said if hasattr(one, "text")))
    status = Path("/proc/self/status").read_text()
    print(status.partition("VmHWM:")[2].split()[0])

asyncio.run(main(*sys.argv[1:]))
"""


async def turned(base: str, folder: Path) -> tuple[list[str], int, int]:
    """A turn in a process of its own: what it said, how much text, and its most memory in MB."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", TURN, base, str(folder)), stdout=subprocess.PIPE
    )
    out, _ = await child.communicate()
    said, letters, kib = out.decode().split("\n")[:3]
    return said.split(), int(letters), int(kib) // 1024
