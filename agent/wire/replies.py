"""Replies as they come: every envelope opened, every field read without trusting it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from agent.wire import codes, tolerant_json
from agent.wire.requests import is_token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agent.wire.codes import RefusalKind

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
class BackendReply:
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
    def kind(self) -> RefusalKind:
        """What the refusal asks for."""
        return codes.kind(self.code, self.message)


def read(response: Response) -> BackendReply:
    """The reply in a response: `{code,message,data}`, `{success,data,error}`, flat, a detail."""
    whole = tolerant_json.parse(response.body) if response.body.strip() else {}
    fits = response.status in _FINE
    retry = _retry_after(response.headers.get("retry-after", ""))
    if not isinstance(whole, dict):
        return (
            _bare(response, whole, retry)
            if fits
            else BackendReply(response.status, retry_after_s=retry)
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
    return BackendReply(code, data, message, whole, retry)


def _bare(response: Response, whole: Any, retry: float) -> BackendReply:
    """A 2xx without an object: a list is data, HTML is a backend that is not itself."""
    if isinstance(whole, list):
        return BackendReply(0, whole, whole=whole)
    return (
        BackendReply(502, message="", retry_after_s=retry)
        if response.body.strip()
        else BackendReply(0, {})
    )


def _code(whole: Any) -> int | None:
    for place in (whole, tolerant_json.at(whole, "error")):
        for key in ("code", "error_code", "errorCode", "errno"):
            found = tolerant_json.number(place, key)
            if found is not None and found == int(found):
                return int(found)
    return None


_SAID_AS: Final = ("message", "msg", "error", "detail", "error_message", "errorMessage")


def _message(whole: dict[str, Any]) -> str:
    """What the backend says of it, one line, whatever it is called."""
    for key in _SAID_AS:
        said = whole.get(key)
        if isinstance(said, dict):
            said = next(
                (text for inner in _SAID_AS if (text := tolerant_json.text(said, inner))), ""
            )
        if isinstance(said, list):
            said = "; ".join(
                tolerant_json.text(one, "msg") or tolerant_json.text(one) for one in said[:3]
            )
        if isinstance(said, str) and said.strip():
            return tolerant_json.text(" ".join(said.split()))[:_LONGEST_MESSAGE]
    return ""


def _retry_after(said: str) -> float:
    """Seconds to wait, within bounds: `nan`, `inf`, dates and negatives all occur."""
    seconds = tolerant_json.number({"s": said.strip()}, "s")
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


class RenderStatus(StrEnum):
    """What every renderer's status is read as."""

    PENDING = "pending"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"

    @property
    def is_over(self) -> bool:
        """Whether it stays so."""
        return self in (RenderStatus.COMPLETED, RenderStatus.FAILED)


@dataclass(frozen=True, slots=True)
class Render:
    """How far a render is."""

    id: str
    status: RenderStatus
    url: str
    progress: float | None
    message: str


def token(reply: BackendReply) -> str:
    """The token of a token reply; one that no header can bear is none."""
    found = _first(reply, "token", "access_token", "accessToken")
    return found if is_token(found) else ""


def session(reply: BackendReply) -> Session:
    """The ids of a session reply."""
    return Session(
        _first(reply, "session_id", "sessionId", "id"),
        _first(reply, "task_id", "taskId"),
        bind(reply),
    )


def bind(reply: BackendReply) -> str:
    """Whom a registration link binds."""
    return _first(reply, "bind_id", "user_id", "userId", "bindId")


def claim(reply: BackendReply) -> str:
    """The claim token; it is no secret of the account and may stand in a URL."""
    return _first(reply, "claim_token", "claimToken")


def credits_of(reply: BackendReply) -> Credits:
    """The numbers of a balance reply."""
    data = reply.data
    return Credits(
        *(tolerant_json.number(data, key) for key in ("available", "frozen", "total")),
    )


def state(reply: BackendReply) -> State:
    """The draft and the media of a state reply."""
    inner = tolerant_json.at(reply.data, "state")
    inner = inner if isinstance(inner, dict) else reply.data
    draft = tolerant_json.at(inner, "draft")
    if isinstance(draft, str):
        draft = tolerant_json.parse(draft)
    media = [
        *_each(tolerant_json.at(inner, "video_infos")),
        *_each(tolerant_json.at(inner, "generated_media")),
    ]
    names = tuple(_media_name(one) for one in media)
    return State(draft, bind(reply) or tolerant_json.text(inner, "user_id"), names)


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
        if said := tolerant_json.text(one, key):
            return said
    return repr(one)[:200]


def render(reply: BackendReply, render_id: str) -> Render:
    """How far a render is, whether it stands at the top or in `data`."""
    places = [reply.data, reply.whole]
    found = [one for one in places if isinstance(one, dict)]
    status = next((said for one in found if (said := tolerant_json.text(one, "status"))), "")
    url = next((said for one in found if (said := _render_url(one))), "")
    progress = next((p for one in found if (p := _progress(one)) is not None), None)
    id_ = next((said for one in found if (said := _render_id(one))), render_id)
    return Render(id_, _status(status, url), url, progress, reply.message)


def _render_id(one: dict[str, Any]) -> str:
    return (
        tolerant_json.text(one, "id")
        or tolerant_json.text(one, "render_id")
        or tolerant_json.text(one, "renderId")
    )


def _render_url(one: dict[str, Any]) -> str:
    for keys in (
        ("output", "url"),
        ("outputUrl",),
        ("output_url",),
        ("url",),
        ("output", "outputUrl"),
    ):
        if said := tolerant_json.text(one, *keys):
            return said
    said = tolerant_json.text(one, "output")
    return said if said.startswith("http") else ""


def _progress(one: dict[str, Any]) -> float | None:
    """A share from 0 to 1; backends also say it in percent."""
    found = tolerant_json.number(one, "progress")
    if found is None or found < 0:
        return None
    return min(found / 100 if found > 1 else found, 1.0)


# Each status in the words of the renderers seen so far, its own name among them.
_STATUS_WORDS: Final[Mapping[RenderStatus, tuple[str, ...]]] = {
    RenderStatus.COMPLETED: ("complete", "succeeded", "success", "done", "finished"),
    RenderStatus.FAILED: ("error", "errored", "cancelled", "canceled", "timeout"),
    RenderStatus.PROCESSING: ("rendering", "running", "in_progress"),
}
_STATUSES: Final[Mapping[str, RenderStatus]] = {
    said: status for status, words in _STATUS_WORDS.items() for said in (status, *words)
}


def _status(said: str, url: str) -> RenderStatus:
    """The status; a reply that says nothing but has an address is a finished one."""
    known = _STATUSES.get(said.strip().lower())
    is_finished = bool(url) and not said
    return known or (RenderStatus.COMPLETED if is_finished else RenderStatus.PENDING)


def uploaded(reply: BackendReply) -> tuple[str, ...]:
    """The names that the backend gave to what it was handed; often none."""
    found = reply.data
    if isinstance(found, dict):
        inner = next((found[key] for key in ("files", "uploads", "results") if key in found), found)
        found = inner if isinstance(inner, list) else [inner]
    rows = found if isinstance(found, list) else []
    names = (tolerant_json.text(one, "filename") or tolerant_json.text(one, "name") for one in rows)
    return tuple(name for name in names if name)


def _first(reply: BackendReply, *keys: str) -> str:
    for place in (
        reply.data,
        tolerant_json.at(reply.data, "state"),
        tolerant_json.at(reply.data, "task"),
        reply.whole,
    ):
        for key in keys:
            if found := tolerant_json.text(place, key):
                return found
    return ""
