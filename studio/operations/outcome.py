"""What an operation gives back, what it may look at, and why it may refuse."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from studio.project import subtitles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studio.project.draft import Draft

Args = dict[str, Any]
_LARGEST: Final = 2_000_000  # bytes of a subtitle file


class CannotApplyError(Exception):
    """It cannot be carried out on this draft; `key` is the sentence that says why."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True, slots=True)
class Outcome:
    """The new draft, the sentence that tells of it, and what was touched."""

    draft: Draft
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    target: str = ""
    # What else must be told of it: keys of sentences and their values.
    notes: tuple[tuple[str, Mapping[str, Any]], ...] = ()


@dataclass(frozen=True, slots=True)
class UploadShelf:
    """The uploads of a project, found by the name a person gives."""

    media: Mapping[str, Mapping[str, Any]]
    memory: Mapping[str, Any] = field(default_factory=dict)

    def find(self, name: Any) -> str | None:
        """The id of the upload of that name; the last one where two have it."""
        wanted = str(name or "").strip().casefold().replace("\\", "/").rpartition("/")[2]
        for media_id, one in reversed(list(self.media.items())):
            known = str(one.get("name", "")).casefold()
            if wanted and wanted in {known, media_id.casefold(), known.rpartition(".")[0]}:
                return str(media_id)
        return None

    def need(self, name: Any) -> str:
        """The same, or a refusal that asks for the upload."""
        found = self.find(name)
        if found is None:
            raise CannotApplyError("no_such_file", name=str(name)[:80])
        return found

    def uploads(self, *kinds: str) -> list[str]:
        """The uploads of these kinds, oldest first; what a generator made is not among them."""
        return [
            str(name)
            for name, one in self.media.items()
            if one.get("kind") in kinds and not one.get("made")
        ]

    def latest(self, *kinds: str) -> str | None:
        """The last upload of these kinds."""
        return next(iter(reversed(self.uploads(*kinds))), None)

    def lines(self, media_id: str) -> list[dict[str, Any]]:
        """The captions in an uploaded subtitle file."""
        known = self.facts(media_id).get("lines")
        if isinstance(known, list):
            return [one for one in known if isinstance(one, dict)]
        try:
            written = Path(str(self.facts(media_id).get("path"))).read_bytes()[:_LARGEST]
        except (OSError, ValueError):
            return []
        found = subtitles.parse(written.decode("utf-8-sig", "replace"))
        return [{"from": one.start, "to": one.end, "text": one.text} for one in found]

    def facts(self, media_id: str) -> Mapping[str, Any]:
        """What is known of an upload."""
        return self.media.get(media_id, {})
