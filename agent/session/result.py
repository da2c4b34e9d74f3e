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

    def add(self, notice: Notice) -> None:
        """Add what a notice tells."""
        match notice:
            case notices.Routed():
                self.legs = [{"route": route, "text": text} for route, text in notice.legs]
            case notices.Changed():
                self.changes += [summary.change_to_object(one) for one in notice.changes]
                self.more["timeline"] = summary.to_object(notice.timeline)
            case notices.Delivered():
                self._video(notice)
            case notices.Failed():
                self._failed(notice)
            case notices.Long():
                message = "\n".join(notice_text.rows(notice, self.words))
                self.error = {"kind": FailureKind.LONG_WORDS, "message": message, "retry": False}
            case notices.Uncertain():
                said = self.words.say("notice.uncertain")
                self.error = {"kind": FailureKind.UNCERTAIN, "message": said, "retry": False}
            case _:
                self._fact(notice)
        if isinstance(notice, _SPOKEN):
            self.said += notice_text.rows(notice, self.words)

    def _fact(self, notice: Notice) -> None:
        match notice:
            case notices.Tracks():
                self.more["timeline"] = summary.to_object(notice.timeline)
            case notices.Balance():
                self.more["credits"] = _numbers(asdict(notice))
            case notices.Spent():
                spent = _numbers({"available": notice.left, "spent": notice.spent})
                self.more["credits"] = self.more.get("credits", {}) | spent
            case notices.Free():
                self.more["credits"] = {"free": True}
            case notices.Offered():
                self.more["offers"] = [action_to_object(one) for one in notice.offers]
            case notices.Ready():
                self.more["backend"] = notice.backend
            case _:
                pass

    def _video(self, notice: notices.Delivered) -> None:
        video = asdict(notice)
        video["bytes"] = video.pop("size")
        link = video.pop("link")
        self.more["video"] = _present(video)
        if link:
            self.more["link"] = link

    def _failed(self, notice: notices.Failed) -> None:
        message = "\n".join(notice_text.rows(notice, self.words))
        said = {"code": notice.code, "kind": notice.kind, "message": message}
        self.error = _present(said) | {"retry": notice.retry}
        if notice.link:
            self.more["link"] = notice.link

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


_SPOKEN: Final = (
    notices.WentLocal,
    notices.Reply,
    notices.CutShort,
    notices.NothingChanged,
    notices.StartedAnew,
    notices.Understood,
    notices.OnlyMp4,
    notices.Renamed,
    notices.Uploaded,
    notices.AlreadyUploaded,
    notices.OfferDeclined,
    notices.StillRendering,
    notices.Stopped,
)


def _present(said: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value not in (None, "", [], (), {}, 0)}


def _numbers(said: dict[str, float | None]) -> dict[str, float]:
    """Numbers that are known, whole ones as integers."""
    return {
        name: int(number) if number == int(number) else number
        for name, number in said.items()
        if number is not None
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
