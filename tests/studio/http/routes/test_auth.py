from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.studio.conftest import Bench

TOKEN = "/api/auth/anonymous-token"  # noqa: S105  a path
CLAIM = "/api/auth/claim-token"


def test_a_client_gets_a_token_and_100_credits(benches: Callable[..., Bench]) -> None:
    bench = benches()

    granted = bench.ask("POST", TOKEN, headers={"X-Client-Id": "one"}).json()["data"]

    bench.headers["Authorization"] = f"Bearer {granted['token']}"
    assert granted["expires_in"] == 7 * 24 * 3600
    assert bench.credits() == {"available": 100, "frozen": 0, "total": 100}


def test_a_client_without_a_name_is_refused_with_400(benches: Callable[..., Bench]) -> None:
    answer = benches().ask("POST", TOKEN)

    assert (answer.status_code, answer.json()["code"]) == (400, 400)


def test_a_second_token_in_a_week_is_refused_with_429(bench: Bench) -> None:
    answer = bench.ask("POST", TOKEN, headers={"X-Client-Id": "one"})

    assert (answer.status_code, answer.json()["code"]) == (429, 429)


def test_a_link_has_a_word_of_its_own(bench: Bench) -> None:
    answer = bench.ask("POST", CLAIM, json={"task_id": "", "session_id": bench.session_id})

    claim_token = answer.json()["data"]["claim_token"]
    assert claim_token.startswith("clm_")
    assert claim_token not in bench.headers["Authorization"]


def test_a_link_to_the_session_of_somebody_else_is_refused(bench: Bench) -> None:
    mine = bench.session_id

    answer = bench.enter("another").ask("POST", CLAIM, json={"session_id": mine})

    assert (answer.status_code, answer.json()["code"]) == (404, 1002)
