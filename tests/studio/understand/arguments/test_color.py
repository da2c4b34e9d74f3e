from __future__ import annotations

from typing import Any

import pytest

from studio.project.history import Project
from studio.understand import understand


@pytest.mark.parametrize(
    ("said", "op", "args"),
    [
        (
            "16:9 please, blur the sides instead of cropping",
            "aspect",
            {"ratio": "16:9", "fit": "blur"},
        ),
        (
            "cinematic teal and orange on clips 1 to 3",
            "filter",
            {"name": "teal-orange", "clips": [1, 2, 3]},
        ),
        (
            "bump the contrast by 20% and drop saturation to 80%",
            "adjust",
            {"contrast": 1.2, "saturation": 0.8},
        ),
        ("色调偏冷一点", "adjust", {"temperature": -0.2}),
        ("blur the background video behind the title", "blur", {"track": "video", "when": "title"}),
        ("绿幕抠图,背景换成海滩.jpg", "chroma_key", {"color": "green", "bg": "海滩.jpg"}),
    ],
)
def test_looks_and_levels_reach_the_order(said: str, op: str, args: dict[str, Any]) -> None:
    order = understand(said, Project())

    assert order.op == op
    assert args.items() <= dict(order.args).items()
