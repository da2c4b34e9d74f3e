"""What an MP4 says of itself, and what is no whole MP4."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

import pytest

from agent.world import video
from agent.world.video import Video
from tests.agent.films import box, film, heading, track

if TYPE_CHECKING:
    from pathlib import Path

HEAD: Final = box(b"ftyp", b"isom", bytes(4))
INDEX: Final = box(b"moov", heading(2), track(640, 360))
PICTURES: Final = box(b"mdat", bytes(100))


def seen(tmp_path: Path, content: bytes) -> Video | None:
    file = tmp_path / "film.mp4"
    file.write_bytes(content)
    return video.read(file)


def test_a_film_tells_its_size_and_length(tmp_path: Path) -> None:
    assert seen(tmp_path, film(12.5, 1920, 1080)) == Video(1920, 1080, 12_500)


@pytest.mark.parametrize(
    "content",
    [
        HEAD + PICTURES + INDEX,
        HEAD + box(b"free", bytes(8)) + INDEX + PICTURES,
        HEAD + INDEX + PICTURES + b"\0\0\0",
        HEAD + INDEX + struct.pack(">I4s", 0, b"mdat") + bytes(50),
        HEAD + INDEX + struct.pack(">I4sQ", 1, b"mdat", 116) + bytes(100),
        HEAD + box(b"moov", heading(2, is_long=True), track(640, 360)) + PICTURES,
        HEAD + box(b"moov", heading(2), track(0, 0), track(640, 360)) + PICTURES,
        HEAD + box(b"moov", heading(2), track(640, 360), b"\0\0\0\3junk") + PICTURES,
    ],
    ids=["index last", "free", "crumbs", "to the end", "long", "version 1", "sound", "junk"],
)
def test_a_film_may_be_built_in_many_ways(tmp_path: Path, content: bytes) -> None:
    assert seen(tmp_path, content) == Video(640, 360, 2000)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>502 Bad Gateway</html>",
        HEAD,
        HEAD + PICTURES,
        HEAD + INDEX,
        film()[:-1],
        film()[:-1500],
        HEAD + INDEX + struct.pack(">I4s", 3, b"mdat"),
        HEAD + box(b"moov", track(640, 360)) + PICTURES,
        HEAD + box(b"moov", box(b"mvhd", bytes(6))) + PICTURES,
        HEAD + box(b"moov", box(b"mvhd", bytes(100))) + PICTURES,
        HEAD + struct.pack(">I4sQ", 1, b"moov", 1 << 62) + INDEX[8:] + PICTURES,
    ],
    ids=[
        "empty",
        "a page",
        "head alone",
        "no index",
        "no pictures",
        "a byte short",
        "half",
        "a box shorter than its head",
        "no length",
        "a short header",
        "a scale of nothing",
        "a giant index",
    ],
)
def test_what_is_no_whole_film_is_none(tmp_path: Path, content: bytes) -> None:
    assert seen(tmp_path, content) is None


def test_a_file_of_thousands_of_boxes_comes_to_an_end(tmp_path: Path) -> None:
    assert seen(tmp_path, HEAD + box(b"free") * 10_000 + INDEX + PICTURES) is None
