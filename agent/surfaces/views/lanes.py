"""Where the segments of a track stand: beside each other in lanes, each over its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from agent.surfaces.views import time_ruler

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from agent.timeline.changes import Change
    from agent.timeline.draft import Segment, Track

# Kind, name, start and end of what has changed, and how.
Marks = dict[tuple[str, str, int, int], str]

_STRONGER: Final[Mapping[str, int]] = {"": 0, "~": 1, "+": 2}


@dataclass(frozen=True, slots=True)
class SegmentBar:
    """A segment on the screen, from column `left` up to `right`."""

    left: int
    right: int
    segment: Segment
    mark: str = ""


def marks(changes: Iterable[Change]) -> Marks:
    """What is to be marked; what is gone has no place."""
    found: Marks = {}
    for one in changes:
        key = (one.kind, one.name, one.start_ms, one.end_ms)
        if one.sign in _STRONGER:
            found[key] = _stronger(found.get(key, ""), one.sign)
    return found


def lanes(track: Track, marks: Marks, length_ms: int, columns: int) -> list[list[SegmentBar]]:
    """The bars of a track, lane by lane; in a lane none overlap."""
    free: list[int] = []
    rows: list[list[SegmentBar]] = []
    for one in sorted(track.segments, key=lambda one: (one.start_ms, -one.length_ms)):
        lane = next((at for at, end in enumerate(free) if end <= one.start_ms), len(free))
        if lane == len(free):
            free.append(0)
            rows.append([])
        free[lane] = one.end_ms
        mark = marks.get((track.kind, one.name, one.start_ms, one.end_ms), "")
        _put(rows[lane], _bar(one, mark, length_ms, columns))
    return rows


def _bar(one: Segment, mark: str, length_ms: int, columns: int) -> SegmentBar:
    left = min(time_ruler.column(one.start_ms, length_ms, columns), columns - 1)
    right = max(time_ruler.column(one.end_ms, length_ms, columns), left + 1)
    return SegmentBar(left, right, one, mark)


def _put(row: list[SegmentBar], new: SegmentBar) -> None:
    """Put a bar behind the last; where there is no column left for it, its mark is the last's."""
    if not row or row[-1].right <= new.left:
        row.append(new)
        return
    last = row[-1]
    if new.right > last.right:
        row.append(SegmentBar(last.right, new.right, new.segment, new.mark))
    else:
        row[-1] = SegmentBar(last.left, last.right, last.segment, _stronger(last.mark, new.mark))


def _stronger(one: str, two: str) -> str:
    return max(one, two, key=lambda mark: _STRONGER[mark])
