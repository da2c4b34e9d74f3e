from __future__ import annotations

import pytest

from intents import library
from intents.typos import Speller

WORDS = ["export", "download", "video", "save", "credits", "upload"]


def speller(*real: str) -> Speller:
    return Speller(WORDS, frozenset(real))


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("exprot", "export"),
        ("exort", "export"),
        ("exporrt", "export"),
        ("vidoe", "video"),
        ("downlaod", "download"),
        ("donwloda", "download"),
        ("svae", "save"),
        ("exporttttt", "export"),
        ("viiiideo", "video"),
    ],
)
def test_a_slip_is_known_for_its_word(slip: str, word: str) -> None:
    assert speller().near(slip)[:1] == (word,)


@pytest.mark.parametrize(
    "word", ["sav", "saves", "sove", "epxrot", "exports2", "导出", "", "e-port"]
)
def test_what_is_too_short_or_too_far_is_no_slip(word: str) -> None:
    assert speller().near(word) == ()


def test_a_real_word_is_no_slip() -> None:
    assert speller("expert").near("expert") == ()
    assert speller().near("expert") == ("export",)


def test_a_guess_is_made_once() -> None:
    one = speller()

    assert one.near("exprot") is one.near("exprot")


def test_guesses_are_not_kept_for_ever() -> None:
    one = speller()

    for number in range(5000):
        one.near("q" + "abcdefghij"[number % 10] * 2 + f"{number:05b}".translate({48: 97, 49: 98}))

    assert len(one.known) <= 4096


def test_a_phrase_is_respelt_where_something_was_wrong() -> None:
    assert speller().respelt(["exprot", "the", "vidoe"]) == ["export", "the", "video"]
    assert speller().respelt(["export", "the", "video"]) is None


def test_no_word_of_the_phrases_is_among_the_real_ones() -> None:
    book = library.router_tables()

    assert not book.speller.vocabulary & book.speller.real


@pytest.mark.parametrize("word", ["expert", "truck", "statue", "timezone", "exploit"])
def test_real_words_that_look_like_orders_are_left_alone(word: str) -> None:
    assert library.router_tables().speller.near(word) == ()
