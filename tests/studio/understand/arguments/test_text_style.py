from __future__ import annotations

from typing import Any

import pytest

from studio.project.history import Project
from studio.understand import understand


@pytest.mark.parametrize(
    ("said", "op", "args"),
    [
        (
            "white text with a black outline, bold",
            "text_style",
            {"color": "white", "outline": "black", "weight": "bold"},
        ),
        ("remove the second title", "remove_text", {"which": "title", "n": 2}),
    ],
)
def test_words_and_their_look_reach_the_order(said: str, op: str, args: dict[str, Any]) -> None:
    order = understand(said, Project())

    assert order.op == op
    assert args.items() <= dict(order.args).items()
