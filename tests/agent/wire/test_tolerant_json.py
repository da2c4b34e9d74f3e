"""JSON from outside: whatever comes, the answer is a value or None."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agent.wire import tolerant_json

BOM = "\ufeff"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ('{"a": 1}', {"a": 1}),
        (b'{"a": 1}', {"a": 1}),
        (BOM + "[1]", [1]),
        (BOM.encode() + b"[1]", [1]),
        ('"\\ud83c\\udfac"', "🎬"),
        ("[NaN, Infinity, -Infinity]", [None, None, None]),
        ("[1e999, -1e999, 1e300]", [None, None, 1e300]),
        ("9" * 401, 0),
        ("-12", -12),
        ("[1, 1.5, true, null]", [1, 1.5, True, None]),
        (b'"caf\xe9"', "caf\ufffd"),
        (b'"\xf0\x9f\x8e"', "\ufffd"),
    ],
)
def test_what_can_be_read_is_read(said: str | bytes, found: Any) -> None:
    assert tolerant_json.parse(said) == found


@pytest.mark.parametrize(
    "said",
    [
        "",
        b"",
        "  ",
        BOM,
        "{",
        "<html>",
        "{'a': 1}",
        "[1,]",
        b"\xff\xfe\x00",
        "\x00",
        "null",
        '{"a": "raw\nline end"}',
        "[" * 100_000,
        '{"a":' * 100_000,
        "[" * 201 + "]" * 201,
        '{"a":' * 500 + "1" + "}" * 500,
    ],
    ids=lambda said: repr(said[:12]),
)
def test_what_cannot_be_read_is_nothing(said: str | bytes) -> None:
    assert tolerant_json.parse(said) is None


def test_many_brackets_side_by_side_are_not_deep() -> None:
    said = json.dumps([[], {}] * 1_000)

    assert len(tolerant_json.parse(said)) == 2_000


@pytest.mark.parametrize("half", ["\\ud800", "\\uDC00", "a\\ud83cb"])
def test_half_a_pair_becomes_a_question_mark(half: str) -> None:
    found = tolerant_json.parse(f'{{"draft": {{"{half}": "{half}"}}}}')

    assert "?" in json.dumps(found, ensure_ascii=False).encode().decode()


@pytest.mark.parametrize(
    ("value", "keys", "found"),
    [
        ({"a": {"b": 1}}, ("a", "b"), 1),
        ({"a": {"b": 1}}, ("a", "c"), None),
        ({"a": [1]}, ("a", "b"), None),
        (None, ("a",), None),
        ("a", ("a",), None),
        (7, (), 7),
    ],
)
def test_a_way_that_leads_nowhere_ends_at_nothing(
    value: Any, keys: tuple[str, ...], found: Any
) -> None:
    assert tolerant_json.at(value, *keys) == found


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("x", "x"),
        (7, "7"),
        (1.5, "1.5"),
        (True, ""),
        (None, ""),
        ([], ""),
        ({}, ""),
        ("\ud800", "?"),
    ],
)
def test_text_is_text_or_nothing(value: Any, said: str) -> None:
    assert tolerant_json.text({"k": value}, "k") == said


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (7, 7.0),
        (-1.5, -1.5),
        ("80", 80.0),
        (" 1e3 ", 1000.0),
        ("nan", None),
        ("inf", None),
        ("-Infinity", None),
        ("eighty", None),
        ("", None),
        (True, None),
        (None, None),
        ([1], None),
        (float("nan"), None),
        (float("inf"), None),
        (10**301, None),
        ("1" * 41, float("1" * 40)),
    ],
)
def test_a_number_is_finite_or_nothing(value: Any, number: float | None) -> None:
    assert tolerant_json.number({"k": value}, "k") == number


@pytest.mark.parametrize(
    ("value", "rows"), [([1], [1]), ({"a": 1}, []), ("ab", []), (None, []), (7, [])]
)
def test_rows_are_a_list_or_none(value: Any, rows: list[Any]) -> None:
    assert tolerant_json.rows({"k": value}, "k") == rows


def test_what_is_deep_is_not_shallow() -> None:
    deep: Any = {}
    for _ in range(300):
        deep = {"a": [deep]}

    assert not tolerant_json.is_shallow(deep)
    assert tolerant_json.is_shallow({"a": [{"b": 1}]})


@pytest.mark.parametrize(
    ("value", "said"),
    [("x", "x"), ("日", "日"), (7, "7"), (1.5, "1.5"), (True, ""), (None, ""), ([], "")],
)
def test_a_word_is_text_or_nothing(value: Any, said: str) -> None:
    assert tolerant_json.as_text(value) == said


@pytest.mark.parametrize("half", ["\ud800", "a\udc00b"])
def test_a_word_can_be_written_out(half: str) -> None:
    assert "?" in tolerant_json.as_text(half).encode().decode()
