from __future__ import annotations

from typing import Any

import pytest

from studio.operations import clips
from studio.operations.outcome import CannotApplyError
from studio.project import draft as drafts


def film() -> drafts.Draft:
    """Footage of 4 and 6 s, and a title from 5 to 8 s."""
    draft = drafts.copy({})
    for d in (4000, 6000):
        drafts.add(draft, drafts.MAIN, d, kind="clip", src="f1", **{"from": 0, "to": d})
    drafts.add(draft, drafts.TITLES, 3000, kind="title", text="x", start=5000)
    return drafts.laid_out(draft)


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        ({}, (0, 10_000)),
        ({"from": 2000, "to": "end"}, (2000, 10_000)),
        ({"edge": "end", "d": 3000}, (7000, 10_000)),
        ({"edge": "start", "frames": 30}, (0, 1000)),
        ({"clip": 2, "from": 1000, "to": 2000}, (5000, 6000)),
    ],
)
def test_a_stretch_lies_inside_the_film_or_the_clip(
    args: dict[str, Any], wanted: tuple[int, int]
) -> None:
    assert clips.span(film(), args) == wanted


def test_a_stretch_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(CannotApplyError) as refused:
        clips.span(film(), {"from": 5000, "to": 4000})

    assert refused.value.key == "outside"


def test_a_clip_that_is_not_there_is_told_with_how_many_there_are() -> None:
    with pytest.raises(CannotApplyError) as refused:
        clips.one_clip(film(), 9)

    assert refused.value.values == {"n": 9, "count": 2}


def test_nothing_is_divided_at_a_seam() -> None:
    draft = film()

    assert clips.divide(draft, 4000) is False
    assert clips.divide(draft, 5000) is True
    assert len(drafts.clips(draft)) == 3


def test_what_stands_beside_a_clip_that_goes_moves_along() -> None:
    draft = film()

    clips.without_clip(draft, drafts.clips(draft)[0])

    assert drafts.start_of(drafts.segments(draft, drafts.TITLES)[0]) == 1000


def test_only_the_part_inside_a_range_is_changed() -> None:
    draft = film()

    seen: list[drafts.Segment] = []

    changed = clips.each_span(draft, {"from": 1000, "to": 2000}, seen.append)

    assert [clip["d"] for clip in seen] == [1000]
    assert changed == seen


def test_the_part_of_a_reversed_clip_comes_from_its_end() -> None:
    segment = {"d": 4000, "m": {"kind": "clip", "from": 0, "to": 4000, "reverse": True}}

    part = clips.part_of(segment, 0, 1000)

    assert (part["m"]["from"], part["m"]["to"]) == (3000, 4000)


@pytest.mark.parametrize(
    ("said", "offsets", "whole"),
    [
        ({"kind": "scene"}, [0, 1500], 4000),
        ({"kind": "scene", "speed": 2}, [0, 3000], 8000),
        ({"kind": "scene", "reverse": True}, [2500, 0], 4000),
        ({"kind": "photo", "src": "p"}, [0, 1500], 4000),
    ],
)
def test_the_parts_of_a_drawn_scene_know_where_they_lie_in_it(
    said: dict[str, Any], offsets: list[int], whole: int
) -> None:
    segment = {"d": 4000, "m": said}

    parts = [clips.part_of(segment, low, high) for low, high in ((0, 1500), (1500, 4000))]

    assert [part["m"]["offset"] for part in parts] == offsets
    assert {part["m"]["whole_d"] for part in parts} == {whole}


def test_a_still_stays_the_same_still_when_it_is_divided() -> None:
    segment = {"d": 4000, "m": {"kind": "freeze", "src": "f1", "from": 700}}

    assert clips.part_of(segment, 1000, 4000)["m"]["from"] == 700
