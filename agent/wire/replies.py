"""Parses replies: every envelope opened, every field read without trusting it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from agent.wire import codes, tolerant_json
from agent.wire.requests import is_token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agent.wire.codes import RefusalKind

_LONGEST_MESSAGE: Final = 300  # letters that are shown
_RETRY_DEFAULT_S: Final = 30.0  # where a busy backend does not say
_RETRY_MIN_S: Final = 1.0
_RETRY_MAX_S: Final = 120.0  # seconds
_OK_STATUSES: Final = range(200, 300)
_DAY_S: Final = 24 * 3600.0
# The limit of the week and the limit of the minute are both a 429, told apart by what is said.
_FOR_LONG: Final = re.compile(r"(?i)\bweek|\bdays?\b|already|per client|天|周|週|日間")
_FOR_A_MOMENT: Final = re.compile(
    r"(?i)\bseconds?\b|\bminutes?\b|\bhours?\b|moment|\bslow|rate.?limit|too (many|fast)|busy|later"
    r"|稍后|频繁|繁忙|混み合|しばらく"
)


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response: status, headers with lower-case names, the whole body."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class BackendReply:
    """A reply out of its envelope; `code` is 0 if the request was carried out."""

    code: int
    data: Any = None
    message: str = ""
    whole: Any = None
    retry_after_s: float = _RETRY_DEFAULT_S
    asked_to_wait_s: float | None = None  # the same as it was said, without bounds

    @property
    def waits_for_long(self) -> bool:
        """Of a 429: whether a day or more must pass. What says nothing of it means the week."""
        if self.asked_to_wait_s is not None:
            return self.asked_to_wait_s >= _DAY_S
        return bool(_FOR_LONG.search(self.message)) or not _FOR_A_MOMENT.search(self.message)

    @property
    def is_fine(self) -> bool:
        return self.code == 0

    @property
    def kind(self) -> RefusalKind:
        return codes.kind(self.code, self.message)


def read(response: Response) -> BackendReply:
    """Open the envelope: `{code,message,data}`, `{success,data,error}`, flat, or a detail."""
    whole = tolerant_json.parse(response.body) if response.body.strip() else {}
    fits = response.status in _OK_STATUSES
    asked = _seconds(response.headers.get("retry-after", ""))
    retry = _RETRY_DEFAULT_S if asked is None else min(max(asked, _RETRY_MIN_S), _RETRY_MAX_S)
    if not isinstance(whole, dict):
        return (
            _not_an_object(response, whole, retry)
            if fits
            else BackendReply(response.status, retry_after_s=retry, asked_to_wait_s=asked)
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
    return BackendReply(code, data, message, whole, retry, asked)


def _not_an_object(response: Response, whole: Any, retry: float) -> BackendReply:
    """A 2xx without an object: a list is data, HTML comes from a proxy."""
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


# Keys under which messages were seen, the most telling first.
_MESSAGE_KEYS: Final = ("message", "msg", "error", "detail", "error_message", "errorMessage")


def _message(whole: dict[str, Any]) -> str:
    """The backend's message, one line, under whatever key."""
    for key in _MESSAGE_KEYS:
        said = whole.get(key)
        if isinstance(said, dict):
            said = next(
                (text for inner in _MESSAGE_KEYS if (text := tolerant_json.text(said, inner))), ""
            )
        if isinstance(said, list):
            said = "; ".join(
                tolerant_json.text(one, "msg") or tolerant_json.text(one) for one in said[:3]
            )
        if isinstance(said, str) and said.strip():
            return tolerant_json.text(" ".join(said.split()))[:_LONGEST_MESSAGE]
    return ""


def _seconds(said: str) -> float | None:
    """What Retry-After asks for; `nan`, `inf`, dates and negatives all occur."""
    return tolerant_json.number({"s": said.strip()}, "s")


@dataclass(frozen=True, slots=True)
class Session:
    """The ids of a session; `bind` goes into the registration link."""

    session: str
    task: str
    bind: str


@dataclass(frozen=True, slots=True)
class Credits:
    """The balance; a field the backend does not send is None."""

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
    """The state of a render: pending, processing, completed or failed."""

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
    return Session(
        _first(reply, "session_id", "sessionId", "id"),
        _first(reply, "task_id", "taskId"),
        bind(reply),
    )


def bind(reply: BackendReply) -> str:
    """The id that a registration link binds."""
    return _first(reply, "bind_id", "user_id", "userId", "bindId")


def claim(reply: BackendReply) -> str:
    """The claim token; it is no secret of the account and may stand in a URL."""
    return _first(reply, "claim_token", "claimToken")


def credits_of(reply: BackendReply) -> Credits:
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
        *_values(tolerant_json.at(inner, "video_infos")),
        *_values(tolerant_json.at(inner, "generated_media")),
    ]
    names = tuple(_media_name(one) for one in media)
    return State(draft, bind(reply) or tolerant_json.text(inner, "user_id"), names)


def _values(found: Any) -> list[Any]:
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
    """The state of a render, whether it stands at the top or in `data`."""
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
    """A share from 0 to 1; backends also send percent."""
    found = tolerant_json.number(one, "progress")
    if found is None or found < 0:
        return None
    return min(found / 100 if found > 1 else found, 1.0)


# Spellings of a render's status seen so far, its own name among them; unknown ones are pending.
_STATUS_WORDS: Final[Mapping[RenderStatus, tuple[str, ...]]] = {
    RenderStatus.COMPLETED: ("complete", "succeeded", "success", "done", "finished"),
    RenderStatus.FAILED: ("error", "errored", "cancelled", "canceled", "timeout"),
    RenderStatus.PROCESSING: ("rendering", "running", "in_progress"),
}
_STATUSES: Final[Mapping[str, RenderStatus]] = {
    said: status for status, words in _STATUS_WORDS.items() for said in (status, *words)
}


def _status(said: str, url: str) -> RenderStatus:
    """The status; a reply with a URL but no status is a finished one."""
    known = _STATUSES.get(said.strip().lower())
    is_finished = bool(url) and not said
    return known or (RenderStatus.COMPLETED if is_finished else RenderStatus.PENDING)


def uploaded(reply: BackendReply) -> tuple[str, ...]:
    """The names the backend gave to uploaded files; often none."""
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
