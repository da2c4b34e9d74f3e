"""The table of codes: what each refusal asks for."""

from __future__ import annotations

import pytest

from agent.wire import codes
from agent.wire.codes import Kind

TABLE = [
    (1001, Kind.TOKEN),
    (1010, Kind.TOKEN),
    (1011, Kind.TOKEN),
    (401, Kind.TOKEN),
    (1002, Kind.SESSION),
    (2001, Kind.CREDITS),
    (4001, Kind.FORMAT),
    (415, Kind.FORMAT),
    (4002, Kind.TOO_LARGE),
    (413, Kind.TOO_LARGE),
    (402, Kind.PLAN),
    (429, Kind.BUSY),
    (500, Kind.BROKEN),
    (502, Kind.BROKEN),
    (599, Kind.BROKEN),
    (403, Kind.REFUSED),
    (422, Kind.REFUSED),
    (600, Kind.REFUSED),
    (9999, Kind.REFUSED),
    (-1, Kind.REFUSED),
]


@pytest.mark.parametrize(("code", "kind"), TABLE)
def test_a_code_asks_for_what_the_table_says(code: int, kind: Kind) -> None:
    assert codes.kind(code) is kind


@pytest.mark.parametrize(
    ("code", "message", "kind"),
    [
        (404, "Session not found", Kind.SESSION),
        (404, "no such SESSION", Kind.SESSION),
        (404, "Not Found", Kind.REFUSED),
        (400, "Missing X-Client-Id", Kind.CLIENT_ID),
        (400, "client id required", Kind.CLIENT_ID),
        (400, "bad request", Kind.REFUSED),
        (1001, "session expired", Kind.TOKEN),
        (500, "client session broke", Kind.BROKEN),
    ],
)
def test_only_400_and_404_are_told_apart_by_their_words(
    code: int, message: str, kind: Kind
) -> None:
    assert codes.kind(code, message) is kind
