from __future__ import annotations

from typing import Any

import pytest

from studio.project.history import Project
from studio.understand import understand


@pytest.mark.parametrize(
    ("said", "args"),
    [
        (
            "generate a 20-second clip of waves at dawn with soft piano",
            {"prompt": "waves at dawn", "d": 20_000, "music": "soft piano"},
        ),
        (
            "make a vertical video about neon streets, about half a minute",
            {"prompt": "neon streets", "d": 30_000, "ratio": "9:16"},
        ),
        (
            "做一个15秒的竖屏视频,主题是秋天的森林,配上舒缓的音乐",
            {"prompt": "秋天的森林", "d": 15_000, "ratio": "9:16", "music": "舒缓"},
        ),
        ("夜の東京の街を題材にした30秒の動画を作って", {"prompt": "夜の東京の街", "d": 30_000}),
    ],
)
def test_a_film_is_described_with_its_length_shape_and_music(
    said: str, args: dict[str, Any]
) -> None:
    order = understand(said, Project())

    assert (order.op, dict(order.args)) == ("generate", args)


@pytest.mark.parametrize(
    "said",
    [
        "turn this script into scenes: a door / a key",
        "storyboard: 1. a door 2. a key",
        "分镜：a door、a key",
    ],
)
def test_a_script_falls_into_scenes(said: str) -> None:
    assert understand(said, Project()).args["scenes"] == ["a door", "a key"]


def test_a_scene_has_its_place() -> None:
    order = understand("add another scene after the second one: a cat asleep", Project())

    assert dict(order.args) == {"prompt": "a cat asleep", "after": 2}


@pytest.mark.parametrize(
    ("said", "args"),
    [
        ("cut to 2 seconds of black", {"color": "black", "d": 2000, "at": "end"}),
        ("开头加2秒黑屏", {"color": "black", "d": 2000, "at": "start"}),
        ("10秒のところに白い画面を1秒入れて", {"color": "white", "d": 1000, "at": 10_000}),
    ],
)
def test_a_screen_of_one_colour(said: str, args: dict[str, Any]) -> None:
    order = understand(said, Project())

    assert order.op == "add_scene"
    assert args.items() <= dict(order.args).items()


@pytest.mark.parametrize(
    "said", ["cut the 2 seconds of black at the start", "fade to black over 2 seconds"]
)
def test_a_screen_that_goes_is_none_that_comes(said: str) -> None:
    assert understand(said, Project()).op in {"cut_edge", "fade"}
