"""A media server of the usual shape, on a port of this machine, which answers by a plan."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, cast

from studio.media.generator_client import GeneratorServer
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import Iterator

IMAGES, VIDEOS, SPEECH = "POST /v1/images/generations", "POST /v1/videos", "POST /v1/audio/speech"


class Maker(ThreadingHTTPServer):
    """A server of the shape; `plan` maps a method and path to what it answers, in turn."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.plan: dict[str, list[tuple[int, Any]]] = {}
        self.asked: list[tuple[str, str, bytes, str]] = []

    def at(self, path: str = "/v1", patience_s: float = HANG_S) -> GeneratorServer:
        """How to reach it."""
        url = f"http://127.0.0.1:{self.server_port}{path}"
        return GeneratorServer(url, key="secret", pause_s=0.01, patience_s=patience_s)


class _Desk(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        """Answer by the plan."""
        maker = cast("Maker", self.server)
        name = f"{self.command} {self.path}"
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = self.headers.get("Content-Type", "")
        maker.asked.append((name, kind, body, self.headers.get("Authorization", "")))
        answers = maker.plan.get(name, [(404, {})])
        status, held = answers.pop(0) if len(answers) > 1 else answers[0]
        raw = held if isinstance(held, bytes) else json.dumps(held).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def do_GET(self) -> None:
        """Answer by the plan."""
        self.do_POST()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Maker]:
    """One that listens."""
    with Maker() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield made
        finally:
            made.shutdown()
            thread.join()
