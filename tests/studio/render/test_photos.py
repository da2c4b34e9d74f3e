from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from studio.render import photos
from studio.render.clip_reader import UnreadableError
from tests.studio.render.film_samples import rgb, shot

Json = dict[str, Any]
BROKEN = {
    "text": b"no picture",
    "empty": b"",
    "cut": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "gif": b"GIF89a\xff\xff\xff\xff",
}


def test_a_photo_is_turned_as_its_camera_was_held(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (60, 40)).save(tmp_path / "a.jpg", exif=exif)

    assert photos.open_image(tmp_path / "a.jpg").size == (40, 60)


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "I;16", "RGB"])
def test_every_kind_of_picture_becomes_rgb(mode: str, tmp_path: Path) -> None:
    Image.new(mode, (30, 20)).save(tmp_path / "a.tiff")

    assert photos.open_image(tmp_path / "a.tiff").mode == "RGB"


def test_what_is_clear_stays_clear_when_opened(tmp_path: Path) -> None:
    Image.new("RGBA", (30, 20), (255, 0, 0, 0)).save(tmp_path / "a.png")

    assert photos.open_image(tmp_path / "a.png").mode == "RGBA"


def test_what_is_clear_becomes_white_in_a_frame(tmp_path: Path) -> None:
    Image.new("RGBA", (30, 20), (255, 0, 0, 0)).save(tmp_path / "a.png")

    frame = photos.load_photo(tmp_path / "a.png", shot("photo"), (40, 40))

    assert rgb(frame).min() > 250


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_what_is_no_picture_is_said_by_name(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "oslo.png").write_bytes(content)

    with pytest.raises(UnreadableError, match=r"oslo\.png"):
        photos.open_image(tmp_path / "oslo.png")


def test_a_picture_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    head = b"P5 200000 200000 255\n"
    (tmp_path / "bomb.pgm").write_bytes(head + b"\0" * 64)

    with pytest.raises(UnreadableError, match="larger"):
        photos.open_image(tmp_path / "bomb.pgm")


def test_a_large_picture_is_brought_within_bounds(tmp_path: Path) -> None:
    Image.new("L", (6000, 12)).save(tmp_path / "a.png")

    assert photos.open_image(tmp_path / "a.png").size == (photos.LONGEST_SIDE, 8)


@pytest.mark.parametrize("size", [(160, 90), (90, 160), (64, 64)])
@pytest.mark.parametrize("fit", ["crop", "pad", "blur"])
def test_a_photo_fills_a_frame_of_any_size(size: tuple[int, int], fit: str, uploads: Json) -> None:
    frame = photos.load_photo(Path(uploads["photo"]["path"]), shot("photo", fit=fit), size)

    assert frame.size == size
    assert rgb(frame)[size[1] // 2, size[0] // 2 - 6, 0] > 120


def test_without_a_size_it_keeps_its_ratio(uploads: Json) -> None:
    frame = photos.load_photo(Path(uploads["photo"]["path"]), shot("photo"), None)

    assert frame.size == (240, 120)


@pytest.mark.parametrize(
    ("said", "red"),
    [({}, "left"), ({"flip": "h"}, "right"), ({"rotate": 90}, "top"), ({"rotate": 270}, "bottom")],
)
def test_the_red_side_goes_where_it_is_turned(said: Json, red: str, uploads: Json) -> None:
    frame = rgb(photos.load_photo(Path(uploads["photo"]["path"]), shot("photo", **said), (64, 64)))

    halves = {
        "left": frame[:, :28], "right": frame[:, 36:], "top": frame[:28], "bottom": frame[36:],
    }  # fmt: skip

    assert np.median(halves[red][..., 0]) > 180
