from __future__ import annotations

import pytest

from studio.operations import generation
from studio.operations.outcome import UploadShelf
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


def test_a_sentence_is_a_scene() -> None:
    draft = generation.generate(
        drafts.copy({}), {"prompt": "A fox. It runs.", "d": 9000}, SHELF
    ).draft

    assert names(draft) == ["A fox", "It runs"]
    assert draft["d"] == 9000


def test_a_long_scene_is_shown_in_several_shots() -> None:
    draft = generation.generate(drafts.copy({}), {"prompt": "a fox", "d": 30_000}, SHELF).draft

    assert {clip["d"] for clip in drafts.clips(draft)} <= set(range(3000, 6001))
    assert len({clip["m"]["seed"] for clip in drafts.clips(draft)}) == len(drafts.clips(draft))


def test_a_second_film_comes_behind_the_first() -> None:
    done = generation.generate(scenes("x"), {"prompt": "a fox", "d": 4000}, SHELF)

    assert done.key == "generate_more"
    assert names(done.draft) == ["x", "a fox"]


def test_a_script_becomes_scenes() -> None:
    draft = generation.storyboard(drafts.copy({}), {"scenes": ["a", "b", "c"]}, SHELF).draft

    assert names(draft) == ["a", "b", "c"]


def test_photos_become_a_slideshow() -> None:
    draft = generation.slideshow(drafts.copy({}), {"each": 2500}, SHELF).draft

    assert [clip["d"] for clip in drafts.clips(draft)] == [2500]


def test_a_highlight_takes_a_part_of_each_stretch() -> None:
    film = generation.generate(drafts.copy({}), {"prompt": "a fox", "d": 60_000}, SHELF).draft

    draft = drafts.laid_out(generation.highlight(film, {"d": 12_000}, SHELF).draft)

    assert draft["d"] == pytest.approx(12_000, abs=300)


@pytest.mark.parametrize(
    ("ratio", "size"), [("9:16", (1080, 1920)), ("7:5", (1920, 1372)), ("x", (1920, 1080))]
)
def test_a_ratio_has_a_size(ratio: str, size: tuple[int, int]) -> None:
    assert generation.frame_of(ratio) == size
