from __future__ import annotations

import numpy as np
import pytest

from studio.render.sound import effects


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("whoosh", "whoosh"), ("a WHOOSH sound", "whoosh"), ("嗖的一声", "whoosh"),
        ("シュッ", "whoosh"),
        ("clicks", "click"), ("咔哒", "click"), ("pop", "pop"), ("ポン", "pop"),
        ("applause", "applause"), ("掌声", "applause"), ("拍手", "applause"),
        ("ding", "ding"), ("notification", "ding"), ("叮", "ding"),
        ("big explosion", "boom"), ("camera shutter", "shutter"),
        ("快门", "shutter"),
        ("typewriter", "typing"), ("心跳", "heartbeat"), ("雨音", "rain"),
        ("drum roll", "drumroll"),
        ("キラキラ", "sparkle"), ("wrong answer", "buzzer"), ("ocean waves", "waves"),
    ],
)  # fmt: skip
def test_words_of_three_languages_name_an_effect(words: str, name: str) -> None:
    assert effects.find(words) == name


@pytest.mark.parametrize("words", ["", "popular", "xyzzy", "🎺"])
def test_unknown_words_name_none(words: str) -> None:
    assert effects.find(words) is None


@pytest.mark.parametrize("name", sorted(effects.EFFECTS))
def test_an_effect_is_short_and_as_loud_as_the_others(name: str) -> None:
    [sound] = effects.play(name, 3)

    assert sound.dtype == np.float32
    assert 0.05 < len(sound) / 48_000 <= 8
    assert np.abs(sound).max() == pytest.approx(0.5, abs=0.001)
    assert np.isfinite(sound).all()


def test_a_whoosh_passes_from_one_side_to_the_other() -> None:
    [sound] = effects.play("whoosh", 1)

    power = np.square(sound)
    third = len(sound) // 3
    assert power[:third, 0].sum() > power[:third, 1].sum()
    assert power[-third:, 0].sum() < power[-third:, 1].sum()


def test_an_unknown_effect_is_a_harmless_one() -> None:
    [unknown], [pop] = effects.play("xyzzy", 1), effects.play("pop", 1)

    assert np.array_equal(unknown, pop)
