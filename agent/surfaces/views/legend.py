"""Segments too short for their names: a number in the drawing, the names in a list below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from agent.surfaces.views import cells, time_ruler

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agent.surfaces.printer import Piece
    from agent.surfaces.views.lanes import SegmentBar
    from agent.timeline.draft import Segment

_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_APART: Final = 3  # columns between entries beside each other


@dataclass(frozen=True, slots=True)
class Entry:
    """A segment that is told below: its place in the track, what happened to it, when it is."""

    number: int
    mark: str
    time: str
    name: str


def numbered(segments: Sequence[Segment]) -> dict[int, int]:
    """The place of each segment in its track, by the identity of the object."""
    order = sorted(segments, key=lambda one: (one.start_ms, -one.length_ms))
    return {id(one): number for number, one in enumerate(order, 1)}


def fit(bars: Sequence[SegmentBar], numbers: dict[int, int]) -> bool:
    """Whether each number has room behind the left edge of its bar."""
    return all(
        len(str(numbers[id(bar.segment)])) < bar.right - bar.left
        for bar in bars
        if id(bar.segment) in numbers
    )


def above(bars: Sequence[SegmentBar], numbers: dict[int, int], columns: int) -> str:
    """The numbers over their bars: all of them, else every second, fifth, tenth..."""
    places = [(bar.left, numbers[id(bar.segment)]) for bar in bars if id(bar.segment) in numbers]
    for step in _STEPS:
        some = [one for one in places if one[1] % step == 0 or one is places[0]]
        row = ""
        for left, number in some:
            if row and len(row) >= left:
                break
            row += " " * (left - len(row)) + str(number)
        else:
            if len(row) <= columns:
                return row
    return str(places[0][1]) if places and len(str(places[0][1])) <= columns else ""


def time(one: Segment, length_ms: int) -> str:
    """From when to when: `0-3s`, `1:05-1:10`."""
    begin, end = (time_ruler.moment(at, length_ms) for at in (one.start_ms, one.end_ms))
    return f"{begin.removesuffix('s')}-{end}"


def rows(
    entries: Sequence[Entry], width: int, paints: dict[str, str], cut: str
) -> list[list[Piece]]:
    """The entries, beside each other as far as none must be cut; they are read downwards."""
    digits = max((len(str(one.number)) for one in entries), default=0)
    clock = max((len(one.time) for one in entries), default=0)
    has_marks = any(one.mark for one in entries)
    told = [list(_pieces(one, digits, clock, paints, has_marks=has_marks)) for one in entries]
    widest = max((_wide(pieces) for pieces in told), default=0)
    beside = max((width + _APART) // (widest + _APART), 1)
    high = -(-len(told) // beside)
    return [list(_row(told[at::high], widest, width, cut)) for at in range(high)]


def _pieces(
    one: Entry, digits: int, clock: int, paints: dict[str, str], *, has_marks: bool
) -> Iterator[Piece]:
    yield "bold", f"{one.number:>{digits}}"
    if has_marks:
        yield paints.get(one.mark, ""), one.mark or " "
    yield "note", f" {one.time:<{clock}} "
    yield "", one.name


def _row(told: Sequence[Sequence[Piece]], widest: int, width: int, cut: str) -> Iterator[Piece]:
    for number, pieces in enumerate(told):
        if number:
            yield "", " " * (_APART + widest - _wide(told[number - 1]))
        left = width
        for paint, text in pieces:
            shown = cells.cut(text, left, cut)
            left -= cells.wide(shown)
            yield paint, shown


def _wide(pieces: Sequence[Piece]) -> int:
    return sum(cells.wide(text) for _, text in pieces)
