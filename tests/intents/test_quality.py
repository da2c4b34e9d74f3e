from __future__ import annotations

import pytest

from intents import library
from intents.quality import Quality


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("low", Quality.LOW),
        ("medium", Quality.MEDIUM),
        ("preview", Quality.PREVIEW),
        ("1080p", Quality.HIGH),
        ("", Quality.HIGH),
        (None, Quality.HIGH),
        (["low"], Quality.HIGH),
    ],
)
def test_what_is_no_quality_is_the_high_one(said: object, meant: Quality) -> None:
    assert Quality.of(said) is meant


def test_a_resolution_is_no_quality() -> None:
    assert Quality.has("low")
    assert not Quality.has("720p")


def test_people_have_words_for_every_quality_but_the_preview() -> None:
    said = set(library.router_tables().qualities.values())

    assert {one for one in said if not one.endswith("p")} == set(Quality) - {Quality.PREVIEW}
