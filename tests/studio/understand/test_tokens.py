from __future__ import annotations

import pytest

from studio.understand.tokens import split_words


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
