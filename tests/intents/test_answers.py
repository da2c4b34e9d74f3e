from __future__ import annotations

import pytest

from intents import library
from intents.answers import answer


@pytest.mark.parametrize("meaning", ["yes", "no"])
def test_every_phrase_means_what_it_stands_under(meaning: str) -> None:
    phrases = list(library.flat(library.shared_file("answers")[meaning]))

    wrong = [phrase for phrase in phrases if answer(phrase) != meaning]

    assert phrases
    assert wrong == []


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("Yes, please!", "yes"),
        ("好的，谢谢", "yes"),
        ("はい、お願いします。", "yes"),
        ("👍👍", "yes"),
        ("ＯＫ", "yes"),
        ("no thanks", "no"),
        ("don’t", "no"),
        ("不用了，谢谢", "no"),
        ("いいえ、結構です", "no"),
        ("yes, no, wait", "no"),
    ],
)
def test_an_answer_is_known_with_what_is_said_beside_it(said: str, meaning: str) -> None:
    assert answer(said) == meaning


@pytest.mark.parametrize(
    "said",
    [
        *("", " ", "!?", "\ud800", "\x00", "thanks", "yes but make it purple", "yesterday", "okra"),
        *("好看", "不要背景音乐", "はい、音楽を足して", "no music", "yes " * 40, "?" * 200_000),
    ],
)
def test_a_line_that_says_more_is_none(said: str) -> None:
    assert answer(said) == ""
