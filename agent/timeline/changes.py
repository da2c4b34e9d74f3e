"""The difference between two timelines: what changed, when, before and after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from agent.timeline.draft import Segment, Timeline


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `sign` is +, - or ~; `field` names the changed property."""

    sign: str
    kind: str
    name: str
    start_ms: int
    end_ms: int
    field: str = ""
    before: str = ""
    after: str = ""


def between(before: Timeline, after: Timeline) -> tuple[Change, ...]:
    """All changes, in the order of the tracks."""
    return tuple(_changes(before, after))


def inverted(found: Iterable[Change]) -> tuple[Change, ...]:
    """The changes that taking all of these back would make."""
    return tuple(_inverse(one) for one in found)


def _inverse(one: Change) -> Change:
    sign = {"+": "-", "-": "+"}.get(one.sign, one.sign)
    name = one.before if one.field == "name" else one.name
    return replace(one, sign=sign, name=name, before=one.after, after=one.before)


def _changes(before: Timeline, after: Timeline) -> Iterator[Change]:
    kinds = dict.fromkeys(track.kind for track in (*before.tracks, *after.tracks))
    for kind in kinds:
        yield from _of_kind(kind, _segments(before, kind), _segments(after, kind))


def _segments(timeline: Timeline, kind: str) -> list[Segment]:
    return [one for track in timeline.tracks if track.kind == kind for one in track.segments]


def _of_kind(kind: str, old: Sequence[Segment], new: Sequence[Segment]) -> Iterator[Change]:
    pairs, gone, added = _pairs(old, new)
    for one, other in pairs:
        yield from _differences(kind, one, other)
    for one in gone:
        yield Change("-", kind, one.name, one.start_ms, one.end_ms)
    for other in added:
        yield Change("+", kind, other.name, other.start_ms, other.end_ms)


def _pairs(
    old: Sequence[Segment], new: Sequence[Segment]
) -> tuple[list[tuple[Segment, Segment]], list[Segment], list[Segment]]:
    """Pair old segments with new ones: by id, else by name and place, by name, by place.

    Returns the pairs, the old ones left over and the new ones left over.
    """
    rest_old, rest_new = list(old), list(new)
    pairs: list[tuple[Segment, Segment]] = []
    # The surest way first; each takes its pairs out before the next one looks.
    for is_same in (_same_id, _same_name_and_place, _same_name, _same_place):
        for one in list(rest_old):
            other = next((two for two in rest_new if is_same(one, two)), None)
            if other is not None:
                pairs.append((one, other))
                rest_old.remove(one)
                rest_new.remove(other)
    return pairs, rest_old, rest_new


def _same_id(one: Segment, two: Segment) -> bool:
    return bool(one.id) and one.id == two.id


def _same_name_and_place(one: Segment, two: Segment) -> bool:
    return not _have_ids(one, two) and one.name == two.name and one.start_ms == two.start_ms


def _same_name(one: Segment, two: Segment) -> bool:
    return not _have_ids(one, two) and bool(one.name) and one.name == two.name


def _same_place(one: Segment, two: Segment) -> bool:
    is_same = (one.start_ms, one.length_ms) == (two.start_ms, two.length_ms)
    return not _have_ids(one, two) and is_same


def _have_ids(one: Segment, two: Segment) -> bool:
    """True if both have ids, which alone then tell them apart."""
    return bool(one.id and two.id)


def _differences(kind: str, one: Segment, two: Segment) -> Iterator[Change]:
    def change(field: str, before: str, after: str) -> Change:
        return Change(
            "~", kind, two.name or one.name, two.start_ms, two.end_ms, field, before, after
        )

    if one.name != two.name:
        yield change("name", one.name, two.name)
    if (one.start_ms, one.end_ms) != (two.start_ms, two.end_ms):
        yield change("time", span(one.start_ms, one.end_ms), span(two.start_ms, two.end_ms))
    if one.volume != two.volume:
        yield change("volume", percent(one.volume), percent(two.volume))
    for key in dict.fromkeys((*one.facts, *two.facts)):
        before, after = one.facts.get(key, ""), two.facts.get(key, "")
        if before != after:
            yield change(key, before, after)


def span(start_ms: int, end_ms: int) -> str:
    """`0-3s`, `2.5-4s`."""
    return f"{seconds(start_ms)}-{seconds(end_ms)}s"


def seconds(ms: int) -> str:
    """Milliseconds as seconds without trailing zeros."""
    return f"{ms / 1000:.2f}".rstrip("0").rstrip(".")


def percent(volume: float | None) -> str:
    """`35%`; nothing for an unknown volume."""
    return "" if volume is None else f"{round(volume * 100)}%"
