"""What the faults make of a stream: frames left out, put in, cut, delayed or broken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from studio.http.abortable_response import AbortResponseError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from studio.wire.faults import Faults

STALL_S: Final = 600.0
MOST_HEARTBEATS: Final = 1000


async def with_faults(frames: Sequence[str], faults: Faults) -> AsyncIterator[bytes]:
    """The frames as bytes, with what goes wrong."""
    if not faults.of:
        for told in frames:
            yield f"{told}\n\n".encode()
        return
    room = faults.number("cut-bytes", 0) if "cut-bytes" in faults else float("inf")
    for number, frame in enumerate(_encoded(_altered(frames, faults), faults)):
        await _stall(number, faults)
        if "cut-after" in faults and number >= faults.number("cut-after", 1):
            raise AbortResponseError
        for piece in _split(frame, faults):
            yield piece[: int(min(room, len(piece)))]
            room -= len(piece)
            if room <= 0:
                raise AbortResponseError
    if "cut-after" in faults:
        raise AbortResponseError


async def _stall(number: int, faults: Faults) -> None:
    """Silence before the event with this number."""
    import anyio

    stall = {0: "stall-first", 1: "stall"}.get(number, "")
    if stall in faults:
        await anyio.sleep(faults.number(stall, STALL_S))
    if number and "slow" in faults:
        await anyio.sleep(faults.number("slow", 0.2))


def _altered(frames: Sequence[str], faults: Faults) -> list[str]:
    """The frames, some gone, others between and behind them."""
    told = list(frames)
    if "end-after" in faults:
        told = told[: int(faults.number("end-after", 1))]
    if "garbage" in faults:
        told.insert(1, "data: <garbage> {not json")
    if "heartbeats" in faults:
        beats = int(min(faults.number("heartbeats", 3), MOST_HEARTBEATS))
        told[1:1] = ['data: {"type":"heartbeat"}'] * beats
    if "twice" in faults:
        told += told[-1:]
    if "error" in faults:
        words = faults.value("error", "boom").replace("\\", "").replace('"', "'")
        told.append(f'data: {{"error": "{words}"}}')
    if "broken-error" in faults:
        told.append('data: {"error": "quota "daily" exceeded"}')
    return told


def _encoded(frames: list[str], faults: Faults) -> list[bytes]:
    """The frames as bytes, each with the empty line behind it."""
    lines = [f"{frame}\n\n" for frame in frames]
    if lines and "no-last-line" in faults:
        lines[-1] = lines[-1].rstrip("\n")
    if lines and "bom" in faults:
        lines[0] = f"\ufeff{lines[0]}"
    if "crlf" in faults:
        lines = [line.replace("\n", "\r\n") for line in lines]
    return [line.encode() for line in lines]


def _split(frame: bytes, faults: Faults) -> Iterator[bytes]:
    size = max(1, int(faults.number("dribble", 7))) if "dribble" in faults else len(frame)
    for at in range(0, len(frame), size):
        yield frame[at : at + size]
