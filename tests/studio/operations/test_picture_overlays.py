from __future__ import annotations

import pytest

from studio.operations import picture_overlays
from studio.operations.outcome import CannotApplyError, UploadShelf
from studio.project import draft as drafts

SHELF = UploadShelf(
    {
        "f1": {"kind": "video", "name": "cam.mp4", "duration_ms": 3000},
        "f2": {"kind": "image", "name": "logo.png"},
    }
)


def film() -> drafts.Draft:
    draft = drafts.copy({})
    for name in ("a", "b"):
        drafts.add(draft, drafts.MAIN, 4000, kind="scene", name=name, prompt=name)
    return drafts.laid_out(draft)


def over(draft: drafts.Draft) -> drafts.Segment:
    return drafts.segments(drafts.laid_out(draft), drafts.OVERLAY)[0]


def test_a_file_plays_in_a_small_window() -> None:
    segment = over(picture_overlays.pip(film(), {"src": "cam.mp4", "pos": "top-left"}, SHELF).draft)

    assert (segment["m"]["role"], segment["m"]["pos"], segment["d"]) == ("pip", "top-left", 3000)


def test_a_clip_leaves_the_main_track_for_its_window() -> None:
    draft = picture_overlays.pip(film(), {"clip": 2}, SHELF).draft

    assert len(drafts.clips(draft)) == 1
    assert over(draft)["m"]["name"] == "b"


def test_two_clips_share_the_screen() -> None:
    draft = picture_overlays.split_screen(film(), {"clips": [1, 2], "layout": "v"}, SHELF).draft

    halves = drafts.segments(draft, drafts.OVERLAY)
    assert [(one["m"]["name"], one["m"]["pos"]) for one in halves] == [
        ("a", "top"),
        ("b", "bottom"),
    ]
    assert len(drafts.clips(draft)) == 1


def test_a_logo_stands_over_all_of_the_film() -> None:
    draft = picture_overlays.logo(
        film(), {"src": "logo.png", "size": "small", "opacity": 0.5}, SHELF
    ).draft
    segment = over(draft)

    assert (drafts.start_of(segment), segment["d"], segment["m"]["opacity"]) == (0, 8000, 0.5)


def test_our_logo_can_be_taken_away() -> None:
    draft = picture_overlays.logo(film(), {"src": "logo.png"}, SHELF).draft

    assert (
        drafts.segments(picture_overlays.logo(draft, {"off": True}, SHELF).draft, drafts.OVERLAY)
        == []
    )


def test_a_sticker_stays_as_long_as_it_is_wanted() -> None:
    args = {"what": "🔥", "pos": "corner", "from": 2000, "to": 4000}

    draft = picture_overlays.sticker(film(), args, SHELF).draft
    segment = drafts.segments(draft, drafts.TITLES)[0]

    assert (segment["m"]["text"], drafts.start_of(segment), segment["d"]) == ("🔥", 2000, 2000)


def test_without_a_picture_there_is_no_logo() -> None:
    with pytest.raises(CannotApplyError, match="no_logo"):
        picture_overlays.logo(film(), {}, UploadShelf({}))


def test_a_file_shares_the_screen_with_the_film() -> None:
    draft = picture_overlays.split_screen(film(), {"src": "cam.mp4", "layout": "h"}, SHELF).draft

    halves = drafts.segments(draft, drafts.OVERLAY)
    assert [(one["m"]["name"], one["m"]["pos"]) for one in halves] == [
        ("a", "left"),
        ("cam.mp4", "right"),
    ]


def test_two_files_share_the_screen() -> None:
    draft = picture_overlays.split_screen(film(), {"sources": ["cam.mp4", "logo.png"]}, SHELF).draft

    assert [one["m"]["name"] for one in drafts.segments(draft, drafts.OVERLAY)] == [
        "cam.mp4",
        "logo.png",
    ]


def test_the_logo_there_is_can_be_changed() -> None:
    draft = picture_overlays.logo(film(), {"src": "logo.png"}, SHELF).draft

    changed = over(picture_overlays.logo(draft, {"pos": "bottom-left", "size": 0.3}, SHELF).draft)

    assert (changed["m"]["pos"], changed["m"]["size"]) == ("bottom-left", 0.3)


@pytest.mark.parametrize(
    ("args", "window"),
    [
        ({"at": 3000, "d": 2000}, (3000, 2000)),
        ({"at": "end", "d": 1000}, (7000, 1000)),
        ({"d": 1500}, (0, 1500)),
    ],
)
def test_a_sticker_has_its_time(args: dict[str, object], window: tuple[int, int]) -> None:
    draft = picture_overlays.sticker(film(), {"what": "heart", **args}, SHELF).draft
    segment = drafts.segments(draft, drafts.TITLES)[0]

    assert (drafts.start_of(segment), segment["d"], segment["m"]["text"]) == (*window, "❤️")


def test_an_upload_may_be_a_sticker() -> None:
    draft = picture_overlays.sticker(film(), {"what": "logo.png"}, SHELF).draft

    assert over(draft)["m"]["role"] == "sticker"


@pytest.mark.parametrize("op", ["pip", "split_screen"])
def test_one_clip_is_too_few(op: str) -> None:
    draft = drafts.copy({})
    drafts.add(draft, drafts.MAIN, 4000, kind="scene", prompt="a")

    with pytest.raises(CannotApplyError, match="one_clip"):
        picture_overlays.OPS[op](drafts.laid_out(draft), {}, UploadShelf({}))
