from __future__ import annotations

from typing import Any

import pytest

from studio.project.history import Project
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


@pytest.mark.parametrize(
    ("target", "said", "op", "args"),
    [
        ("title", "make it say 'Going Home'", "edit_text", {"text": "Going Home"}),
        ("title", "make it 2 seconds", "text_style", {"which": "title", "d": 2000}),
        ("music", "change it to something sad", "music", {"mood": "sad"}),
        ("music", "消して", "music", {"mood": "none"}),
        ("title", "删掉", "remove_text", {"which": "title"}),
        ("clip", "make it 2 seconds", "duration", {"d": 2000}),
    ],
)
def test_it_is_meant_where_it_would_be_something_else(
    target: str, said: str, op: str, args: dict[str, Any]
) -> None:
    order = understand(said, Project(memory={"target": target}))

    assert (order.op, dict(order.args)) == (op, args)


@pytest.mark.parametrize("said", ["do the same to clip 3", "第三段也这样", "クリップ3も同じように"])
def test_the_last_order_on_another_clip(said: str) -> None:
    last = {"op": "filter", "args": {"name": "bw", "clip": 1}}

    order = understand(said, Project(memory={"target": "clip", "last": last}))

    assert (order.op, dict(order.args)) == ("filter", {"name": "bw", "clip": 3})


def test_a_counted_text_is_the_one_that_is_meant() -> None:
    order = understand("move the first one to the bottom", Project(memory={"target": "title"}))

    assert dict(order.args) == {"n": 1, "pos": "bottom"}
