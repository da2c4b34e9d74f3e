"""Results: how a wish ended, and the JSON object that programs get."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from agent.core import notices
from agent.core.failure_kind import FailureKind
from agent.core.state import WishState
from agent.speech import notice_text
from agent.timeline import summary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agent.core.conversation import Action
    from agent.core.notices import Notice
    from agent.speech.words import Words
    from agent.world.journal import Job


@dataclass(slots=True)
class RunResult:
    """How a wish ended, and the object that tells it: empty where nothing is known of it."""

    end: WishState
    answer: dict[str, Any]
    is_same: bool = False  # the same wish is being done already: nothing was begun
    job_id: str = ""  # of the journal, where somebody waits for it


def repeated(ended: RunResult) -> RunResult:
    """A result that was there already, marked as such for whoever asks again."""
    said = dict(ended.answer)
    head = {key: said.pop(key) for key in ("v", "ok", "state") if key in said}
    return replace(ended, answer=head | {"repeat": True} | said)


@dataclass(slots=True)
class ResultBuilder:
    """Builds the result object from the notices of a wish."""

    words: Words
    legs: list[dict[str, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)
    error: dict[str, Any] = field(default_factory=dict)
    earlier: list[Mapping[str, Any]] = field(default_factory=list)  # events of a process before us

    def add(self, notice: Notice) -> None:
        """Add what a notice tells."""
        event = to_object(notice)
        if event not in self.earlier:  # who goes on finds again what was told already
            self._hear(event, notice_text.rows(notice, self.words))

    def recall(self, event: Mapping[str, Any], rows: Sequence[str]) -> None:
        """Add what was told by a process that did the first part of the wish."""
        if event["event"] not in _BYGONE:
            self.earlier.append(event)
            self._hear(event, rows)

    def _hear(self, event: Mapping[str, Any], rows: Sequence[str]) -> None:
        match event["event"]:
            case "routed":
                self.legs = list(event["legs"])
            case "changed":
                self.changes += event["changes"]
                self.more["timeline"] = event["timeline"]
            case "delivered":
                self._video(event)
            case "failed":
                self._failed(event, rows)
            case "long":
                self._refused(FailureKind.LONG_WORDS, rows)
            case "uncertain":
                self._refused(FailureKind.UNCERTAIN, rows)
            case _:
                self._fact(event)
        self.said += _read(event, rows)

    def _fact(self, event: Mapping[str, Any]) -> None:
        match event["event"]:
            case "tracks":
                self.more["timeline"] = event["timeline"]
            case "balance":
                self.more["credits"] = _numbers(event)
            case "spent":
                spent = _numbers({"available": event["left"], "spent": event["spent"]})
                self.more["credits"] = self.more.get("credits", {}) | spent
            case "free":
                self.more["credits"] = {"free": True}
            case "offered":
                self.more["offers"] = event["offers"]
            case "ready":
                self.more["backend"] = event["backend"]
            case _:
                pass

    def _video(self, event: Mapping[str, Any]) -> None:
        keys = ("path", "width", "height", "duration_ms")
        video = {key: event[key] for key in keys} | {"bytes": event["size"]}
        self.more["video"] = _present(video)
        if event["link"]:
            self.more["link"] = event["link"]

    def _failed(self, event: Mapping[str, Any], rows: Sequence[str]) -> None:
        said = {"code": event["code"], "kind": event["kind"], "message": "\n".join(rows)}
        self.error = _present(said) | {"retry": event["retry"]}
        if event["link"]:
            self.more["link"] = event["link"]

    def _refused(self, kind: FailureKind, rows: Sequence[str]) -> None:
        self.error = {"kind": kind, "message": "\n".join(rows), "retry": False}

    def object(self, end: WishState, job: dict[str, Any], session: str) -> dict[str, Any]:
        """The whole object, in the order in which it is read."""
        found: dict[str, Any] = {
            "legs": self.legs,
            "reply": "\n".join(self.said),
            "session": session,
        }
        found |= {"backend": self.more.get("backend"), "job": job}
        rest = ("video", "timeline")
        found |= {key: self.more.get(key) for key in rest} | {"changes": self.changes}
        found |= {key: self.more.get(key) for key in ("credits", "link", "offers")}
        found |= {"next": _next(end, job, self), "error": self.error}
        head = {"v": 1, "ok": end is WishState.DONE, "state": end.told_as}
        return head | _present(found)


# What a person reads of a wish that is over, in the order in which it was said. Changes are no
# sentence, and refusals are the error.
_SPOKEN: Final = frozenset(
    {"went_local", "reply", "cut_short", "nothing_changed", "started_anew", "understood",
     "only_mp4", "renamed", "uploaded", "already_uploaded", "offer_declined", "still_rendering",
     "stopped", "tracks", "balance", "free", "spent", "offered"}
)  # fmt: skip
# What is not so any more when another process goes on.
_BYGONE: Final = frozenset({"failed", "long", "uncertain", "still_rendering", "stopped"})


def _read(event: Mapping[str, Any], rows: Sequence[str]) -> Sequence[str]:
    """The rows of an event that belong into the reply."""
    match event["event"]:
        case "changed" if event.get("is_silent"):
            return rows[:1]  # the sentence that stands in for an answer
        case "delivered":
            path, facts, *_ = rows  # and the link, which is a field of its own
            return [f"{path}, {facts.strip()}"]
        case name if name in _SPOKEN:
            return rows
        case _:
            return []


def _present(said: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value not in (None, "", [], (), {}, 0)}


def _numbers(said: Mapping[str, Any]) -> dict[str, float]:
    """Numbers that are known, whole ones as integers."""
    return {
        name: int(number) if number == int(number) else number
        for name, number in said.items()
        if isinstance(number, int | float)
    }


def _next(end: WishState, job: dict[str, Any], builder: ResultBuilder) -> list[str]:
    """The commands that go on from here, exactly as they are typed."""
    if end is WishState.RUNNING:
        return [f"reeltalk wait {job.get('id', '')}".strip()]
    if end is WishState.UNCERTAIN:
        return ["reeltalk status"]
    if builder.more.get("offers"):
        return ["reeltalk say yes"]
    return []


def told_job(job: Job, end: WishState) -> dict[str, Any]:
    """The job for programs; one that is done needs no id any more."""
    if end is not WishState.RUNNING:
        return {}
    return {"id": job.id, "kind": job.kind, "state": end.told_as}


def action_to_object(one: Action) -> dict[str, str]:
    return {"action": one.name} | ({"request": one.request} if one.request else {})


def to_object(notice: Notice) -> dict[str, Any]:
    """A notice for programs: its name and what it holds."""
    said: dict[str, Any] = {"event": event_name(type(notice))}
    match notice:
        case notices.Changed():
            said["changes"] = [summary.change_to_object(one) for one in notice.changes]
            said["timeline"] = summary.to_object(notice.timeline)
            said |= {"is_silent": True} if notice.is_silent else {}
        case notices.Tracks():
            said["timeline"] = summary.to_object(notice.timeline)
        case notices.Offered():
            said["offers"] = [action_to_object(one) for one in notice.offers]
        case notices.Routed():
            said["legs"] = [{"route": route, "text": text} for route, text in notice.legs]
        case notices.Ready():
            said["backend"] = notice.backend
        case _:
            said |= asdict(notice)
    return said


def event_name(kind: type[Notice]) -> str:
    """The name of a notice for programs: `still_rendering` for StillRendering."""
    letters = (f"_{one.lower()}" if one.isupper() else one for one in kind.__name__)
    return "".join(letters).removeprefix("_")
