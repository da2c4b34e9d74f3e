"""The word that was meant."""

from __future__ import annotations

import pytest

from intents.closest import closest

VERBS = ["say", "export", "credits", "status"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("exprot", "export"), ("statsu", "status"), ("credit", "credits"), ("zzz", ""), ("", "")],
)
def test_the_word_most_like_is_found_if_it_is_like_enough(typed: str, meant: str) -> None:
    assert closest(typed, VERBS, 60) == meant


def test_how_like_it_must_be_is_said() -> None:
    assert closest("exp", VERBS, 60) == "export"
    assert closest("exp", VERBS, 90) == ""
