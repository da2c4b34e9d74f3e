"""Where bars stand: lanes for what overlaps, a column for what is short, marks that stay."""

from __future__ import annotations

from random import Random

import pytest

from agent.surfaces.views import lanes
from agent.timeline.changes import Change
from agent.timeline.draft import Segment, Track


def placed(*segments: Segment, changes: tuple[Change, ...] = (), columns: int = 10) -> list[str]:
    """The lanes of a track of ten seconds, each bar its first letter, or its mark."""
    track = Track("video", "", segments)
    rows = []
    for lane in lanes.lanes(track, lanes.marks(changes), 10_000, columns):
        row = [" "] * columns
        for bar in lane:
            row[bar.left : bar.right] = (bar.mark or bar.segment.name[0]) * (bar.right - bar.left)
        rows.append("".join(row))
    return rows


@pytest.mark.parametrize(
    ("segments", "rows"),
    [
        ([("a", 0, 5000), ("b", 5000, 5000)], ["aaaaabbbbb"]),
        ([("b", 5000, 5000), ("a", 0, 5000)], ["aaaaabbbbb"]),
        ([("a", 0, 6000), ("b", 5000, 5000)], ["aaaaaa    ", "     bbbbb"]),
        ([("a", 0, 6000), ("b", 1, 2), ("c", 7000, 3000)], ["aaaaaa ccc", "b         "]),
        ([("a", 0, 10), ("b", 9999, 0)], ["a        b"]),
        ([("a", 0, 10), ("b", 20, 10), ("c", 400, 3000)], ["acc       "]),
    ],
)
def test_segments_stand_where_they_are_heard(
    segments: list[tuple[str, int, int]], rows: list[str]
) -> None:
    assert placed(*(Segment(*one) for one in segments)) == rows


def test_what_is_new_is_marked_and_what_is_gone_is_not() -> None:
    changes = (
        Change("+", "video", "a", 0, 5000),
        Change("~", "video", "b", 5000, 10_000, "volume"),
        Change("-", "video", "c", 0, 5000),
        Change("+", "audio", "c", 0, 5000),
    )

    rows = placed(Segment("a", 0, 5000), Segment("b", 5000, 5000), changes=changes)

    assert rows == ["+++++~~~~~"]


def test_a_mark_outlives_the_bar_it_was_on() -> None:
    changes = (Change("+", "video", "b", 20, 30),)

    assert placed(Segment("a", 0, 10), Segment("b", 20, 10), changes=changes) == ["+         "]


def test_new_is_stronger_than_changed() -> None:
    changes = (Change("~", "video", "a", 0, 9000), Change("+", "video", "a", 0, 9000))

    assert set(lanes.marks(changes).values()) == {"+"}


def test_bars_of_a_lane_never_overlap_nor_leave_the_window() -> None:
    dice = Random(11)  # noqa: S311 - a test that comes out the same each time

    for columns in range(1, 120):
        segments = [
            Segment("x", dice.randrange(9000), dice.choice([0, 1, 100, 1000]))
            for _ in range(dice.randrange(1, 40))
        ]
        for lane in lanes.lanes(Track("text", "", tuple(segments)), {}, 10_000, columns):
            edges = [edge for bar in lane for edge in (bar.left, bar.right)]
            assert edges == sorted(edges)
            assert all(bar.left < bar.right <= columns for bar in lane)
