from __future__ import annotations

from typing import Any

import pytest

from studio.project.history import Project
from studio.understand import understand


@pytest.mark.parametrize(
    ("said", "op", "args"),
    [
        ("crop out the bottom 10%", "crop", {"bottom": 0.1}),
        ("画面向左转90度", "rotate", {"deg": -90}),
        ("flip the picture vertically", "flip", {"axis": "v"}),
        ("punch in 120% at 0:09", "zoom", {"x": 1.2, "at": 9000}),
        ("写真をゆっくりズームアウトさせて", "pan_zoom", {"dir": "out"}),
        (
            "stick a 🔥 in the corner from 2s to 4s",
            "sticker",
            {"what": "🔥", "pos": "corner", "from": 2000, "to": 4000},
        ),
        (
            "half-second wipe between clip 1 and 2",
            "transition",
            {"name": "wipe", "d": 500, "between": [1, 2]},
        ),
        ("结尾两秒淡出到白色", "fade", {"dir": "out", "color": "white", "d": 2000}),
        ("set it to 1080p 60fps", "resolution", {"h": 1080, "fps": 60}),
    ],
)
def test_what_is_seen_reaches_the_order(said: str, op: str, args: dict[str, Any]) -> None:
    order = understand(said, Project())

    assert order.op == op
    assert args.items() <= dict(order.args).items()
