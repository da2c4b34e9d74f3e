from __future__ import annotations

import pytest

from studio.project.history import Project
from studio.understand import understand


@pytest.mark.parametrize(
    ("said", "mood"),
    [
        ("add lo-fi background music", "lo-fi"),
        ("something more upbeat for the music", "upbeat"),
        ("配上轻快的背景音乐", "轻快"),
        ("来一段悲伤的钢琴曲", "悲伤的钢琴曲"),
        ("落ち着いたBGMを付けて", "落ち着いた"),
        ("BGMをジャズに変えて", "ジャズ"),
        ("put some jazz underneath", "jazz"),
    ],
)
def test_a_mood_keeps_its_own_letters(said: str, mood: str) -> None:
    order = understand(said, Project())

    assert (order.op, dict(order.args)) == ("music", {"mood": mood})


def test_music_without_a_mood_has_none() -> None:
    assert dict(understand("add some music", Project()).args) == {}
