"""How soon a key is seen while a turn of a thousand events a second comes in, and a Ctrl-C."""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from socket import create_server
from typing import TYPE_CHECKING, Final

from measure_prompt import Terminal

if TYPE_CHECKING:
    from socket import socket

SECONDS: Final = 6
A_SECOND: Final = 1000
KEYS: Final = 100
ANSWERS: Final = {
    b"anonymous-token": {"token": "t"},
    b"with-session": {"task_id": "t", "session_id": "s"},
    b"balance": {"available": 100},
    b"state": {"state": {"draft": {"t": []}}},
}


def main() -> None:
    """Print the figures."""
    listener = create_server(("127.0.0.1", 0))
    threading.Thread(target=_serve, args=(listener,), daemon=True).start()
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    command = [str(Path(sys.executable).with_name("reeltalk")), "--lang", "en", "--backend", base]
    with tempfile.TemporaryDirectory() as home:
        talk = Terminal(command, home)
        talk.until(b"credits")
        talk.type(b"go\r")
        talk.until(b"thinking")
        time.sleep(0.3)
        took = [_echo(talk, bytes([ord("a") + number % 26])) for number in range(KEYS)]
        begun = time.monotonic()
        talk.type(b"\x03")
        talk.until(b"Stop listening?")
        noticed = time.monotonic() - begun
        talk.end()
    median, worst = 1e3 * statistics.median(took), 1e3 * max(took)
    print(
        f"key to echo at {A_SECOND} events a second: median {median:.1f} ms, worst {worst:.0f} ms"
    )
    print(f"Ctrl-C to notice: {1e3 * noticed:.0f} ms")


def _echo(talk: Terminal, key: bytes) -> float:
    begun = time.monotonic()
    talk.type(key)
    talk.until(key)
    took = time.monotonic() - begun
    time.sleep(0.02)
    return took


def _serve(listener: socket) -> None:
    while True:
        line, _ = listener.accept()
        threading.Thread(target=_answer, args=(line,), daemon=True).start()


def _answer(line: socket) -> None:
    with line, suppress(OSError):
        while path := path_of(line):
            if b"/run_sse" in path:
                _stream(line)
                return
            found = next((data for part, data in ANSWERS.items() if part in path), {})
            body = json.dumps({"code": 0, "data": found}).encode()
            head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
            line.sendall(head + str(len(body)).encode() + b"\r\n\r\n" + body)


def path_of(line: socket) -> bytes:
    """The first row of a request, once all of it has come."""
    request = b""
    while b"\r\n\r\n" not in request:
        some = line.recv(65536)
        if not some:
            return b""
        request += some
    head, _, body = request.partition(b"\r\n\r\n")
    for row in head.lower().split(b"\r\n"):
        if row.startswith(b"content-length:"):
            left = int(row.partition(b":")[2]) - len(body)
            while left > 0:
                left -= len(line.recv(left))
    return head.split(b"\r\n", 1)[0]


def _stream(line: socket) -> None:
    """Partial events, a hundredth of a second's worth at a time."""
    line.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n")
    piece = {"author": "a", "content": {"role": "model", "parts": [{"text": "word "}]}}
    frame = f"data: {json.dumps(piece | {'partial': True})}\n\n".encode() * (A_SECOND // 100)
    for _ in range(SECONDS * 100):
        line.sendall(frame)
        time.sleep(0.01)
