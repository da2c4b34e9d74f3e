"""Drafts as timelines: what is promised, what stands somewhere in the metadata, and nonsense."""

from __future__ import annotations

from typing import Any

import pytest

from agent.timeline import draft
from agent.timeline.draft import EMPTY, Segment


def segment(row: Any) -> Segment:
    """The one segment of a draft with this row."""
    timeline = draft.parse({"t": [{"tt": 0, "sg": [row]}]})
    return timeline.tracks[0].segments[0]


@pytest.mark.parametrize(
    "found", [None, "", 7, [], {}, {"t": None}, {"t": []}, {"t": "x"}, {"t": [None, 7, []]}]
)
def test_what_is_no_draft_is_an_empty_timeline(found: Any) -> None:
    timeline = draft.parse(found)

    assert timeline == EMPTY
    assert not timeline.is_ready
    assert timeline.duration_ms == 0


@pytest.mark.parametrize(
    ("type_", "kind"),
    [(0, "video"), (1, "audio"), (7, "text"), ("7", "text"), (3, "other"), (None, "video")],
)
def test_the_kind_of_a_track_is_told_by_its_number(type_: Any, kind: str) -> None:
    assert draft.parse({"t": [{"tt": type_, "sg": []}]}).tracks[0].kind == kind


@pytest.mark.parametrize(
    ("row", "is_ready"),
    [
        ({"sg": [{"d": 1}]}, True),
        ({"sg": [{}]}, True),
        ({"sg": []}, False),
        ({"sg": None}, False),
        ({"sg": ["odd", None]}, False),
        ({}, False),
    ],
)
def test_a_timeline_is_ready_when_something_is_on_it(
    row: dict[str, Any], *, is_ready: bool
) -> None:
    assert draft.parse({"t": [row]}).is_ready is is_ready


def test_segments_without_starts_follow_each_other() -> None:
    timeline = draft.parse({"t": [{"sg": [{"d": 3000}, {"d": 2000}, {"d": 1, "m": {"st": 9000}}]}]})

    starts = [one.start_ms for one in timeline.tracks[0].segments]

    assert starts == [0, 3000, 9000]
    assert timeline.duration_ms == 9001


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"m": {"name": "city"}}, "city"),
        ({"m": {"text": "Urban\n Dreams", "name": "x"}}, "Urban Dreams"),
        ({"name": "city"}, "city"),
        ({"m": {"name": " "}, "title": "city"}, "city"),
        ({"m": {"name": ["city"]}}, ""),
        ({"m": "odd"}, ""),
        ({"m": {"prompt": "x" * 900}}, "x" * 200),
    ],
)
def test_a_name_is_found_where_it_stands(row: dict[str, Any], name: str) -> None:
    assert segment(row).name == name


@pytest.mark.parametrize(
    ("row", "volume"),
    [
        ({"m": {"volume": 0.35}}, 0.35),
        ({"m": {"vol": 35}}, 0.35),
        ({"gain": "1"}, 1.0),
        ({"m": {"volume": 0}}, 0.0),
        ({"m": {"volume": -1}}, None),
        ({"m": {"volume": "loud"}}, None),
        ({}, None),
    ],
)
def test_a_volume_is_a_share(row: dict[str, Any], volume: float | None) -> None:
    assert segment(row).volume == volume


@pytest.mark.parametrize(
    ("row", "start", "end"),
    [
        ({"d": 3000, "m": {"start": 500}}, 500, 3500),
        ({"d": "3000", "startMs": "500"}, 500, 3500),
        ({"d": -1, "m": {"start": -5}}, 0, 0),
        ({"d": 1e299, "m": {"start": 1e200}}, 10**9, 2 * 10**9),
        ({"d": None}, 0, 0),
    ],
)
def test_times_are_whole_and_within_reason(row: dict[str, Any], start: int, end: int) -> None:
    found = segment(row)

    assert (found.start_ms, found.end_ms) == (start, end)


def test_what_else_is_known_of_a_segment_is_kept_flat_and_short() -> None:
    row = {
        "d": 1,
        "speed": 2,
        "m": {
            "muted": True,
            "loop": False,
            "color": {"r": 1, "deep": [1]},
            "list": [1],
            "gone": "",
        },
        "name": "city",
    }

    assert segment(row).facts == {
        "muted": "yes",
        "loop": "no",
        "color.r": "1",
        "color.deep": "…",
        "list": "…",
        "speed": "2",
    }


def test_an_endless_draft_ends() -> None:
    timeline = draft.parse({"t": [{"sg": [{"d": 1}] * 9_000}, *[{}] * 9_000]})

    assert len(timeline.tracks) == 2_000
    assert len(timeline.tracks[0].segments) == 2_000
