"""Lines as people write them, in three languages; the last table was never learnt from."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from studio.project.model import Project
from studio.understand import understand
from studio.understand.order import SILENT

HERE: Final = Path(__file__).parent
Row = tuple[str, str, str, dict[str, Any]]


def table(name: str) -> list[Row]:
    return [tuple(row) for row in yaml.safe_load((HERE / name).read_bytes())]


def is_same(wanted: Any, got: Any) -> bool:
    if isinstance(wanted, dict):
        return isinstance(got, dict) and all(is_same(wanted[key], got.get(key)) for key in wanted)
    if isinstance(wanted, list):
        return isinstance(got, list) and len(wanted) == len(got) and all(map(is_same, wanted, got))
    if isinstance(wanted, float):
        return isinstance(got, (int, float)) and abs(wanted - got) < 0.01
    return bool(wanted == got or (isinstance(wanted, str) and got in wanted.split("|")))


def counted(rows: list[Row]) -> tuple[float, float, float]:
    """Shares of right operations, of lines right in every argument, of wrong acting orders."""
    right = whole = wrong = 0
    for _, said, op, args in rows:
        order = understand(said, Project())
        is_right = order.op in op.split("|")
        right += is_right
        whole += is_right and is_same(args, dict(order.args))
        wrong += not is_right and order.op not in SILENT
    return right / len(rows), whole / len(rows), wrong / len(rows)


@pytest.mark.untraced
def test_what_was_learnt_is_not_forgotten() -> None:
    rows = table("met.yaml")

    right, whole, wrong = counted(rows)

    assert right >= 0.99
    assert whole >= 0.98
    assert wrong <= 0.005


def test_lines_never_learnt_from_are_understood() -> None:
    rows = table("held_out.yaml")

    right, whole, wrong = counted(rows)

    assert right >= FLOOR[0]
    assert whole >= FLOOR[1]
    assert wrong <= FLOOR[2]


FLOOR: Final = (0.92, 0.91, 0.03)


@pytest.mark.untraced
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 7, 9])
def test_rounds_that_were_learnt_from_are_not_forgotten(number: int) -> None:
    right, whole, wrong = counted(table(f"round_{number}.yaml"))

    assert right >= 0.98
    assert whole >= 0.97
    assert wrong <= 0.01


@pytest.mark.untraced
@pytest.mark.parametrize("number", [10, 11, 12])
def test_rounds_with_lines_that_are_still_open_keep_what_they_have(number: int) -> None:
    right, whole, wrong = counted(table(f"round_{number}.yaml"))

    assert right >= 0.97
    assert whole >= 0.96
    assert wrong <= 0.012


def test_the_round_least_learnt_from_is_understood() -> None:
    right, whole, wrong = counted(table("round_8.yaml"))

    assert right >= 0.92
    assert whole >= 0.9
    assert wrong <= 0.035


def test_the_newest_round_was_never_learnt_from() -> None:
    right, whole, wrong = counted(table("round_13.yaml"))

    assert right >= 0.87
    assert whole >= 0.87
    assert wrong <= 0.056


@pytest.mark.parametrize(
    ("said", "op"),
    [
        ("hello", "talk"),
        ("what's the weather like", "talk"),
        ("给我讲个笑话", "talk"),
        ("how long is it?", "question"),
        ("动画多长?", "question"),
        ("make it better", "ask"),
        ("export it as mp4", "export"),
        ("", "talk"),
        ("🙂", "ask"),
    ],
)
def test_what_is_no_order_changes_nothing(said: str, op: str) -> None:
    order = understand(said, Project())

    assert order.op in SILENT
    assert op in {order.op, "ask"}


@pytest.mark.untraced
def test_a_pasted_book_is_read_in_bounded_time() -> None:
    book = "Cut 3-5s, 「 and then. " * 40_000

    order = understand(book, Project())

    assert order.language == "en"
