from __future__ import annotations

from typing import Any

import pytest

from studio.operations import cutting
from studio.operations.outcome import CannotApplyError, UploadShelf
from studio.project import draft as drafts

SHELF = UploadShelf({})


def film() -> drafts.Draft:
    """Footage of 4, 6 and 10 s, and a title from 5 to 8 s."""
    draft = drafts.copy({})
    for d in (4000, 6000, 10_000):
        drafts.add(draft, drafts.MAIN, d, kind="clip", src="f1", **{"from": 0, "to": d})
    drafts.add(draft, drafts.TITLES, 3000, kind="title", text="x", start=5000)
    return drafts.laid_out(draft)


def lengths(draft: drafts.Draft) -> list[int]:
    return [clip["d"] for clip in drafts.clips(drafts.laid_out(draft))]


def test_trim_keeps_a_stretch() -> None:
    draft = cutting.trim(film(), {"from": 2000, "to": 7000}, SHELF).draft

    assert lengths(draft) == [2000, 3000]
    assert drafts.clips(draft)[0]["m"]["from"] == 2000


def test_cut_removes_a_stretch_and_what_stands_beside_moves_along() -> None:
    draft = cutting.cut(film(), {"from": 1000, "to": 3000}, SHELF).draft

    assert lengths(draft) == [1000, 1000, 6000, 10_000]
    assert drafts.start_of(drafts.segments(draft, drafts.TITLES)[0]) == 3000


@pytest.mark.parametrize(
    ("args", "left"),
    [
        ({"edge": "start", "d": 1000}, [3000, 6000, 10_000]),
        ({"edge": "end", "d": 12_000}, [4000, 4000]),
        ({"edge": "end", "frames": 30}, [4000, 6000, 9000]),
        ({"edge": "start", "d": 1000, "clip": 2}, [4000, 5000, 10_000]),
    ],
)
def test_an_edge_is_cut(args: dict[str, Any], left: list[int]) -> None:
    assert lengths(cutting.cut_edge(film(), args, SHELF).draft) == left


def test_a_split_goes_on_where_it_was_divided() -> None:
    draft = cutting.split(film(), {"at": 5000}, SHELF).draft

    assert lengths(draft) == [4000, 1000, 5000, 10_000]
    assert drafts.clips(draft)[2]["m"]["from"] == 1000


def test_a_deleted_clip_takes_its_time_with_it() -> None:
    draft = cutting.delete(film(), {"clip": -1}, SHELF).draft

    assert lengths(draft) == [4000, 6000]


@pytest.mark.parametrize(
    ("args", "key"), [({"clip": 9}, "no_such_clip"), ({"clip": 0}, "no_such_clip")]
)
def test_a_clip_that_is_not_there_is_refused(args: dict[str, Any], key: str) -> None:
    with pytest.raises(CannotApplyError) as refused:
        cutting.delete(film(), args, SHELF)

    assert refused.value.key == key
    assert refused.value.values["count"] == 3


def test_a_stretch_outside_is_refused() -> None:
    with pytest.raises(CannotApplyError, match="outside"):
        cutting.trim(film(), {"from": 90_000, "to": 95_000}, SHELF)


def test_cutting_everything_is_refused() -> None:
    with pytest.raises(CannotApplyError, match="nothing_left"):
        cutting.cut(film(), {"from": 0, "to": 20_000}, SHELF)
