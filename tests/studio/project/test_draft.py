from __future__ import annotations

from typing import Any

import pytest

from studio.project import draft as drafts


def three() -> drafts.Draft:
    draft = drafts.copy({})
    for d in (1000, 2000, 3000):
        drafts.add(draft, drafts.MAIN, d, kind="scene")
    return drafts.laid_out(draft)


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"t": None},
        {"t": [3, {"sg": "x"}]},
        {"t": [{"tt": 0, "sg": [{"d": "x", "m": 1}]}], "m": 2},
    ],
)
def test_whatever_comes_from_outside_is_read(broken: dict[str, Any]) -> None:
    draft = drafts.laid_out(drafts.copy(broken))

    assert draft["m"]["ratio"] == "16:9"
    assert draft["d"] >= 0


def test_the_main_track_has_no_gaps() -> None:
    draft = three()

    assert [drafts.start_of(clip) for clip in drafts.clips(draft)] == [0, 1000, 3000]
    assert draft["d"] == 6000


def test_what_reaches_over_the_end_is_cut_there() -> None:
    draft = three()
    drafts.add(draft, drafts.TITLES, 9000, kind="title", text="x", start=5000)

    drafts.laid_out(draft)

    assert drafts.segments(draft, drafts.TITLES)[0]["d"] == 1000


def test_every_segment_has_an_id_of_its_own() -> None:
    draft = three()
    for clip in drafts.clips(draft):
        clip["m"]["id"] = "v1"

    drafts.laid_out(draft)

    assert len({clip["m"]["id"] for clip in drafts.clips(draft)}) == 3


@pytest.mark.parametrize(
    ("which", "places"),
    [(1, [0]), (-1, [2]), ([1, 3], [0, 2]), ("all", [0, 1, 2]), (9, []), (0, [])],
)
def test_clips_are_counted_from_one(which: Any, places: list[int]) -> None:
    assert drafts.pick(three(), which) == places


@pytest.mark.parametrize(
    ("at", "ms"),
    [("start", 0), ("end", 6000), ("50%", 3000), (2500, 2500), (99_999, 6000), (None, 0)],
)
def test_a_moment_may_be_named(at: Any, ms: int) -> None:
    assert drafts.moment(three(), at) == ms


def test_a_copy_leaves_the_original_alone() -> None:
    draft = three()

    drafts.copy(draft)["t"].clear()

    assert len(drafts.clips(draft)) == 3


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (3, 3.0),
        (2.5, 2.5),
        (-1, 0.0),
        (10**400, 10.0),
        (float("inf"), 10.0),
        (float("nan"), 7.0),
        (True, 7.0),
        ("3", 7.0),
        (None, 7.0),
    ],
)
def test_a_number_of_json_is_held_within_bounds(said: object, found: float) -> None:
    assert drafts.number(said, 7.0, 0.0, 10.0) == found
