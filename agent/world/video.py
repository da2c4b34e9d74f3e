"""What an MP4 says of itself: its size and length, read from its boxes without a media library."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CONTAINERS: Final = (b"trak", b"mdia", b"moov")
_MOST_BOXES: Final = 4096
_LONGEST_INDEX: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Video:
    """Width, height and length; zero is what the file does not say."""

    width: int
    height: int
    duration_ms: int


def read(path: Path) -> Video | None:
    """The facts of a file that is an MP4 with everything it announces; None for any other file."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if file.read(8)[4:] != b"ftyp":
            return None
        boxes = list(_boxes(file, 0, size))
        index = next((one for one in boxes if one[0] == b"moov"), None)
        is_whole = boxes and boxes[-1][2] <= size and any(one[0] == b"mdat" for one in boxes)
        if index is None or not is_whole or index[2] - index[1] > _LONGEST_INDEX:
            return None
        file.seek(index[1])
        return _facts(file.read(index[2] - index[1]))


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The outermost boxes: name, where its content begins, where it ends."""
    at = start
    for _ in range(_MOST_BOXES):
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:  # noqa: PLR2004 - a length and a name
            return
        length, name = struct.unpack(">I4s", head[:8])
        content = at + 8
        if length == 1 and len(head) == 16:  # noqa: PLR2004 - and a long length
            (length,) = struct.unpack(">Q", head[8:])
            content = at + 16
        stop = end if length == 0 else at + length
        if stop < content:
            return
        yield name, content, stop
        if stop > end:
            return
        at = stop


def _facts(index: bytes) -> Video | None:
    width = height = duration = 0
    for name, start, end in _inner(index, 0, len(index)):
        body = index[start:end]
        if name == b"mvhd":
            duration = _duration(body)
        elif name == b"tkhd" and len(body) >= 8:  # noqa: PLR2004 - width and height come last
            across, down = struct.unpack(">II", body[-8:])
            width, height = max(width, across >> 16), max(height, down >> 16)
    return Video(width, height, duration) if duration else None


def _inner(index: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    at = start
    while at + 8 <= end:
        length, name = struct.unpack_from(">I4s", index, at)
        if length < 8 or at + length > end:  # noqa: PLR2004 - no box is shorter than its head
            return
        yield name, at + 8, at + length
        if name in _CONTAINERS:
            yield from _inner(index, at + 8, at + length)
        at += length


def _duration(body: bytes) -> int:
    """Milliseconds out of a movie header of either version."""
    form = ">II" if body[:1] == b"\0" else ">IQ"
    where = 12 if body[:1] == b"\0" else 20
    if len(body) < where + struct.calcsize(form):
        return 0
    scale, length = struct.unpack_from(form, body, where)
    return round(length * 1000 / scale) if scale else 0
