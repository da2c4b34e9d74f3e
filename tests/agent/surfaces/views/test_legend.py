"""Numbers in the drawing, names below it."""

from __future__ import annotations

import pytest
from prompt_toolkit.utils import get_cwidth

from agent.surfaces.views import legend
from agent.surfaces.views.lanes import SegmentBar
from agent.surfaces.views.legend import Entry
from agent.timeline.draft import Segment

SHOTS = [Segment("a", at * 1000, 1000) for at in range(12)]
NUMBERS = legend.numbered(SHOTS)


def bars(wide: int) -> list[SegmentBar]:
    """Shots side by side."""
    return [SegmentBar(at * wide, (at + 1) * wide, one) for at, one in enumerate(SHOTS)]


def rows(*entries: Entry, width: int = 40) -> list[str]:
    """The list without its paint."""
    found = legend.rows(entries, width, {"+": "add"}, "…")
    return ["".join(text for _, text in row) for row in found]


def test_the_number_is_the_place_in_the_track_whatever_the_order_of_the_draft() -> None:
    first, second = Segment("a", 0, 1000), Segment("b", 1000, 1000)

    assert legend.numbered([second, first]) == {id(first): 1, id(second): 2}


@pytest.mark.parametrize(("wide", "fits"), [(1, False), (2, False), (3, True)])
def test_a_number_fits_behind_the_edge_of_its_bar(wide: int, fits: bool) -> None:  # noqa: FBT001 - a table's column
    assert legend.fit(bars(wide), NUMBERS) is fits


@pytest.mark.parametrize(
    ("wide", "row"),
    [
        (3, "1  2  3  4  5  6  7  8  9  10 11 12"),
        (2, "1 2   4   6   8   10  12"),
        (1, "1   5    10"),
    ],
)
def test_numbers_that_are_too_many_are_told_by_some(wide: int, row: str) -> None:
    assert legend.above(bars(wide), NUMBERS, 12 * wide + 1) == row


def test_a_time_is_told_as_the_ruler_tells_it() -> None:
    assert legend.time(SHOTS[2], 12_000) == "2-3s"
    assert legend.time(Segment("", 65_000, 5000), 90_000) == "1:05-1:10"


def test_entries_stand_beside_each_other_and_are_read_downwards() -> None:
    some = [Entry(at, "+" if at == 2 else "", "0-3s", "海边") for at in (1, 2, 3)]

    assert rows(*some) == ["1  0-3s 海边   3  0-3s 海边", "2+ 0-3s 海边"]


def test_an_entry_is_cut_only_where_it_stands_alone() -> None:
    (row,) = rows(Entry(7, "", "0-3s", "海边日落" * 9))

    assert get_cwidth(row) <= 40
    assert row.endswith("…")


def test_nothing_to_tell_takes_no_row() -> None:
    assert rows() == []
