"""What it costs to read a turn of many events, beside bare httpx reading the same bytes."""

from __future__ import annotations

import json
import sys
import threading
from contextlib import suppress
from socket import create_server
from typing import TYPE_CHECKING

import timing

if TYPE_CHECKING:
    from socket import socket

EVENTS = 100_000
BARE = """
import asyncio, httpx, sys
async def main():
    async with httpx.AsyncClient(trust_env=False, timeout=600) as client:
        async with client.stream("POST", sys.argv[1] + "/run_sse", json={}) as reply:
            async for _ in reply.aiter_bytes(): pass
asyncio.run(main())
"""
DECODED = BARE.replace(
    "import asyncio", "from httpx_sse import EventSource\nimport asyncio"
).replace("async for _ in reply.aiter_bytes()", "async for _ in EventSource(reply).aiter_sse()")
_OURS = """
import asyncio, sys, resource
from agent.core.conversation import Conversation, Limits
from agent.flows import backend, chat
from agent.world import http
from agent.world.live_world import Live
from agent.world.backends import Place
from agent.world.folders import folders
from agent.world.player import play
from pathlib import Path
base = sys.argv[1]
limits = Limits((), (), 1)
talk = Conversation("t", base, base, "b", "s", "1", "p", "en", "c", limits, token="x", session="s")
said = []
async def main():
    world = Live(Place("b", base, base), folders({"REELTALK_HOME": sys.argv[2]}), Path("."), {},
                 said.append, lambda state, facts: None, lambda talk: None)
    told = await play(chat.chat(talk, "x", backend.Step(0, "queued")), world.perform)
    await world.end()
    assert told.end == "done", told
asyncio.run(main())
if len(sys.argv) > 3: print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def main() -> None:
    """Print the figures."""
    import subprocess
    import tempfile

    listener = create_server(("127.0.0.1", 0))
    threading.Thread(target=_serve, args=(listener,), daemon=True).start()
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with tempfile.TemporaryDirectory() as home:
        commands = [[sys.executable, "-c", code, base, home] for code in (BARE, DECODED, _OURS)]
        bare, decoded, ours = timing.in_turn(commands, 3)
        peak = subprocess.run(  # noqa: S603 - our own command
            [*commands[2], "peak"], check=True, capture_output=True, text=True
        ).stdout.strip()
    each = 1e6 / EVENTS
    print(f"{EVENTS} events: bare httpx {bare * each:.0f} µs an event, decoded by httpx-sse")
    print(
        f"{decoded * each:.0f} µs, a whole turn {ours * each:.0f} µs "
        f"({ours / bare:.2f} times bare httpx, {ours / decoded:.2f} times decoded); peak {peak} MB"
    )


def _turn() -> bytes:
    """A turn: a hundred thousand partial events, as small as they come, then the whole text."""
    head = {"invocationId": "i", "author": "a", "actions": {"stateDelta": {}}}
    piece = head | {"content": {"role": "model", "parts": [{"text": "word "}]}, "partial": True}
    frame = f"data: {json.dumps(piece)}\n\n".encode()
    text = "word " * (EVENTS - 1)
    last = head | {"content": {"role": "model", "parts": [{"text": text}]}}
    return frame * (EVENTS - 1) + f"data: {json.dumps(last)}\n\n".encode()


def _serve(listener: socket) -> None:
    turn = _turn()
    state = b'{"code":0,"data":{"state":{"draft":{"t":[]}}}}'
    while True:
        line, _ = listener.accept()
        threading.Thread(target=_answer, args=(line, turn, state), daemon=True).start()


def _answer(line: socket, turn: bytes, state: bytes) -> None:
    with line, suppress(OSError):  # a reader may leave as it likes
        while request := line.recv(65536):
            is_turn = b"/run_sse" in request.split(b"\r\n", 1)[0]
            kind, body = (b"text/event-stream", turn) if is_turn else (b"application/json", state)
            head = b"HTTP/1.1 200 OK\r\ncontent-type: " + kind
            head += b"\r\ncontent-length: " + str(len(body)).encode()
            line.sendall(head + b"\r\n\r\n" + body)
