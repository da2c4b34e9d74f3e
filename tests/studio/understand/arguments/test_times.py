from __future__ import annotations

from typing import Any

import pytest

from studio.project.history import Project
from studio.understand import understand


@pytest.mark.parametrize(
    ("said", "op", "args"),
    [
        ("chop off the last three secs", "cut_edge", {"edge": "end", "d": 3000}),
        ("shave 12 frames off the end", "cut_edge", {"edge": "end", "frames": 12}),
        ("make it 30 percent faster", "speed", {"x": 1.3}),
        ("slow it down to 40%", "speed", {"x": 0.4}),
        ("放慢一倍", "speed", {"x": 0.5}),
        ("整个视频压到30秒以内", "duration", {"max": 30_000}),
        ("freeze the frame at 6 seconds for 2 seconds", "freeze", {"at": 6000, "d": 2000}),
        ("最後のフレームで2秒静止させて", "freeze", {"at": "end", "d": 2000}),
        ("push the captions half a second later", "caption_shift", {"by": 500}),
        ("字幕整体提前0.3秒", "caption_shift", {"by": -300}),
        ("the sound is 200 ms late, fix it", "sync_audio", {"by": -200}),
        ("go back two steps", "undo", {"n": 2}),
        ("ちょうど真ん中で分割して", "split", {"at": "50%"}),
        ("loop it three times", "loop", {"times": 3}),
    ],
)
def test_times_and_counts_reach_the_order(said: str, op: str, args: dict[str, Any]) -> None:
    order = understand(said, Project())

    assert (order.op, dict(order.args)) == (op, args)
