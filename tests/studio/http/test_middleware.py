from __future__ import annotations

import asyncio
import errno
from typing import TYPE_CHECKING, Any

import pytest

from studio.http.middleware import FaultAndErrorMiddleware, endpoint_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.studio.conftest import Bench

CODES = [(400, 400), (402, 402), (429, 429), (1002, 404), (2001, 200), (4001, 415), (4002, 413)]
PLACES = [
    ("/run_sse", "message"),
    ("/api/auth/anonymous-token", "token"),
    ("/api/render/proxy/lambda", "render"),
    ("/api/render/proxy/lambda/render_1", "poll"),
    ("/api/render/proxy/render_1/download", "download"),
    ("/api/render/proxy/lambda/download", "poll"),
    ("/elsewhere", "page"),
]


@pytest.mark.parametrize(("path", "expected"), PLACES)
def test_a_path_tells_what_a_request_is_about(path: str, expected: str) -> None:
    assert endpoint_of(path) == expected


@pytest.mark.parametrize(("code", "status"), CODES)
def test_a_code_is_refused_with_before_anything_is_done(
    bench: Bench, code: int, status: int
) -> None:
    answer = bench.say("title Hi", **{"X-Studio-Fault": f"code={code}"})

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert bench.backend.store.count("executed") == 0


def test_a_token_that_is_made_old_can_be_renewed(bench: Bench) -> None:
    refused = bench.say("title Hi", **{"X-Studio-Fault": "code=1001"})

    again = bench.enter().say("title Hi")

    assert refused.json()["code"] == 1001
    assert again.status_code == 200


def test_a_strange_retry_after_goes_with_a_refusal(bench: Bench) -> None:
    answer = bench.say("title Hi", **{"X-Studio-Fault": "code=429,retry-after=nan"})

    assert answer.headers["retry-after"] == "nan"


def test_a_proxy_answers_with_a_page(bench: Bench) -> None:
    answer = bench.say("title Hi", **{"X-Studio-Fault": "http-502-html"})

    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html; charset=utf-8")
    assert "Bad Gateway" in answer.text


def test_a_status_with_a_detail_as_the_server_software_tells_it(bench: Bench) -> None:
    answer = bench.say("title Hi", **{"X-Studio-Fault": "detail=503"})

    assert (answer.status_code, answer.json()) == (503, {"detail": "as asked for"})


def test_a_fault_that_there_is_not_is_told(bench: Bench) -> None:
    answer = bench.say("title Hi", **{"X-Studio-Fault": "nonsense"})

    assert answer.status_code == 400
    assert "no such fault" in answer.json()["detail"]


def test_a_fault_of_an_option_ends_with_its_count(benches: Callable[..., Bench]) -> None:
    bench = benches(faults="code=1002@credits*1").enter()

    first, second = (bench.ask("GET", "/api/credits/balance/simple").json() for _ in range(2))

    assert (first["code"], second["code"]) == (1002, 0)


def test_a_store_that_cannot_be_written_is_told(bench: Bench) -> None:
    with bench.backend.store.writing() as connection:
        connection.execute("DROP TABLE turn")

    answer = bench.say("title Hi")

    assert (answer.status_code, answer.json()["code"]) == (503, 503)


def test_a_mistake_of_ours_is_an_answer_and_no_crash(bench: Bench) -> None:
    bench.services.draft = "not a function"

    answer = bench.ask("GET", f"/api/state/nemo_agent/me/{bench.session_id}/latest")

    assert (answer.status_code, answer.json()) == (500, {"detail": "Internal Server Error"})


def test_a_download_breaks_after_so_many_bytes(bench: Bench) -> None:
    bench.say("scene a city")
    bench.render()
    bench.poll_to_the_end()

    answer = bench.raw_get(
        "/api/render/proxy/render_1/download", {"x-studio-fault": "download-cut=100"}
    )

    assert (len(answer.body), answer.is_whole) == (100, False)


WRONG = [
    (OSError(errno.ENOSPC, "full"), 503),
    (OSError(errno.EPERM, "no"), 500),
    (RecursionError(), 422),
    (ZeroDivisionError(), 500),
]


@pytest.mark.parametrize(("error", "status"), WRONG, ids=str)
def test_what_goes_wrong_inside_has_its_answer(bench: Bench, error: Exception, status: int) -> None:
    def fail(*_: object) -> None:
        raise error

    bench.services.answer = fail

    assert bench.say("title Hi").status_code == status


def test_what_is_no_request_goes_through(bench: Bench) -> None:
    async def receive() -> dict[str, str]:
        return {"type": "lifespan.startup"}

    async def send(_: Any) -> None:
        """Nobody listens."""

    seen: list[str] = []

    async def inside(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope["type"])

    asyncio.run(
        FaultAndErrorMiddleware(inside)({"type": "lifespan", "app": bench.app}, receive, send)
    )

    assert seen == ["lifespan"]
