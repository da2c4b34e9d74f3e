from __future__ import annotations

import json

import pytest

from studio.wire.envelopes import (
    RefusalError,
    WrongShapeError,
    as_json,
    clean,
    good,
    parsed,
    text,
)

CODES = [
    (1001, 401),
    (1002, 404),
    (2001, 200),
    (4001, 415),
    (4002, 413),
    (400, 400),
    (402, 402),
    (429, 429),
]
HOSTILE = [
    b"",
    b"[]",
    b'"text"',
    b"{",
    b"\xff\xfe",
    b'{"a": NaN}',
    b'{"a": 1e999}',
    b"[" * 100_000,
    b'{"a": ' + b"9" * 5000 + b"}",
]


@pytest.mark.parametrize(("code", "status"), CODES)
def test_a_refusal_has_its_code_in_the_body(code: int, status: int) -> None:
    answer = RefusalError(code).response()

    said = json.loads(bytes(answer.body))
    assert (said["code"], answer.status_code) == (code, status)
    assert said["message"] != ""


def test_what_went_well_has_code_0() -> None:
    answer = good({"token": "t"})

    assert json.loads(bytes(answer.body)) == {
        "code": 0,
        "message": "success",
        "data": {"token": "t"},
    }


@pytest.mark.parametrize("raw", HOSTILE, ids=range(len(HOSTILE)))
def test_a_body_that_is_no_object_is_refused(raw: bytes) -> None:
    with pytest.raises(WrongShapeError):
        parsed(raw)


def test_half_a_surrogate_pair_does_not_stop_an_answer() -> None:
    answer = as_json({"title": "a\ud800b"})

    assert json.loads(bytes(answer.body)) == {"title": "a?b"}


def test_letters_travel_as_they_are() -> None:
    answer = as_json({"title": "夏の海\u2028"})

    assert "夏の海\u2028".encode() in bytes(answer.body)


def test_a_text_is_cleaned_and_bounded() -> None:
    body = {"name": "a\0b\ud800c" + "x" * 300}

    found = text(body, "name", limit=6)

    assert found == "ab?cxx"
    assert clean("日本") == "日本"


def test_a_text_that_is_a_number_is_refused_by_name() -> None:
    with pytest.raises(WrongShapeError) as caught:
        text({"task_name": 7}, "task_name")

    assert caught.value.where == "task_name"
