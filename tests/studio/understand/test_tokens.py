from __future__ import annotations

import pytest

from studio.understand.tokens import pieces, split_words, stem


@pytest.mark.parametrize(
    ("folded", "words"),
    [
        ("don't cut 1.5s", ["don't", "cut", "1.5", "s"]),
        ("去掉2秒", ["去", "掉", "2", "秒"]),
        ("slow-mo", ["slow", "mo"]),
        ("-5 db", ["-", "5", "db"]),
        ("red, blue", ["red", ",", "blue"]),
    ],
)
def test_a_line_is_cut_into_words_numbers_characters_and_signs(
    folded: str, words: list[str]
) -> None:
    assert [word for word, _, _ in split_words(folded)] == words


def test_a_piece_knows_where_it_stands_in_the_line() -> None:
    assert list(split_words("cut it now", 4, 7)) == [("it", 4, 6)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("clips", "clip"), ("fading", "fade"), ("cutting", "cut"), ("copies", "copy")],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_phrase_is_cut_into_stems_and_single_characters() -> None:
    assert pieces("take out") == ["tak", "out"]
    assert pieces("去掉") == ["去", "掉"]
