"""A studio on a bench: the whole wire, with services that understand three words."""

from __future__ import annotations

import asyncio
import fcntl
import json
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from studio.http.app import app
from studio.wire.envelopes import RefusalError
from studio.wire.service_ports import Reply, ToolCall
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Json = dict[str, Any]

RENDERER = """
import json, pathlib, sys
job = pathlib.Path(sys.argv[1])
sheet = json.loads(job.read_text())
pathlib.Path(sheet["out"]).write_bytes(b"film of " + str(sheet["width"]).encode() + b"." * 4000)
job.with_name("job.progress.json").write_text('{"state": "completed", "progress": 1.0}')
"""


class Toy:
    """Puts what it is told on the timeline: `scene X`, `title X`; everything else it asks about.

    `shoot X` makes a file, `wait` takes until `goes_on` is set.
    """

    def __init__(self) -> None:
        self.renderer = RENDERER
        self.goes_on = threading.Event()
        self.is_awake = threading.Event()

    def wake(self) -> None:
        """Always awake."""
        self.is_awake.set()

    def answer(
        self, message: str, project: Json, media: Mapping[str, Json], lang: str, folder: Path
    ) -> Reply:
        """Four words are understood."""
        verb, _, words = message.partition(" ")
        draft = self.draft(project)
        if verb == "shoot":
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "m_toy.mp4").write_bytes(b"film")
            facts = {"kind": "video", "name": words, "path": str(folder / "m_toy.mp4")}
            return Reply(project, draft, "Shot.", media={"m_toy": facts})
        if verb == "wait":
            self.goes_on.wait(HANG_S)
        if verb not in ("scene", "title"):
            return Reply(project, draft, f"What shall I do with {len(media)} files? ({lang})")
        meta = {"id": "v1", "kind": "scene", "prompt": words, "text": words, "start": 0}
        track: Json = {"tt": 0 if verb == "scene" else 7, "m": {}, "sg": [{"d": 3000, "m": meta}]}
        after = {**draft, "t": [*draft["t"], track]}
        op = "generate" if verb == "scene" else "title"
        cost = 20 if verb == "scene" else 2
        calls = (ToolCall(f"add_{verb}", {"text": words}),)
        said = f"Added {words}."
        return Reply({"draft": after}, after, said, calls, changed=True, cost=cost, op=op)

    def draft(self, project: Json) -> Json:
        """What was kept, or an empty timeline."""
        empty = {"d": 0, "m": {"ratio": "16:9", "width": 1280, "height": 720}, "t": []}
        return dict(project.get("draft", empty))

    def uploaded(self, project: Json, media: Mapping[str, Json], media_id: str, lang: str) -> Json:
        """The last upload is remembered."""
        return {**project, "last": media[media_id]["name"], "language": lang}

    def probe(self, path: Path, name: str) -> Json:
        """Everything is a video but text."""
        if path.read_bytes()[:4] == b"text":
            raise RefusalError(4001, f"{name} is text")
        return {"kind": "video", "duration_ms": 4000, "width": 640, "height": 360}

    def render_command(self, job: Path) -> list[str]:
        """A renderer of four lines."""
        return [sys.executable, "-c", self.renderer, str(job)]

    def render_here(self, job: Path) -> None:
        """The same without a process."""
        sheet = json.loads(job.read_text())
        Path(sheet["out"]).write_bytes(b"film made here")
        job.with_name("job.progress.json").write_text('{"state": "completed"}')

    def poster(self, film: Path, target: Path) -> bool:
        """No picture, but made of the film."""
        target.write_bytes(b"poster of " + film.read_bytes())
        return True

    def side_file(self, kind: str, draft: Json, media: Mapping[str, Json]) -> bytes | None:
        """Tells what it was given."""
        return f"{kind} of {len(draft['t'])} tracks, {len(media)} files".encode()


@dataclass
class Raw:
    """An answer as the server sees it: its pieces, and whether it came to its end."""

    status: int = 0
    pieces: list[bytes] = field(default_factory=list)
    is_whole: bool = False

    @property
    def body(self) -> bytes:
        """All pieces together."""
        return b"".join(self.pieces)


@dataclass(frozen=True)
class Given:
    """A request, handed to an application without a client between."""

    method: str
    path: str
    body: bytes = b""

    async def send(self, headers: Mapping[str, str], served: Any, leave_after: int = 10**9) -> Raw:
        """The answer; after so many pieces the other side leaves."""
        answer = Raw()
        left = asyncio.Event()
        bodies = [{"type": "http.request", "body": self.body}]

        async def receive() -> Json:
            if bodies:
                return bodies.pop()
            await left.wait()
            return {"type": "http.disconnect"}

        async def send(message: Json) -> None:
            answer.status = message.get("status", answer.status)
            if message.get("body"):
                answer.pieces.append(message["body"])
            answer.is_whole = message["type"].endswith("body") and not message.get("more_body")
            if len(answer.pieces) >= leave_after:
                left.set()
                await asyncio.sleep(0)

        await served(self._scope(headers), receive, send)
        return answer

    def _scope(self, headers: Mapping[str, str]) -> Json:
        named = [(key.lower().encode(), value.encode()) for key, value in headers.items()]
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": self.method,
            "scheme": "http",
            "path": self.path,
            "raw_path": self.path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": named,
            "server": ("studio", 80),
            "client": ("127.0.0.1", 1),
        }


class Bench:
    """A client with a token and a session, in this process. Every call is a whole request."""

    def __init__(self, folder: Path, **options: Any) -> None:
        self.time = 1_800_000_000.0
        self.services = options.pop("services", Toy())
        options = {
            "manners": "plain",
            "services": self.services,
            "clock": lambda: self.time,
        } | options
        self.app = app(folder, **options)
        self.backend = self.app.state.backend
        self.headers = {
            "X-Skill-Source": "tests",
            "X-Skill-Version": "1.0.0",
            "X-Skill-Platform": "unknown",
        }
        self.session_id = ""

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One request and its whole answer."""
        headers = {**self.headers, **more.pop("headers", {})}

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://studio") as client:
                return await client.request(method, path, headers=headers, **more)

        return asyncio.run(asked())

    def raw(
        self, words: str, headers: Mapping[str, str] | None = None, *, leave_after: int = 10**9
    ) -> Raw:
        """A message whose answer is seen piece by piece, and can be left."""
        given = Given("POST", "/run_sse", json.dumps(self.message(words)).encode())
        return asyncio.run(given.send({**self.headers, **(headers or {})}, self.app, leave_after))

    def raw_get(self, path: str, headers: Mapping[str, str]) -> Raw:
        """The same for something that is only asked for."""
        given = Given("GET", path)
        return asyncio.run(given.send({**self.headers, **headers}, self.app))

    def message(self, words: str) -> Json:
        """The body of a message."""
        return {
            "app_name": "nemo_agent",
            "user_id": "me",
            "session_id": self.session_id,
            "new_message": {"parts": [{"text": words}]},
        }

    def enter(self, client_id: str = "one") -> Bench:
        """Get a token and a session."""
        granted = self.ask(
            "POST", "/api/auth/anonymous-token", headers={"X-Client-Id": client_id}
        ).json()
        self.headers["Authorization"] = f"Bearer {granted['data']['token']}"
        begun = self.ask(
            "POST",
            "/api/tasks/me/with-session/nemo_agent",
            json={"task_name": "project", "language": "en"},
        ).json()
        self.session_id = begun["data"]["session_id"]
        return self

    def say(self, words: str, **headers: str) -> httpx.Response:
        """A message."""
        return self.ask("POST", "/run_sse", json=self.message(words), headers=headers)

    def state(self) -> Json:
        """What is in the session."""
        path = f"/api/state/nemo_agent/me/{self.session_id}/latest"
        found: Json = self.ask("GET", path).json()["data"]["state"]
        return found

    def credits(self) -> Json:
        """The balance."""
        found: Json = self.ask("GET", "/api/credits/balance/simple").json()["data"]
        return found

    def upload(self, *files: tuple[str, bytes], **headers: str) -> httpx.Response:
        """Files as multipart."""
        path = f"/api/upload-video/nemo_agent/me/{self.session_id}"
        given = [("files", (name, held, "video/mp4")) for name, held in files]
        return self.ask("POST", path, files=given, headers=headers)

    def render(
        self,
        job_id: str = "render_1",
        draft: Json | None = None,
        fault: str = "",
        quality: str = "high",
    ) -> httpx.Response:
        """Export what is on the timeline."""
        body = {
            "id": job_id,
            "sessionId": self.session_id,
            "draft": draft or self.state()["draft"],
            "output": {"format": "mp4", "quality": quality},
        }
        headers = {"X-Studio-Fault": fault} if fault else {}
        return self.ask("POST", "/api/render/proxy/lambda", json=body, headers=headers)

    def poll(self, job_id: str = "render_1") -> Json:
        """One look at a render."""
        answer = self.ask("GET", f"/api/render/proxy/lambda/{job_id}").json()
        found: Json = answer.get("data", answer)
        return found

    def poll_to_the_end(self, job_id: str = "render_1") -> Json:
        """Look whenever a process has ended, until it is over."""
        told = self.poll(job_id)
        for _ in range(100):
            if told["status"] in ("completed", "failed"):
                break
            wait(self.backend.jobs.folder(job_id.removeprefix("srv_")))
            told = self.poll(job_id)
        return told


def wait(folder: Path) -> None:
    """Until no process works in a folder any more: its lock is free then."""
    with (folder / "alive.lock").open("rb+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A studio where a client has just come in."""
    made = Bench(tmp_path).enter()
    yield made
    made.backend.close()


@pytest.fixture
def benches(tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    """Studios with other options, all on the same folder."""
    made: list[Bench] = []

    def make(**options: Any) -> Bench:
        made.append(Bench(tmp_path, **options))
        return made[-1]

    yield make
    for bench in made:
        bench.backend.close()


@pytest.fixture
def gone() -> Callable[[Path], None]:
    """Waits until no process works in a folder any more."""
    return wait


@pytest.fixture
def told() -> Callable[[httpx.Response], list[Json]]:
    """The events of a stream."""

    def read(answer: httpx.Response) -> list[Json]:
        frames = answer.content.decode().split("\n\n")
        return [json.loads(frame[6:]) for frame in frames if frame.startswith("data: {")]

    return read
