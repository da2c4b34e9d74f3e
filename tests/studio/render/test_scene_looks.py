from __future__ import annotations

import pytest

from studio.render import scene_looks
from studio.render.scenes import FAMILIES

SAID = [
    ("a city skyline at dusk", "skyline", "sunset"),
    ("neon street in the rain", "street", "neon"),
    ("misty mountains at sunrise", "mountains", "dawn"),
    ("waves rolling onto a beach at dawn", "sea", "dawn"),
    ("a cabin in the snow", "snow", "ice"),
    ("camel caravan in the Sahara", "desert", "amber"),
    ("a tent under the stars", "space", "night"),
    ("a cat asleep on a windowsill", "room", "golden"),
    ("our new perfume", "product", "pastel"),
    ("秋天的森林", "forest", "autumn"),
    ("霓虹灯下的小巷", "street", "neon"),
    ("雪山日出", "mountains", "dawn"),
    ("熱氣球飛過田野", "field", "day"),
    ("夜の東京の街並み", "skyline", "night"),
    ("静かな海辺の夕焼け", "sea", "sunset"),
    ("桜の公園", "field", "pastel"),
    ("名言：千里之行，始于足下", "quote", "paper"),
]


@pytest.mark.parametrize(("prompt", "family", "palette"), SAID)
def test_words_choose_family_and_palette(prompt: str, family: str, palette: str) -> None:
    look = scene_looks.choose(prompt)

    assert (look.family, look.palette.name) == (family, palette)


def test_the_same_words_give_the_same_look_and_others_another_seed() -> None:
    assert scene_looks.choose("a city") == scene_looks.choose("a city")
    assert scene_looks.choose("a city").seed != scene_looks.choose("a town").seed


def test_unknown_words_give_an_abstract_scene_in_the_colour_they_name() -> None:
    look = scene_looks.choose("a purple zorblax")

    assert (look.family, look.known, look.palette.name) == ("abstract", False, "purple")


def test_what_is_named_outright_wins() -> None:
    look = scene_looks.choose(
        "a city at night", 7, {"family": "sea", "palette": "dawn", "pace": "slow"}
    )

    assert (look.family, look.palette.name, look.pace, look.seed) == ("sea", "dawn", 0.55, 7)


def test_there_are_more_than_ten_families_and_palettes_and_all_can_be_drawn() -> None:
    page = scene_looks.data()

    assert set(page["families"]) == set(FAMILIES)
    assert len(page["families"]) >= 10
    assert len([scene_looks.palette(name) for name in page["palettes"]]) >= 10


@pytest.mark.parametrize(
    ("said", "weather"), [("city in the rain", "rain"), ("飘雪的小镇", "snow"), ("霧の森", "fog")]
)
def test_words_choose_the_weather(said: str, weather: str) -> None:
    assert scene_looks.choose(said).weather == weather


@pytest.mark.parametrize(
    ("prompt", "family", "weather"),
    [
        ("雪夜的小村庄", "snow", ""),
        ("snow falling on a village at night", "snow", ""),
        ("a snowy forest", "forest", "snow"),
        ("snow over the city street", "street", "snow"),
        ("a cabin in the forest", "forest", ""),
        ("雪山", "mountains", ""),
    ],
)
def test_snow_lies_on_the_country_and_falls_elsewhere(
    prompt: str, family: str, weather: str
) -> None:
    look = scene_looks.choose(prompt)

    assert (look.family, look.weather) == (family, weather)
