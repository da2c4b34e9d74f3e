from __future__ import annotations

import pytest

from studio.render.sound import mood
from studio.render.sound.band_parts import PARTS
from studio.render.sound.drums import DRUMS
from studio.render.sound.instruments import INSTRUMENTS


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("calm", "calm"),
        ("something soft and relaxing", "calm"),
        ("舒缓", "calm"),
        ("落ち着いた", "calm"),
        ("more upbeat", "upbeat"), ("轻快的背景音乐", "upbeat"), ("アップテンポ", "upbeat"),
        ("lo-fi", "lo-fi"),
        ("LoFi beats to study to", "lo-fi"),
        ("慵懒咖啡馆", "lo-fi"),
        ("ローファイ", "lo-fi"),
        ("epic cinematic trailer", "cinematic"), ("史诗感", "cinematic"), ("壮大な", "cinematic"),
        ("ambient drone", "ambient"), ("空灵", "ambient"), ("アンビエント", "ambient"),
        ("corporate", "corporate"), ("励志企业宣传", "corporate"), ("ビジネス", "corporate"),
        ("soft piano", "piano"), ("钢琴曲", "piano"), ("ピアノ", "piano"),
        ("sad", "sad"), ("伤感", "sad"), ("切ない", "sad"),
        ("tense thriller", "tense"), ("悬疑", "tense"), ("緊張感のある", "tense"),
        ("happy ukulele", "happy"), ("欢快可爱", "happy"), ("楽しい", "happy"),
        ("synthwave", "electronic"), ("电子音乐", "electronic"), ("テクノ", "electronic"),
        ("ＥＤＭ", "electronic"),
    ],
)  # fmt: skip
def test_words_of_three_languages_name_a_mood(words: str, name: str) -> None:
    assert mood.find(words).name == name


def test_the_mood_counts_more_than_the_prompt() -> None:
    found = mood.find("calm", "epic battle at night")

    assert found.name == "calm"


def test_a_prompt_alone_is_enough() -> None:
    assert mood.find("", "an epic battle").name == "cinematic"


@pytest.mark.parametrize("words", ["", "xyzzy", "calmness", "🎵", "a" * 5000])
def test_unknown_words_give_music_that_offends_nobody(words: str) -> None:
    assert mood.find(words).name == mood.NEUTRAL


@pytest.mark.parametrize("name", mood.names())
def test_a_mood_is_played_by_players_that_exist(name: str) -> None:
    found = mood.find(name)

    assert found.name == name
    for player in found.players:
        assert player.part in PARTS
        assert player.voice in (DRUMS if player.part in {"drum", "fill"} else INSTRUMENTS)
        assert all(len(row) == 16 and set(row) <= set("Xxo-.") for row in player.rhythm)
