from __future__ import annotations

import pytest

from agent.speech import change_text
from agent.speech.words import words
from agent.timeline.changes import Change

ENGLISH = words("en")


def changed(field: str, before: str, after: str, name: str = "sea", at: int = 0) -> Change:
    return Change("~", "video", name, at, at + 2000, field, before, after)


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (Change("+", "text", "Urban Dreams", 0, 3000), '+ Text "Urban Dreams" 0-3s'),
        (Change("-", "video", "", 0, 10_000), "- Video 0-10s"),
        (
            Change("~", "audio", "Lo-fi", 0, 10_000, "volume", "50%", "35%"),
            "~ Audio Lo-fi: volume 50% → 35%",
        ),
        (Change("~", "other", "", 0, 0, "bold", "", "yes"), "~ Track: bold on"),
        (changed("fade_out", "", "1000"), "~ Video sea: fade-out 1 s"),
        (changed("fade_out", "1000", ""), "~ Video sea: fade-out removed"),
        (changed("opacity", "1.0", "0.138"), "~ Video sea: opacity 100% → 14%"),
        (changed("speed", "", "0.5"), "~ Video sea: speed 1 → 0.5"),
        (changed("transition.kind", "", "crossfade"), "~ Video sea: transition fade"),
        (changed("adjust.brightness", "10", "20"), "~ Video sea: brightness 10 → 20"),
        (changed("play_rate.top", "1", "2"), "~ Video sea: top 1 → 2"),
    ],
)
def test_a_change_is_told_in_words_of_the_trade(one: Change, told: str) -> None:
    assert change_text.rows([one], ENGLISH) == [told]


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh", "~ 视频 sea：滤镜 暖色"), ("ja", "~ 映像 sea：フィルター 暖色")],
)
def test_words_of_the_draft_are_told_in_the_language(language: str, told: str) -> None:
    assert change_text.rows([changed("filter", "", "warm")], words(language)) == [told]


def test_the_parts_of_a_zoom_are_one_row() -> None:
    parts = [changed(f"zoom.{part}", "", "1.25") for part in ("from", "to", "x", "y")]

    assert change_text.rows(parts, ENGLISH) == ["~ Video sea: zoom changed"]


def test_a_speed_change_of_six_clips_is_two_rows() -> None:
    found = [
        one
        for place in range(6)
        for one in (
            changed("speed", "", "0.5", f"clip {place}", place * 4000),
            changed(
                "time",
                f"{place * 2}-{place * 2 + 2}s",
                f"{place * 4}-{place * 4 + 4}s",
                f"clip {place}",
                place * 4000,
            ),
        )
    ]

    assert change_text.rows(found, ENGLISH) == [
        "~ 6 clips: speed 1 → 0.5",
        "~ 6 clips: time 0-12s → 0-24s",
    ]


def test_a_time_that_looks_the_same_is_not_told() -> None:
    found = [changed("time", "0-2s", "0-2s"), changed("volume", "50%", "35%")]

    assert change_text.rows(found, ENGLISH) == ["~ Video sea: volume 50% → 35%"]


def test_what_only_a_renderer_asks_for_is_told_as_a_change_of_some_kind() -> None:
    found = [changed("offset", "0", "500"), changed("whole_d", "", "2000")]

    assert change_text.rows(found, ENGLISH) == ["~ Video sea: changed"]


def test_two_that_came_alike_are_told_once() -> None:
    rain = Change("+", "video", "rain", 0, 3000)

    assert change_text.rows([rain, rain], ENGLISH) == ["+ Video rain 0-3s  ×2"]
