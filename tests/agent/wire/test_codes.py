"""The table of codes: what each refusal asks for."""

from __future__ import annotations

import pytest

from agent.wire import codes
from agent.wire.codes import RefusalKind

TABLE = [
    (1001, RefusalKind.TOKEN),
    (1010, RefusalKind.TOKEN),
    (1011, RefusalKind.TOKEN),
    (401, RefusalKind.TOKEN),
    (1002, RefusalKind.SESSION),
    (2001, RefusalKind.CREDITS),
    (4001, RefusalKind.FORMAT),
    (415, RefusalKind.FORMAT),
    (4002, RefusalKind.TOO_LARGE),
    (413, RefusalKind.TOO_LARGE),
    (402, RefusalKind.PLAN),
    (429, RefusalKind.BUSY),
    (500, RefusalKind.BROKEN),
    (502, RefusalKind.BROKEN),
    (599, RefusalKind.BROKEN),
    (403, RefusalKind.REFUSED),
    (422, RefusalKind.REFUSED),
    (600, RefusalKind.REFUSED),
    (9999, RefusalKind.REFUSED),
    (-1, RefusalKind.REFUSED),
]


@pytest.mark.parametrize(("code", "kind"), TABLE)
def test_a_code_asks_for_what_the_table_says(code: int, kind: RefusalKind) -> None:
    assert codes.kind(code) is kind


@pytest.mark.parametrize(
    ("code", "message", "kind"),
    [
        (404, "Session not found", RefusalKind.SESSION),
        (404, "no such SESSION", RefusalKind.SESSION),
        (404, "Not Found", RefusalKind.REFUSED),
        (400, "Missing X-Client-Id", RefusalKind.CLIENT_ID),
        (400, "client id required", RefusalKind.CLIENT_ID),
        (400, "bad request", RefusalKind.REFUSED),
        (1001, "session expired", RefusalKind.TOKEN),
        (500, "client session broke", RefusalKind.BROKEN),
    ],
)
def test_only_400_and_404_are_told_apart_by_their_words(
    code: int, message: str, kind: RefusalKind
) -> None:
    assert codes.kind(code, message) is kind
