"""Notices: what a flow says to whoever listens; people get them in words, programs as objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from agent.core.conversation import Action
    from agent.core.failure_kind import FailureKind
    from agent.timeline.changes import Change
    from agent.timeline.draft import Timeline


@dataclass(frozen=True, slots=True)
class Connecting:
    """A token and a session are asked for; the words are the profile's own."""

    words: str


@dataclass(frozen=True, slots=True)
class Ready:
    """The session is there."""

    session: str
    backend: str


@dataclass(frozen=True, slots=True)
class WentLocal:
    """The cloud cannot be reached; the studio on this machine takes over."""


@dataclass(frozen=True, slots=True)
class Routed:
    """The legs of the wish: route and words of each."""

    legs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Working:
    """The backend uses a tool."""

    tool: str


@dataclass(frozen=True, slots=True)
class StillWorking:
    """A sign of life after a long silence."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What the backend said, for people without buttons."""

    text: str


@dataclass(frozen=True, slots=True)
class CutShort:
    """The reply ended early, for that reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class Changed:
    """What is different on the timeline."""

    changes: tuple[Change, ...]
    timeline: Timeline
    is_silent: bool = False  # the backend said no word about it


@dataclass(frozen=True, slots=True)
class NothingChanged:
    """The backend said nothing and did nothing that can be seen."""


@dataclass(frozen=True, slots=True)
class Looking:
    """The connection broke; the state is asked for instead of sending again."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """The connection broke and nothing has changed since: nobody knows."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """The timeline as it is."""

    timeline: Timeline


@dataclass(frozen=True, slots=True)
class Balance:
    """The credits."""

    available: float | None
    frozen: float | None = None
    total: float | None = None


@dataclass(frozen=True, slots=True)
class Free:
    """There are no credits to tell: nothing costs."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a wish has cost, and what is left of the balance."""

    spent: float
    left: float | None


@dataclass(frozen=True, slots=True)
class Rendering:
    """How far an export is; `progress` is a share, where the backend gives it."""

    seconds: int
    progress: float | None = None


@dataclass(frozen=True, slots=True)
class OnlyMp4:
    """Another form was asked for; there is but one."""

    asked: str


@dataclass(frozen=True, slots=True)
class RenderedAgain:
    """An export failed and is tried once more."""


@dataclass(frozen=True, slots=True)
class Fetching:
    """A finished file is on its way."""

    got: int
    size: int


@dataclass(frozen=True, slots=True)
class Renamed:
    """A file is not called as was asked: another has the name, or it is too long for the disk."""

    asked: str
    path: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Delivered:
    """The file is there."""

    path: str
    size: int
    width: int
    height: int
    duration_ms: int
    link: str = ""


@dataclass(frozen=True, slots=True)
class StillRendering:
    """The patience for an export is over; it goes on without us."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Uploading:
    """A file is on its way to the backend."""

    name: str
    sent: int
    size: int


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The backend has it."""

    name: str


@dataclass(frozen=True, slots=True)
class AlreadyUploaded:
    """The backend has it since an earlier wish, and it is the same file."""

    name: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A text document became words of the wish."""

    name: str
    beginning: str
    letters: int
    most: int | None = None  # so many of them go, where not all do


@dataclass(frozen=True, slots=True)
class Long:
    """A text document is long: nothing was sent, a yes sends it."""

    name: str
    beginning: str  # its first lines
    letters: int


@dataclass(frozen=True, slots=True)
class Offered:
    """What a "yes" would do."""

    offers: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class OfferDeclined:
    """The offers are off the table."""


@dataclass(frozen=True, slots=True)
class StartedAnew:
    """The session was gone; another one begins with an empty timeline."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The backend is busy; we wait that long, once."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Failed:
    """What was asked for is not there. `about` fills the gap in the words of its kind."""

    kind: FailureKind
    code: int = 0
    message: str = ""
    about: str = ""
    link: str = ""
    retry: bool = False
    accepted: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Stopped:
    """Somebody asked to stop, and it did."""


Notice: TypeAlias = (
    Connecting
    | Ready
    | WentLocal
    | Routed
    | Working
    | StillWorking
    | Reply
    | CutShort
    | Changed
    | NothingChanged
    | Looking
    | Uncertain
    | Tracks
    | Balance
    | Free
    | Spent
    | Rendering
    | OnlyMp4
    | RenderedAgain
    | Fetching
    | Renamed
    | Delivered
    | StillRendering
    | Uploading
    | Uploaded
    | AlreadyUploaded
    | Understood
    | Long
    | Offered
    | OfferDeclined
    | StartedAnew
    | Waiting
    | Failed
    | Stopped
)
