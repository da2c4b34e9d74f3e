from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studio.http.app_state import bearer

if TYPE_CHECKING:
    from tests.studio.conftest import Bench

HEADERS = [
    ("Bearer abc", "abc"),
    ("bearer  abc ", "abc"),
    ("Basic abc", ""),
    ("Bearer", ""),
    ("", ""),
]


@pytest.mark.parametrize(("header", "token"), HEADERS)
def test_a_token_is_taken_out_of_its_header(header: str, token: str) -> None:
    assert bearer(header) == token


def test_a_backend_goes_on_after_it_was_closed(bench: Bench) -> None:
    bench.backend.close()

    assert bench.credits()["available"] == 100


def test_uploads_of_a_session_lie_together(bench: Bench) -> None:
    folder = bench.backend.sessions.folder(bench.session_id)

    assert folder == bench.backend.store.folder / "media" / bench.session_id
