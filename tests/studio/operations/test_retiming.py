from __future__ import annotations

from typing import Any

import pytest

from studio.operations import retiming
from studio.operations.outcome import CannotApplyError, UploadShelf
from studio.project import draft as drafts

SHELF = UploadShelf(
    {"f1": {"kind": "video", "has_audio": True, "silences": [[1000, 1500], [4000, 6000]]}}
)


def film(kind: str = "clip") -> drafts.Draft:
    draft = drafts.copy({})
    for d in (4000, 6000):
        drafts.add(draft, drafts.MAIN, d, kind=kind, src="f1", **{"from": 0, "to": d})
    drafts.add(draft, drafts.TITLES, 2000, kind="title", text="x", start=6000)
    return drafts.laid_out(draft)


def lengths(draft: drafts.Draft) -> list[int]:
    return [clip["d"] for clip in drafts.clips(drafts.laid_out(draft))]


@pytest.mark.parametrize(
    ("args", "left"),
    [
        ({"x": 2}, [2000, 3000]),
        ({"x": 0.5, "clip": 1}, [8000, 6000]),
        ({"x": 2, "from": 1000, "to": 3000}, [1000, 1000, 1000, 6000]),
    ],
)
def test_speed_changes_lengths(args: dict[str, Any], left: list[int]) -> None:
    assert lengths(retiming.speed(film(), args, SHELF).draft) == left


def test_a_title_stays_with_its_picture_when_the_speed_changes() -> None:
    draft = retiming.speed(film(), {"x": 2}, SHELF).draft

    title = drafts.segments(draft, drafts.TITLES)[0]
    assert (drafts.start_of(title), title["d"]) == (3000, 1000)


def test_normal_speed_takes_every_change_back() -> None:
    draft = retiming.speed(film(), {"x": 4}, SHELF).draft

    assert lengths(retiming.speed(drafts.laid_out(draft), {"x": 1}, SHELF).draft) == [4000, 6000]


def test_footage_is_shortened_at_its_end_and_scenes_are_stretched() -> None:
    assert lengths(retiming.duration(film(), {"d": 5000}, SHELF).draft) == [4000, 1000]
    assert lengths(retiming.duration(film("scene"), {"d": 5000}, SHELF).draft) == [2000, 3000]


def test_what_is_short_enough_stays() -> None:
    with pytest.raises(CannotApplyError, match="short_already"):
        retiming.duration(film(), {"max": 60_000}, SHELF)


def test_a_reversed_film_ends_with_its_beginning() -> None:
    draft = retiming.reverse(film(), {}, SHELF).draft

    assert lengths(draft) == [6000, 4000]
    assert all(clip["m"]["reverse"] for clip in drafts.clips(draft))


def test_a_frozen_frame_stands_between_the_parts() -> None:
    draft = retiming.freeze(film(), {"at": 2000, "d": 1000}, SHELF).draft

    assert lengths(draft) == [2000, 1000, 2000, 6000]
    assert drafts.clips(draft)[1]["m"]["kind"] == "freeze"
    assert drafts.clips(draft)[1]["m"]["from"] == 2000


def test_a_loop_repeats_the_film() -> None:
    assert lengths(retiming.loop(film(), {"times": 3}, SHELF).draft) == [4000, 6000] * 3


def test_silences_of_the_footage_are_cut() -> None:
    draft = retiming.remove_silence(film(), {"min": 800}, SHELF).draft

    assert drafts.length(drafts.laid_out(draft)) == 8000


def test_without_recorded_sound_there_is_no_silence() -> None:
    with pytest.raises(CannotApplyError, match="no_recorded_sound"):
        retiming.remove_silence(film(), {}, UploadShelf({}))
