"""Parses the backend's draft into a Timeline.

Only `t`, `tt`, `sg`, `d` and `m` are promised. Names, starts, texts and volumes stand somewhere in
the metadata, under names that differ from release to release; what is not found is left empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from agent.wire import tolerant_json

if TYPE_CHECKING:
    from collections.abc import Mapping

# Numbers of `tt` in the vendor's draft.
KINDS: Final = {0: "video", 1: "audio", 7: "text"}
_MOST_ROWS: Final = 2000  # tracks or segments; more is nobody's film
# Keys under which drafts were seen to keep each thing, the most telling first.
_TEXTS: Final = ("text", "content", "caption", "words")
_NAMES: Final = ("name", "title", "label", "filename", "prompt", "description", "src", "url")
_STARTS: Final = ("start", "start_ms", "startMs", "start_time", "startTime", "st", "offset", "at")
_VOLUMES: Final = ("vol", "volume", "gain")
_IDS: Final = ("id", "segment_id", "segmentId", "uid")
_LOUDEST_SHARE: Final = 4.0  # above it a volume is in percent


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment of a track, in milliseconds; `facts` is the rest of its metadata, flat."""

    name: str
    start_ms: int
    length_ms: int
    id: str = ""
    volume: float | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def end_ms(self) -> int:
        return self.start_ms + self.length_ms


@dataclass(frozen=True, slots=True)
class Track:
    kind: str
    name: str
    segments: tuple[Segment, ...]
    volume: float | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The project as people see it."""

    tracks: tuple[Track, ...] = ()

    @property
    def duration_ms(self) -> int:
        """The end of the last segment."""
        return max((one.end_ms for track in self.tracks for one in track.segments), default=0)

    @property
    def is_ready(self) -> bool:
        """True if there is something to export."""
        return any(track.segments for track in self.tracks)


EMPTY: Final = Timeline()


def parse(draft: Any) -> Timeline:
    """Parse a draft; whatever is no draft is an empty timeline."""
    rows = [one for one in tolerant_json.rows(draft, "t")[:_MOST_ROWS] if isinstance(one, dict)]
    return Timeline(tuple(_track(row) for row in rows))


def _track(row: dict[str, Any]) -> Track:
    kind = KINDS.get(int(tolerant_json.number(row, "tt") or 0), "other")
    segments: list[Segment] = []
    at = 0
    for one in tolerant_json.rows(row, "sg")[:_MOST_ROWS]:
        if isinstance(one, dict):
            segments.append(_segment(one, at))
            at = segments[-1].end_ms
    return Track(kind, _first_text(row, _NAMES), tuple(segments), _volume(row))


def _segment(row: dict[str, Any], behind: int) -> Segment:
    start = _first_number(row, _STARTS)
    return Segment(
        name=_first_text(row, (*_TEXTS, *_NAMES)),
        start_ms=behind if start is None else _milliseconds(start),
        length_ms=_milliseconds(tolerant_json.number(row, "d") or 0),
        id=_first_text(row, _IDS),
        volume=_volume(row),
        facts=dict(_facts(row)),
    )


def _milliseconds(number: float) -> int:
    # Bounded to eleven days: a number from outside may be anything.
    return int(min(max(number, 0), 10**9))


def _metadata_first(row: dict[str, Any]) -> list[dict[str, Any]]:
    inner = row.get("m")
    return [inner, row] if isinstance(inner, dict) else [row]


def _first_text(row: dict[str, Any], keys: tuple[str, ...]) -> str:
    found = (tolerant_json.text(place, key) for key in keys for place in _metadata_first(row))
    return next((" ".join(one.split()) for one in found if one.strip()), "")[:200]


def _first_number(row: dict[str, Any], keys: tuple[str, ...]) -> float | None:
    found = (tolerant_json.number(place, key) for key in keys for place in _metadata_first(row))
    return next((one for one in found if one is not None), None)


def _volume(row: dict[str, Any]) -> float | None:
    found = _first_number(row, _VOLUMES)
    if found is None or found < 0:
        return None
    return found / 100 if found > _LOUDEST_SHARE else found


_READ_ELSEWHERE: Final = frozenset(
    (*_TEXTS, *_NAMES, *_STARTS, *_VOLUMES, *_IDS, "d", "sg", "m", "seed")
)


def _facts(row: dict[str, Any]) -> list[tuple[str, str]]:
    """The rest of a segment's metadata, each a key and a short value."""
    found: list[tuple[str, str]] = []
    for place in _metadata_first(row):
        for key, value in place.items():
            if key in _READ_ELSEWHERE or value in (None, "", [], {}):
                continue
            if isinstance(value, dict):
                found += [(f"{key}.{inner}"[:60], _fact_text(one)) for inner, one in value.items()]
            else:
                found.append((str(key)[:60], _fact_text(value)))
    return found[:50]


def _fact_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return (tolerant_json.text(value) if isinstance(value, (str, int, float)) else "…")[:60]
