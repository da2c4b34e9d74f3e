"""The service protocol between the application and what edits, probes and renders; its records.

The application knows this module and none of the services: they are imported when first needed, so
that an answer about credits never waits for a codec. Tests of the wire bring services of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from studio.wire.envelopes import Json


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A tool that ran in a turn: what went in and what came out."""

    name: str
    args: Json = field(default_factory=dict)
    response: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """What one message leads to; `editor.reply` makes it, `state.turns` keeps it.

    `project` is what to keep, `draft` what the wire shows of it.
    """

    project: Json
    draft: Json
    said: str
    calls: tuple[ToolCall, ...] = ()
    changed: bool = False
    cost: int = 0
    op: str = ""
    media: Mapping[str, Json] = field(default_factory=dict)  # files that were made for it
    must_tell: bool = False  # more than a look at the timeline would show


class Services(Protocol):
    """What the wire needs done."""

    def wake(self) -> None:
        """A session has begun: get ready for its first message. Called in a thread of its own."""

    def answer(
        self, message: str, project: Json, media: Mapping[str, Json], lang: str, folder: Path
    ) -> Reply:
        """Understand one message and carry it out on a project; new files go into the folder."""

    def uploaded(self, project: Json, media: Mapping[str, Json], media_id: str, lang: str) -> Json:
        """The project after a file of `media` has come."""

    def draft(self, project: Json) -> Json:
        """The timeline of a project that was kept."""

    def probe(self, path: Path, name: str) -> Json:
        """What is in a file that was uploaded; RefusalError for what is no media."""

    def render_command(self, job: Path) -> list[str]:
        """The command that renders a job file."""

    def render_here(self, job: Path) -> None:
        """Render a job file in this process, where no child is allowed."""

    def poster(self, film: Path, target: Path) -> bool:
        """Write a frame of a film as a JPEG; whether it could be."""

    def side_file(self, kind: str, draft: Json, media: Mapping[str, Json]) -> bytes | None:
        """The same film as `otio` or its captions as `srt`; None when there is no such kind."""
