from __future__ import annotations

from typing import Any

import pytest

from studio.project import Project
from studio.understand import understand


@pytest.mark.parametrize(
    ("target", "said", "op", "args"),
    [
        ("title", "make it bigger", "text_style", {"size": "bigger"}),
        ("title", "remove it", "remove_text", {"which": "title"}),
        ("music", "a bit louder", "volume", {"track": "music", "dir": "up"}),
        ("music", "remove it", "music", {"mood": "none"}),
        ("caption", "make them yellow", "text_style", {"which": "caption", "color": "yellow"}),
    ],
)
def test_it_is_what_was_touched_last(target: str, said: str, op: str, args: dict[str, Any]) -> None:
    project = Project(memory={"target": target})

    order = understand(said, project)

    assert order.op == op
    assert args.items() <= dict(order.args).items()


def test_it_without_a_past_is_asked_about() -> None:
    assert understand("make it bigger", Project()).op in {"ask", "talk"}


@pytest.mark.parametrize(
    ("target", "said", "op"),
    [
        ("logo", "make it smaller", "logo"),
        ("transition", "remove it", "transition"),
        ("clip", "make it shorter", "ask"),
        ("picture", "remove it", "undo"),
    ],
)
def test_other_things_are_it_as_well(target: str, said: str, op: str) -> None:
    assert understand(said, Project(memory={"target": target})).op == op


def test_only_a_logo_of_ours_can_be_removed() -> None:
    logo = {"tt": 0, "m": {"name": "Overlay"}, "sg": [{"d": 1, "m": {"role": "logo"}}]}

    assert understand("remove the watermark", Project(draft={"t": [logo]})).op == "logo"
    assert understand("remove the watermark", Project()).op == "unsupported"
