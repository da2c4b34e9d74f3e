"""The line: what comes over it is read exactly, and what breaks it is told by what it proves."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import subprocess
import sys
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from agent.core.effects import END, Opened
from agent.core.errors import LineError, LocalError, LostError, StoppedError, UnreachableError
from agent.wire.replies import Response
from agent.wire.requests import Request
from agent.world import http
from tests.agent.server import always, deaf, head, listening, whole
from tests.agent.world.dialling import (
    MIB,
    STREAM,
    UPLOAD,
    answered,
    dialled,
    first,
    heard,
    run,
    slow,
    split,
    streamed,
    turned,
)
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.agent.server import Answer, Heard, Pen

# Requests


def test_a_request_and_its_whole_answer() -> None:
    response, request = answered(
        always(whole(b'{"code":0}', content_type="application/json", X_Odd="Yes")),
        method="POST",
        json={"a": "好"},
    )

    assert (response.status, response.body) == (200, b'{"code":0}')
    assert response.headers["x-odd"] == "Yes"
    assert (request.method, json.loads(request.body)) == ("POST", {"a": "好"})
    assert (request.headers["x-a"], request.headers["accept-encoding"]) == ("1", "identity")


def test_a_page_of_a_proxy_is_an_answer_like_any_other() -> None:
    response, _ = answered(always(whole(b"<html>502</html>", 502, content_type="text/html")))

    assert (response.status, response.body) == (502, b"<html>502</html>")


def test_an_answer_may_come_in_chunks() -> None:
    chunked = head(transfer_encoding="chunked")

    response, _ = answered(always(chunked, b"3\r\nabc\r\n", b"2\r\nde\r\n0\r\n\r\n"))

    assert response.body == b"abcde"


def test_a_redirect_is_not_followed() -> None:
    response, _ = answered(always(whole(b"", 302, location="http://elsewhere/")))

    assert response.status == 302


@pytest.mark.parametrize("how", [http.BackendClient.send, http.BackendClient.open])
def test_where_nobody_listens_nothing_was_done(how: Callable[..., Any]) -> None:
    async def test() -> None:
        base = deaf()
        async with dialled(base) as line:
            await how(line, Request("POST", base, {}))

    with pytest.raises(UnreachableError, match="ConnectError"):
        run(test())


async def _reset(_: Heard, pen: Pen) -> None:
    pen.reset()


async def _stall(_: Heard, pen: Pen) -> None:
    await pen.send(head(content_length=10))
    await asyncio.sleep(HANG_S)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (_reset, "ReadError"),
        (always(), "RemoteProtocolError"),
        (always(b"SMTP ready\r\n\r\n"), "RemoteProtocolError"),
        (always(head(content_length=10) + b"abc"), "RemoteProtocolError"),
    ],
    ids=["reset", "hung up", "no http", "cut short"],
)
def test_a_line_that_breaks_proves_nothing(answer: Answer, why: str) -> None:
    with pytest.raises(LostError, match=why):
        answered(answer, within_s=HANG_S)


def test_an_answer_that_stalls_proves_nothing() -> None:
    with pytest.raises(LostError, match="no answer within 0 s"):
        answered(_stall, within_s=0.3)


def test_a_message_that_is_answered_too_late_is_lost() -> None:
    async def stall(*_: object) -> None:
        await asyncio.sleep(HANG_S)

    async def test() -> None:
        async with listening(stall) as server, dialled(server.base) as line:
            await line.open(Request("POST", server.base, {}, within_s=0.2))

    with pytest.raises(LostError, match="no answer to a message"):
        run(test())


def test_an_address_that_is_none_is_an_error_of_the_line() -> None:
    async def test() -> None:
        async with dialled("http://x") as line:
            await line.send(Request("GET", "http://x:99999", {}))

    with pytest.raises(LineError):
        run(test())


def test_an_answer_without_end_is_refused() -> None:
    async def flood(_: Heard, pen: Pen) -> None:
        await pen.send(head(), *[bytes(4 * MIB)] * 5)

    with pytest.raises(LostError, match="more than any answer has"):
        answered(flood)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "GZIP, gzip", "x"])
def test_an_encoding_that_nobody_asked_for_is_refused(encoding: str) -> None:
    with pytest.raises(LostError, match="nobody asked"):
        answered(always(whole(gzip.compress(b"{}"), content_encoding=encoding)))
    with pytest.raises(LostError, match="nobody asked"):
        streamed(
            b"data: one\n\n", top=head(content_type="text/event-stream", content_encoding=encoding)
        )


def test_an_answer_as_it_is_may_say_so() -> None:
    response, _ = answered(always(whole(b"{}", content_encoding="Identity")))

    assert response.body == b"{}"


async def _black_hole(file: Path, *, reads: bool, is_local: bool = False) -> float:
    """How long an upload is tried that nobody takes, or that nobody answers."""
    is_over, has_ended = asyncio.Event(), asyncio.Event()

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while reads and await reader.read(MIB):
                pass
        await is_over.wait()
        writer.transport.abort()
        has_ended.set()

    server = await asyncio.start_server(swallow, "127.0.0.1", 0, limit=1024)
    base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    begun = asyncio.get_running_loop().time()
    async with dialled(base) as line:
        line.is_local = is_local
        request = Request("POST", base, {}, file=str(file), file_name="a.mp4", within_s=2)
        with pytest.raises(LostError):
            await line.send(request)
    took = asyncio.get_running_loop().time() - begun
    is_over.set()
    await has_ended.wait()
    server.close()
    return took


@pytest.mark.parametrize("reads", [False, True])
def test_an_upload_that_nobody_takes_is_given_up_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, reads: bool
) -> None:
    monkeypatch.setattr(http, "STALL_WITHIN_S", 0.2)
    monkeypatch.setattr(http, "WORK_RATE", 1e9)
    monkeypatch.setattr(http, "SLOW_RATE", 1e9)
    file = tmp_path / "a.mp4"
    file.touch()
    os.truncate(file, 30 * MIB)

    assert run(_black_hole(file, reads=reads)) < 1.5
    assert run(_black_hole(file, reads=reads, is_local=True)) >= 2


def test_an_upload_that_goes_on_slowly_is_not_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "STALL_WITHIN_S", 0.4)
    file = tmp_path / "a.mp4"
    file.touch()
    os.truncate(file, 20 * MIB)

    async def sip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        top = (await reader.readuntil(b"\r\n\r\n")).lower()
        left = int(top.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        while left:
            left -= len(await reader.read(MIB))
            await asyncio.sleep(0.04)
        writer.write(whole(b"{}"))
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async def test() -> tuple[int, float]:
        server = await asyncio.start_server(sip, "127.0.0.1", 0, limit=MIB)
        base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        begun = asyncio.get_running_loop().time()
        async with dialled(base) as line:
            request = Request("POST", base, {}, file=str(file), file_name="a.mp4", within_s=60)
            answer = await line.send(request)
        server.close()
        return answer.status, asyncio.get_running_loop().time() - begun

    status, took = run(test())

    assert status == 200
    assert took > 0.4


# Memory

MOST_MB = 150


def bomb() -> bytes:
    """1 GiB of zeros, packed into a megabyte."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([packer.compress(bytes(MIB)) for _ in range(1024)]) + packer.flush()


@pytest.mark.parametrize("is_stream", [False, True])
def test_a_gzip_bomb_takes_no_memory(tmp_path: Path, *, is_stream: bool) -> None:
    packed = bomb()

    async def answer(request: Heard, pen: Pen) -> None:
        kind = "text/event-stream" if is_stream else "application/json"
        heads = head(content_type=kind, content_encoding="gzip", content_length=len(packed))
        if "state" in request.path:
            await pen.send(whole(b'{"data":{"state":{}}}'))
        else:
            with suppress(OSError):
                await pen.send(heads, packed)

    async def test() -> tuple[list[str], int, int]:
        async with listening(answer) as server:
            return await turned(server.base, tmp_path)

    _, letters, mb = run(test())

    assert letters == 0
    assert mb < MOST_MB


@pytest.mark.parametrize("is_cumulative", [False, True])
def test_a_turn_of_60_000_pieces_takes_little_memory(
    tmp_path: Path, *, is_cumulative: bool
) -> None:
    def frame(text: str) -> bytes:
        event = {"content": {"parts": [{"text": text}], "role": "model"}, "partial": True}
        return b"data: " + json.dumps(event).encode() + b"\n\n"

    async def answer(request: Heard, pen: Pen) -> None:
        if "state" in request.path:
            await pen.send(whole(b'{"data":{"state":{}}}'))
            return
        await pen.send(STREAM)
        for count in range(600):
            text = "word " * 200
            some = (f"{count * 100 + n:06}{text}" if is_cumulative else text for n in range(100))
            await pen.send(b"".join(map(frame, some)))
        if is_cumulative:
            await pen.send(frame("end").replace(b', "partial": true', b""))

    async def test() -> tuple[list[str], int, int]:
        async with listening(answer) as server:
            return await turned(server.base, tmp_path)

    said, letters, mb = run(test())

    assert mb < MOST_MB
    assert letters == (len("end") if is_cumulative else 1_000_000)
    assert said[0] == "Reply"


# Streams


@pytest.mark.parametrize(
    ("said", "events"),
    [
        ("data: one\n\ndata: two\n\n", ["one", "two"]),
        ("data: one\r\n\r\ndata: two\r\n\r\n", ["one", "two"]),
        ("\ufeffdata: one\n\n", ["one"]),
        ("data: 日落已完成 🎬\n\n", ["日落已完成 🎬"]),
        ("data: a\u2028b\u2029c\x85d\x0be\n\n", ["a\u2028b\u2029c\x85d\x0be"]),
        ("data: one\n\ndata: last", ["one", "last"]),
        ("data: one\n\ndata: last\n", ["one", "last"]),
        (": still here\n\nevent: heartbeat\n\ndata: one\n\n", ["one"]),
        ("data: a\ndata: b\n\n", ["a\nb"]),
        ("", []),
    ],
)
@pytest.mark.parametrize("is_split", [False, True])
def test_a_stream_is_read_exactly(said: str, events: list[str], *, is_split: bool) -> None:
    raw = said.encode()

    found = streamed(*(split(raw) if is_split else [raw]))

    assert [one for one in found if one] == events


@pytest.mark.parametrize("charset", ["latin-1", "utf-8", "gbk", "no-such-thing"])
def test_a_charset_that_is_not_true_does_no_harm(charset: str) -> None:
    top = head(content_type=f"text/event-stream; charset={charset}")

    assert streamed("data: 音乐\n\n".encode(), top=top) == ["音乐"]


def test_bytes_that_are_no_letters_are_no_end() -> None:
    assert streamed(b"data: a\xffb\n\ndata: c\n\n") == ["a\ufffdb", "c"]


def test_a_tool_result_of_600_kib_on_one_line_is_read() -> None:
    long = b"x" * (600 * 1024)

    assert streamed(b"data: ", long, b"\n\n") == [long.decode()]


def test_more_events_than_anybody_listens_to_are_all_kept() -> None:
    found = streamed(b"".join(b"data: %d\n\n" % number for number in range(1000)))

    assert found == [str(number) for number in range(1000)]


def test_an_event_of_more_than_8_mib_is_refused() -> None:
    with pytest.raises(LostError, match="more than any answer has"):
        streamed(b"data: ", *[b"x" * MIB] * 9)


def test_a_stream_that_is_cut_is_lost_behind_what_came() -> None:
    async def cut(_: Heard, pen: Pen) -> None:
        chunk = b"data: one\n\n"
        await pen.send(
            head(content_type="text/event-stream", transfer_encoding="chunked"),
            b"%x\r\n%b\r\n" % (len(chunk), chunk),
        )

    async def test() -> tuple[Any, Any]:
        async with listening(cut) as server, dialled(server.base) as line:
            opened = await line.open(Request("POST", server.base, {}))
            assert isinstance(opened, Opened)
            first = await line.next(opened.number, HANG_S)
            with pytest.raises(LostError, match="RemoteProtocolError"):
                await line.next(opened.number, HANG_S)
            return first, line._streams

    assert run(test()) == ("one", {})


@pytest.mark.parametrize(
    "refusal",
    [
        whole(b'{"code":1002}', content_type="application/json"),
        whole(b'{"code":1001}', 401, content_type="text/event-stream"),
        whole(b"<html>", 502, content_type="text/html"),
    ],
)
def test_a_refusal_in_place_of_a_stream_is_an_answer(refusal: bytes) -> None:
    async def test() -> Any:
        async with listening(always(refusal)) as server, dialled(server.base) as line:
            return await line.open(Request("POST", server.base, {}))

    found = run(test())

    assert isinstance(found, Response)
    assert refusal.endswith(found.body)


def test_when_nothing_comes_in_time_there_is_nothing() -> None:
    async def test() -> tuple[Any, Any]:
        async with listening(slow) as server, dialled(server.base) as line:
            number = await first(line, server)
            return await line.next(number, 0.05), line.next_at_once(number)

    assert run(test()) == (None, None)


def test_an_event_that_is_there_is_given_at_once() -> None:
    async def test() -> Any:
        async with listening(slow) as server, dialled(server.base) as line:
            number = await first(line, server, "/many")
            await line.next(number, HANG_S)
            return line.next_at_once(number)

    assert run(test()) == "more"


def test_what_has_come_by_now_is_given_at_once_and_the_end_only_when_it_is_asked_for() -> None:
    async def test() -> Any:
        answer = always(STREAM, b"data: one\n\ndata: two\n\n", b"data: three\n\n")
        async with listening(answer) as server, dialled(server.base) as line:
            number = await first(line, server)
            some: list[str] = []
            async with asyncio.timeout(HANG_S):
                while len(some) < 2:
                    some += line.more(number)
                    await asyncio.sleep(0)
            return some, await line.next(number, HANG_S)

    assert run(test()) == (["two", "three"], END)


@pytest.mark.parametrize("path", ["/", "/many"])
def test_who_asks_to_stop_is_heard_in_the_middle_of_a_stream(path: str) -> None:
    async def test() -> Any:
        async with listening(slow) as server, dialled(server.base) as line:
            number = await first(line, server, path)
            line.stop()
            with pytest.raises(StoppedError):
                await heard(line, number)
            is_open = number in line._streams
            await line.close(number)
            await line.close(number)
            return is_open, line._streams

    assert run(test()) == (True, {})


def test_leaving_closes_what_is_open() -> None:
    gone = asyncio.Event()

    async def watch(_: Heard, pen: Pen) -> None:
        await pen.send(STREAM, b"data: one\n\n")
        await pen.left()
        gone.set()

    async def test() -> None:
        async with listening(watch) as server:
            async with dialled(server.base) as line:
                await first(line, server)
            async with asyncio.timeout(HANG_S):
                await gone.wait()

    run(test())

    assert gone.is_set()


def test_the_end_is_told_once() -> None:
    async def test() -> Any:
        async with (
            listening(always(STREAM)) as server,
            dialled(server.base) as line,
        ):
            opened = await line.open(Request("POST", server.base, {}))
            assert isinstance(opened, Opened)
            last = await line.next(opened.number, HANG_S)
            return last is END, line._streams

    assert run(test()) == (True, {})


# Uploads


def test_a_file_goes_over_the_line_as_the_field_files(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"film" * 100)

    _, request = answered(
        always(whole(b"{}")), method="POST", file=str(file), file_name='sun "set".MP4'
    )

    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="files"; filename="sun %22set%22.MP4"' in request.body
    assert b"Content-Type: video/mp4" in request.body
    assert b"film" * 100 in request.body


def test_a_kind_that_is_not_known_goes_as_bytes(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.touch()

    _, request = answered(always(whole(b"{}")), method="POST", file=str(file), file_name="x.heic")

    assert b"application/octet-stream" in request.body


def test_a_file_that_is_gone_by_now_is_our_own_fault(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match="not_readable"):
        answered(always(), file=str(tmp_path / "gone"), file_name="gone.mp4")


@pytest.mark.slow
def test_a_film_of_300_mb_is_streamed_in_little_memory(tmp_path: Path) -> None:
    size = 300 * 1000 * 1000
    file = tmp_path / "big.mov"
    file.touch()
    os.truncate(file, size)

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        top = (await reader.readuntil(b"\r\n\r\n")).lower()
        left = int(top.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        while left:
            left -= len(await reader.read(MIB))
        writer.write(whole(b"{}"))
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async def test() -> list[int]:
        server = await asyncio.start_server(swallow, "127.0.0.1", 0, limit=4 * MIB)
        base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", UPLOAD, base, str(file)), stdout=subprocess.PIPE
        )
        out, _ = await child.communicate()
        server.close()
        return [int(word) for word in out.split()]

    status, grown_mib, told, sent, whole_size = run(test())

    assert (status, sent, whole_size) == (200, size, size)
    assert grown_mib < 30
    assert told > 100
