"""Small films made by hand: whole ones, and such as are broken in one way."""

from __future__ import annotations

import struct


def box(name: bytes, *inside: bytes) -> bytes:
    """A box of an MP4."""
    body = b"".join(inside)
    return struct.pack(">I4s", len(body) + 8, name) + body


def heading(seconds: float, *, is_long: bool = False) -> bytes:
    """The movie header, in either version."""
    length = round(seconds * 1000)
    if is_long:
        return box(b"mvhd", struct.pack(">IQQIQ", 1 << 24, 0, 0, 1000, length), bytes(80))
    return box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, length), bytes(80))


def track(width: int, height: int) -> bytes:
    """A track with its size."""
    return box(b"trak", box(b"tkhd", bytes(76), struct.pack(">II", width << 16, height << 16)))


def film(seconds: float = 2.0, width: int = 640, height: int = 360, *, octets: int = 2000) -> bytes:
    """A whole film, its pictures mere noise."""
    noise = bytes(number * 31 % 256 for number in range(256)) * (octets // 256 + 1)
    index = box(b"moov", heading(seconds), track(width, height))
    return box(b"ftyp", b"isom", bytes(4)) + index + box(b"mdat", noise[:octets])
