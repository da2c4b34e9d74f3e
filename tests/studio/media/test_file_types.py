from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studio.media.file_types import UnfitFile, sniff

if TYPE_CHECKING:
    from tests.studio.media.conftest import Bench

FTYP = b"\0\0\0\x18ftyp"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\xff\xd8\xff\xe0", "jpg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF89a", "gif"),
        (b"GIF87a", "gif"),
        (b"RIFF\0\0\0\0WEBP", "webp"),
        (b"RIFF\0\0\0\0WAVE", "wav"),
        (b"RF64\0\0\0\0WAVE", "wav"),
        (b"RIFF\0\0\0\0AVI ", "avi"),
        (FTYP + b"isom", "mp4"),
        (FTYP + b"qt  ", "mov"),
        (FTYP + b"M4A ", "m4a"),
        (b"\0\0\0\x08wide\0\0\0\0mdat", "mp4"),
        (b"\x1a\x45\xdf\xa3....webm", "webm"),
        (b"\x1a\x45\xdf\xa3....matroska", "mkv"),
        (b"\xff\xfb\x90\x00", "mp3"),
        (b"\xff\xf1\x50\x80", "aac"),
        (b"ID3\x04\0\0\0\0\0\x05.....\xff\xfb\x90\x00", "mp3"),
        (b"ID3\x04\0\0\0\0\0\x05.....\xff\xf1\x50\x80", "aac"),
    ],
)
def test_a_kind_is_told_by_its_first_bytes(bench: Bench, head: bytes, name: str) -> None:
    path = bench.raw("whatever.txt", head + bytes(50))

    assert sniff(path).name == name


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\xff",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"#EXTM3U",
        b"OggS",
        b"\xff\xe1",
        b"RIFF\0\0\0\0ACON",
    ],
)
def test_everything_else_is_unfit(bench: Bench, head: bytes) -> None:
    path = bench.raw("film.mp4", head)

    with pytest.raises(UnfitFile, match="unsupported"):
        sniff(path)
