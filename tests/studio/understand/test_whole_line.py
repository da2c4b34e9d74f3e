"""Lines as people write them, in three languages; every line that fails is known by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from studio.project.history import Project
from studio.understand import understand
from studio.understand.order import SILENT, Order
from tests import pages

CORPORA: Final = Path(__file__).parent / "corpora"
Row = tuple[str, str, str, dict[str, Any]]


def table(corpus: str) -> list[Row]:
    return [tuple(row) for row in pages.load((CORPORA / f"{corpus}.yaml").read_bytes())]


def is_same(wanted: Any, got: Any) -> bool:
    if isinstance(wanted, dict):
        return isinstance(got, dict) and all(is_same(wanted[key], got.get(key)) for key in wanted)
    if isinstance(wanted, list):
        return isinstance(got, list) and len(wanted) == len(got) and all(map(is_same, wanted, got))
    if isinstance(wanted, float):
        return isinstance(got, (int, float)) and abs(wanted - got) < 0.01
    return bool(wanted == got or (isinstance(wanted, str) and got in wanted.split("|")))


def how_it_fails(op: str, args: dict[str, Any], order: Order) -> str | None:
    """The heading of `known_failures.yaml` under which a line belongs, or nothing: it is right."""
    if order.op not in op.split("|"):
        return "not understood" if order.op in SILENT else "acts wrongly"
    return None if is_same(args, dict(order.args)) else "arguments"


def failing(corpus: str) -> dict[str, str]:
    """Each line of a corpus that is not right, and how it fails."""
    rows = ((said, op, args, understand(said, Project())) for _, said, op, args in table(corpus))
    return {said: how for said, op, args, order in rows if (how := how_it_fails(op, args, order))}


def known(corpus: str) -> dict[str, str]:
    """The same, as `known_failures.yaml` has it."""
    page = pages.load((CORPORA / "known_failures.yaml").read_bytes())
    return {said: how for how, lines in page.get(corpus, {}).items() for said in lines}


def test_each_fifth_of_the_lines_that_were_learnt_is_understood() -> None:
    # With coverage, which makes all of them four times as slow.
    failed = [
        said
        for _, said, op, args in table("met")[::5]
        if how_it_fails(op, args, understand(said, Project()))
    ]

    assert failed == [one for one in failed if one in known("met")]


@pytest.mark.untraced
@pytest.mark.parametrize(
    "corpus", ["met", "held_out", *(f"round_{number}" for number in range(1, 14))]
)
def test_a_line_fails_only_if_it_is_known_to_and_as_it_is_known_to(corpus: str) -> None:
    now, listed = failing(corpus), known(corpus)

    broken = {said: how for said, how in now.items() if listed.get(said) != how}
    mended = sorted(listed.keys() - now.keys())

    assert broken == {}, "these lines were right, or failed otherwise"
    assert mended == [], "these are right now: take them off the list, it may only shrink"


def test_the_list_of_failures_names_nothing_else() -> None:
    page = pages.load((CORPORA / "known_failures.yaml").read_bytes())

    assert {how for ways in page.values() for how in ways} <= {
        "acts wrongly",
        "arguments",
        "not understood",
    }
    assert all((CORPORA / f"{corpus}.yaml").is_file() for corpus in page)


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
