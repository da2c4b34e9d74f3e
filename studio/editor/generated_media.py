"""Scenes and voices that a message has put on the timeline, made by a generator where there is one.

What it makes stands there as an upload would. What it does not make stays as it is: a scene is
drawn, a voice is a place for a recording; and it is said why.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from studio.project import draft as drafts

if TYPE_CHECKING:
    from studio.operations import EditResult
    from studio.project.draft import Draft, Segment

AT_ONCE: Final = 3
SLOWEST: Final = (
    0.5  # a clip that is too short runs so slowly at least, then its last picture stands
)
STILL: Final = {"from": 1.0, "to": 1.08}  # into a picture


class MediaResult(Protocol):
    """What came of a wish: a file and what is known of it, or a reason."""

    @property
    def media_id(self) -> str:
        """What the draft calls the file."""

    @property
    def facts(self) -> dict[str, Any]:
        """What is known of it."""

    @property
    def reason(self) -> str:
        """Why there is none, as a key of `studio/media/words.yaml`."""


class MediaGenerator(Protocol):
    """A generator."""

    def film(self, prompt: str, ms: int, size: tuple[int, int]) -> MediaResult:
        """A clip, or a picture."""

    def voice(self, text: str) -> MediaResult:
        """A voice that reads a text."""


def add_generated(before: Draft, result: EditResult, maker: MediaGenerator) -> EditResult:
    """Make what an edit has added to a draft; the result tells how much was wanted and made."""
    project = result.project
    own = drafts.copy(project.draft)
    fresh = list(_fresh(before, own))
    if not result.changed or not fresh:
        return result
    size = own["m"]["width"], own["m"]["height"]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        files = list(pool.map(partial(_generate, maker, size), fresh))
    for segment, file in zip(fresh, files, strict=True):
        if not file.reason:
            _show_file(segment, file)
    media = {file.media_id: file.facts for file in files if not file.reason}
    after = replace(project, draft=drafts.laid_out(own), media={**project.media, **media})
    return replace(
        _as_read(result, fresh),
        project=after,
        media=media,
        wanted=len(fresh),
        made=sum(not file.reason for file in files),
        reason=next((file.reason for file in files if file.reason), ""),
    )


def _as_read(result: EditResult, fresh: list[Segment]) -> EditResult:
    """A voiceover that is read is another sentence than one that is only marked."""
    if result.key != "done.voiceover" or not fresh[-1]["m"].get("src"):
        return result
    values = {**result.values, "d_ms": fresh[-1]["d"]}
    return replace(result, key="done.voiceover_read", values=values)


def _fresh(before: Draft, after: Draft) -> list[Segment]:
    """Scenes and voices that were not there, or not with these words."""
    known = {_wish_of(segment) for _, segment in drafts.everything(before)}
    return [
        segment
        for _, segment in drafts.everything(after)
        if segment["m"].get("kind") in {"scene", "voice"}
        and not segment["m"].get("src")
        and _wish_of(segment)[1]
        and _wish_of(segment) not in known
    ]


def _wish_of(segment: Segment) -> tuple[str, str, Any]:
    said = segment.get("m", {})
    words = said.get("text") if said.get("kind") == "voice" else said.get("prompt")
    return str(said.get("kind")), str(words or ""), said.get("seed")


def _generate(maker: MediaGenerator, size: tuple[int, int], segment: Segment) -> MediaResult:
    kind, words, _ = _wish_of(segment)
    return maker.voice(words) if kind == "voice" else maker.film(words, segment["d"], size)


def _show_file(segment: Segment, file: MediaResult) -> None:
    """Stand on the timeline as an upload would, its words kept."""
    said, facts = segment["m"], file.facts
    said["src"] = file.media_id
    if said["kind"] == "voice":
        segment["d"] = int(drafts.number(facts.get("duration_ms"), 0)) or segment["d"]
        return
    if facts.get("kind") == "image":
        said |= {"kind": "photo", "fit": "crop", "zoom": dict(STILL)}
        return
    long = int(drafts.number(facts.get("duration_ms"), 0)) or segment["d"]
    said |= {"kind": "clip", "fit": "crop", "from": 0, "to": min(long, segment["d"])}
    if long < segment["d"]:
        said["speed"] = round(max(SLOWEST, long / segment["d"]), 4)
