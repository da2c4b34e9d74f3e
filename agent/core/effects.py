"""Effects: what a flow asks of the world, frozen questions that are awaited for their answers.

A flow awaits nothing else. Whoever plays it sends the answers, or throws what went wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar

from agent.wire.replies import Response

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from agent.core.conversation import Conversation
    from agent.core.notices import Notice
    from agent.core.state import WishState
    from agent.wire.requests import Request

Answer = TypeVar("Answer")


class Effect(Generic[Answer]):
    """Awaiting one gives it to the player and returns what the player sends back."""

    __slots__ = ()

    def __await__(self) -> Generator[Effect[Answer], Answer, Answer]:
        """Yield the effect to the player and return the answer it sends."""
        answer: Answer = yield self
        return answer


@dataclass(frozen=True, slots=True)
class Say(Effect[None]):
    """Tell whoever listens."""

    notice: Notice


@dataclass(frozen=True, slots=True)
class Wait(Effect[None]):
    """Let time pass. Raises StoppedError when somebody asks to stop."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Now(Effect[float]):
    """Seconds on a monotonic clock."""


@dataclass(frozen=True, slots=True)
class Fresh(Effect[str]):
    """A UUID."""


@dataclass(frozen=True, slots=True)
class Chance(Effect[float]):
    """A number from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Send(Effect[Response]):
    """A request and its whole answer. Raises UnreachableError or LostError."""

    request: Request


@dataclass(frozen=True, slots=True)
class Opened:
    """The number of an open stream."""

    number: int


@dataclass(frozen=True, slots=True)
class Open(Effect[Opened | Response]):
    """A request that is answered by a stream; a Response where the backend refuses."""

    request: Request


class End:
    """The end of a stream, as the server closed it."""


END: Final = End()


@dataclass(frozen=True, slots=True)
class Next(Effect[str | End | None]):
    """The data of the next event; None when none came in time. Raises LostError, StoppedError."""

    stream: int
    within_s: float


@dataclass(frozen=True, slots=True)
class More(Effect[list[str]]):
    """The data of the events that have come by now; a turn may have a hundred thousand."""

    stream: int


@dataclass(frozen=True, slots=True)
class Close(Effect[None]):
    """Close a stream. A plain ADK server then cancels the run."""

    stream: int


@dataclass(frozen=True, slots=True)
class ChosenPath:
    """Where an export goes. `other_than` is the path that was asked for and is not taken, because
    a file has it (`is_taken`) or the disk takes no such name.
    """

    path: str
    other_than: str = ""
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class ChoosePath(Effect[ChosenPath]):
    """Choose the path of an export; nothing is made yet. Raises LocalError."""

    to: str  # as somebody asked for it, a file or a folder, or nothing
    name: str  # what somebody would have it called
    title: str  # names it where nobody did
    overwrites: bool = False


@dataclass(frozen=True, slots=True)
class ExportWaits(Effect[bool]):
    """Whether an export has been asked for meanwhile that comes behind this wish."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A downloaded file, whole and checked."""

    path: str
    size: int
    width: int = 0
    height: int = 0
    duration_ms: int = 0


@dataclass(frozen=True, slots=True)
class Fetch(Effect[Fetched]):
    """Download an address into a path, whole or not at all; a broken download is resumed.

    `headers` are sent to the backend's own origin only. Raises LineError, RefusedError, LocalError.
    """

    url: str
    headers: Mapping[str, str] = field(repr=False)
    to: str  # an absolute path
    base: str
    replaces: bool = False  # a file of that name; else another free name is taken


@dataclass(frozen=True, slots=True)
class Facts:
    """A file on this machine."""

    path: str
    name: str
    size: int
    mtime_ns: int = 0


@dataclass(frozen=True, slots=True)
class Examine(Effect[Facts]):
    """Look at a file. Raises LocalError when it is not there or cannot be read."""

    path: str


@dataclass(frozen=True, slots=True)
class ReadWords(Effect[str]):
    """The words of a text document. Raises LocalError."""

    path: str


@dataclass(frozen=True, slots=True)
class ClientId(Effect[str]):
    """The client id of this machine: kept, and shared with the vendor's other skills.

    `anew` makes another one, when the backend does not take the one there is.
    """

    anew: bool = False


@dataclass(frozen=True, slots=True)
class KeptToken(Effect[str]):
    """The token kept for a backend, or nothing."""

    base: str


@dataclass(frozen=True, slots=True)
class KeepToken(Effect[None]):
    """Keep a token for its seven days; an empty one is forgotten."""

    base: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keep(Effect[None]):
    """Write the conversation down."""

    talk: Conversation


@dataclass(frozen=True, slots=True)
class Mark(Effect[None]):
    """Write down how far the wish is, before anything else happens."""

    state: WishState
    facts: Mapping[str, Any] = field(default_factory=dict)


# Every effect there is: whoever performs them has a case for each, or the checker complains.
AnyEffect: TypeAlias = (
    Say
    | Wait
    | Now
    | Fresh
    | Chance
    | Send
    | Open
    | Next
    | More
    | Close
    | Fetch
    | ChoosePath
    | ExportWaits
    | Examine
    | ReadWords
    | ClientId
    | KeptToken
    | KeepToken
    | Keep
    | Mark
)
