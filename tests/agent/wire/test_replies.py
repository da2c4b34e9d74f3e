"""Replies: every envelope there is, a code at either place, and nothing that makes us stumble."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agent.wire import replies
from agent.wire.codes import CODES, RefusalKind
from agent.wire.replies import BackendReply, Response


def read(status: int, whole: Any = None, **headers: str) -> BackendReply:
    """The reply in a response with this body."""
    body = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    return replies.read(Response(status, headers, body))


def data(found: Any) -> BackendReply:
    """A fine reply with this data."""
    return read(200, {"code": 0, "data": found})


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("status", [200, 400, 500])
@pytest.mark.parametrize(
    "envelope",
    [
        lambda code: {"code": code, "message": "no", "data": None},
        lambda code: {"code": str(code), "msg": "no"},
        lambda code: {"success": False, "error": {"code": code, "message": "no"}},
        lambda code: {"success": False, "error_code": code, "error": "no"},
        lambda code: {"errorCode": code, "errorMessage": "no"},
        lambda code: {"errno": float(code), "error_message": "no"},
        lambda code: {"code": code, "detail": [{"msg": "no"}]},
    ],
)
def test_a_code_in_the_body_counts_before_the_status(code: int, status: int, envelope: Any) -> None:
    reply = read(status, envelope(code))

    assert (reply.code, reply.kind, reply.message) == (code, CODES[code], "no")
    assert not reply.is_fine


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, RefusalKind.TOKEN),
        (402, RefusalKind.PLAN),
        (413, RefusalKind.TOO_LARGE),
        (415, RefusalKind.FORMAT),
        (429, RefusalKind.BUSY),
        (403, RefusalKind.REFUSED),
        (500, RefusalKind.BROKEN),
        (503, RefusalKind.BROKEN),
    ],
)
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  ",
        b"<html>no</html>",
        b"{",
        b"[1]",
        b"{}",
        b'{"code": 0}',
        b'{"code": 200}',
        b"null",
    ],
)
def test_without_a_code_in_the_body_the_status_counts(
    status: int, kind: RefusalKind, body: bytes
) -> None:
    reply = read(status, body)

    assert (reply.code, reply.kind) == (status, kind)


@pytest.mark.parametrize(
    ("status", "whole", "code", "kind", "message"),
    [
        (404, {"detail": "Session not found"}, 404, RefusalKind.SESSION, "Session not found"),
        (404, {"detail": "Not Found"}, 404, RefusalKind.REFUSED, "Not Found"),
        (
            400,
            {"message": "Missing X-Client-Id"},
            400,
            RefusalKind.CLIENT_ID,
            "Missing X-Client-Id",
        ),
        (422, {"detail": [{"msg": "a"}, {"msg": "b"}]}, 422, RefusalKind.REFUSED, "a; b"),
        (422, {"detail": ["a", 7, None]}, 422, RefusalKind.REFUSED, "a; 7;"),
        (200, {"success": False}, 500, RefusalKind.BROKEN, ""),
        (200, {"success": False, "error": "no"}, 500, RefusalKind.BROKEN, "no"),
        (200, {"success": False, "code": 0}, 500, RefusalKind.BROKEN, ""),
        (
            200,
            {"code": 2001, "message": " out of\n credits "},
            2001,
            RefusalKind.CREDITS,
            "out of credits",
        ),
        (402, {"code": 2001}, 2001, RefusalKind.CREDITS, ""),
        (200, b"<!doctype html>", 502, RefusalKind.BROKEN, ""),
        (200, b"[" * 10_000, 502, RefusalKind.BROKEN, ""),
        (302, b"", 302, RefusalKind.REFUSED, ""),
        (200, {"code": 1001.5}, 0, RefusalKind.REFUSED, ""),
    ],
)
def test_a_refusal_is_found_however_it_is_said(
    status: int, whole: Any, code: int, kind: RefusalKind, message: str
) -> None:
    reply = read(status, whole)

    assert (reply.code, reply.kind, reply.message) == (code, kind, message)


@pytest.mark.parametrize(
    ("whole", "found"),
    [
        ({"code": 0, "message": "ok", "data": {"x": 1}}, {"x": 1}),
        ({"code": "0", "data": {"x": 1}}, {"x": 1}),
        ({"code": 200, "data": {"x": 1}}, {"x": 1}),
        ({"success": True, "data": {"x": 1}, "error": None}, {"x": 1}),
        ({"data": [1]}, [1]),
        ({"x": 1}, {"x": 1}),
        ({"x": 1, "data": "text"}, {"x": 1, "data": "text"}),
        ({"code": "FINE", "x": 1}, {"code": "FINE", "x": 1}),
        ([1, 2], [1, 2]),
        (b"", {}),
        (b"\n", {}),
        (b"\xef\xbb\xbf{}", {}),
    ],
)
def test_a_fine_reply_is_opened_whatever_the_envelope(whole: Any, found: Any) -> None:
    reply = read(200, whole)

    assert reply.is_fine
    assert reply.data == found


def test_a_message_is_one_bounded_line_of_whole_characters() -> None:
    said = read(500, b'{"message": "\\ud800' + b"a\\n" * 1_000 + b'"}').message

    assert len(said) == 300
    assert "\n" not in said
    assert said.encode().startswith(b"?a a ")


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("7", 7.0),
        (" 7.5 ", 7.5),
        ("0", 1.0),
        ("-5", 1.0),
        ("86400", 120.0),
        ("1e99", 120.0),
        ("nan", 30.0),
        ("inf", 30.0),
        ("-inf", 30.0),
        ("1e999", 30.0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 30.0),
        ("", 30.0),
        ("soon", 30.0),
    ],
)
def test_waiting_stays_within_bounds_whatever_the_header_says(said: str, seconds: float) -> None:
    reply = read(429, {"message": "slow down"}, **{"retry-after": said})

    assert reply.retry_after_s == seconds


@pytest.mark.parametrize(
    "whole", [None, [], {}, {"data": None}, {"data": [1]}, {"data": {"x": []}}]
)
def test_readers_find_nothing_in_replies_with_nothing(whole: Any) -> None:
    reply = read(200, whole)

    assert replies.token(reply) == replies.claim(reply) == replies.bind(reply) == ""
    assert replies.session(reply) == replies.Session("", "", "")
    assert replies.credits_of(reply) == replies.Credits(None)
    assert replies.state(reply).draft is None
    assert replies.render(reply, "r").status == "pending"
    assert replies.uploaded(reply) == ()


@pytest.mark.parametrize(
    "whole",
    [
        {"code": 0, "data": {"token": "t"}},
        {"data": {"accessToken": "t"}},
        {"token": "t"},
        {"success": True, "data": {"access_token": "t"}},
        {"token": "t", "data": {"other": 1}},
    ],
)
def test_a_token_is_found_in_every_envelope(whole: Any) -> None:
    assert replies.token(read(200, whole)) == "t"


@pytest.mark.parametrize(
    "found",
    [
        {"session_id": "s", "task_id": "t", "user_id": "u"},
        {"sessionId": "s", "taskId": "t", "bindId": "u"},
        {"id": "s", "task": {"task_id": "t", "bind_id": "u"}},
    ],
)
def test_the_ids_of_a_session_are_found(found: Any) -> None:
    assert replies.session(data(found)) == replies.Session("s", "t", "u")


def test_a_claim_is_found() -> None:
    assert replies.claim(data({"claim_token": "clm_1"})) == "clm_1"


@pytest.mark.parametrize(
    ("found", "credits_"),
    [
        ({"available": 80, "frozen": 5, "total": 100}, (80.0, 5.0, 100.0)),
        ({"available": "80"}, (80.0, None, None)),
        ({"available": None, "total": True}, (None, None, None)),
        ({"available": float("nan"), "frozen": 10**350}, (None, None, None)),
    ],
)
def test_credits_are_numbers_or_unknown(found: Any, credits_: tuple[float | None, ...]) -> None:
    balance = replies.credits_of(data(found))

    assert (balance.available, balance.frozen, balance.total) == credits_


@pytest.mark.parametrize(
    ("found", "draft"),
    [
        ({"state": {"draft": {"t": []}}}, {"t": []}),
        ({"draft": {"t": []}}, {"t": []}),
        ({"state": {"draft": '{"t": [1]}'}}, {"t": [1]}),
        ({"state": {"draft": "not json"}}, None),
        ({"state": {"draft": None}}, None),
        ({"state": {}}, None),
        ({"state": 7, "draft": {"t": []}}, {"t": []}),
    ],
)
def test_a_draft_is_found_where_it_stands(found: Any, draft: Any) -> None:
    assert replies.state(data(found)).draft == draft


def test_media_are_named_by_whatever_names_them() -> None:
    found = {
        "video_infos": [{"file_id": "f"}, {"url": "u"}, {"odd": 1}],
        "generated_media": {"first": {"name": "n"}, "second": None},
    }

    assert replies.state(data({"state": found})).media == ("f", "u", "{'odd': 1}", "n", "None")


@pytest.mark.parametrize(
    "found", [{"user_id": "u"}, {"bind_id": "u"}, {"state": {"user_id": "u"}}, {"userId": "u"}]
)
def test_a_state_says_whom_a_link_binds(found: Any) -> None:
    assert replies.state(data(found)).bind == "u"


@pytest.mark.parametrize(
    ("whole", "status", "url", "progress"),
    [
        ({"status": "pending"}, "pending", "", None),
        ({"status": "processing", "progress": 0.4}, "processing", "", 0.4),
        ({"status": "RUNNING", "progress": 40}, "processing", "", 0.4),
        ({"status": "processing", "progress": 250}, "processing", "", 1.0),
        ({"status": "processing", "progress": -1}, "processing", "", None),
        ({"status": "completed", "output": {"url": "https://x"}}, "completed", "https://x", None),
        (
            {"data": {"status": "Completed", "outputUrl": "https://x"}},
            "completed",
            "https://x",
            None,
        ),
        ({"code": 0, "data": {"status": "done", "output_url": "u"}}, "completed", "u", None),
        ({"status": "completed", "data": {"url": "u"}}, "completed", "u", None),
        ({"output": "https://x"}, "completed", "https://x", None),
        ({"output": {"outputUrl": "u"}}, "completed", "u", None),
        ({"output": "soon"}, "pending", "", None),
        ({"status": "failed", "output": {"url": "u"}}, "failed", "u", None),
        ({"status": "errored"}, "failed", "", None),
        ({"status": "whatever", "url": "u"}, "pending", "u", None),
        ({"status": None, "progress": "7"}, "pending", "", 0.07),
        ([], "pending", "", None),
    ],
)
def test_a_render_is_read_at_the_top_or_in_data(
    whole: Any, status: str, url: str, progress: float | None
) -> None:
    found = replies.render(read(200, whole), "r-1")

    assert (found.id, found.status, found.url) == ("r-1", status, url)
    assert found.progress == pytest.approx(progress)


@pytest.mark.parametrize("key", ["id", "render_id", "renderId"])
def test_a_render_goes_by_the_id_that_the_backend_gives_it(key: str) -> None:
    assert replies.render(data({key: "theirs"}), "ours").id == "theirs"


@pytest.mark.parametrize(
    ("found", "names"),
    [
        ([{"filename": "a.mp4"}, {"name": "b.mp4"}, {}, 7], ("a.mp4", "b.mp4")),
        ({"filename": "a.mp4"}, ("a.mp4",)),
        ({"files": [{"filename": "a.mp4"}]}, ("a.mp4",)),
        ({"results": {"name": "a.mp4"}}, ("a.mp4",)),
        ({}, ()),
    ],
)
def test_what_was_uploaded_is_named_if_at_all(found: Any, names: tuple[str, ...]) -> None:
    assert replies.uploaded(data(found)) == names


def test_errors_within_errors_are_not_followed_for_ever() -> None:
    deep = b'{"error":' * 150 + b"1" + b"}" * 150

    assert read(500, deep).code == 500
