from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from studio.media.probe import UnusableMediaError, probe, sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.studio.media.conftest import Bench


def chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


def bomb(width: int) -> bytes:
    """A PNG of a few bytes that says it is so wide and high."""
    head = struct.pack(">IIBBBBB", width, width, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def scratched(path: Path) -> Path:
    """A film in whose second half a few bytes in every thousand are wrong."""
    raw = bytearray(path.read_bytes())
    begin = raw.index(b"mdat") + len(raw) // 2
    for at in range(begin, len(raw) - 200, 400):
        raw[at] ^= 0x55
    path.write_bytes(raw)
    return path


# A photo that says of itself that it has to be turned by a quarter.
TURNED = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
FASTSTART = {"movflags": "faststart"}
WORKS: list[tuple[str, Callable[[Bench], Path], dict[str, Any]]] = [
    (
        "mp4",
        lambda b: b.film("a.mp4", sound="aac"),
        {"kind": "video", "has_audio": True, "duration_ms": 1000, "fps": 10},
    ),
    (
        "mov",
        lambda b: b.film("a.mov"),
        {"kind": "video", "has_audio": False, "width": 64, "height": 48},
    ),
    ("avi", lambda b: b.film("a.avi", codec="mpeg4"), {"kind": "video", "format": "avi"}),
    ("webm", lambda b: b.film("a.webm", codec="libvpx"), {"kind": "video", "format": "webm"}),
    ("mkv", lambda b: b.film("a.mkv"), {"kind": "video", "format": "mkv"}),
    ("mp3", lambda b: b.recording("a.mp3", "libmp3lame"), {"kind": "audio", "format": "mp3"}),
    ("wav", lambda b: b.recording("a.wav", "pcm_s16le"), {"kind": "audio", "duration_ms": 1000}),
    ("m4a", lambda b: b.recording("a.mp4", "aac"), {"kind": "audio", "has_audio": True}),
    ("aac", lambda b: b.recording("a.aac", "aac"), {"kind": "audio", "format": "aac"}),
    ("jpg", lambda b: b.picture("a.jpg"), {"kind": "image", "width": 60, "must_settle": False}),
    ("png", lambda b: b.picture("a.png", mode="RGBA"), {"kind": "image", "format": "png"}),
    ("webp", lambda b: b.picture("a.webp"), {"kind": "image", "format": "webp"}),
    ("still gif", lambda b: b.picture("a.gif"), {"kind": "image", "must_settle": True}),
    (
        "moving gif",
        lambda b: b.moving("a.gif"),
        {"kind": "video", "duration_ms": 400, "is_animated": True},
    ),
    ("moving webp", lambda b: b.moving("a.webp"), {"kind": "video", "duration_ms": 400}),
    ("another name", lambda b: b.film("a.mp4").rename(b.folder / "b.jpg"), {"kind": "video"}),
    ("no name", lambda b: b.picture("a.jpg").rename(b.folder / "b"), {"kind": "image"}),
    (
        "turned phone",
        lambda b: b.turned(b.film("a.mp4")),
        {"width": 48, "height": 64, "rotation": 90},
    ),
    (
        "turned photo",
        lambda b: b.picture("a.jpg", exif=TURNED),
        {"width": 40, "height": 60, "must_settle": True},
    ),
    (
        "odd size",
        lambda b: b.film("a.mkv", (63, 35), pix_fmt="yuv444p"),
        {"width": 63, "height": 35},
    ),
    ("one pixel", lambda b: b.picture("a.png", (1, 1)), {"width": 1, "height": 1}),
    ("uneven frames", lambda b: b.film("a.mp4", at=[0, 1, 2, 6, 7, 9]), {"is_variable": True}),
    ("even frames", lambda b: b.film("a.mp4"), {"is_variable": False}),
    ("eight channels", lambda b: b.recording("a.wav", "pcm_s16le", layout="7.1"), {"channels": 8}),
    (
        "eight of aac",
        lambda b: b.recording("a.m4a", "aac", layout="7.1"),
        {"channels": 8, "kind": "audio"},
    ),
    (
        "hdr",
        lambda b: b.film("a.mkv", pix_fmt="yuv420p10le", light=(16, 9)),
        {"transfer": "pq", "must_settle": True},
    ),
    (
        "large",
        lambda b: b.picture("a.jpg", (10_000, 10_000), quality=20),
        {"width": 4096, "height": 4096, "must_settle": True},
    ),
    (
        "cut off",
        lambda b: b.cut(b.film("a.mp4", (320, 240), options=FASTSTART, at=list(range(40))), 0.8),
        {"kind": "video"},
    ),
    (
        "scratched",
        lambda b: scratched(b.film("a.mp4", (320, 240), at=list(range(40)))),
        {"kind": "video"},
    ),
]
REFUSED: list[tuple[str, Callable[[Bench], Path], int]] = [
    ("empty", lambda b: b.raw("a.mp4", b""), 4001),
    ("unsupported", lambda b: b.raw("a.jpg", b"MZ" + bytes(3000)), 4001),
    ("unsupported", lambda b: b.raw("a.mp4", b"#EXTM3U\nfile:///etc/hosts\n"), 4001),
    ("unsupported", lambda b: b.raw("a.mp4", b"ffconcat version 1.0\nfile '/etc/hosts'\n"), 4001),
    ("unsupported", lambda b: b.raw("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), 4001),
    ("unsupported", lambda b: b.raw("a", b"\xff"), 4001),
    ("heic", lambda b: b.raw("a.jpg", b"\0\0\0\x18ftypheic" + bytes(500)), 4001),
    ("damaged", lambda b: b.cut(b.film("a.mp4"), 0.5), 4001),
    ("damaged", lambda b: b.cut(b.picture("a.jpg", (600, 400)), 0.5), 4001),
    ("damaged", lambda b: b.cut(b.picture("a.png", (600, 400)), 0.5), 4001),
    ("damaged", lambda b: b.raw("a.mp4", b"\0\0\0\x18ftypisom" + bytes(range(256)) * 20), 4001),
    ("damaged", lambda b: b.raw("a.mkv", b"\x1a\x45\xdf\xa3" + bytes(range(256)) * 20), 4001),
    ("damaged", lambda b: b.raw("a.wav", b"RIFF\xff\xff\xff\xffWAVE" + bytes(100)), 4001),
    ("damaged", lambda b: b.raw("a.mp3", b"\xff\xfb\x90\x00" + bytes(range(255)) * 90), 4001),
    ("damaged", lambda b: b.folder / "nowhere.mp4", 4001),
    ("picture_too_large", lambda b: b.raw("a.png", bomb(60_000)), 4002),
]


@pytest.mark.parametrize(
    ("make", "facts"), [row[1:] for row in WORKS], ids=[row[0] for row in WORKS]
)
def test_what_can_be_used_is_known(
    bench: Bench, make: Callable[[Bench], Path], facts: dict[str, Any]
) -> None:
    media = probe(make(bench), "Summer.mp4")

    found = media.facts()
    assert {key: found[key] for key in facts} == facts
    assert media.name == "Summer.mp4"


@pytest.mark.parametrize(("reason", "make", "code"), REFUSED)
def test_what_cannot_be_used_is_refused_with_its_reason(
    bench: Bench, reason: str, make: Callable[[Bench], Path], code: int
) -> None:
    with pytest.raises(UnusableMediaError) as refused:
        probe(make(bench), "Summer.mp4")

    assert (refused.value.reason, refused.value.code) == (reason, code)


@pytest.mark.parametrize("reason", ["empty", "unsupported", "damaged", "too_heavy", "server_slow"])
def test_a_reason_is_one_sentence_in_each_language(reason: str) -> None:
    said = [sentence(reason, language) for language in ("en", "zh", "ja")]

    assert len(set(said)) == 3
    assert all("\n" not in one and len(one) < 200 for one in said)


def test_a_refusal_speaks_english_to_who_knows_no_better() -> None:
    assert UnusableMediaError("empty").say("fr") == str(UnusableMediaError("empty"))
