"""Events out of bytes, wherever the line cuts them."""

from __future__ import annotations

from random import Random

import pytest

from agent.world.sse import Reader

TALE = (
    b"\xef\xbb\xbf: a comment\n\n"
    b"data: one\n\n"
    b"event: x\r\nid: 7\r\ndata:two\r\ndata:  lines\r\n\r\n"
    b"retry: 5\r\rdata: \xe6\xb5\xb7\xe8\xbe\xb9\r\r"
    b"\n\n\ndata\n\n"
    b"database: none\n\n"
    b"id: 3\n\n"
    b"data: a\xffb\n\n"
    b"data: never ends"
)
EVENTS = ["one", "two\n lines", "海边", "a\ufffdb"]


def read(*pieces: bytes) -> list[str]:
    """What is read of these, one after the other."""
    reader = Reader()
    return [event for piece in pieces for event in reader.feed(piece)]


def test_only_data_is_read() -> None:
    assert read(TALE) == EVENTS


def test_the_line_may_cut_anywhere() -> None:
    assert read(*(bytes([one]) for one in TALE)) == EVENTS


@pytest.mark.parametrize("seed", range(40))
def test_and_in_any_lengths(seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - a test that comes out the same each time
    cuts = sorted(dice.choices(range(len(TALE)), k=dice.randrange(12)))

    assert read(*(TALE[a:b] for a, b in zip([0, *cuts], [*cuts, len(TALE)], strict=True))) == EVENTS


@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\r\n", b"\r\r\n"])
def test_an_empty_line_ends_what_was_left_open(end: bytes) -> None:
    assert read(b"data: x", end) == ["x"]


def test_a_long_event_in_many_pieces_is_put_together_once() -> None:
    pieces = [b"data: ", *([b"x" * 1000] * 2000), b"\n", b"\n"]

    assert read(*pieces) == ["x" * 2_000_000]
