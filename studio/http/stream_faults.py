"""Fault injection for event streams: frames dropped, added, cut, delayed or garbled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import anyio

from studio.http.abortable_response import AbortResponseError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from studio.wire.faults import Faults

STALL_S: Final = 600.0  # longer than any client waits
MOST_HEARTBEATS: Final = 1000  # a fault comes from a header: it may not ask for gigabytes


async def with_faults(frames: Sequence[str], faults: Faults) -> AsyncIterator[bytes]:
    """Yield the frames as bytes, with the faults applied."""
    if not faults.of:
        for plain in frames:
            yield f"{plain}\n\n".encode()
        return
    # Without the fault there is no limit.
    bytes_left = faults.number("cut-bytes", 0) if "cut-bytes" in faults else float("inf")
    for number, frame in enumerate(_encoded(_altered(frames, faults), faults)):
        await _stall(number, faults)
        if "cut-after" in faults and number >= faults.number("cut-after", 1):
            raise AbortResponseError
        for piece in _split(frame, faults):
            yield piece[: int(min(bytes_left, len(piece)))]
            bytes_left -= len(piece)
            if bytes_left <= 0:
                raise AbortResponseError
    if "cut-after" in faults:
        raise AbortResponseError


async def _stall(number: int, faults: Faults) -> None:
    """Sleep before the frame of this number, if a fault says so."""
    # By the number of the frame: before anything came, or after the first.
    stall = {0: "stall-first", 1: "stall"}.get(number, "")
    if stall in faults:
        await anyio.sleep(faults.number(stall, STALL_S))
    if number and "slow" in faults:
        await anyio.sleep(faults.number("slow", 0.2))


def _altered(frames: Sequence[str], faults: Faults) -> list[str]:
    """The frames after those faults that drop, insert or append."""
    altered = list(frames)
    if "end-after" in faults:
        altered = altered[: int(faults.number("end-after", 1))]
    if "garbage" in faults:
        altered.insert(1, "data: <garbage> {not json")
    if "heartbeats" in faults:
        heartbeats = int(min(faults.number("heartbeats", 3), MOST_HEARTBEATS))
        altered[1:1] = ['data: {"type":"heartbeat"}'] * heartbeats
    if "twice" in faults:
        altered += altered[-1:]
    if "error" in faults:
        words = faults.value("error", "boom").replace("\\", "").replace('"', "'")
        altered.append(f'data: {{"error": "{words}"}}')
    if "broken-error" in faults:
        altered.append('data: {"error": "quota "daily" exceeded"}')
    return altered


def _encoded(frames: list[str], faults: Faults) -> list[bytes]:
    """The frames as bytes, each with its empty line; BOM and CRLF as asked."""
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
