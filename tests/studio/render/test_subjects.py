from __future__ import annotations

import pytest

from studio.render import subjects


@pytest.mark.parametrize(
    ("prompt", "things"),
    [
        ("a dog on the beach", ["dog"]),
        ("two dogs and a horse in a meadow", ["dogs", "horse"]),
        ("小狗在海边奔跑", ["小狗"]),
        ("砂漠を走るライオン", ["ライオン"]),
        ("a train in the snow", []),
        ("雪の中を走る電車", []),
        ("火车穿过田野", []),
        ("a train in the desert", ["train"]),
        ("waves rolling onto a beach at dawn", []),
        ("城市的夜景", []),
    ],
)
def test_what_a_scene_does_not_draw(prompt: str, things: list[str]) -> None:
    assert subjects.missing(prompt) == things


def test_words_that_no_scene_fits() -> None:
    assert not subjects.is_known("quarterly synergy")
    assert subjects.is_known("a forest")


def test_a_long_list_is_told_in_part() -> None:
    assert len(subjects.missing("a dog, a horse, a lion, a whale, a pizza on the beach")) == 3


def test_every_family_that_draws_something_is_one() -> None:
    from studio.render.scenes import FAMILIES

    assert {name for row in subjects.data()["drawn"].values() for name in row} <= set(FAMILIES)
