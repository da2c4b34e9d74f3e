from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from studio.media import image_files
from studio.media.file_types import FileType, UnfitFile, sniff

if TYPE_CHECKING:
    from pathlib import Path

    from tests.studio.media.conftest import Bench


def upright(path: Path, longest: int = 4096) -> Image.Image:
    with image_files.opened(path, sniff(path)) as image:
        image_files.decode(image, longest)
        return image_files.upright(image, longest)


@pytest.mark.parametrize(
    ("name", "mode", "becomes"),
    [
        ("a.jpg", "CMYK", "RGB"),
        ("a.png", "I;16", "L"),
        ("a.gif", "P", "RGB"),
        ("a.png", "LA", "RGBA"),
        ("a.png", "1", "RGB"),
    ],
)
def test_every_kind_of_colour_becomes_a_plain_one(
    bench: Bench, name: str, mode: str, becomes: str
) -> None:
    path = bench.picture(name, mode=mode, color=None if mode == "LA" else 0)

    assert upright(path).mode == becomes


def test_sixteen_bits_keep_their_light(bench: Bench) -> None:
    path = bench.picture("a.png", mode="I;16", color=32768)

    assert upright(path).getpixel((5, 5)) == pytest.approx(128, abs=1)


@pytest.mark.parametrize("flag", range(1, 9))
def test_a_photo_is_turned_as_its_flag_says(bench: Bench, flag: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = flag

    turned = upright(bench.picture("a.jpg", exif=exif))

    assert turned.size == ((60, 40) if flag < 5 else (40, 60))
    corner = {
        1: (5, 5),
        2: (-5, 5),
        3: (-5, -5),
        4: (5, -5),
        5: (5, 5),
        6: (-5, 5),
        7: (-5, -5),
        8: (5, -5),
    }[flag]
    red = turned.getpixel((corner[0] % turned.width, corner[1] % turned.height))
    assert isinstance(red, tuple)
    assert red[0] > 150


def test_a_large_picture_becomes_one_within_bounds(bench: Bench) -> None:
    path = bench.picture("a.jpg", (3000, 600))

    assert upright(path, 500).size == (500, 100)


@pytest.mark.parametrize("name", ["a.gif", "a.webp"])
def test_a_picture_that_moves_is_a_film_of_its_length(bench: Bench, name: str) -> None:
    path = bench.moving(name, frames=4, ms=120)

    facts = image_files.inspect(path, sniff(path))

    assert (facts["kind"], facts["duration_ms"]) == ("video", 480)


def test_a_large_picture_is_told_as_it_will_be(bench: Bench) -> None:
    path = bench.picture("a.png", (8192, 100))

    facts = image_files.inspect(path, sniff(path))

    assert (facts["width"], facts["height"], facts["must_settle"]) == (4096, 50, True)


def test_a_photo_on_its_side_is_told_upright(bench: Bench) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = bench.picture("a.jpg", exif=exif)

    facts = image_files.inspect(path, sniff(path))

    assert (facts["width"], facts["height"], facts["must_settle"]) == (40, 60, True)


def test_what_is_transparent_stays_so(bench: Bench) -> None:
    target = bench.folder / "out"

    image_files.save(upright(bench.picture("a.png", mode="RGBA", color=(9, 9, 9, 0))), target)

    with Image.open(target) as image:
        assert (image.format, image.mode) == ("PNG", "RGBA")


def test_a_picture_under_a_false_flag_is_damaged(bench: Bench) -> None:
    with pytest.raises(UnfitFile, match="damaged"):
        image_files.opened(bench.picture("a.png"), FileType("jpg", "JPEG", is_picture=True))


@pytest.mark.parametrize("left", [60, -1, -12])
def test_a_png_that_was_cut_behind_its_pixels_is_damaged(tmp_path: Path, left: int) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (8, 8)).save(path)
    kind = sniff(path)
    assert image_files.inspect(path, kind)["kind"] == "image"

    path.write_bytes(path.read_bytes()[:left])

    with pytest.raises(UnfitFile, match="damaged"):
        image_files.inspect(path, kind)


def test_a_png_with_something_behind_its_end_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (8, 8)).save(path)
    path.write_bytes(path.read_bytes() + b"more")

    assert image_files.inspect(path, sniff(path))["kind"] == "image"
