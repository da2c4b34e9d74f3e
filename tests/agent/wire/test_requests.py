"""Requests: what each carries, and what none of them shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from agent.wire.requests import STREAM_HEAD_WITHIN_S, UPLOAD_WITHIN_S, Caller, is_token

if TYPE_CHECKING:
    from collections.abc import Callable

    from agent.wire.requests import Request

SECRET = "tok-canary-5f1e"  # noqa: S105 - what must never be seen
CALLER = Caller("https://api.example/", SECRET, "reeltalk", "1.2.3", "cursor")
BASE = "https://api.example"
DRAFT = {"t": [], "unknown": {"x": 1}}

# Each endpoint of the table: the request, how, where and with what.
ROWS: list[tuple[Request, str, str, Any]] = [
    (CALLER.new_token("c-1"), "POST", "/api/auth/anonymous-token", None),
    (
        CALLER.new_session("zh"),
        "POST",
        "/api/tasks/me/with-session/nemo_agent",
        {"task_name": "project", "language": "zh"},
    ),
    (
        CALLER.claim("t-1", "s-1"),
        "POST",
        "/api/auth/claim-token",
        {"task_id": "t-1", "session_id": "s-1"},
    ),
    (
        CALLER.message("s-1", "add music", "key-1"),
        "POST",
        "/run_sse",
        {
            "app_name": "nemo_agent",
            "user_id": "me",
            "session_id": "s-1",
            "new_message": {"role": "user", "parts": [{"text": "add music"}]},
        },
    ),
    (
        CALLER.upload_file("s-1", "/tmp/a.mp4", "a.mp4"),  # noqa: S108 - a path that is not opened
        "POST",
        "/api/upload-video/nemo_agent/me/s-1",
        None,
    ),
    (
        CALLER.upload_urls("s-1", ["https://x.example/a.mp4"]),
        "POST",
        "/api/upload-video/nemo_agent/me/s-1",
        {"urls": ["https://x.example/a.mp4"], "source_type": "url"},
    ),
    (CALLER.credits(), "GET", "/api/credits/balance/simple", None),
    (CALLER.state("s-1"), "GET", "/api/state/nemo_agent/me/s-1/latest", None),
    (
        CALLER.render("render_1", "s-1", DRAFT, "high"),
        "POST",
        "/api/render/proxy/lambda",
        {
            "id": "render_1",
            "sessionId": "s-1",
            "draft": DRAFT,
            "output": {"format": "mp4", "quality": "high"},
        },
    ),
    (CALLER.poll("render_1"), "GET", "/api/render/proxy/lambda/render_1", None),
]
REQUESTS = [row[0] for row in ROWS]


@pytest.mark.parametrize(("request_", "method", "path", "body"), ROWS)
def test_an_endpoint_is_asked_as_the_table_says(
    request_: Request, method: str, path: str, body: Any
) -> None:
    assert (request_.method, request_.url, request_.json) == (method, BASE + path, body)


@pytest.mark.parametrize("request_", REQUESTS)
def test_every_request_says_where_it_comes_from(request_: Request) -> None:
    assert request_.headers["X-Skill-Source"] == "reeltalk"
    assert request_.headers["X-Skill-Version"] == "1.2.3"
    assert request_.headers["X-Skill-Platform"] == "cursor"


@pytest.mark.parametrize("request_", REQUESTS[1:])
def test_every_other_request_bears_the_token(request_: Request) -> None:
    assert request_.headers["Authorization"] == f"Bearer {SECRET}"


def test_the_request_for_a_token_bears_a_client_id_alone() -> None:
    headers = CALLER.new_token("c-1").headers

    assert headers["X-Client-Id"] == "c-1"
    assert "Authorization" not in headers


@pytest.mark.parametrize("request_", REQUESTS)
def test_no_token_stands_in_an_address_a_body_or_a_print(request_: Request) -> None:
    assert SECRET not in f"{request_.url} {request_.json} {request_!r} {CALLER!r}"


def test_nobody_without_a_token_claims_to_have_one() -> None:
    without = Caller(BASE, "", "reeltalk", "1.2.3", "unknown")

    assert "Authorization" not in without.state("s-1").headers


def test_only_what_reads_is_safe_to_repeat() -> None:
    assert [one.is_safe for one in REQUESTS] == [one.method == "GET" for one in REQUESTS]


def test_a_message_wants_a_stream_and_bears_its_key() -> None:
    request = CALLER.message("s-1", "hi", "key-1")

    assert request.headers["Accept"] == "text/event-stream"
    assert request.headers["Idempotency-Key"] == "key-1"
    assert "streaming" not in request.json
    assert request.within_s == STREAM_HEAD_WITHIN_S


def test_a_file_is_sent_from_its_path_under_its_name() -> None:
    request = CALLER.upload_file("s-1", "/videos/a b.mp4", "a b.mp4")

    assert (request.file, request.file_name) == ("/videos/a b.mp4", "a b.mp4")
    assert request.within_s == UPLOAD_WITHIN_S


@pytest.mark.parametrize(
    ("id_", "part"),
    [
        ("a/b", "a%2Fb"),
        ("../../x", "..%2F..%2Fx"),
        ("a?b#c", "a%3Fb%23c"),
        ("会话", "%E4%BC%9A%E8%AF%9D"),
        ("a b\n", "a%20b%0A"),
        ("%2e", "%252e"),
        ("", "-"),
        (".", "-"),
        ("..", "-"),
        ("s.1", "s.1"),
    ],
)
@pytest.mark.parametrize(
    ("build", "path"),
    [
        (CALLER.state, "/api/state/nemo_agent/me/{}/latest"),
        (CALLER.poll, "/api/render/proxy/lambda/{}"),
        (lambda id_: CALLER.upload_urls(id_, []), "/api/upload-video/nemo_agent/me/{}"),
        (lambda id_: CALLER.upload_file(id_, "a", "a"), "/api/upload-video/nemo_agent/me/{}"),
    ],
)
def test_an_id_stays_one_part_of_the_path(
    build: Callable[[str], Request], path: str, id_: str, part: str
) -> None:
    assert build(id_).url == BASE + path.format(part)


def test_a_download_is_at_the_backend_when_it_does_not_say_where() -> None:
    assert CALLER.download_url("r/1") == f"{BASE}/api/render/proxy/r%2F1/download"


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("eyJ0.a-b_c~", True),
        ("x" * 8000, True),
        ("x" * 8001, False),
        ("", False),
        ("a b", False),
        ("a\n", False),
        ("a\x7f", False),
        ("é", False),
    ],
)
def test_a_token_is_what_a_header_can_bear(said: str, *, fits: bool) -> None:
    assert is_token(said) is fits


def test_a_skill_may_be_called_anything() -> None:
    caller = replace(CALLER, source="動画 skill", version="1\n2")

    heads = caller.headers()

    assert heads["X-Skill-Source"] == "%E5%8B%95%E7%94%BB skill"
    assert heads["X-Skill-Version"] == "1%0A2"
