"""A project: its draft, its past and future, its media, and what the talk must remember."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from intents.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

Draft = dict[str, Any]
_DEEPEST: Final = 50  # drafts that can be undone


def empty_draft() -> Draft:
    """The timeline before anything stands on it."""
    return {
        "d": 0,
        "m": {"title": "", "ratio": "16:9", "width": 1920, "height": 1080, "fps": 30},
        "t": [],
    }


@dataclass(frozen=True, slots=True)
class Project:
    """Everything that is known between two messages; all of it is plain JSON.

    `memory` holds `op` and `target` of the last edit, that order (`last`), an `open` question
    ({"op", "args", "about"}), an `offer` (an order that a "yes" carries out), and what was
    told not to be drawn (`undrawn`).
    """

    draft: Draft = field(default_factory=empty_draft)
    past: tuple[Draft, ...] = ()
    future: tuple[Draft, ...] = ()
    media: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    language: str = "en"
    memory: Mapping[str, Any] = field(default_factory=dict)

    def edited(self, draft: Draft) -> Project:
        """The project with a new draft; the old one can be undone."""
        return replace(self, draft=draft, past=(*self.past, self.draft)[-_DEEPEST:], future=())

    def remembering(self, **facts: Any) -> Project:
        """The project that remembers these; None forgets."""
        kept = {**self.memory, **facts}
        return replace(self, memory={name: fact for name, fact in kept.items() if fact is not None})

    def undone(self, count: int) -> Project:
        """As many steps back as there are, at most `count`."""
        project = self
        for _ in range(min(count, len(self.past))):
            project = replace(
                project,
                draft=project.past[-1],
                past=project.past[:-1],
                future=(*project.future, project.draft),
            )
        return project

    def redone(self, count: int) -> Project:
        """As many steps forth as there are, at most `count`."""
        project = self
        for _ in range(min(count, len(self.future))):
            project = replace(
                project,
                draft=project.future[-1],
                past=(*project.past, project.draft),
                future=project.future[:-1],
            )
        return project

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return {
            "draft": self.draft,
            "past": list(self.past),
            "future": list(self.future),
            "media": {name: dict(one) for name, one in self.media.items()},
            "language": self.language,
            "memory": dict(self.memory),
        }

    def kept(self) -> dict[str, Any]:
        """What is kept of it between two messages: all but the media, which the store has."""
        return {name: value for name, value in self.to_json().items() if name != "media"}

    @classmethod
    def from_json(cls, page: Mapping[str, Any]) -> Project:
        """The project of such JSON; what is missing or wrong is as in a new one."""
        draft = page.get("draft")
        media = page.get("media")
        memory = page.get("memory")
        return cls(
            draft=draft if isinstance(draft, dict) else empty_draft(),
            past=_drafts(page.get("past")),
            future=_drafts(page.get("future")),
            media={
                str(name): one for name, one in media.items() if isinstance(one, dict)
            } if isinstance(media, dict) else {},
            language=page["language"] if page.get("language") in LANGUAGES else "en",
            memory=memory if isinstance(memory, dict) else {},
        )  # fmt: skip


def _drafts(value: Any) -> tuple[Draft, ...]:
    return tuple(one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()
