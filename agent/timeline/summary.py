"""A timeline and its changes as rows for people and as objects for programs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from agent.timeline.changes import Change, percent, seconds, span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agent.timeline.draft import Segment, Timeline, Track


def rows(timeline: Timeline) -> list[tuple[str, str]]:
    """The kind of each track and what is on it: ("video", "city timelapse (0-10s)")."""
    return [(track.kind, _track_text(track)) for track in timeline.tracks if track.segments]


def _track_text(track: Track) -> str:
    return ", ".join(_segment_text(one, track) for one in track.segments) or track.name


def _segment_text(one: Segment, track: Track) -> str:
    name = one.name or track.name
    if track.kind == "text" and name:
        name = f'"{name}"'
    volume = percent(one.volume if one.volume is not None else track.volume)
    inner = ", ".join(filter(None, [span(one.start_ms, one.end_ms), volume]))
    return f"{name} ({inner})" if name else f"({inner})"


def to_object(timeline: Timeline) -> dict[str, Any]:
    tracks = [{"kind": kind, "segments": told} for kind, told in rows(timeline)]
    return {"tracks": tracks, "duration_ms": timeline.duration_ms}


def change_to_object(change: Change) -> dict[str, Any]:
    """A change as a JSON object, empty fields left out."""
    said = {
        "change": {"+": "added", "-": "removed", "~": "changed"}[change.sign],
        "kind": change.kind,
        "name": change.name,
        "at": f"{seconds(change.start_ms)}-{seconds(change.end_ms)}s",
        "field": change.field,
        "before": change.before,
        "after": change.after,
    }
    return {key: value for key, value in said.items() if value}


_SPAN: Final = re.compile(r"(\d{1,7}(?:\.\d{1,3})?)-(\d{1,7}(?:\.\d{1,3})?)s")


def change_of_object(said: Mapping[str, Any]) -> Change:
    """Parse what `change_to_object` wrote."""
    found = _SPAN.fullmatch(str(said.get("at", "")))
    start, end = (round(float(one) * 1000) for one in found.groups()) if found else (0, 0)
    kind, name, field, before, after = (
        str(said.get(key, "")) for key in ("kind", "name", "field", "before", "after")
    )
    sign = {"added": "+", "removed": "-"}.get(str(said.get("change")), "~")
    return Change(sign, kind, name, start, end, field, before, after)
