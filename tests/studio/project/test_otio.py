from __future__ import annotations

import json
from typing import Any

import pytest

from studio.project.otio import otio

opentimelineio: Any = pytest.importorskip("opentimelineio")

MEDIA = {"u1": {"path": "/media/夏 1.mp4", "name": "夏.mp4", "kind": "video", "duration_ms": 9000}}


def track(tt: int, name: str, *segments: tuple[int, dict[str, Any]]) -> dict[str, Any]:
    return {"tt": tt, "m": {"name": name}, "sg": [{"d": d, "m": m} for d, m in segments]}


def draft(*tracks: dict[str, Any], fps: Any = 30) -> dict[str, Any]:
    return {"d": 10_000, "m": {"title": "旅行", "fps": fps}, "t": list(tracks)}


def opened(whole: dict[str, Any], media: dict[str, Any] | None = None) -> Any:
    """What the library of the format reads."""
    return opentimelineio.adapters.read_from_string(otio(whole, media or {}), "otio_json")


SCENE = {"kind": "scene", "prompt": "海边", "name": "Sea", "seed": 7}
CLIP = {"kind": "clip", "src": "u1", "from": 2000, "to": 5000, "name": "Beach"}


def test_a_timeline_has_its_tracks_and_their_kinds() -> None:
    music = (10_000, {"kind": "music", "mood": "calm"})
    title = (3000, {"kind": "title", "text": "出发"})

    read = opened(
        draft(track(0, "Video", (5000, SCENE)), track(1, "Music", music), track(7, "Titles", title))
    )

    assert read.name == "旅行"
    assert [(one.name, one.kind) for one in read.tracks] == [
        ("Video", "Video"),
        ("Music", "Audio"),
        ("Titles", "Video"),
    ]


def test_an_upload_is_a_part_of_its_file() -> None:
    clip = opened(draft(track(0, "Video", (3000, CLIP))), MEDIA).tracks[0][0]

    assert clip.media_reference.target_url == "file:///media/%E5%A4%8F%201.mp4"
    assert clip.source_range.start_time.to_seconds() == 2
    assert clip.source_range.duration.to_seconds() == 3
    assert clip.media_reference.available_range.duration.to_seconds() == 9


def test_a_scene_is_a_generator_with_its_words() -> None:
    clip = opened(draft(track(0, "Video", (5000, SCENE)))).tracks[0][0]

    assert clip.media_reference.generator_kind == "scene"
    assert clip.media_reference.parameters["prompt"] == "海边"
    assert clip.metadata["reeltalk"]["seed"] == 7


def test_an_upload_that_is_gone_is_said_to_be_missing() -> None:
    clip = opened(draft(track(0, "Video", (3000, CLIP)))).tracks[0][0]

    assert clip.media_reference.is_missing_reference


def test_segments_stand_where_they_stood() -> None:
    titles = track(
        7, "Titles", (1000, {"text": "a", "start": 2000}), (1000, {"text": "b", "start": 5000})
    )

    [lane] = opened(draft(titles)).tracks

    assert [type(one).__name__ for one in lane] == ["Gap", "Clip", "Gap", "Clip"]
    assert lane.range_of_child(lane[3]).start_time.to_seconds() == 5


def test_what_overlaps_goes_to_a_further_track() -> None:
    overlay = track(
        0, "Overlay", *[(4000, {"kind": "clip", "start": at}) for at in (0, 1000, 4000)]
    )

    lanes = opened(draft(overlay)).tracks

    assert [(lane.name, len(lane.find_clips())) for lane in lanes] == [
        ("Overlay", 2),
        ("Overlay 2", 1),
    ]


def test_a_transition_takes_half_of_its_time_from_each_side() -> None:
    joined = {**SCENE, "transition": {"kind": "crossfade", "d": 1000}}

    lane = opened(draft(track(0, "Video", (4000, SCENE), (4000, joined)))).tracks[0]

    assert type(lane[1]).__name__ == "Transition"
    assert lane[1].transition_type == "SMPTE_Dissolve"
    assert (lane[1].in_offset.value, lane[1].out_offset.value) == (15, 15)
    assert lane.duration().to_seconds() == 8


@pytest.mark.parametrize(
    ("words", "schema", "scalar"),
    [
        ({"speed": 2}, "LinearTimeWarp", 2),
        ({"reverse": True}, "LinearTimeWarp", -1),
        ({"kind": "freeze"}, "FreezeFrame", 0),
    ],
)
def test_time_that_is_bent_is_an_effect(words: dict[str, Any], schema: str, scalar: float) -> None:
    [effect] = opened(draft(track(0, "Video", (3000, CLIP | words))), MEDIA).tracks[0][0].effects

    assert type(effect).__name__ == schema
    assert effect.time_scalar == scalar


def test_frames_do_not_drift_however_many_there_are() -> None:
    pieces = [(333, {"kind": "scene"}) for _ in range(300)]

    lane = opened(draft(track(0, "Video", *pieces), fps=29.97)).tracks[0]

    assert lane.duration().to_seconds() == pytest.approx(99.9, abs=0.04)


ODD: list[Any] = [
    {},
    {"t": None, "m": 3},
    {"t": [None, 4, {}]},
    {"t": [{"tt": "x", "sg": [None, {"d": "y", "m": []}]}]},
    {
        "t": [
            {
                "tt": 0,
                "sg": [{"d": float("nan"), "m": {"start": float("inf")}}, {"d": 10**40, "m": {}}],
            }
        ]
    },
    {
        "m": {"fps": 0, "title": 5},
        "t": [
            {
                "tt": 0,
                "sg": [
                    {
                        "d": 900,
                        "m": {"speed": "x", "src": {}, "OTIO_SCHEMA": "Evil.1", "big": 10**60},
                    }
                ],
            }
        ],
    },
]


@pytest.mark.parametrize("odd", ODD)
def test_odd_drafts_are_timelines_all_the_same(odd: Any) -> None:
    assert opened(odd).schema_name() == "Timeline"
    assert "NaN" not in otio(odd, {})


def test_deep_drafts_are_cut_off() -> None:
    deep: Any = {}
    for _ in range(500):
        deep = {"m": deep}

    written = otio(draft(track(0, "Video", (1000, {"deep": deep}))), {})

    assert json.loads(written)["OTIO_SCHEMA"] == "Timeline.1"
