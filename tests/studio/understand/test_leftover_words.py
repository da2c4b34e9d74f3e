"""Orders that leave words unexplained are offered, not carried out."""

from __future__ import annotations

import pytest

from studio.project.history import Project
from studio.understand import (
    compound_orders,
    leftover_words,
    reading,
    token_merging,
    understand,
)
from studio.understand.order import Order


@pytest.mark.parametrize(
    ("said", "strange", "op"),
    [
        ("zorb the first three seconds", "zorb", "cut_edge"),
        ("remove the plate in clip 3", "plate", "delete"),
        ("前三秒鼓捣鼓捣", "鼓捣鼓捣", "cut_edge"),
        ("クリップ3の花瓶を消して", "花瓶", "delete"),
    ],
)
def test_a_word_nobody_knows_makes_an_offer_of_an_order(said: str, strange: str, op: str) -> None:
    order = understand(said, Project())

    assert order.op == "ask"
    assert order.args["said"] == strange
    assert order.args["offer"]["op"] == op


@pytest.mark.parametrize(
    ("said", "op"),
    [
        ("remove the boring drone footage, clip 3", "delete"),
        ("cut the first 4 seconds of chatter", "cut_edge"),
        ("把凌乱的开头剪掉3秒", "cut_edge"),
        ("退屈なクリップ3を消して", "delete"),
        ("crop it to 4:5 for the bakery", "aspect"),
    ],
)
def test_words_that_only_describe_are_no_reason_to_ask(said: str, op: str) -> None:
    assert understand(said, Project()).op == op


def test_a_thing_the_operation_is_not_about_is_doubted() -> None:
    line = token_merging.merged(reading.read("cut the song at 0:05 to 0:07"))
    order = Order("cut", {"from": 5000, "to": 7000})

    assert leftover_words.about(line, order, compound_orders.parts(line)) == "song"


def test_a_question_that_is_no_request_is_answered_with_an_offer() -> None:
    assert understand("should I add music?", Project()).op == "ask"
    assert understand("can you add calm music?", Project()).op == "music"
