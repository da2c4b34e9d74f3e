from __future__ import annotations

import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.studio.conftest import Bench


def claimed(bench: Bench) -> str:
    body = {"session_id": bench.session_id, "task_id": ""}
    found = bench.ask("POST", "/api/auth/claim-token", json=body).json()
    return str(found["data"]["claim_token"])


def test_a_claim_link_shows_the_talk_and_the_timeline(bench: Bench) -> None:
    bench.say("scene a city")
    claim_token = claimed(bench)
    bench.headers.clear()

    answer = bench.ask("GET", f"/workspace/claim?ct={claim_token}")

    assert (answer.status_code, "Added a city." in answer.text) == (200, True)
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_film_of_the_page_can_be_fetched_without_a_token(bench: Bench) -> None:
    bench.say("scene a city")
    bench.render()
    bench.poll_to_the_end()
    shown = bench.ask("GET", f"/workspace/claim?ct={claimed(bench)}").text
    bench.headers.clear()

    address = shown.partition(' src="')[2].partition('"')[0]
    poster = html.unescape(shown.partition(' poster="')[2].partition('"')[0])

    assert bench.ask("GET", address).content.startswith(b"film of")
    for _ in range(2):  # made, and kept
        answer = bench.ask("GET", poster)
        assert answer.headers["content-type"] == "image/jpeg"
        assert answer.content.startswith(b"poster of film of")


def test_the_page_speaks_as_the_conversation_did_last(bench: Bench) -> None:
    bench.say("scene a city")
    with bench.backend.store.writing() as connection:
        connection.execute("UPDATE session SET project = ?", ('{"language": "ja"}',))

    shown = bench.ask("GET", f"/workspace/claim?ct={claimed(bench)}").text

    assert '<html lang="ja">' in shown
    assert "会話" in shown


def test_a_streamed_reply_is_shown_once(benches: Callable[..., Bench]) -> None:
    bench = benches().enter()
    bench.ask("POST", "/run_sse", json=bench.message("title Hi") | {"streaming": True})

    shown = bench.ask("GET", f"/workspace/claim?ct={claimed(bench)}").text

    assert shown.count("Added Hi.") == 1


def test_an_unknown_link_leads_nowhere(bench: Bench) -> None:
    assert bench.ask("GET", "/workspace/claim?ct=clm_unknown").status_code == 404
    assert bench.ask("GET", "/workspace/claim").status_code == 404


def test_the_page_holds_no_token(bench: Bench) -> None:
    token = bench.headers["Authorization"].removeprefix("Bearer ")

    shown = bench.ask("GET", f"/workspace/claim?ct={claimed(bench)}")

    assert token not in shown.text + str(shown.headers)
