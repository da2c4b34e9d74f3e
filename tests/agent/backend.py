"""A small backend that speaks the wire over a real socket and does what a test has written down."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.agent.films import film
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    from starlette.requests import Request

    Saying = Callable[["Backend"], AsyncIterator[str]]


@dataclass(frozen=True, slots=True)
class Heard:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = field(repr=False)


def event(text: str = "", **more: object) -> str:
    """An event of the model's, as it stands on the stream."""
    parts = [{"text": text}] if text else []
    said = {"author": "agent", "invocationId": "i", "content": {"role": "model", "parts": parts}}
    return json.dumps(said | more, ensure_ascii=False)


def track(kind: int, *segments: tuple[str, float, float]) -> dict[str, Any]:
    """A track of a draft: name, start and length of each segment in seconds."""
    rows = [
        {"d": round(length * 1000), "m": {"name": name, "start": round(start * 1000)}}
        for name, start, length in segments
    ]
    return {"tt": kind, "sg": rows}


CLAIM = {"claim_token": "clm_1"}
CITY: dict[str, Any] = {"t": [track(0, ("city", 0, 10))]}


@dataclass(slots=True)
class Backend:
    """What it knows, what it will say, what it has heard."""

    base: str = ""
    draft: dict[str, Any] = field(default_factory=lambda: {"t": []})
    film: bytes = field(default_factory=film)
    token: str = "free-token"  # noqa: S105 - it is given to whoever asks
    credits: dict[str, Any] = field(default_factory=lambda: {"available": 100, "total": 100})
    costs: float = 0  # of a message
    frames: list[str] = field(default_factory=lambda: [event("The sunset is ready.")])
    after: dict[str, Any] | None = None  # the draft that a message makes
    renders: list[str] = field(default_factory=lambda: ["completed"])
    refusals: dict[str, list[Response]] = field(default_factory=dict)  # by path, one after another
    heard: list[Heard] = field(default_factory=list)
    holds: threading.Event = field(default_factory=threading.Event)  # a message ends when it is set
    said: threading.Event = field(default_factory=threading.Event)  # a message has come

    def __post_init__(self) -> None:
        """Nothing is held back until a test says so."""
        self.holds.set()

    def messages(self) -> list[str]:
        """What it was told to do, in order."""
        bodies = [json.loads(one.body) for one in self.heard if one.path == "/run_sse"]
        return [str(body["new_message"]["parts"][0]["text"]) for body in bodies]

    def paths(self) -> list[str]:
        """Everything that was asked, in order."""
        return [one.path for one in self.heard]


def application(backend: Backend) -> Starlette:
    """The wire, spoken by a backend."""
    here: list[tuple[str, str, Callable[[Request], Response]]] = [
        ("/", "GET", lambda _: JSONResponse({"code": 0})),
        (
            "/api/auth/anonymous-token",
            "POST",
            lambda _: _fine(token=backend.token),
        ),
        (
            "/api/tasks/me/with-session/nemo_agent",
            "POST",
            lambda _: _fine(task_id="task1", session_id="session1"),
        ),
        ("/api/auth/claim-token", "POST", lambda _: _fine(**CLAIM)),
        ("/run_sse", "POST", lambda _: _stream(backend)),
        ("/api/upload-video/nemo_agent/me/{session}", "POST", lambda _: _fine()),
        ("/api/credits/balance/simple", "GET", lambda _: _fine(**backend.credits)),
        (
            "/api/state/nemo_agent/me/{session}/latest",
            "GET",
            lambda _: _fine(state={"draft": backend.draft}),
        ),
        ("/api/render/proxy/lambda", "POST", lambda _: _render(backend)),
        ("/api/render/proxy/lambda/{render}", "GET", lambda _: _render(backend)),
        ("/api/render/proxy/{render}/download", "GET", lambda _: _film(backend)),
    ]
    routes = [
        Route(path, _heard(backend, answer), methods=[method]) for path, method, answer in here
    ]
    return Starlette(routes=routes)


def _heard(
    backend: Backend, answer: Callable[[Request], Response]
) -> Callable[[Request], Awaitable[Response]]:
    async def hear(request: Request) -> Response:
        body = await request.body()
        path = request.url.path
        backend.heard.append(Heard(request.method, path, dict(request.headers), body))
        refusals = backend.refusals.get(path)
        return refusals.pop(0) if refusals else answer(request)

    return hear


def _fine(**data: object) -> Response:
    return JSONResponse({"code": 0, "message": "ok", "data": data})


def _render(backend: Backend) -> Response:
    status = backend.renders.pop(0) if len(backend.renders) > 1 else backend.renders[0]
    return _fine(status=status)


def _film(backend: Backend) -> Response:
    """The film; half of it while something is held back, and then nothing for ever."""
    if backend.holds.is_set():
        return Response(backend.film)

    async def half() -> AsyncIterator[bytes]:
        from starlette.concurrency import run_in_threadpool

        yield backend.film[: len(backend.film) // 2]
        backend.said.set()
        await run_in_threadpool(backend.holds.wait, HANG_S)

    return StreamingResponse(half(), headers={"content-length": str(len(backend.film))})


def _stream(backend: Backend) -> Response:
    async def frames() -> AsyncIterator[bytes]:
        from starlette.concurrency import run_in_threadpool

        backend.said.set()
        await run_in_threadpool(backend.holds.wait, HANG_S)
        backend.draft = backend.after or backend.draft
        left = backend.credits.get("available", 0) - backend.costs
        backend.credits = backend.credits | ({"available": left} if backend.costs else {})
        for frame in backend.frames:
            yield f"data: {frame}\n\n".encode()

    return StreamingResponse(frames(), media_type="text/event-stream")


class Stage:
    """Where one backend after another stands, each for a test."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.current = application(Backend(base))

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Hand a request to the backend that stands there now."""
        await self.current(scope, receive, send)

    def enter(self) -> Backend:
        """Let a new backend stand there."""
        found = Backend(self.base)
        self.current = application(found)
        return found


@contextmanager
def open_stage() -> Iterator[Stage]:
    """A stage on a port of its own, in a thread of this process."""
    with socket.create_server(("127.0.0.1", 0)) as ear:
        stage = Stage(f"http://127.0.0.1:{ear.getsockname()[1]}")
        config = uvicorn.Config(stage, log_config=None, lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [ear]})
        thread.start()
        try:
            yield stage
        finally:
            server.should_exit = True
            thread.join()
