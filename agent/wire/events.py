"""The frames of a stream as events: what is text, a tool at work, an error, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from agent.wire import lenient
from agent.wire.codes import SUCCESS

_ERROR_START: Final = '{"error"'
_TELLING: Final = frozenset({"content", "error", "errorCode", "errorMessage", "actions", "code"})
# Error codes that are none: the turn simply ended.
NO_ERRORS: Final = frozenset({"STOP", "MODEL_RETURNED_NO_CONTENT", "FINISH_REASON_UNSPECIFIED"})
# Reasons for which a text ends before its end.
CUTS: Final = frozenset(
    {"SAFETY", "MAX_TOKENS", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE"}
)
_LONGEST_ERROR: Final = 500


# A turn may have a hundred thousand events: a named tuple is made four times as fast as a frozen
# dataclass.
class Piece(NamedTuple):
    """A piece of text; a thought is not for people."""

    text: str
    is_thought: bool


class Call(NamedTuple):
    """A tool that is called, or (with `is_answer`) that has answered."""

    name: str
    id: str
    args: Any
    is_answer: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What a call and its answer have in common."""
        return self.name, self.id


class Event(NamedTuple):
    """An ADK event, as far as anybody needs it."""

    source: tuple[str, str, str]  # invocation, author, branch: whose text it is
    pieces: tuple[Piece, ...]
    calls: tuple[Call, ...]
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
    def answers(self) -> tuple[Call, ...]:
        """The tools that have answered."""
        return tuple(one for one in self.calls if one.is_answer)

    def shown(self) -> tuple[Piece, ...]:
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
    """The frame in the data of one event; None for a heartbeat, whatever it looks like."""
    said = said.strip()
    if not said.startswith("{"):
        return None
    found = lenient.parse(said)
    if not isinstance(found, dict):
        return Failure(_bare_error(said)) if said.startswith(_ERROR_START) else None
    if not _TELLING & found.keys():
        return None
    if "content" not in found and "actions" not in found:
        if found.get("error") not in (None, False):  # an error without words is one too
            return _failure(found)
        if isinstance(found.get("code"), (int, str)):
            return _refusal(found)
    return _event(found)


def _bare_error(said: str) -> str:
    """The text of an error frame that was put together by hand and does not parse."""
    text = said.removeprefix(_ERROR_START).lstrip(' :"').rstrip('"} \n')
    return text[:_LONGEST_ERROR]


def _failure(found: dict[str, Any]) -> Failure | Refusal:
    error = found["error"]
    code = lenient.number(found, "code") or lenient.number(error, "code")
    message = (
        lenient.text(error) or lenient.text(error, "message") or lenient.text(found, "message")
    )
    if code:
        return Refusal(int(code), message[:_LONGEST_ERROR])
    return Failure(message[:_LONGEST_ERROR])


def _refusal(found: dict[str, Any]) -> Refusal | None:
    code = lenient.number(found, "code")
    if code is None or code in SUCCESS:
        return None
    message = lenient.text(found, "message") or lenient.text(found, "msg")
    return Refusal(int(code), message[:_LONGEST_ERROR])


# Written for speed: it is most of what an event costs, and nearly all of them are one short text.
def _event(found: dict[str, Any]) -> Event:
    get = found.get
    content, actions, author = get("content"), get("actions"), get("author")
    parts, role = (content.get("parts"), content.get("role")) if _is_object(content) else (None, "")
    pieces: list[Piece] = []
    calls: list[Call] = []
    has_parts = False
    for one in parts if isinstance(parts, list) else ():
        if _is_object(one):
            has_parts = True
            said = _word(one.get("text"))
            if said:
                pieces.append(Piece(said, one.get("thought") is True))
            if ("functionCall" in one or "functionResponse" in one) and (call := _call(one)):
                calls.append(call)
    has_actions = bool(actions) and _is_object(actions)
    long_running = get("longRunningToolIds")
    return Event(
        (_word(get("invocationId")), _word(author), _word(get("branch"))),
        tuple(pieces),
        tuple(calls),
        get("partial") is True,
        role == "user" or author == "user",
        has_actions and actions.get("skipSummarization") is True,
        has_parts,
        frozenset(map(_word, long_running)) if isinstance(long_running, list) else _NONE,
        _word(get("errorCode")),
        _word(get("errorMessage"))[:_LONGEST_ERROR],
        _word(get("finishReason")),
        lenient.at(actions, "stateDelta", "draft") if has_actions else None,
        _word(get("id")),
    )


_NONE: Final[frozenset[str]] = frozenset()


def _is_object(value: Any) -> bool:
    return value.__class__ is dict


def _word(value: Any) -> str:
    return "" if value is None else lenient.word(value)


def _call(part: dict[str, Any]) -> Call | None:
    for key, is_answer in (("functionCall", False), ("functionResponse", True)):
        found = part.get(key)
        if isinstance(found, dict):
            args = found.get("response" if is_answer else "args")
            return Call(lenient.text(found, "name"), lenient.text(found, "id"), args, is_answer)
    return None


def _is_json(said: str) -> bool:
    return said.lstrip()[:1] in ("{", "[") and lenient.parse(said) is not None
