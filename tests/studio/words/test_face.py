from __future__ import annotations

import re
from pathlib import Path

import pytest

from intents import translate
from studio import words
from tests import pages


def keys(spoken: str) -> dict[str, set[str]]:
    page = pages.load((Path(words.__file__).parent / f"{spoken}.yaml").read_bytes())
    return {
        f"{group}.{key}": set(re.findall(r"{(\w+)}", text))
        for group, texts in page.items()
        for key, text in texts.items()
    }


def test_every_sentence_stands_in_three_languages() -> None:
    assert keys("en").keys() == keys("zh").keys() == keys("ja").keys()


def test_a_translation_asks_for_nothing_more() -> None:
    english = keys("en")

    assert all(
        gaps <= english[key] for spoken in ("zh", "ja") for key, gaps in keys(spoken).items()
    )


def test_times_and_shares_are_told_as_people_say_them() -> None:
    said = words.say("en", "done.trim", {"from_ms": 2500, "to_ms": 75_000})

    assert said == "Kept 2.5 s to 1:15."
    assert words.say("ja", "done.volume", {"vol": 0.35}) == "音量を35%にしました。"


def test_words_of_the_draft_are_told_in_the_language() -> None:
    assert words.say("zh", "done.logo", {"name": "a.png", "pos": "bottom-right"}) == (
        "水印 a.png 已放在右下角。"
    )
    assert words.say("ja", "done.filter", {"look": "warm"}) == "暖色のフィルターを適用しました。"
    assert words.say("zh", "done.adjust", {"levels": {"brightness": 10, "contrast": -5}}) == (
        "已调整：亮度 +10、对比度 -5。"
    )


@pytest.mark.parametrize(
    ("mood", "said"),
    [
        ("upbeat", "upbeat music"),
        ("upbeat music", "upbeat music"),
        ("a lo-fi beat", "a lo-fi beat"),
    ],
)
def test_music_is_named_once(mood: str, said: str) -> None:
    values = {"prompt": "a fox", "d_ms": 5000, "count": 1, "ratio": "16:9", "music": mood}

    sentence = words.say("en", "done.generate_music", values)

    assert sentence == f'Done: "a fox", 5 s, 1 scene, 16:9, {said}.'


@pytest.mark.parametrize("spoken", ["en", "zh", "ja"])
def test_no_sentence_is_read_as_talk_of_buttons(spoken: str) -> None:
    """The agent does what a backend tells people to click: our own sentences tell nobody to."""
    page = pages.load((Path(words.__file__).parent / f"{spoken}.yaml").read_bytes())
    sentences = [
        re.sub(r"{\w+}", "2", text)
        for group in ("done", "note", "refused", "ask", "unsupported", "offer", "talk", "footage")
        for text in page[group].values()
    ]

    read = [translate(one) for one in sentences]

    assert [one.text for one in read] == sentences
    assert not any(one.actions or one.offers for one in read)
