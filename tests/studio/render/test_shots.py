from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from studio.operations import clips
from studio.render.clip_reader import UnreadableError
from tests.studio.render.bench import draft, scene, seen

Json = dict[str, Any]


def clip(d: int = 2000, **said: Any) -> Json:
    return {"d": d, "m": {"kind": "clip", "src": "clip", "from": 0, "to": 2000, **said}}


def photo(**said: Any) -> Json:
    zoom = {"from": 1, "to": 1}
    return {"d": 2000, "m": {"kind": "photo", "src": "photo", "zoom": zoom, **said}}


def light(made: Json, at_ms: float, uploads: Json) -> float:
    return float(seen(made, at_ms, uploads).mean())


@pytest.mark.parametrize(
    ("said", "d", "at_ms", "source_ms"),
    [
        ({}, 2000, 1000, 1000),
        ({"from": 500, "to": 1500}, 1000, 500, 1000),
        ({"speed": 2}, 1000, 500, 1000),
        ({"speed": 0.5}, 4000, 2000, 1000),
        ({"reverse": True}, 2000, 500, 1500),
        ({"from": 0, "to": 1000, "loop": 2}, 2000, 1500, 500),
    ],
)
def test_a_clip_shows_the_moment_it_should(
    said: Json, d: int, at_ms: float, source_ms: float, uploads: Json
) -> None:
    shown = light(draft(clip(d, **said)), at_ms, uploads)

    assert abs(shown - (20 + 3 * source_ms * 30 / 1000)) < 9


def test_a_freeze_stands_still(uploads: Json) -> None:
    made = draft({"d": 2000, "m": {"kind": "freeze", "src": "clip", "from": 1000}})

    assert light(made, 100, uploads) == light(made, 1900, uploads)
    assert abs(light(made, 100, uploads) - 110) < 9


def test_a_mirrored_photo_has_its_sides_exchanged(uploads: Json) -> None:
    plain, mirrored = (seen(draft(photo(**said)), 500, uploads) for said in ({}, {"flip": "h"}))

    assert plain[50, 20, 0] > plain[50, 20, 2]
    assert mirrored[50, 20, 2] > mirrored[50, 20, 0]


def test_a_turned_photo_has_its_left_side_on_top(uploads: Json) -> None:
    shown = seen(draft(photo(rotate=90, fit="pad")), 500, uploads)

    assert shown[10, 96, 0] > 150
    assert shown[98, 96, 2] > 150
    assert shown[50, 4].max() < 30


def test_a_crop_shows_only_its_part(uploads: Json) -> None:
    shown = seen(draft(photo(crop={"x": 0.5, "y": 0, "w": 0.5, "h": 1})), 500, uploads)

    assert (shown[..., 2] > shown[..., 0]).all()


def test_blur_fills_what_padding_leaves_black(uploads: Json) -> None:
    size = {"width": 108, "height": 192}

    padded, blurred = (seen(draft(photo(fit=fit), **size), 500, uploads) for fit in ("pad", "blur"))

    assert padded[5].max() < 12
    assert blurred[5].max() > 40


@pytest.mark.parametrize(
    "name", ["warm", "cool", "vintage", "cinematic", "bw", "noir", "dreamy", "teal-orange", "黑白"]
)
def test_a_filter_changes_the_picture(name: str, uploads: Json) -> None:
    plain, graded = (seen(draft(photo(**said)), 500, uploads) for said in ({}, {"filter": name}))

    assert np.abs(plain - graded).mean() > 2


def test_an_adjustment_goes_the_way_it_says(uploads: Json) -> None:
    dark, plain, bright = (
        light(draft(photo(adjust={"brightness": by})), 500, uploads) for by in (-40, 0, 40)
    )

    assert dark < plain < bright


def test_blur_of_an_area_leaves_the_rest_sharp(uploads: Json) -> None:
    area = {"x": 0.25, "y": 0.25, "w": 0.5, "h": 0.5}
    plain, soft = (
        seen(draft(photo(**said)), 500, uploads)
        for said in ({}, {"blur": {"strength": 80, "area": area}})
    )

    assert np.abs(plain[54] - soft[54]).max() > 20
    assert np.abs(plain[5] - soft[5]).max() < 4


def test_a_colour_key_lets_the_background_through(uploads: Json) -> None:
    key = {"color": "green", "background": "photo"}
    made = draft(
        {"d": 2000, "m": {"kind": "photo", "src": "screen", "chroma_key": key, "zoom": {"to": 1}}}
    )

    shown = seen(made, 500, uploads)

    assert shown[10, 10, 0] > 150
    assert shown[54, 96, 1] > 100


def test_a_zoom_comes_closer() -> None:
    zoomed = draft(scene("mountains", zoom={"from": 1, "to": 3, "x": 0.5, "y": 0.5}))

    assert np.abs(seen(zoomed, 1900) - seen(draft(scene("mountains")), 1900)).mean() > 4


@pytest.mark.parametrize("src", ["broken", "nobody"])
def test_a_source_that_cannot_be_read_is_said_by_name(src: str, uploads: Json) -> None:
    made = draft({"d": 1000, "m": {"kind": "clip", "src": src}})

    with pytest.raises(UnreadableError, match=src):
        seen(made, 0, uploads)


def test_a_steadied_clip_still_shows_its_moment(uploads: Json) -> None:
    assert abs(light(draft(clip(stabilize=True)), 1000, uploads) - 110) < 9


@pytest.mark.parametrize("said", [{}, {"speed": 2}, {"reverse": True}])
def test_a_divided_scene_goes_on_where_its_first_part_ended(said: Json) -> None:
    shot = scene("the sea at dawn", d=4000, **said)
    parts = [clips.part_of(shot, low, high) for low, high in ((0, 1700), (1700, 4000))]

    whole, divided = seen(draft(shot), 2600), seen(draft(*parts), 2600)

    assert np.array_equal(whole, divided)


def test_a_divided_photo_goes_on_moving(uploads: Json) -> None:
    shot = photo(zoom={"from": 1.0, "to": 1.8})
    parts = [clips.part_of(shot, low, high) for low, high in ((0, 800), (800, 2000))]

    whole, divided = (seen(made, 1500, uploads) for made in (draft(shot), draft(*parts)))

    assert np.array_equal(whole, divided)


def test_a_faster_scene_shows_more_of_itself() -> None:
    fast = scene("the sea at dawn", d=2000, speed=2)

    shown = seen(draft(fast), 1000)

    assert np.array_equal(shown, seen(draft(scene("the sea at dawn", d=4000)), 2000))
