from __future__ import annotations

from typing import Any

import pytest

from studio.understand import reading, token_merging


def kinds(said: str) -> list[tuple[str, Any]]:
    line = token_merging.merged(reading.read(said))
    return [(token.kind, token.value) for token in line.tokens if token.kind in {"range", "edged"}]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("cut 3-5s", ("range", (3000, 5000))),
        ("between 4 and 9 seconds", ("range", (4000, 9000))),
        ("0:08〜0:12", ("range", (8000, 12_000))),
        ("第5秒到第12秒", ("range", (5000, 12_000))),
        ("10秒から25秒まで", ("range", (10_000, 25_000))),
        ("from 0:20 to the end", ("range", (20_000, "end"))),
        ("everything before 0:05", ("range", (0, 5000))),
        ("3秒和6秒之间", ("range", (3000, 6000))),
        ("the first 10 seconds", ("edged", ("start", "time", 10_000))),
        ("12 frames off the end", ("edged", ("end", "frames", 12))),
        ("最後の3秒", ("edged", ("end", "time", 3000))),
        ("前五秒", ("edged", ("start", "time", 5000))),
    ],
)
def test_what_belongs_together_is_joined(said: str, meant: tuple[str, Any]) -> None:
    assert kinds(said) == [meant]


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("at 6 seconds", "at"),
        ("for 6 seconds", "for"),
        ("6秒のところ", "at"),
        ("6秒間止めて", "for"),
        ("6 seconds", ""),
    ],
)
def test_a_time_is_a_moment_or_a_length(said: str, role: str) -> None:
    line = token_merging.merged(reading.read(said))

    assert [token.concepts["role"] for token in line.all("time")] == [role]
