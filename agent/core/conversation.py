"""The conversation of a flow: its backend, its session, and what outlives the process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from agent.timeline.draft import EMPTY
from agent.wire.requests import Caller

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agent.timeline.draft import Timeline

STUDIO: Final = "studio"  # how the backend in this process is called


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be handed over, by the profile."""

    media: tuple[str, ...]
    documents: tuple[str, ...]
    max_mb: int


@dataclass(frozen=True, slots=True)
class Action:
    """What the backend asks to be done: at once, or as an offer that waits for a "yes"."""

    name: str
    request: str = ""  # of an edit: its words for the backend


@dataclass(slots=True)
class Conversation:
    """One session and what surrounds it. Flows change it, the world keeps it."""

    id: str
    base: str
    web: str
    backend: str  # cloud, studio or the address: what people are told
    source: str
    version: str
    platform: str
    language: str
    connecting: str
    limits: Limits
    token: str = field(default="", repr=False)
    has_own_token: bool = False
    session: str = ""
    task: str = ""
    bind: str = ""
    title: str = ""
    offers: tuple[Action, ...] = ()
    # What the session has by now: size and mtime (ns) of each file when it was uploaded, by path.
    uploads: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    timeline: Timeline = EMPTY
    credits: float | None = None  # as the backend last told them
    spent: float = 0.0  # in all of this conversation
    counted: float | None = None  # the balance up to which it was counted, while a wish goes on
    max_credits: float | None = None  # the most that may be spent

    @property
    def is_free(self) -> bool:
        """Whether nothing costs: the studio in this process is on this machine."""
        return self.backend == STUDIO

    @property
    def caller(self) -> Caller:
        """The identity that goes into the headers of each request."""
        return Caller(self.base, self.token, self.source, self.version, self.platform)

    @property
    def registration(self) -> str:
        """The address at which somebody without an account registers."""
        bind = quote(self.bind, safe="")
        return f"{self.web.rstrip('/')}/?bind={bind}" if bind else self.web
