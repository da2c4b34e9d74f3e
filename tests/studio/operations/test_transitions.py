from __future__ import annotations

from typing import Any

import pytest

from studio.operations import transitions
from studio.operations.outcome import CannotApplyError, UploadShelf
from studio.project import draft as drafts

SHELF = UploadShelf({})


def film(count: int = 3) -> drafts.Draft:
    draft = drafts.copy({})
    for _ in range(count):
        drafts.add(draft, drafts.MAIN, 4000, kind="scene", prompt="x")
    return drafts.laid_out(draft)


def kinds(draft: drafts.Draft) -> list[Any]:
    return [clip["m"].get("transition", {}).get("kind") for clip in drafts.clips(draft)]


@pytest.mark.parametrize(
    ("args", "found"),
    [
        ({"name": "fade", "between": "all"}, [None, "crossfade", "crossfade"]),
        ({"name": "wipe", "between": [2, 3]}, [None, None, "wipe"]),
        ({"name": None, "between": "all"}, [None, "crossfade", "crossfade"]),
    ],
)
def test_a_seam_has_a_transition(args: dict[str, Any], found: list[Any]) -> None:
    assert kinds(transitions.transition(film(), args, SHELF).draft) == found


def test_a_transition_is_no_longer_than_half_of_its_neighbours() -> None:
    draft = transitions.transition(
        film(), {"name": "fade", "d": 9000, "between": "all"}, SHELF
    ).draft

    assert drafts.clips(draft)[1]["m"]["transition"]["d"] == 2000


def test_hard_cuts_have_none() -> None:
    draft = transitions.transition(film(), {"name": "fade", "between": "all"}, SHELF).draft

    assert (
        kinds(transitions.transition(draft, {"name": "none", "between": "all"}, SHELF).draft)
        == [None] * 3
    )


def test_one_clip_has_no_seam() -> None:
    with pytest.raises(CannotApplyError, match="one_clip"):
        transitions.transition(film(1), {"name": "fade"}, SHELF)


def test_the_film_fades_in_and_out() -> None:
    draft = transitions.fade(film(), {"dir": "both", "d": 1500, "color": "white"}, SHELF).draft
    first, last = drafts.clips(draft)[0]["m"], drafts.clips(draft)[-1]["m"]

    assert (first["fade_in"], last["fade_out"], last["fade_color"]) == (1500, 1500, "#ffffff")


@pytest.mark.parametrize(
    ("args", "size"),
    [
        ({"h": 720, "fps": 24}, (1280, 720, 24)),
        ({"w": 1000, "h": 501}, (1000, 500, 30)),
        ({"fps": 999}, (1920, 1080, 60)),
    ],
)
def test_the_film_has_a_size(args: dict[str, Any], size: tuple[int, int, int]) -> None:
    facts = transitions.resolution(film(), args, SHELF).draft["m"]

    assert (facts["width"], facts["height"], facts["fps"]) == size


def test_the_cover_is_a_moment() -> None:
    assert transitions.thumbnail(film(), {"at": 4000}, SHELF).draft["m"]["thumbnail"] == 4000


def test_a_reset_keeps_the_shape_alone() -> None:
    draft = transitions.reset({**film(), "m": {"ratio": "9:16", "title": "x"}}, {}, SHELF).draft

    assert draft == {"d": 0, "m": {"title": "", "ratio": "9:16"}, "t": []}


def test_the_last_wish_for_a_cover_counts() -> None:
    shelf = UploadShelf({"f9": {"kind": "image", "name": "face.png"}})

    by_file = transitions.thumbnail(film(), {"src": "face.png"}, shelf).draft["m"]
    by_time = transitions.thumbnail({**film(), "m": dict(by_file)}, {"at": 4000}, shelf).draft["m"]

    assert by_file["thumbnail_src"] == "f9"
    assert "thumbnail_src" not in by_time
