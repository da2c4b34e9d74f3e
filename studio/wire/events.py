"""The events of a turn, with the keys and in the order of the vendor's server software.

An answer is a call of a tool, its result with the new draft as `stateDelta`, and a message.
Streamed, every message comes in pieces first (`partial`), and then once more as a whole.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from studio import catalogue
from studio.wire.envelopes import Json, written
from studio.wire.habits import Silence, TurnHabits
from studio.wire.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from studio.wire.service_ports import Reply, ToolCall

AUTHOR: Final = "nemo_agent"
NO_CONTENT: Final = "The model returned no content (finish_reason=STOP with empty parts)."
# A piece of a streamed message: a word, or a few characters where words are not spaced. Models
# stream tokens; whoever reads them must join pieces within words and within emoji.
_PIECES: Final = r"[\u3040-\u9fff，。、！？：；]{1,6}|[^\s\u3040-\u9fff]+\s*|\s+"


@dataclass(frozen=True, slots=True)
class EventWriter:
    """Writes the events of one turn, under one invocation id."""

    habits: TurnHabits
    now: Callable[[], float]
    invocation: str

    def frames(self, reply: Reply) -> list[str]:
        """The whole turn as it stands in the stream, one frame each, without its empty line."""
        told = [f"data: {written(event)}" for event in self._events(reply)]
        if self.habits.heartbeat:
            told.insert(min(1, len(told)), self.habits.heartbeat)
        return told

    def _events(self, reply: Reply) -> Iterator[Json]:
        silence = self.habits.silence if reply.calls else None
        for number, call in enumerate(reply.calls, 1):
            last = number == len(reply.calls)
            draft = reply.draft if last and reply.changed else None
            yield from self._call(call, reply, draft, skip=last and silence is Silence.SKIPPED)
        if silence is not None:
            yield from self._silence(silence)
            return
        said = " ".join(filter(None, (reply.said, self.habits.buttons)))
        yield from self._message(said)
        if self.habits.stumble:
            yield from self._message(self.habits.stumble)

    def _call(
        self, call: ToolCall, reply: Reply, draft: Json | None, *, skip: bool
    ) -> Iterator[Json]:
        call_id = f"adk-{new_id()}"
        asked = [{"functionCall": {"id": call_id, "args": call.args, "name": call.name}}]
        thought = [{"text": self.habits.thought, "thought": True}] if self.habits.thought else []
        yield from self._model([*thought, *asked], tools=True)
        result = {"id": call_id, "name": call.name, "response": call.response or {"status": "ok"}}
        delta: Json = {}
        if draft is not None and catalogue.of(reply.op).is_staged:
            yield from self._staged(draft)
        if draft is not None:
            delta = {"draft": draft}
        yield self._event(
            content={"parts": [{"functionResponse": result}], "role": "user"},
            actions=_actions(delta, skip=skip),
        )

    def _staged(self, draft: Json) -> Iterator[Json]:
        """The pictures alone, in an event without a word: a tool that is still at work."""
        tracks = [track for track in draft.get("t", []) if track.get("tt") == 0]
        if tracks and len(tracks) < len(draft["t"]):
            first = {**copy.copy(draft), "t": tracks}
            yield self._event(actions=_actions({"draft": first}))

    def _message(self, said: str) -> Iterator[Json]:
        if said:
            yield from self._model([{"text": said}])

    def _silence(self, silence: Silence) -> Iterator[Json]:
        """Ends that say nothing and are whole all the same."""
        match silence:
            case Silence.SKIPPED:
                return
            case Silence.EMPTY_TEXT:
                content: Json = {"parts": [{"text": ""}], "role": "model"}
                yield self._event(content=content, finishReason="STOP")
            case Silence.EMPTY:
                yield self._event(content={"role": "model"}, finishReason="STOP")
            case Silence.NO_CONTENT:
                yield self._event(
                    content={"role": "model"},
                    finishReason="STOP",
                    errorCode="MODEL_RETURNED_NO_CONTENT",
                    errorMessage=NO_CONTENT,
                )

    def _model(self, parts: list[Json], *, tools: bool = False) -> Iterator[Json]:
        event_id = new_id()
        if self.habits.streamed:
            for piece, last in _pieces(parts):
                yield self._event(
                    content={"parts": [piece], "role": "model"},
                    partial=True,
                    finishReason="STOP" if last else None,
                    longRunningToolIds=[] if "functionCall" in piece else None,
                    id=event_id,
                )
        yield self._event(
            content={"parts": parts, "role": "model"},
            partial=False if self.habits.streamed else None,
            finishReason="STOP",
            longRunningToolIds=[] if tools else None,
            id=event_id,
        )

    def _event(self, **told: object) -> Json:
        """An event with the keys in their order; what is None is absent, as on the real wire."""
        finished = told.get("finishReason") is not None
        event: Json = {
            "content": told.get("content"),
            "partial": told.get("partial"),
            "finishReason": told.get("finishReason"),
            "errorCode": told.get("errorCode"),
            "errorMessage": told.get("errorMessage"),
            "usageMetadata": _usage(told.get("content")) if finished else None,
            "invocationId": self.invocation,
            "author": AUTHOR,
            "actions": told.get("actions") or _actions({}),
            "nodeInfo": {"path": f"{AUTHOR}@1"},
            "longRunningToolIds": told.get("longRunningToolIds"),
            "id": told.get("id") or new_id(),
            "timestamp": self.now(),
        }
        return {key: value for key, value in event.items() if value is not None}


def event_writer(habits: TurnHabits, now: Callable[[], float]) -> EventWriter:
    """For a turn that begins."""
    return EventWriter(habits, now, f"e-{new_id()}")


def _pieces(parts: list[Json]) -> Iterator[tuple[Json, bool]]:
    """The parts cut small, and whether each piece is the last one."""
    cut: list[Json] = []
    for part in parts:
        if "text" in part and not part.get("thought"):
            cut += [{"text": found[0]} for found in re.finditer(_PIECES, part["text"])]
        else:
            cut.append(part)
    for number, piece in enumerate(cut, 1):
        yield piece, number == len(cut)


def _actions(delta: Json, *, skip: bool = False) -> Json:
    """What an event does: the keys that are always there; `skipSummarization` first if set."""
    actions = {
        "stateDelta": delta,
        "artifactDelta": {},
        "requestedAuthConfigs": {},
        "requestedToolConfirmations": {},
    }
    return {"skipSummarization": True, **actions} if skip else actions


def _usage(content: object) -> Json:
    """Counts of the size that a model would report: about four letters a token."""
    tokens = max(1, len(str(content)) // 4)
    return {"candidatesTokenCount": tokens, "promptTokenCount": 7, "totalTokenCount": tokens + 7}
