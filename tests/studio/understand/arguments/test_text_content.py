from __future__ import annotations

from typing import Any

import pytest

from studio.project.history import Project
from studio.understand import understand


@pytest.mark.parametrize(
    ("said", "op", "args"),
    [
        (
            "add the text 'Sale' in yellow at the bottom from 0:03 to 0:08",
            "title",
            {"text": "Sale", "color": "yellow", "pos": "bottom", "from": 3000, "to": 8000},
        ),
        (
            "title card that says Hello World for the first two seconds",
            "title",
            {"text": "Hello World", "at": "start", "d": 2000},
        ),
        ("text at the bottom: link in bio", "title", {"text": "link in bio", "pos": "bottom"}),
        ("change the title to Urban Dreams", "edit_text", {"text": "Urban Dreams"}),
        ("把“你好”改成“再见”", "edit_text", {"text": "再见", "old": "你好"}),
        (
            "lower third: Maya Chen, product designer, at 4s",
            "lower_third",
            {"name": "Maya Chen", "role": "product designer", "at": 4000},
        ),
        ("加一段旁白：“欢迎”", "voiceover", {"text": "欢迎"}),
        ('end with a card: "bye", 3 seconds', "end_card", {"text": "bye", "d": 3000}),
    ],
)
def test_words_and_their_look_reach_the_order(said: str, op: str, args: dict[str, Any]) -> None:
    order = understand(said, Project())

    assert order.op == op
    assert args.items() <= dict(order.args).items()


def test_captions_are_typed_with_their_times() -> None:
    order = understand("caption 0:00-0:03 'we start', 0:03-0:06 'and end'", Project())

    assert order.args["lines"] == [
        {"from": 0, "to": 3000, "text": "we start"},
        {"from": 3000, "to": 6000, "text": "and end"},
    ]
