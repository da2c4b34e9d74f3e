"""Replies as they come: every envelope opened, every field read without trusting it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from agent.wire import codes, lenient

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agent.wire.codes import Kind

_LONGEST_MESSAGE: Final = 300
_RETRY_DEFAULT_S: Final = 30.0
_RETRY_BOUNDS_S: Final = (1.0, 120.0)
_FINE: Final = range(200, 300)


@dataclass(frozen=True, slots=True)
class Response:
    """What the line brought back: a status, headers with small names, the whole body."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer out of its envelope. `code` is 0 when the thing was done."""

    code: int
    data: Any = None
    message: str = ""
    whole: Any = None
    retry_after_s: float = _RETRY_DEFAULT_S

    @property
    def is_fine(self) -> bool:
        """Whether the backend did what it was asked."""
        return self.code == 0

    @property
    def kind(self) -> Kind:
        """What the refusal asks for."""
        return codes.kind(self.code, self.message)


def read(response: Response) -> Reply:
    """The reply in a response: `{code,message,data}`, `{success,data,error}`, flat, a detail."""
    whole = lenient.parse(response.body) if response.body.strip() else {}
    fits = response.status in _FINE
    retry = _retry_after(response.headers.get("retry-after", ""))
    if not isinstance(whole, dict):
        return (
            _bare(response, whole, retry) if fits else Reply(response.status, retry_after_s=retry)
        )
    message = _message(whole)
    code = _code(whole)
    if code is None or (code in codes.SUCCESS and not fits):
        code = 0 if fits else response.status
    elif code in codes.SUCCESS:
        code = 0
    if code == 0 and whole.get("success") is False:
        code = _code(whole.get("error")) or 500
    data = whole["data"] if isinstance(whole.get("data"), (dict, list)) else whole
    return Reply(code, data, message, whole, retry)


def _bare(response: Response, whole: Any, retry: float) -> Reply:
    """A 2xx without an object: a list is data, HTML is a backend that is not itself."""
    if isinstance(whole, list):
        return Reply(0, whole, whole=whole)
    return Reply(502, message="", retry_after_s=retry) if response.body.strip() else Reply(0, {})


def _code(whole: Any) -> int | None:
    for place in (whole, lenient.at(whole, "error")):
        for key in ("code", "error_code", "errorCode", "errno"):
            found = lenient.number(place, key)
            if found is not None and found == int(found):
                return int(found)
    return None


_SAID_AS: Final = ("message", "msg", "error", "detail", "error_message", "errorMessage")


def _message(whole: dict[str, Any]) -> str:
    """What the backend says of it, one line, whatever it is called."""
    for key in _SAID_AS:
        said = whole.get(key)
        if isinstance(said, dict):
            said = next((text for inner in _SAID_AS if (text := lenient.text(said, inner))), "")
        if isinstance(said, list):
            said = "; ".join(lenient.text(one, "msg") or lenient.text(one) for one in said[:3])
        if isinstance(said, str) and said.strip():
            return lenient.text(" ".join(said.split()))[:_LONGEST_MESSAGE]
    return ""


def _retry_after(said: str) -> float:
    """Seconds to wait, within bounds: `nan`, `inf`, dates and negatives all occur."""
    seconds = lenient.number({"s": said.strip()}, "s")
    if seconds is None:
        return _RETRY_DEFAULT_S
    low, high = _RETRY_BOUNDS_S
    return min(max(seconds, low), high)


@dataclass(frozen=True, slots=True)
class Session:
    """A session at the backend. `bind` goes into the registration link."""

    session: str
    task: str
    bind: str


@dataclass(frozen=True, slots=True)
class Credits:
    """The balance. What the backend does not say is None."""

    available: float | None
    frozen: float | None = None
    total: float | None = None


@dataclass(frozen=True, slots=True)
class State:
    """The session as the backend keeps it; its draft is sent back whole for a render."""

    draft: Any
    bind: str
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Render:
    """How far a render is: pending, processing, completed or failed."""

    id: str
    status: str
    url: str
    progress: float | None
    message: str


def token(reply: Reply) -> str:
    """The token of a token reply."""
    return _first(reply, "token", "access_token", "accessToken")


def session(reply: Reply) -> Session:
    """The ids of a session reply."""
    return Session(
        _first(reply, "session_id", "sessionId", "id"),
        _first(reply, "task_id", "taskId"),
        bind(reply),
    )


def bind(reply: Reply) -> str:
    """Whom a registration link binds."""
    return _first(reply, "bind_id", "user_id", "userId", "bindId")


def claim(reply: Reply) -> str:
    """The claim token; it is no secret of the account and may stand in a URL."""
    return _first(reply, "claim_token", "claimToken")


def credits_of(reply: Reply) -> Credits:
    """The numbers of a balance reply."""
    data = reply.data
    return Credits(
        *(lenient.number(data, key) for key in ("available", "frozen", "total")),
    )


def state(reply: Reply) -> State:
    """The draft and the media of a state reply."""
    inner = lenient.at(reply.data, "state")
    inner = inner if isinstance(inner, dict) else reply.data
    draft = lenient.at(inner, "draft")
    if isinstance(draft, str):
        draft = lenient.parse(draft)
    media = [*_each(lenient.at(inner, "video_infos")), *_each(lenient.at(inner, "generated_media"))]
    names = tuple(_media_name(one) for one in media)
    return State(draft, bind(reply) or lenient.text(inner, "user_id"), names)


def _each(found: Any) -> list[Any]:
    return (
        found
        if isinstance(found, list)
        else list(found.values())
        if isinstance(found, dict)
        else []
    )


def _media_name(one: Any) -> str:
    for key in ("file_id", "id", "url", "filename", "name", "uri"):
        if said := lenient.text(one, key):
            return said
    return repr(one)[:200]


def render(reply: Reply, render_id: str) -> Render:
    """How far a render is, whether it stands at the top or in `data`."""
    places = [reply.data, reply.whole]
    found = [one for one in places if isinstance(one, dict)]
    status = next((said for one in found if (said := lenient.text(one, "status"))), "")
    url = next((said for one in found if (said := _render_url(one))), "")
    progress = next((p for one in found if (p := _progress(one)) is not None), None)
    id_ = next((said for one in found if (said := _render_id(one))), render_id)
    return Render(id_, _status(status, url), url, progress, reply.message)


def _render_id(one: dict[str, Any]) -> str:
    return (
        lenient.text(one, "id") or lenient.text(one, "render_id") or lenient.text(one, "renderId")
    )


def _render_url(one: dict[str, Any]) -> str:
    for keys in (
        ("output", "url"),
        ("outputUrl",),
        ("output_url",),
        ("url",),
        ("output", "outputUrl"),
    ):
        if said := lenient.text(one, *keys):
            return said
    said = lenient.text(one, "output")
    return said if said.startswith("http") else ""


def _progress(one: dict[str, Any]) -> float | None:
    """A share from 0 to 1; backends also say it in percent."""
    found = lenient.number(one, "progress")
    if found is None or found < 0:
        return None
    return min(found / 100 if found > 1 else found, 1.0)


_STATUSES: Final[Mapping[str, str]] = {
    "completed": "completed",
    "complete": "completed",
    "succeeded": "completed",
    "success": "completed",
    "done": "completed",
    "finished": "completed",
    "failed": "failed",
    "error": "failed",
    "errored": "failed",
    "cancelled": "failed",
    "canceled": "failed",
    "timeout": "failed",
    "processing": "processing",
    "rendering": "processing",
    "running": "processing",
    "in_progress": "processing",
}


def _status(said: str, url: str) -> str:
    """One of four words; a reply that says nothing but has an address is a finished one."""
    known = _STATUSES.get(said.strip().lower())
    return known or ("completed" if url and not said else "pending")


def uploaded(reply: Reply) -> tuple[str, ...]:
    """The names that the backend gave to what it was handed; often none."""
    found = reply.data
    if isinstance(found, dict):
        inner = next((found[key] for key in ("files", "uploads", "results") if key in found), found)
        found = inner if isinstance(inner, list) else [inner]
    rows = found if isinstance(found, list) else []
    names = (lenient.text(one, "filename") or lenient.text(one, "name") for one in rows)
    return tuple(name for name in names if name)


def _first(reply: Reply, *keys: str) -> str:
    for place in (
        reply.data,
        lenient.at(reply.data, "state"),
        lenient.at(reply.data, "task"),
        reply.whole,
    ):
        for key in keys:
            if found := lenient.text(place, key):
                return found
    return ""
