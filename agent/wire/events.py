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
        if not (self.is_users or self.answers):
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


def _event(found: dict[str, Any]) -> Event:
    get, word = found.get, lenient.word
    content, actions = get("content"), get("actions")
    parts = [one for one in lenient.rows(content, "parts") if isinstance(one, dict)]
    return Event(
        source=(word(get("invocationId")), word(get("author")), word(get("branch"))),
        pieces=tuple(
            Piece(said, one.get("thought") is True)
            for one in parts
            if (said := word(one.get("text")))
        ),
        calls=tuple(call for one in parts if (call := _call(one)) is not None),
        is_partial=get("partial") is True,
        is_users=lenient.at(content, "role") == "user" or get("author") == "user",
        skips_summary=lenient.at(actions, "skipSummarization") is True,
        has_parts=bool(parts),
        long_running=frozenset(map(word, lenient.rows(found, "longRunningToolIds"))),
        error=word(get("errorCode")),
        error_text=word(get("errorMessage"))[:_LONGEST_ERROR],
        finish=word(get("finishReason")),
        draft=lenient.at(actions, "stateDelta", "draft"),
        id=word(get("id")),
    )


def _call(part: dict[str, Any]) -> Call | None:
    for key, is_answer in (("functionCall", False), ("functionResponse", True)):
        found = part.get(key)
        if isinstance(found, dict):
            args = found.get("response" if is_answer else "args")
            return Call(lenient.text(found, "name"), lenient.text(found, "id"), args, is_answer)
    return None


def _is_json(said: str) -> bool:
    return said.lstrip()[:1] in ("{", "[") and lenient.parse(said) is not None
