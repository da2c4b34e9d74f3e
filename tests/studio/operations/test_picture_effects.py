from __future__ import annotations

from typing import Any

import pytest

from studio.operations import picture_effects
from studio.operations.outcome import CannotApplyError, UploadShelf
from studio.project import draft as drafts

SHELF = UploadShelf({"f2": {"kind": "image", "name": "sky.jpg"}})


def film(kind: str = "clip") -> drafts.Draft:
    draft = drafts.copy({})
    for _ in range(2):
        drafts.add(draft, drafts.MAIN, 4000, kind=kind, src="f1", **{"from": 0, "to": 4000})
    drafts.add(draft, drafts.TITLES, 2000, kind="title", text="x", start=1000)
    return drafts.laid_out(draft)


@pytest.mark.parametrize(
    ("op", "args", "known"),
    [
        ("filter", {"name": "bw", "clip": 1}, {"filter": "bw"}),
        (
            "adjust",
            {"contrast": 1.2, "saturation": 0.8, "temperature": -0.2},
            {"adjust": {"contrast": 20, "saturation": -20, "warmth": -20}},
        ),
        ("rotate", {"deg": -90}, {"rotate": 270}),
        ("flip", {"axis": "h"}, {"flip": "h"}),
        ("crop", {"bottom": 0.1}, {"crop": {"x": 0, "y": 0, "w": 1, "h": 0.9}}),
        ("zoom", {"x": 1.5, "clip": 1}, {"zoom": {"from": 1.5, "to": 1.5, "x": 0.5, "y": 0.5}}),
        ("stabilize", {}, {"stabilize": True}),
        (
            "blur",
            {"area": "top-right"},
            {"blur": {"strength": 60, "area": {"x": 0.7, "y": 0, "w": 0.3, "h": 0.2}}},
        ),
        (
            "chroma_key",
            {"color": "green", "bg": "sky.jpg"},
            {"chroma_key": {"color": "#00b140", "background": "f2"}},
        ),
    ],
)
def test_a_clip_knows_how_it_looks(op: str, args: dict[str, Any], known: dict[str, Any]) -> None:
    draft = picture_effects.OPS[op](film(), args, SHELF).draft

    assert known.items() <= drafts.clips(draft)[0]["m"].items()


def test_a_shape_fits_all_footage() -> None:
    draft = picture_effects.aspect(film(), {"ratio": "9:16", "fit": "blur"}, SHELF).draft

    assert (draft["m"]["width"], draft["m"]["height"]) == (1080, 1920)
    assert {clip["m"]["fit"] for clip in drafts.clips(draft)} == {"blur"}


def test_an_adjustment_adds_up_and_stays_in_its_bounds() -> None:
    draft = film()
    for _ in range(15):
        draft = picture_effects.adjust(draft, {"brightness": 0.1}, SHELF).draft

    assert drafts.clips(draft)[0]["m"]["adjust"] == {"brightness": 100}


def test_a_blur_while_the_title_stands_divides_the_clip() -> None:
    draft = picture_effects.blur(film(), {"track": "video", "when": "title"}, SHELF).draft

    assert ["blur" in clip["m"] for clip in drafts.clips(draft)] == [False, True, False, False]


def test_a_filter_can_be_removed() -> None:
    draft = picture_effects.filtered(film(), {"name": "bw"}, SHELF).draft

    assert (
        "filter"
        not in drafts.clips(picture_effects.filtered(draft, {"name": None}, SHELF).draft)[0]["m"]
    )


def test_photos_are_moved_over_where_there_are_some() -> None:
    draft = picture_effects.pan_zoom(film("photo"), {"dir": "out"}, SHELF).draft

    assert drafts.clips(draft)[0]["m"]["zoom"]["to"] == 1.0


@pytest.mark.parametrize(
    ("op", "args", "key"),
    [
        ("stabilize", {}, "no_footage_of_yours"),
        ("rotate", {"deg": 10}, "quarter_turns"),
        ("crop", {}, "which_side"),
        ("blur", {"area": "face"}, "no_faces"),
    ],
)
def test_what_makes_no_sense_is_refused(op: str, args: dict[str, Any], key: str) -> None:
    with pytest.raises(CannotApplyError, match=key):
        picture_effects.OPS[op](film("scene"), args, SHELF)


@pytest.mark.parametrize(
    ("said", "behind"), [("sky.jpg", "f2"), ("a city at night", "a city at night")]
)
def test_behind_a_key_stands_an_upload_or_a_scene(said: str, behind: str) -> None:
    made = picture_effects.chroma_key(film(), {"color": "green", "bg": said}, SHELF).draft

    assert drafts.clips(made)[0]["m"]["chroma_key"]["background"] == behind


def test_a_file_behind_a_key_that_is_not_there_is_asked_for() -> None:
    with pytest.raises(CannotApplyError, match="no_such_file"):
        picture_effects.chroma_key(film(), {"color": "green", "bg": "lost.png"}, SHELF)
