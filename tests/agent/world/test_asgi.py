"""An application in this process as the other end of the line."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from agent.core.effects import END, Opened
from agent.core.errors import LostError
from agent.wire.requests import Request
from agent.world import asgi, http, http_client
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from agent.world.asgi import Application

BASE = "http://studio"


def run(test: Coroutine[Any, Any, Any]) -> Any:
    async def within() -> Any:
        async with asyncio.timeout(HANG_S):
            return await test

    return asyncio.run(within())


def line(application: Application) -> http.BackendClient:
    return http.BackendClient(
        http_client.client(asgi.AsgiTransport(application), BASE, "test"), lambda *_: None
    )


async def start(send: Any, kind: bytes = b"application/json", status: int = 200) -> None:
    """The head of an answer."""
    heads = [(b"content-type", kind)]
    await send({"type": "http.response.start", "status": status, "headers": heads})


async def body(send: Any, said: bytes, *, has_more: bool = False) -> None:
    """A piece of an answer."""
    await send({"type": "http.response.body", "body": said, "more_body": has_more})


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Says what it was asked."""
    said = bytearray()
    while True:
        message = await receive()
        said += message["body"]
        if not message["more_body"]:
            break
    await start(send)
    told = [scope["method"].encode(), scope["raw_path"], scope["query_string"]]
    await body(send, b" ".join(told), has_more=True)
    await body(send, b"", has_more=True)
    await body(send, b" " + bytes(said))


def sent(application: Application, **more: Any) -> Any:
    async def test() -> Any:
        mine = line(application)
        try:
            return await mine.send(Request("POST", BASE + "/a%20b?c=d", {}, **more))
        finally:
            await mine.end()

    return run(test())


def test_a_request_arrives_as_it_would_over_a_socket() -> None:
    response = sent(echo, json={"a": 1})

    assert (response.status, response.body) == (200, b'POST /a%20b c=d {"a":1}')


def test_a_file_is_handed_over_in_pieces(tmp_path: Path) -> None:
    file = tmp_path / "film.mp4"
    file.write_bytes(b"x" * 300_000)

    response = sent(echo, file=str(file), file_name="film.mp4")

    assert response.body.count(b"x") >= 300_000


def test_each_event_is_heard_when_it_is_sent() -> None:
    may_go_on = asyncio.Event()

    async def application(_: Any, __: Any, send: Any) -> None:
        await start(send, b"text/event-stream")
        await body(send, b"data: one\n\n", has_more=True)
        await may_go_on.wait()
        await body(send, b"data: two\n\n")

    async def test() -> list[Any]:
        mine = line(application)
        opened = await mine.open(Request("POST", BASE, {}))
        assert isinstance(opened, Opened)
        first = await mine.next(opened.number, HANG_S)
        may_go_on.set()
        rest = [await mine.next(opened.number, HANG_S) for _ in range(2)]
        await mine.end()
        return [first, *rest]

    assert run(test()) == ["one", "two", END]


def test_who_leaves_is_noticed_by_the_application() -> None:
    seen: list[str] = []

    async def application(_: Any, receive: Any, send: Any) -> None:
        while (await receive())["more_body"]:
            pass
        await start(send, b"text/event-stream")
        await body(send, b"data: one\n\n", has_more=True)
        seen.append((await receive())["type"])
        with suppress(OSError):
            await body(send, b"data: two\n\n", has_more=True)
            seen.append("was heard")

    async def test() -> None:
        mine = line(application)
        opened = await mine.open(Request("POST", BASE, {}))
        assert isinstance(opened, Opened)
        await mine.next(opened.number, HANG_S)
        await mine.close(opened.number)
        await mine.end()

    run(test())

    assert seen == ["http.disconnect"]


def test_an_application_that_is_far_ahead_is_let_go() -> None:
    async def application(_: Any, __: Any, send: Any) -> None:
        await start(send, b"text/event-stream")
        for _ in range(10_000):
            await body(send, b"data: more\n\n" * 100, has_more=True)

    async def test() -> Any:
        mine = line(application)
        opened = await mine.open(Request("POST", BASE, {}))
        assert isinstance(opened, Opened)
        found = await mine.next(opened.number, HANG_S)
        await mine.end()
        return found

    assert run(test()) == "more"


async def _breaks_before(*_: Any) -> None:
    raise ZeroDivisionError


async def _says_nothing(*_: Any) -> None:
    pass


async def _breaks_within(_: Any, __: Any, send: Any) -> None:
    await start(send)
    await body(send, b'{"code"', has_more=True)
    raise ZeroDivisionError


async def _ends_within(_: Any, __: Any, send: Any) -> None:
    await start(send)
    await body(send, b'{"code"', has_more=True)


@pytest.mark.parametrize(
    "application", [_breaks_before, _says_nothing, _breaks_within, _ends_within]
)
def test_an_application_that_breaks_off_is_a_line_that_broke(application: Application) -> None:
    with pytest.raises(LostError, match="RemoteProtocolError"):
        sent(application)


def test_an_application_that_breaks_behind_its_answer_disturbs_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def application(_: Any, __: Any, send: Any) -> None:
        await start(send, status=500)
        await body(send, b"sorry")
        raise ZeroDivisionError

    with caplog.at_level(logging.DEBUG, "asyncio"):
        response = sent(application)

    assert (response.status, response.body) == (500, b"sorry")
    assert "never retrieved" not in caplog.text
