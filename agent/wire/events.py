"""Parses the frames of an event stream: text, tool calls, errors, refusals, heartbeats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from agent.wire import tolerant_json
from agent.wire.codes import SUCCESS

_ERROR_START: Final = '{"error"'
# An object without any of these is a heartbeat.
_EVENT_KEYS: Final = frozenset({"content", "error", "errorCode", "errorMessage", "actions", "code"})
# Error codes that are none: the turn simply ended.
NORMAL_ENDS: Final = frozenset({"STOP", "MODEL_RETURNED_NO_CONTENT", "FINISH_REASON_UNSPECIFIED"})
# Reasons for which a text ends before its end.
CUT_SHORT: Final = frozenset(
    {"SAFETY", "MAX_TOKENS", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE"}
)
_LONGEST_ERROR: Final = 500  # letters of an error that are kept


# A turn may have a hundred thousand events: a named tuple is made four times as fast as a frozen
# dataclass.
class TextPiece(NamedTuple):
    """A piece of text; thoughts are not for people."""

    text: str
    is_thought: bool


class ToolCall(NamedTuple):
    """A call of a tool or, with `is_answer`, its answer."""

    name: str
    id: str
    args: Any
    is_answer: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """The name and id by which a call and its answer belong together."""
        return self.name, self.id


class Event(NamedTuple):
    """An ADK event, reduced to what the agent uses."""

    source: tuple[str, str, str]  # invocation, author, branch: whose text it is
    pieces: tuple[TextPiece, ...]
    calls: tuple[ToolCall, ...]
    is_partial: bool
    is_users: bool
    skips_summary: bool
    has_parts: bool
    long_running: frozenset[str]
    error: str = ""
    error_text: str = ""
    finish: str = ""
    draft: Any = None  # of a state delta
    id: str = ""

    @property
    def answers(self) -> tuple[ToolCall, ...]:
        """The answers among its tool calls."""
        return tuple(one for one in self.calls if one.is_answer)

    def shown(self) -> tuple[TextPiece, ...]:
        """The pieces that may be text for people, thoughts among them."""
        if not self.is_users and (not self.calls or not self.answers):
            return self.pieces
        if self.skips_summary and self.answers:
            return tuple(one for one in self.pieces if not _is_json(one.text))
        return ()


@dataclass(frozen=True, slots=True)
class Failure:
    """An error frame: the turn has failed."""

    message: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A code in place of an event: the message was refused, nothing was done."""

    code: int
    message: str


Frame = Event | Failure | Refusal


def parse(said: str) -> Frame | None:
    """Parse the data of one frame; None for a heartbeat, whatever it looks like."""
    said = said.strip()
    if not said.startswith("{"):
        return None
    found = tolerant_json.parse(said)
    if not isinstance(found, dict):
        return Failure(_bare_error(said)) if said.startswith(_ERROR_START) else None
    if _EVENT_KEYS.isdisjoint(found):
        return None
    if "content" not in found and "actions" not in found:
        if found.get("error") not in (None, False):  # an error without words is one too
            return _failure(found)
        if isinstance(found.get("code"), (int, str)):
            return _refusal(found)
    return _event(found)


def _bare_error(said: str) -> str:
    """The text of a hand-made error frame that does not parse as JSON."""
    text = said.removeprefix(_ERROR_START).lstrip(' :"').rstrip('"} \n')
    return text[:_LONGEST_ERROR]


def _failure(found: dict[str, Any]) -> Failure | Refusal:
    error = found["error"]
    code = tolerant_json.number(found, "code") or tolerant_json.number(error, "code")
    message = (
        tolerant_json.text(error)
        or tolerant_json.text(error, "message")
        or tolerant_json.text(found, "message")
    )
    if code:
        return Refusal(int(code), message[:_LONGEST_ERROR])
    return Failure(message[:_LONGEST_ERROR])


def _refusal(found: dict[str, Any]) -> Refusal | None:
    code = tolerant_json.number(found, "code")
    if code is None or code in SUCCESS:
        return None
    message = tolerant_json.text(found, "message") or tolerant_json.text(found, "msg")
    return Refusal(int(code), message[:_LONGEST_ERROR])


# Written for speed: it is most of what an event costs, and nearly all of them are one short text.
def _event(found: dict[str, Any]) -> Event:
    get = found.get
    content, actions = get("content"), get("actions")
    author, invocation = get("author"), get("invocationId")
    role, pieces, calls, has_parts = None, _NO_PIECES, _NO_CALLS, False
    if content.__class__ is dict:
        role, parts = content.get("role"), content.get("parts")
        if parts.__class__ is list:
            pieces, calls, has_parts = _parts(parts)
    skips_summary, draft = False, None
    if actions and actions.__class__ is dict:
        skips_summary = actions.get("skipSummarization") is True
        draft = tolerant_json.at(actions.get("stateDelta") or None, "draft")
    source = (_text(invocation), _text(author), _text(get("branch")))
    is_users = role == "user" or author == "user"
    is_partial = get("partial") is True
    begin = (source, pieces, calls, is_partial, is_users, skips_summary, has_parts)
    if draft is None and _RARE_KEYS.isdisjoint(found):
        return Event(*begin, _NONE)
    return Event(
        *begin,
        frozenset(map(_text, tolerant_json.rows(found, "longRunningToolIds"))),
        _text(get("errorCode")),
        _text(get("errorMessage"))[:_LONGEST_ERROR],
        _text(get("finishReason")),
        draft,
        _text(get("id")),
    )


# Keys that few events have; without them the fast way is enough.
_RARE_KEYS: Final = frozenset(
    {"longRunningToolIds", "errorCode", "errorMessage", "finishReason", "id"}
)
_NONE: Final[frozenset[str]] = frozenset()
_NO_PIECES: Final[tuple[TextPiece, ...]] = ()
_NO_CALLS: Final[tuple[ToolCall, ...]] = ()


def _parts(parts: list[Any]) -> tuple[tuple[TextPiece, ...], tuple[ToolCall, ...], bool]:
    """The texts, the tool calls, and whether there is any part at all."""
    pieces: list[TextPiece] = []
    calls: list[ToolCall] = []
    has_parts = False
    for one in parts:
        if one.__class__ is not dict:
            continue
        has_parts = True
        if said := _text(one.get("text")):
            pieces.append(TextPiece(said, one.get("thought") is True))
        if not _TOOL_KEYS.isdisjoint(one) and (call := _call(one)) is not None:
            calls.append(call)
    return tuple(pieces), tuple(calls) if calls else _NO_CALLS, has_parts


_TOOL_KEYS: Final = frozenset({"functionCall", "functionResponse"})


def _text(value: Any) -> str:
    if value is None or (value.__class__ is str and value.isascii()):
        return value or ""
    return tolerant_json.as_text(value)


def _call(part: dict[str, Any]) -> ToolCall | None:
    for key, is_answer in (("functionCall", False), ("functionResponse", True)):
        found = part.get(key)
        if isinstance(found, dict):
            args = found.get("response" if is_answer else "args")
            return ToolCall(
                tolerant_json.text(found, "name"), tolerant_json.text(found, "id"), args, is_answer
            )
    return None


def _is_json(said: str) -> bool:
    return said.lstrip()[:1] in ("{", "[") and tolerant_json.parse(said) is not None
