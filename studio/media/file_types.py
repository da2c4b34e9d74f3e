"""File types by magic numbers, never by names.

Only the demuxer of the type is asked to open a file: some of the others read addresses and paths
out of a text and would open those.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_HEAD_BYTES: Final = 4096  # the DocType of WebM stands within its first 64, ftyp within 12
# Brands of HEIC and AVIF in an `ftyp` box, which are refused; the boxes an MP4 or MOV may begin
# with; the magic number of EBML (Matroska, WebM).
_STILLS: Final = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
_ATOMS: Final = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
_EBML: Final = b"\x1a\x45\xdf\xa3"


class UnfitFile(Exception):  # noqa: N818 - a judgement, which becomes the RefusedError of the parent
    """A file is refused, by the key of its reason in words.yaml."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FileType:
    """Our name for a type, and the name of its Pillow format or demuxer."""

    name: str
    reader: str
    is_picture: bool = False


_PICTURES: Final = (
    (b"\xff\xd8\xff", FileType("jpg", "JPEG", is_picture=True)),
    (b"\x89PNG\r\n\x1a\n", FileType("png", "PNG", is_picture=True)),
    (b"GIF87a", FileType("gif", "GIF", is_picture=True)),
    (b"GIF89a", FileType("gif", "GIF", is_picture=True)),
)
_RIFF: Final = {
    b"WEBP": FileType("webp", "WEBP", is_picture=True),
    b"WAVE": FileType("wav", "wav"),
    b"AVI ": FileType("avi", "avi"),
}


def sniff(path: Path) -> FileType:
    """The type of a file by its first bytes; UnfitFile if it is nothing we read."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        if head[:3] == b"ID3":
            file.seek(_id3_end(head))
            return _mpeg_audio(file.read(_HEAD_BYTES)) or FileType("mp3", "mp3")
    for magic, kind in _PICTURES:
        if head.startswith(magic):
            return kind
    found = _container(head) or _mpeg_audio(head)
    if found is None:
        raise UnfitFile("unsupported")
    return found


def _container(head: bytes) -> FileType | None:
    if head[:4] in {b"RIFF", b"RF64"}:
        return _RIFF.get(head[8:12])
    if head.startswith(_EBML):
        return FileType("webm" if b"webm" in head[:64] else "mkv", "matroska")
    if head[4:8] not in _ATOMS:
        return None
    if head[4:8] == b"ftyp" and head[8:12] in _STILLS:
        raise UnfitFile("heic")
    return FileType(
        "m4a" if head[8:11] == b"M4A" else "mov" if head[8:10] == b"qt" else "mp4", "mov"
    )


def _mpeg_audio(head: bytes) -> FileType | None:
    """Tell MP3 from AAC by the frame header: 11 or 12 sync bits, then a layer; AAC has none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004 - a header
        return None
    if head[1] & 0x06:
        return FileType("mp3", "mp3")
    return FileType("aac", "aac") if head[1] & 0xF0 == 0xF0 else None  # noqa: PLR2004 - the sync word


def _id3_end(head: bytes) -> int:
    """The offset behind an ID3 tag, whose size is stored in seven bits a byte."""
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    return size + 10
