from __future__ import annotations

from typing import Any

import pytest

from studio.project.history import Project
from studio.understand import understand


@pytest.mark.parametrize(
    ("said", "op", "args"),
    [
        ("move clip 3 before clip 1", "move", {"clip": 3, "to": 1}),
        ("move clip 1 after clip 3", "move", {"clip": 1, "to": 3}),
        ("move the last clip to the front", "move", {"clip": -1, "to": 1}),
        ("swap the second and the last clip", "swap", {"a": 2, "b": -1}),
        ("insert b.mov after the first clip", "insert", {"src": "b.mov", "after": 1}),
        (
            "drop b.jpg in at 0:12 for three seconds",
            "insert",
            {"src": "b.jpg", "at": 12_000, "d": 3000},
        ),
        ("use a.mp4 instead of b.mp4 for clip 2", "replace", {"clip": 2, "src": "a.mp4"}),
        ("第2段换成 c.mp4，时长不变", "replace", {"clip": 2, "src": "c.mp4", "keep_d": True}),
        ("join clips 1, 2 and 3 together", "merge", {"clips": [1, 2, 3]}),
        ("put clips 1 and 2 one above the other", "split_screen", {"clips": [1, 2], "layout": "v"}),
    ],
)
def test_clips_and_their_places_reach_the_order(said: str, op: str, args: dict[str, Any]) -> None:
    order = understand(said, Project())

    assert order.op == op
    assert args.items() <= dict(order.args).items()
