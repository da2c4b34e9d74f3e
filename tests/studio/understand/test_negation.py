"""What is not to be done is left alone; what is not to be kept goes."""

from __future__ import annotations

import pytest

from studio.project.history import Project
from studio.understand import compound_orders, negation, reading, token_merging, understand


@pytest.mark.parametrize(
    "said",
    [
        "don't cut clip 2",
        "please don't mute it",
        "leave the music alone",
        "we shouldn't speed this up",
        "别删第二段",
        "不要剪掉开头",
        "别动音乐",
        "クリップ2は消さないで",
        "最初の5秒は切らないでください",
    ],
)
def test_what_is_not_to_be_done_is_not_done(said: str) -> None:
    order = understand(said, Project())

    assert not order.acts
    assert order.args["about"] == "kept"


@pytest.mark.parametrize(
    ("said", "op"),
    [
        ("I don't want to keep the last 5 seconds", "cut_edge"),
        ("12秒到16秒之间的内容我不想留", "cut"),
        ("8秒から15秒は残さないで", "cut"),
        ("don't delete anything, just brighten it", "adjust"),
        ("音楽は変えないで、声だけ少し小さく", "volume"),
        ("不要字幕", "remove_text"),
        ("クリップ1と2をつないで", "merge"),
    ],
)
def test_what_is_wanted_instead_is_done(said: str, op: str) -> None:
    assert understand(said, Project()).op == op


def test_a_line_without_a_not_stays_as_it_is() -> None:
    line = token_merging.merged(reading.read("cut clip 2"))

    assert negation.heeded(line, compound_orders.parts(line)) is line
