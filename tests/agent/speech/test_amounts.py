"""Numbers as people read them."""

from __future__ import annotations

import pytest

from agent.speech import amounts
from agent.speech.words import words


@pytest.mark.parametrize(
    ("octets", "told"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (12_340_000, "12.3 MB"),
        (999_949_999, "999.9 MB"),
        (1_500_000_000, "1.5 GB"),
        (2_000_000_000_000, "2000.0 GB"),
    ],
)
def test_a_size_is_told_in_the_unit_that_fits(octets: int, told: str) -> None:
    assert amounts.size(octets) == told


@pytest.mark.parametrize(
    ("ms", "told"),
    [(0, "0 s"), (15_000, "15 s"), (2_500, "2.5 s"), (60_000, "1:00"), (125_400, "2:05")],
)
def test_a_length_is_told_as_players_show_it(ms: int, told: str) -> None:
    assert amounts.length(ms) == told


@pytest.mark.parametrize(("language", "told"), [("en", "2.5 s"), ("zh", "2.5 秒"), ("ja", "2.5秒")])
def test_a_length_is_told_in_the_language(language: str, told: str) -> None:
    assert amounts.length(2_500, words(language)) == told


@pytest.mark.parametrize(
    ("seconds", "language", "told"),
    [
        (40.4, "en", "40 s"),
        (59.7, "en", "1 min 0 s"),
        (125, "en", "2 min 5 s"),
        (125, "zh", "2 分 5 秒"),
        (7, "ja", "7 秒"),
    ],
)
def test_a_time_that_has_passed_is_told_in_the_language(
    seconds: float, language: str, told: str
) -> None:
    assert amounts.passed(seconds, words(language)) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (3, "just now"),
        (60, "1 min ago"),
        (3599, "59 min ago"),
        (7200, "2 h ago"),
        (200_000, "2 d ago"),
    ],
)
def test_an_age_is_told_in_the_largest_unit(seconds: float, told: str) -> None:
    assert amounts.ago(seconds, words("en")) == told


@pytest.mark.parametrize(
    ("number", "told"), [(100.0, "100"), (12.5, "12.5"), (0.126, "0.13"), (0, "0")]
)
def test_a_count_has_no_zeros_that_say_nothing(number: float, told: str) -> None:
    assert amounts.count(number) == told
