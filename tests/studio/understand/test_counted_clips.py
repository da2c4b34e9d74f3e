from __future__ import annotations

from typing import Any

import pytest

from studio.understand import counted_clips, reading


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("clip 3", ("clip", 3)),
        ("clips 1 to 3", ("clip", [1, 2, 3])),
        ("the last clip", ("clip", -1)),
        ("the first two clips", ("clip", [1, 2])),
        ("第3段", ("clip", 3)),
        ("最后一段", ("clip", -1)),
        ("2番目のクリップ", ("clip", 2)),
        ("クリップ1と2", ("clip", [1, 2])),
        ("all the clips", ("clip", "all")),
        ("the second title", ("which", 2)),
        ("倒数第二段", ("clip", -2)),
    ],
)
def test_clips_are_counted(said: str, meant: tuple[str, Any]) -> None:
    line = reading.read(said)

    found = counted_clips.clips(line, list(line.tokens))

    assert [(one.kind, one.value) for one in found if one.kind in {"clip", "which"}] == [meant]


@pytest.mark.parametrize(
    ("said", "end"), [("first", "start"), ("last", "end"), ("开头", "start"), ("music", None)]
)
def test_a_word_may_mean_an_end(said: str, end: str | None) -> None:
    assert counted_clips.edge_of(reading.read(said).tokens[0]) == end
