from __future__ import annotations

import pytest

from studio.understand import descriptions, reading, token_merging


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("make a video about a red fox", "a red fox"),
        ("generate a 9:16 clip: a red fox", "a red fox"),
        ("give me 5 seconds of a red fox", "a red fox"),
        ("生成视频：一只红狐狸", "一只红狐狸"),
        ("做一个主题是红狐狸的视频", "红狐狸"),
        ("赤い狐の動画を作って", "赤い狐"),
        ("赤い狐を題材にした動画を作って", "赤い狐"),
    ],
)
def test_the_description_of_a_film_is_found(said: str, shown: str) -> None:
    line = token_merging.merged(reading.read(said))
    found = descriptions.film(line)

    assert found
    assert line.slice(*found) == shown


def test_the_description_of_a_scene_is_found() -> None:
    line = token_merging.merged(reading.read("在最后加一个镜头：星空下的帐篷"))
    found = descriptions.scene(line)

    assert found
    assert line.slice(*found) == "星空下的帐篷"


def test_a_clock_opens_no_tail() -> None:
    assert descriptions.tail(token_merging.merged(reading.read("cut at 0:05"))) is None
