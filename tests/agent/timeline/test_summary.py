"""A timeline as rows and as an object."""

from __future__ import annotations

import pytest

from agent.timeline import draft, summary
from agent.timeline.changes import Change

URBAN = draft.parse(
    {
        "t": [
            {"tt": 0, "sg": [{"d": 10_000, "m": {"name": "city timelapse"}}]},
            {"tt": 1, "m": {"name": "Lo-fi", "volume": 35}, "sg": [{"d": 10_000}]},
            {"tt": 7, "sg": [{"d": 3_000, "m": {"text": "Urban Dreams"}}]},
            {"tt": 7, "sg": []},
        ]
    }
)


def test_tracks_are_told_in_the_form_of_the_documents() -> None:
    assert summary.rows(URBAN) == [
        ("video", "city timelapse (0-10s)"),
        ("audio", "Lo-fi (0-10s, 35%)"),
        ("text", '"Urban Dreams" (0-3s)'),
    ]


def test_a_segment_without_a_name_is_told_by_its_time() -> None:
    timeline = draft.parse({"t": [{"tt": 7, "sg": [{"d": 1_000}, {"d": 500}]}]})

    assert summary.rows(timeline) == [("text", "(0-1s), (1-1.5s)")]


def test_the_volume_of_a_segment_goes_before_that_of_its_track() -> None:
    rows = [{"d": 1_000, "m": {"volume": 0.5}}]

    timeline = draft.parse({"t": [{"tt": 1, "m": {"volume": 0.2}, "sg": rows}]})

    assert summary.rows(timeline) == [("audio", "(0-1s, 50%)")]


def test_programs_get_the_same_tracks_and_the_length() -> None:
    found = summary.to_object(URBAN)

    assert found["duration_ms"] == 10_000
    assert found["tracks"][1] == {"kind": "audio", "segments": "Lo-fi (0-10s, 35%)"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            Change("+", "text", "Urban Dreams", 0, 3000),
            {"change": "added", "kind": "text", "name": "Urban Dreams", "at": "0-3s"},
        ),
        (
            Change("~", "audio", "", 0, 500, "volume", "50%", "35%"),
            {
                "change": "changed",
                "kind": "audio",
                "at": "0-0.5s",
                "field": "volume",
                "before": "50%",
                "after": "35%",
            },
        ),
        (Change("-", "video", "", 0, 0), {"change": "removed", "kind": "video", "at": "0-0s"}),
    ],
)
def test_programs_get_a_change_without_what_is_absent(change: Change, said: dict[str, str]) -> None:
    assert summary.change_to_object(change) == said


@pytest.mark.parametrize(
    "one",
    [
        Change("+", "video", "city", 0, 2_500),
        Change("-", "text", "", 61_000, 62_250),
        Change("~", "audio", "lo-fi", 0, 1_000, "volume", "50%", "35%"),
    ],
)
def test_a_change_that_was_written_down_is_read_again(one: Change) -> None:
    assert summary.change_of_object(summary.change_to_object(one)) == one


def test_a_change_written_down_otherwise_is_read_as_far_as_it_goes() -> None:
    assert summary.change_of_object({"change": "?", "at": "soon"}) == Change("~", "", "", 0, 0)
