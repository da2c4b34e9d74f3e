"""A scripted world: plays a flow at once, against given answers, with a clock that is a number."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar
from urllib.parse import urlsplit

from agent.core import effects
from agent.core.conversation import Conversation, Limits
from agent.core.effects import END, ChosenPath, Facts, Fetched, Opened
from agent.core.errors import LocalError, StoppedError
from agent.core.failure_kind import FailureKind
from agent.wire.replies import Response
from agent.world import player

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from agent.core.effects import Effect
    from agent.core.notices import Notice
    from agent.wire.requests import Request

T = TypeVar("T")
# What a request is answered with: an object, a whole response, or what goes wrong.
Answer: TypeAlias = "dict[str, Any] | Response | Exception"
# What comes on a stream: data, an event, what goes wrong; a number lets that many seconds pass.
Happening: TypeAlias = "str | dict[str, Any] | Exception | float"

SECRET: Final = "tok-canary-5f1e"  # noqa: S105 - what must never be seen
FAR_TOO_MANY: Final = 5_000
ENDPOINTS: Final = {
    "/api/auth/anonymous-token": "token",
    "/api/auth/claim-token": "claim",
    "/api/tasks": "session",
    "/api/upload-video": "upload",
    "/api/credits": "credits",
    "/api/state": "state",
    "/api/render/proxy/lambda/": "poll",
    "/api/render/proxy/lambda": "render",
}


def response(status: int, whole: Any = None, **headers: str) -> Response:
    """A response with this body."""
    body = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    return Response(status, {key.replace("_", "-"): said for key, said in headers.items()}, body)


def refusal(code: int, message: str = "", status: int = 200) -> Response:
    """A refusal in the envelope of the documents."""
    return response(status, {"code": code, "message": message})


def clip(name: str, length_ms: int = 10_000, **more: Any) -> dict[str, Any]:
    """A segment of a draft."""
    return {"d": length_ms, "m": {"name": name, **more}}


def track(kind: int, *clips: dict[str, Any]) -> dict[str, Any]:
    """A track of a draft."""
    return {"tt": kind, "sg": list(clips)}


def state(*tracks: dict[str, Any], media: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """A reply that tells the state."""
    infos = [{"file_id": one} for one in media]
    draft = {"t": list(tracks), **more}
    return {"code": 0, "data": {"state": {"draft": draft, "video_infos": infos}}}


EMPTY: Final = state()
CITY: Final = state(track(0, clip("city")))
WITH_MUSIC: Final = state(track(0, clip("city")), track(1, clip("lo-fi")))


def text(said: str, *, partial: bool = False, thought: bool = False) -> dict[str, Any]:
    """An event with a text."""
    part = {"text": said, "thought": True} if thought else {"text": said}
    event = {"content": {"role": "model", "parts": [part]}, "author": "nemo", "invocationId": "i"}
    return event | {"partial": True} if partial else event


def call(name: str, id_: str = "c1") -> dict[str, Any]:
    """An event in which a tool is called."""
    parts = [{"functionCall": {"name": name, "id": id_, "args": {}}}]
    return {"content": {"role": "model", "parts": parts}, "author": "nemo"}


def answer(name: str, id_: str = "c1", **actions: Any) -> dict[str, Any]:
    """An event in which a tool answers."""
    parts = [{"functionResponse": {"name": name, "id": id_, "response": {"ok": True}}}]
    return {"content": {"role": "user", "parts": parts}, "author": "nemo", "actions": actions}


NOTHING: Final[dict[str, Any]] = {"content": {"role": "model", "parts": []}, "author": "nemo"}


def conversation(**more: Any) -> Conversation:
    """One that is connected, with nothing on its timeline."""
    said: dict[str, Any] = {
        "id": "talk-1",
        "base": "https://api.example",
        "web": "https://web.example",
        "backend": "cloud",
        "source": "reeltalk",
        "version": "1.2.3",
        "platform": "unknown",
        "language": "en",
        "connecting": "Connecting...",
        "limits": Limits(("mp4", "jpg"), ("txt", "pdf"), 200),
        "token": SECRET,
        "session": "s-1",
        "task": "t-1",
    }
    return Conversation(**(said | more))


def stranger(**more: Any) -> Conversation:
    """One that is not connected yet."""
    return conversation(**({"token": "", "session": "", "task": ""} | more))


@dataclass(slots=True)
class Playbook:
    """Answers by endpoint, the last of each for ever, and an account of all that was asked."""

    answers: dict[str, list[Answer]] = field(default_factory=dict)
    streams: list[list[Happening] | Answer] = field(default_factory=list)
    files: Mapping[str, int | str] = field(default_factory=dict)  # sizes, or words
    kept: str = ""  # the token on disk
    fetch: list[Exception | None] = field(default_factory=list)
    now: float = 0.0
    said: list[tuple[float, Notice]] = field(default_factory=list)
    sent: list[tuple[float, str, Request]] = field(default_factory=list)
    opened: list[Request] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    marks: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    fetched: list[effects.Fetch] = field(default_factory=list)
    there: set[str] = field(default_factory=set)  # the paths of films that have arrived
    waits_for_export: bool = False
    clients: int = 0
    stops_at: float = float("inf")
    chance: float = 1.0
    mtime_ns: int = 0  # of every file
    _made: int = 0
    _running: list[list[Happening]] = field(default_factory=list)
    _steps: int = 0

    def __post_init__(self) -> None:
        """Whoever says nothing about it has a backend at which all goes well."""
        usual: dict[str, list[Answer]] = {
            "token": [{"code": 0, "data": {"token": SECRET}}],
            "session": [{"code": 0, "data": {"session_id": "s-2", "task_id": "t-2"}}],
            "claim": [response(404, {"detail": "Not Found"})],
            "upload": [{"code": 0, "data": {}}],
            "credits": [{"code": 0, "data": {"available": 80, "frozen": 5, "total": 100}}],
            "state": [EMPTY],
            "render": [{"code": 0, "data": {}}],
            "poll": [{"status": "completed", "output": {"url": "https://cdn.example/a.mp4"}}],
        }
        self.answers = usual | {name: list(queue) for name, queue in self.answers.items()}

    def play(self, flow: Coroutine[Any, Any, T]) -> T:
        """What the flow returns; nothing in it may wait for anything but the playbook."""
        playing = player.play(flow, self.perform)
        try:
            playing.send(None)
        except StopIteration as end:
            found: T = end.value
            return found
        raise AssertionError("the flow waits for something that is no effect")

    def names(self) -> list[str]:
        """What was said, by the names of the notices."""
        return [type(one).__name__ for _, one in self.said]

    def heard(self, kind: type[T]) -> list[T]:
        """The notices of a kind."""
        return [one for _, one in self.said if isinstance(one, kind)]

    def times(self, name: str) -> list[float]:
        """When requests of an endpoint left."""
        return [at for at, endpoint, _ in self.sent if endpoint == name]

    def requests(self, name: str) -> list[Request]:
        """The requests of an endpoint."""
        return [request for _, endpoint, request in self.sent if endpoint == name]

    def messages(self) -> list[str]:
        """The texts that were sent."""
        return [one.json["new_message"]["parts"][0]["text"] for one in self.opened]

    def states(self) -> list[str]:
        """How far the wish was, as it was written down."""
        return [mark for mark, _ in self.marks]

    def perform(self, effect: Effect[Any]) -> Any:
        """The answer to an effect."""
        self._steps += 1
        assert self._steps < FAR_TOO_MANY, "the flow does not come to an end"
        return _PERFORMED[type(effect)](self, effect)

    def _say(self, effect: effects.Say) -> None:
        self.said.append((self.now, effect.notice))

    def _wait(self, effect: effects.Wait) -> None:
        assert effect.seconds >= 0
        self.waits.append(effect.seconds)
        self.now += effect.seconds
        if self.now > self.stops_at:
            raise StoppedError

    def _fresh(self, _: effects.Fresh) -> str:
        self._made += 1
        return f"fresh-{self._made}"

    def _send(self, effect: effects.Send) -> Response:
        path = urlsplit(effect.request.url).path
        name = next(name for prefix, name in ENDPOINTS.items() if path.startswith(prefix))
        self.sent.append((self.now, name, effect.request))
        queue = self.answers[name]
        return _whole(queue.pop(0) if len(queue) > 1 else queue[0])

    def _open(self, effect: effects.Open) -> Opened | Response:
        self.opened.append(effect.request)
        found = self.streams.pop(0) if self.streams else [NOTHING]
        if not isinstance(found, list):
            return _whole(found)
        self._running.append(list(found))
        return Opened(len(self._running) - 1)

    def _next(self, effect: effects.Next) -> Any:
        assert effect.within_s >= 0
        rest, left = self._running[effect.stream], effect.within_s
        while rest and isinstance(rest[0], (int, float)):
            if rest[0] > left:
                rest[0] -= left
                self.now += left
                return None
            spent = rest.pop(0)
            assert isinstance(spent, (int, float))
            self.now, left = self.now + spent, left - spent
        found = rest.pop(0) if rest else END
        if isinstance(found, Exception):
            raise found
        return json.dumps(found) if isinstance(found, dict) else found

    def _more(self, effect: effects.More) -> list[str]:
        """What came in the same moment; how it ends is for the next question."""
        rest, some = self._running[effect.stream], []
        while rest and isinstance(rest[0], (str, dict)):
            found = rest.pop(0)
            some.append(json.dumps(found) if isinstance(found, dict) else str(found))
        return some

    def _take_file(self, effect: effects.Fetch) -> Fetched:
        self.fetched.append(effect)
        wrong = self.fetch.pop(0) if self.fetch else None
        if wrong is not None:
            raise wrong
        self.there.add(effect.to)
        return Fetched(effect.to, 1_000, 1920, 1080, 10_000)

    def _choose_path(self, effect: effects.ChoosePath) -> ChosenPath:
        name = (effect.name or effect.title or "city").removesuffix(".mp4")
        wanted = effect.to or f"/videos/{name}.mp4"
        if wanted not in self.there or effect.overwrites:
            return ChosenPath(wanted)
        found = wanted.replace(".mp4", "-2.mp4")
        is_named = bool(effect.to or effect.name)
        return ChosenPath(found, wanted if is_named else "", is_taken=is_named)

    def _examine(self, effect: effects.Examine) -> Facts:
        if effect.path not in self.files:
            raise LocalError(FailureKind.NO_SUCH_FILE, effect.path)
        found = self.files[effect.path]
        size = found if isinstance(found, int) else len(found)
        return Facts(effect.path, effect.path.rpartition("/")[2], size, self.mtime_ns)

    def _client(self, effect: effects.ClientId) -> str:
        self.clients += effect.anew
        return f"client-{self.clients}"

    def _keep_token(self, effect: effects.KeepToken) -> None:
        self.kept = effect.token


def _whole(found: Answer) -> Response:
    if isinstance(found, Exception):
        raise found
    return found if isinstance(found, Response) else response(200, found)


_PERFORMED: Final[Mapping[type, Callable[[Playbook, Any], Any]]] = {
    effects.Say: Playbook._say,
    effects.Wait: Playbook._wait,
    effects.Now: lambda book, _: book.now,
    effects.Fresh: Playbook._fresh,
    effects.Chance: lambda book, _: book.chance,
    effects.Send: Playbook._send,
    effects.Open: Playbook._open,
    effects.Next: Playbook._next,
    effects.More: Playbook._more,
    effects.Close: lambda book, effect: book.closed.append(effect.stream),
    effects.Fetch: Playbook._take_file,
    effects.ChoosePath: Playbook._choose_path,
    effects.ExportWaits: lambda book, _: book.waits_for_export,
    effects.Examine: Playbook._examine,
    effects.ReadWords: lambda book, effect: str(book.files[effect.path]),
    effects.ClientId: Playbook._client,
    effects.KeptToken: lambda book, _: book.kept,
    effects.KeepToken: Playbook._keep_token,
    effects.Keep: lambda _, __: None,
    effects.Mark: lambda book, effect: book.marks.append((effect.state, effect.facts)),
}
