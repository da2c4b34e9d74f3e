from __future__ import annotations

from typing import Any

import pytest

from studio.render import film as films

ODD: tuple[Any, ...] = (None, "x", -5, 1e30, float("nan"), [], {}, True, [[1]], "ü" * 5000)


def test_shots_follow_each_other_whatever_their_starts_say() -> None:
    made = {"t": [{"tt": 0, "sg": [{"d": 1000, "m": {"start": 9}}, {"d": 500, "m": {"start": 0}}]}]}

    film = films.of(made, {})

    assert [(shot.first, shot.last) for shot in film.shots] == [(0, 30), (30, 45)]
    assert film.frames == 45


def test_an_empty_draft_is_a_second_of_nothing() -> None:
    film = films.of({}, {})

    assert (film.width, film.height, film.fps, film.frames) == (1920, 1080, 30, 30)


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
def test_odd_values_are_bounded_and_never_raise(value: Any) -> None:
    keys = (
        "speed",
        "crop",
        "zoom",
        "adjust",
        "blur",
        "transition",
        "fade_in",
        "from",
        "loop",
        "pos",
    )
    said = {**dict.fromkeys(keys, value), "kind": value, "rotate": value, "size": value}
    segment = {"d": 800, "m": said}
    tracks = [{"tt": kind, "sg": [segment, value]} for kind in (0, 0, 1, 7)]

    film = films.of({"d": value, "m": {"fps": value, "width": value}, "t": [*tracks, value]}, {})

    assert 10 <= film.fps <= 60
    assert film.width % 2 == 0
    assert all(0.05 <= shot.speed <= 50 for shot in film.shots)


def test_a_source_that_is_an_image_makes_a_photo() -> None:
    made = {"t": [{"tt": 0, "sg": [{"d": 1000, "m": {"kind": "clip", "src": "a"}}]}]}

    film = films.of(made, {"a": {"kind": "image"}})

    assert film.shots[0].kind == "photo"


def test_a_ratio_stands_for_a_size() -> None:
    film = films.of({"m": {"ratio": "9:16"}}, {})

    assert (film.width, film.height) == (1080, 1920)


def test_word_times_may_count_from_the_film_or_from_the_caption() -> None:
    spoken = [{"text": "a", "start": 2000, "end": 2500}]
    made = {
        "t": [{"tt": 7, "sg": [{"d": 1000, "m": {"text": "a", "start": 2000, "words": spoken}}]}]
    }

    film = films.of(made, {})

    assert (film.texts[0].spoken[0].first, film.texts[0].spoken[0].last) == (0, 15)


def test_a_scene_may_carry_the_photo_of_what_it_shows() -> None:
    made = {"t": [{"tt": 0, "sg": [{"d": 1000, "m": {"kind": "scene", "src": "a"}}]}]}

    film = films.of(made, {"a": {"kind": "image"}})

    assert film.shots[0].kind == "scene"
