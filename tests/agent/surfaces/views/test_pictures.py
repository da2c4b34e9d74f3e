"""Pictures out of files and films, and nothing out of what is neither."""

from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from agent.surfaces.views import pictures
from tests.agent.surfaces.views import films

if TYPE_CHECKING:
    from pathlib import Path


def test_a_picture_is_read_from_a_file_and_from_memory(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(films.png())

    for one in (file, films.png()):
        found = pictures.load(one)
        assert found is not None
        assert (found.size, found.getpixel((0, 0))) == ((64, 36), (255, 0, 0))


def test_what_can_be_seen_through_is_black() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (2, 2), (255, 255, 255, 0)).save(out, "PNG")

    found = pictures.load(out.getvalue())

    assert found is not None
    assert found.getpixel((1, 1)) == (0, 0, 0)


@pytest.mark.parametrize(
    "raw",
    [b"", b"no picture", films.png()[:40], films.png()[:-30], b"GIF89a\xff\xff\xff\xff\0\0\0"],
)
def test_what_is_no_picture_is_none(raw: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(raw)

    assert pictures.load(raw) is None
    assert pictures.load(file) is None


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert pictures.load(tmp_path / "none.png") is None


def test_a_picture_of_too_many_pixels_is_none() -> None:
    out = io.BytesIO()
    Image.new("1", (10_000, 6000)).save(out, "PNG")

    assert pictures.load(out.getvalue()) is None


@pytest.mark.parametrize(
    ("size", "room", "cells"),
    [
        ((640, 360), (80, 40), (80, 22)),
        ((640, 360), (80, 10), (36, 10)),
        ((360, 640), (80, 20), (22, 20)),
        ((1000, 1), (40, 20), (40, 1)),
        ((1, 1000), (40, 20), (1, 20)),
    ],
)
def test_a_picture_keeps_its_form(
    size: tuple[int, int], room: tuple[int, int], cells: tuple[int, int]
) -> None:
    assert pictures.fitting(size, *room) == cells


def test_a_picture_of_any_form_fits() -> None:
    for width in range(1, 2000, 97):
        for height in range(1, 2000, 89):
            columns, rows = pictures.fitting((width, height), 60, 20)
            assert 1 <= columns <= 60
            assert 1 <= rows <= 20


def test_frames_are_evenly_apart(tmp_path: Path) -> None:
    found = pictures.frames(films.film(tmp_path / "a.mp4"), 4)

    greys = [image.convert("L").getpixel((5, 5)) for one in found if (image := pictures.load(one))]
    assert greys == pytest.approx([27, 94, 161, 228], abs=12)


def test_a_long_row_of_frames_is_bounded(tmp_path: Path) -> None:
    assert len(pictures.frames(films.film(tmp_path / "a.mp4", frames=3), 500)) <= 24


@pytest.mark.parametrize("count", [0, -1])
def test_no_frames_are_none(count: int, tmp_path: Path) -> None:
    assert pictures.frames(films.film(tmp_path / "a.mp4", frames=3), count) == []


def test_a_film_taken_upright_stands_upright(tmp_path: Path) -> None:
    film = films.film(tmp_path / "a.mp4", 2, (64, 32))
    films.turn(film)

    (found,) = pictures.frames(film, 1)

    image = pictures.load(found)
    assert image is not None
    assert image.size == (32, 64)


def test_a_large_frame_is_made_small(tmp_path: Path) -> None:
    (found,) = pictures.frames(films.film(tmp_path / "a.mp4", 2, (1920, 1080)), 1)

    image = pictures.load(found)
    assert image is not None
    assert image.size == (960, 540)


@pytest.mark.parametrize("raw", [b"", b"no film", b"\0\0\0\x18ftypisom" + bytes(100)])
def test_what_is_no_film_has_no_frames(raw: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.mp4"
    file.write_bytes(raw)

    assert pictures.frames(file, 3) == []
    assert pictures.frames(tmp_path / "none.mp4", 3) == []


def test_a_sound_has_no_frames(tmp_path: Path) -> None:
    file = tmp_path / "a.wav"
    size = (8000).to_bytes(4, "little")
    head = b"fmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data"
    file.write_bytes(b"RIFF" + size + b"WAVE" + head + size + bytes(8000))

    assert pictures.frames(file, 3) == []


def test_pictures_stand_beside_each_other() -> None:
    strip = pictures.load(pictures.beside([films.png(64, 36), b"none", films.png(32, 18)]))

    assert strip is not None
    assert strip.size == (32 + 8 + 32, 18)


def test_nothing_stands_beside_nothing() -> None:
    assert pictures.beside([]) == b""


def test_without_pillow_and_pyav_there_is_nothing_and_no_error() -> None:
    code = (
        "import sys; sys.modules['PIL'] = None; sys.modules['av'] = None\\n"
        "from pathlib import Path\\n"
        "from agent.surfaces.views import pictures\\n"
        "print(pictures.load(b'x'), pictures.frames(Path('x.mp4'), 2), pictures.beside([b'x']))"
    ).replace("\\n", "\n")

    line = [sys.executable, "-c", code]
    told = subprocess.run(line, capture_output=True, text=True, check=True)  # noqa: S603 - our own

    assert told.stdout == "None [] b''\n"
