"""What a turn of many events costs on the screen of the conversation, beside bare httpx.

And what a token costs of a long answer in Markdown that is drawn above the prompt.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
from contextlib import suppress
from socket import create_server
from typing import TYPE_CHECKING, Final

import timing
from measure_stream import BARE, DECODED
from measure_talk import ANSWERS, path_of

if TYPE_CHECKING:
    from socket import socket

EVENTS: Final = 100_000
LONG: Final = 80_000  # letters of an answer
_LETTERS_A_TOKEN: Final = 4
_ON_SCREEN = """
import asyncio, io, os, sys
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output
from agent.surfaces.repl.terminal_app import TerminalApp
class Recorder(io.TextIOBase):
    encoding = "utf-8"
    def __init__(self): self.seen = asyncio.Event()
    def isatty(self): return True
    def write(self, text):
        if "the last word" in text: self.seen.set()
        return len(text)
class Output(Vt100_Output):
    def get_rows_below_cursor_position(self): return 20
async def main():
    environment = {**os.environ, "REELTALK_HOME": sys.argv[2], "TERM": "xterm-256color"}
    written = Recorder()
    output = Output(written, lambda: Size(40, 100), term="xterm-256color")
    with create_pipe_input() as typed:
        asked = {"backend": sys.argv[1], "lang": "en", "first": "go"}
        app = TerminalApp(asked, environment, typed, output)
        talking = asyncio.ensure_future(app.talk())
        await written.seen.wait()
        app.leave()
        await talking
asyncio.run(main())
"""


def main() -> None:
    """Print the figures."""
    _stream()
    _markdown()


def _stream() -> None:
    bases = [_serving(events) for events in (0, EVENTS, 2 * EVENTS)]
    with tempfile.TemporaryDirectory() as home:
        commands = [
            [sys.executable, "-c", BARE, bases[1]],
            [sys.executable, "-c", DECODED, bases[1]],
            *([sys.executable, "-c", _ON_SCREEN, base, home] for base in bases),
        ]
        bare, decoded, none, one, two = timing.in_turn(commands, 3)
    each = 1e6 / EVENTS
    print(
        f"{EVENTS} events on the screen: {one:.2f} s of CPU, {none:.2f} s of it without any event; "
        f"{(one - none) * each:.1f} µs an event"
    )
    print(
        f"bare httpx {bare * each:.1f} µs an event, decoded {decoded * each:.1f} µs: "
        f"{one / bare:.2f} times bare, {one / decoded:.2f} times decoded "
        f"({(one - none) / bare:.2f} and {(one - none) / decoded:.2f} without the start)"
    )
    print(f"{2 * EVENTS} events: {two:.2f} s, {two / one:.2f} times as much")


def _markdown() -> None:
    from prompt_toolkit.output import DummyOutput

    from agent.surfaces.repl import markdown
    from agent.surfaces.repl.screen import Screen

    tokens = LONG // _LETTERS_A_TOKEN
    for times in (1, 2, 4):
        text = _answer_of(LONG * times)

        def draw(said: str = text) -> None:
            screen = Screen(DummyOutput(), is_painted=True, environment={"TERM": "xterm-256color"})
            screen.rows(markdown.rows(said))
            screen.flush()

        took = timing.cpu_of_call(draw)
        print(
            f"Markdown of {LONG * times // 1000} KB: {1e6 * took / (tokens * times):.2f} µs a token"
        )


def _answer_of(letters: int) -> str:
    some = (
        "## A scene by the sea\n\n"
        "The **camera** follows the waves at `0:05`, then *slowly* rises over the pier. "
        "See [the notes](https://example.com/notes) for the light that day.\n\n"
        "- a wide shot of the beach, eight seconds, with calm piano\n"
        "- a close shot of the sand, 四秒, no music\n\n"
        "| shot | length |\n|---|---|\n| beach | 8 s |\n| sand | 4 s |\n\n"
        "```\nffmpeg -i beach.mp4 -t 8 out.mp4\n```\n\n"
    )
    return (some * (letters // len(some) + 1))[:letters]


def _serving(events: int) -> str:
    listener = create_server(("127.0.0.1", 0))
    turn = _turn(events)
    threading.Thread(target=_serve, args=(listener, turn), daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def _turn(events: int) -> bytes:
    """Partial events, a word each, then the whole text: rows of twelve words."""
    head = {"invocationId": "i", "author": "a", "actions": {"stateDelta": {}}}
    words = [f"word{'' if at % 12 else chr(10)} " for at in range(events)]
    frames = [
        f"data: {json.dumps(head | _said(word) | {'partial': True})}\n\n".encode() for word in words
    ]
    whole = head | _said("".join(words) + "the last word")
    return b"".join(frames) + f"data: {json.dumps(whole)}\n\n".encode()


def _said(text: str) -> dict[str, object]:
    return {"content": {"role": "model", "parts": [{"text": text}]}}


def _serve(listener: socket, turn: bytes) -> None:
    while True:
        line, _ = listener.accept()
        threading.Thread(target=_answer, args=(line, turn), daemon=True).start()


def _answer(line: socket, turn: bytes) -> None:
    with line, suppress(OSError):  # a reader may leave as it likes
        while path := path_of(line):
            kind, body = b"application/json", b""
            if b"/run_sse" in path:
                kind, body = b"text/event-stream", turn
            else:
                found = next((data for part, data in ANSWERS.items() if part in path), {})
                body = json.dumps({"code": 0, "data": found}).encode()
            head = b"HTTP/1.1 200 OK\r\ncontent-type: " + kind
            head += b"\r\ncontent-length: " + str(len(body)).encode()
            line.sendall(head + b"\r\n\r\n" + body)
