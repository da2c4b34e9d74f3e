from __future__ import annotations

import pytest

from studio.operations import clip_order
from studio.operations.outcome import CannotApplyError, UploadShelf
from studio.project import draft as drafts

SHELF = UploadShelf(
    {
        "f1": {
            "kind": "video",
            "name": "a.mp4",
            "duration_ms": 8000,
            "width": 1080,
            "height": 1920,
        },
        "f2": {"kind": "image", "name": "b.jpg"},
        "f3": {"kind": "audio", "name": "c.mp3"},
    }
)


def scenes(*names: str) -> drafts.Draft:
    draft = drafts.copy({})
    for name in names:
        drafts.add(draft, drafts.MAIN, 2000, kind="scene", prompt=name, name=name)
    return drafts.laid_out(draft)


def names(draft: drafts.Draft) -> list[str]:
    return [str(clip["m"].get("name")) for clip in drafts.clips(drafts.laid_out(draft))]


@pytest.mark.parametrize(
    ("place", "order"),
    [
        ({"after": 1}, ["x", "n", "y"]),
        ({"after": -1}, ["x", "y", "n"]),
        ({"at": "start"}, ["n", "x", "y"]),
        ({"at": 1000}, ["x", "n", "x", "y"]),
        ({}, ["x", "y", "n"]),
        ({"before": 2}, ["x", "n", "y"]),
    ],
)
def test_a_scene_goes_where_it_is_wanted(place: dict[str, object], order: list[str]) -> None:
    draft = clip_order.add_scene(scenes("x", "y"), {"prompt": "n", **place}, SHELF).draft

    assert names(draft) == order


def test_an_upload_is_found_by_its_name() -> None:
    draft = clip_order.insert(scenes("x"), {"src": "B.JPG", "at": "start", "d": 2500}, SHELF).draft

    assert drafts.clips(draft)[0]["m"]["src"] == "f2"
    assert drafts.clips(draft)[0]["d"] == 2500


def test_sound_is_no_clip() -> None:
    with pytest.raises(CannotApplyError, match="is_audio"):
        clip_order.insert(scenes("x"), {"src": "c.mp3"}, SHELF)


def test_a_replaced_clip_may_keep_its_length() -> None:
    draft = clip_order.replace(
        scenes("x", "y"), {"clip": 2, "src": "a.mp4", "keep_d": True}, SHELF
    ).draft

    assert names(draft) == ["x", "a.mp4"]
    assert drafts.clips(draft)[1]["d"] == 2000


def test_clips_are_moved_swapped_and_duplicated() -> None:
    assert names(clip_order.move(scenes("x", "y", "z"), {"clip": 3, "to": 1}, SHELF).draft) == [
        "z",
        "x",
        "y",
    ]
    assert names(clip_order.move(scenes("x", "y", "z"), {"clip": 1, "to": -1}, SHELF).draft) == [
        "y",
        "z",
        "x",
    ]
    assert names(clip_order.swap(scenes("x", "y"), {"a": 1, "b": 2}, SHELF).draft) == ["y", "x"]
    assert names(clip_order.duplicate(scenes("x", "y"), {"clip": 1, "times": 2}, SHELF).draft) == [
        "x",
        "x",
        "x",
        "y",
    ]


def test_a_screen_of_one_colour_is_no_drawn_scene() -> None:
    wish = {"prompt": "black", "color": "black", "d": 2000, "at": "end"}

    last = drafts.clips(clip_order.add_scene(scenes("x"), wish, SHELF).draft)[-1]

    assert (last["m"]["kind"], last["m"]["color"], last["d"]) == ("color", "#000000", 2000)
