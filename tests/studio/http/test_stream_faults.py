from __future__ import annotations

import asyncio

import pytest

from studio.http.abortable_response import AbortResponseError
from studio.http.stream_faults import with_faults
from studio.wire.faults import Faults, parse

FRAMES = ('data: {"n":1}', 'data: {"n":2}', 'data: {"n":3}')
WHOLE = b'data: {"n":1}\n\ndata: {"n":2}\n\ndata: {"n":3}\n\n'
PLAYED = [
    ("", WHOLE),
    ("end-after=1", b'data: {"n":1}\n\n'),
    ("garbage", WHOLE.replace(b"\n\n", b"\n\ndata: <garbage> {not json\n\n", 1)),
    ("heartbeats=1", WHOLE.replace(b"\n\n", b'\n\ndata: {"type":"heartbeat"}\n\n', 1)),
    ("bom", b"\xef\xbb\xbf" + WHOLE),
    ("crlf", WHOLE.replace(b"\n", b"\r\n")),
    ("no-last-line", WHOLE[:-2]),
    ("twice", WHOLE + b'data: {"n":3}\n\n'),
    ("error=boom", WHOLE + b'data: {"error": "boom"}\n\n'),
    ("broken-error", WHOLE + b'data: {"error": "quota "daily" exceeded"}\n\n'),
]
BROKEN = [
    ("cut-after=0", b""),
    ("cut-after=2", WHOLE[:30]),
    ("cut-after=3", WHOLE),
    ("cut-bytes=7", WHOLE[:7]),
]


def heard(faults: str) -> tuple[bytes, bool]:
    """What came, and whether the line held."""
    pieces: list[bytes] = []

    async def listen() -> bool:
        try:
            async for piece in with_faults(FRAMES, Faults(tuple(parse(faults)))):
                pieces.append(piece)  # noqa: PERF401  what came before a break is wanted too
        except AbortResponseError:
            return False
        return True

    held = asyncio.run(listen())
    return b"".join(pieces), held


@pytest.mark.parametrize(("faults", "expected"), PLAYED)
def test_a_stream_comes_to_its_end_with_its_fault(faults: str, expected: bytes) -> None:
    assert heard(faults) == (expected, True)


@pytest.mark.parametrize(("faults", "expected"), BROKEN)
def test_a_line_breaks_where_it_was_asked_to(faults: str, expected: bytes) -> None:
    assert heard(faults) == (expected, False)


def test_dribble_changes_nothing_but_the_pieces() -> None:
    async def pieces() -> list[bytes]:
        return [piece async for piece in with_faults(FRAMES, Faults(tuple(parse("dribble=5"))))]

    came = asyncio.run(pieces())

    assert b"".join(came) == WHOLE
    assert max(map(len, came)) == 5


def test_a_stall_comes_after_the_first_event() -> None:
    async def listen() -> list[bytes]:
        came: list[bytes] = []
        async with asyncio.timeout(None) as limit:
            async for piece in with_faults(FRAMES, Faults(tuple(parse("stall")))):
                came.append(piece)
                if len(came) == 1:
                    first.append(piece)
                    limit.reschedule(asyncio.get_running_loop().time() + 0.05)
        return came

    first: list[bytes] = []
    with pytest.raises(TimeoutError):
        asyncio.run(listen())

    assert first == [b'data: {"n":1}\n\n']
