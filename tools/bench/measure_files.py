"""What it costs to send and to fetch a GiB: memory, and the time of a bare copy beside it."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from socket import create_server
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socket import socket

GIB = 1 << 30
_CHUNK = bytes(1 << 20)
_SEND = """
import asyncio, resource, sys
from agent.world import http
from agent.wire.requests import Caller
async def main():
    line = http.Line(http.client(None, sys.argv[1], "b"), lambda *_: None)
    caller = Caller(sys.argv[1], "t", "s", "1", "p")
    reply = await line.send(caller.upload_file("s", sys.argv[2], "a.mp4"))
    assert reply.status == 200, reply
    await line.end()
asyncio.run(main())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
_FETCH = """
import asyncio, resource, sys
from pathlib import Path
from agent.world import download, http
async def main():
    own = http.client(None, sys.argv[1], "b")
    order = download.Order(sys.argv[1] + "/film.mp4", sys.argv[1], Path(sys.argv[2]), {})
    got = await download.fetch(order, http.Web(own, own), lambda *_: None)
    assert got.size > 1 << 30, got
    await own.aclose()
asyncio.run(main())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def main() -> None:
    """Print the figures."""
    listener = create_server(("127.0.0.1", 0))
    threading.Thread(target=_serve, args=(listener,), daemon=True).start()
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with tempfile.TemporaryDirectory() as folder:
        big = Path(folder) / "a.mp4"
        with big.open("wb") as file:
            file.truncate(GIB)
        sent, sent_mb = _run(_SEND, base, str(big))
        start = time.perf_counter()
        shutil.copyfile(big, Path(folder) / "copy")
        copied = time.perf_counter() - start
        fetched, fetched_mb = _run(_FETCH, base, str(Path(folder) / "got.mp4"))
    print(f"1 GiB sent in {sent:.1f} s, peak {sent_mb} MB; fetched in {fetched:.1f} s,")
    print(f"peak {fetched_mb} MB; the same file copied on the disk: {copied:.1f} s")


def _run(code: str, *arguments: str) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True
    )
    return time.perf_counter() - start, done.stdout.strip()


def _serve(listener: socket) -> None:
    while True:
        line, _ = listener.accept()
        threading.Thread(target=_answer, args=(line,), daemon=True).start()


def _answer(line: socket) -> None:
    with line, suppress(OSError):
        while head := line.recv(65536):
            while b"\r\n\r\n" not in head:
                head += line.recv(65536)
            start, _, rest = head.partition(b"\r\n\r\n")
            length = next(
                (
                    int(row[16:])
                    for row in start.split(b"\r\n")
                    if row.lower()[:15] == b"content-length:"
                ),
                0,
            )
            left = length - len(rest)
            while left > 0:
                left -= len(line.recv(min(left, 1 << 20)))
            if start.startswith(b"GET"):
                _film(line)
            else:
                line.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")


def _film(line: socket) -> None:
    """An MP4 that says it lasts a second, and is a GiB of nothing."""
    movie = struct.pack(">IIIII", 0, 0, 0, 1000, 1000) + bytes(80)
    moov = struct.pack(">I4s", len(movie) + 8, b"mvhd") + movie
    front = struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 512, b"isom")
    front += struct.pack(">I4s", len(moov) + 8, b"moov") + moov
    front += struct.pack(">I4s", GIB + 8, b"mdat")
    line.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % (len(front) + GIB) + front)
    for _ in range(GIB // len(_CHUNK)):
        line.sendall(_CHUNK)
