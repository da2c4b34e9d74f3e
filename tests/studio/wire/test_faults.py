from __future__ import annotations

from pathlib import Path

import pytest

from studio.wire.faults import KNOWN, PLACES, Fault, FaultBook, FaultError, Faults, parse

WRITTEN = [
    ("", []),
    ("bom", [Fault("bom")]),
    ("cut-after=2", [Fault("cut-after", "2")]),
    ("code=1001*1", [Fault("code", "1001", times=1)]),
    ("code=429@token*2#a", [Fault("code", "429", "token", 2, "a")]),
    (" bom , crlf ", [Fault("bom"), Fault("crlf")]),
    ("retry-after=-1", [Fault("retry-after", "-1")]),
]
WRONG = ["nonsense", "cut-after=2*x", "code@moon=1", "code=1@moon", "cut after"]


@pytest.mark.parametrize(("written", "expected"), WRITTEN)
def test_a_fault_is_read_as_written(written: str, expected: list[Fault]) -> None:
    assert parse(written) == expected


@pytest.mark.parametrize("written", WRONG)
def test_a_fault_that_there_is_not_is_told(written: str) -> None:
    with pytest.raises(FaultError):
        parse(written)


def test_an_option_holds_for_the_places_it_is_about() -> None:
    book = FaultBook("bom")

    assert "bom" in book.of_request("message", None)
    assert "bom" not in book.of_request("credits", None)


def test_a_header_holds_for_its_request_alone() -> None:
    book = FaultBook()

    assert "bom" in book.of_request("message", "bom")
    assert "bom" not in book.of_request("message", None)


def test_a_place_confines_a_fault() -> None:
    book = FaultBook("code=429@token")

    assert book.of_request("token", None).value("code") == "429"
    assert "code" not in book.of_request("message", None)


def test_a_fault_with_a_count_ends() -> None:
    book = FaultBook("code=1002*2")

    happened = ["code" in book.of_request("message", None) for _ in range(4)]

    assert happened == [True, True, False, False]


def test_tags_keep_counts_apart() -> None:
    book = FaultBook()

    happened = [
        "bom" in book.of_request("message", f"bom*1#{tag}") for tag in ("first", "first", "second")
    ]

    assert happened == [True, False, True]


@pytest.mark.parametrize(
    ("value", "expected"), [("3", 3), ("", 7), ("nan", 7), ("x", 7), ("-4", 0)]
)
def test_a_number_that_makes_no_sense_is_the_usual_one(value: str, expected: float) -> None:
    faults = Faults((Fault("cut-after", value),))

    assert faults.number("cut-after", 7) == expected


def test_every_fault_says_what_it_does() -> None:
    assert all(told for _, told in KNOWN.values())


def test_every_fault_and_place_stands_in_the_docs() -> None:
    page = (Path(__file__).parents[3] / "docs" / "studio.md").read_text("utf-8")

    missing = [name for name in (*KNOWN, *PLACES) if name not in page]

    assert missing == []
