from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studio.understand import compound_orders, reading, token_merging

if TYPE_CHECKING:
    from studio.understand.order import Order


def understood(said: str) -> Order:
    order = compound_orders.orders(token_merging.merged(reading.read(said)))
    assert order is not None
    return order


def order(said: str) -> Order:
    found = compound_orders.orders(token_merging.merged(reading.read(said)))
    assert found
    return found


@pytest.mark.parametrize(
    ("said", "ops"),
    [
        ("cut 3-5s, speed the rest up 1.5x and add chill music at 30%", ["cut", "speed", "music"]),
        ("剪掉前3秒，再倒放", ["cut_edge", "reverse"]),
        ("縦型にして、最後にフェードアウト", ["aspect", "fade"]),
        ("mute it; rotate 90 degrees; make it black and white", ["mute", "rotate", "filter"]),
    ],
)
def test_joined_orders_run_one_after_another(said: str, ops: list[str]) -> None:
    found = order(said)

    assert [one["op"] for one in found.args["ops"]] == ops


@pytest.mark.parametrize(
    ("said", "op"),
    [
        ('put "Sale" at the top, in yellow, for 3 seconds', "title"),
        ("the footage is shaky, can you steady it", "stabilize"),
        ("add logo.png to the top left, small, half transparent", "logo"),
        ("music is too loud, lower it by 6 dB", "volume"),
        ("绿幕抠图，背景换成海滩.jpg", "chroma_key"),
    ],
)
def test_a_detail_is_no_order_of_its_own(said: str, op: str) -> None:
    assert order(said).op == op


def test_each_range_is_cut_the_last_first() -> None:
    order = understood("cut out 0:05-0:07 and 0:11-0:13")

    assert [one["args"]["from"] for one in order.args["ops"]] == [11_000, 5000]


def test_both_ends_go() -> None:
    order = understood("trim 2s from the start, 3s from the end")

    assert [one["args"]["edge"] for one in order.args["ops"]] == ["start", "end"]


def test_two_orders_in_one_breath() -> None:
    order = understood("play the second clip in reverse at half speed")

    assert {one["op"] for one in order.args["ops"]} == {"reverse", "speed"}
