from __future__ import annotations

from typing import Any

import pytest

from studio.understand import typed_values


@pytest.mark.parametrize(
    ("written", "kind", "meant"),
    [
        ("0:05", "time", 5000),
        ("00:00:10.500", "time", 10_500),
        ("1m20s", "time", 80_000),
        ("half a second", "time", 500),
        ("a second and a half", "time", 1500),
        ("90 secs", "time", 90_000),
        ("第3秒", "time", 3000),
        ("1分半", "time", 90_000),
        ("一分二十秒", "time", 80_000),
        ("半秒", "time", 500),
        ("1分20秒", "time", 80_000),
        ("200 ms", "time", 200),
        ("12 frames", "frames", 12),
        ("9:16", "ratio", "9:16"),
        ("2.35:1", "ratio", "2.35:1"),
        ("35%", "percent", 0.35),
        ("百分之三十", "percent", 0.3),
        ("-6 db", "db", -6),
        ("2x", "factor", 2),
        ("1.5倍", "factor", 1.5),
        ("90°", "degrees", 90),
        ("1080p", "lines", 1080),
        ("4k", "lines", 2160),
        ("60fps", "fps", 60),
        ("1920x1080", "dims", (1920, 1080)),
        ("#ff8800", "hex", "#ff8800"),
        ("3回", "times", 3),
        ("倒数第二", "nth", -2),
        ("3番目", "nth", 3),
        ("second-to-last", "ordinal", -2),
        ("forty", "number", 40),
    ],
)
def test_values_have_a_type(written: str, kind: str, meant: Any) -> None:
    found = typed_values.at(written, 0)

    assert found == (kind, meant, len(written))


@pytest.mark.parametrize("written", ["hello", "的", "", "seconds"])
def test_other_words_are_no_values(written: str) -> None:
    assert typed_values.at(written, 0) is None
