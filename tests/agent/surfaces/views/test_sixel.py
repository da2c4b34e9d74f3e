"""Sixels: what was encoded is what a terminal would decode."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from agent.surfaces.views import sixel
from tests.agent.surfaces.views import films

if TYPE_CHECKING:
    from PIL.Image import Image

WHOLE = re.compile(r'\x1bP0;1;0q"1;1;(\d+);(\d+)([#0-9;!$?-~-]*)\x1b\\')
TOKEN = re.compile(r"#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|!(\d+)([?-~])|([?-~])|(\$)|(-)")


def decoded(sequence: str) -> tuple[tuple[int, int], dict[tuple[int, int], tuple[int, ...]]]:
    """The size, and each pixel with its colour in percent."""
    whole = WHOLE.fullmatch(sequence)
    assert whole is not None
    palette: dict[int, tuple[int, ...]] = {}
    pixels: dict[tuple[int, int], tuple[int, ...]] = {}
    x = top = colour = 0
    for token in TOKEN.finditer(whole[3]):
        if token[1]:
            palette[int(token[1])] = (int(token[2]), int(token[3]), int(token[4]))
        elif token[5]:
            colour = int(token[5])
        elif token[9]:
            x = 0
        elif token[10]:
            x, top = 0, top + 6
        else:
            bits = ord(token[7] or token[8]) - 0x3F
            run = range(x, x + int(token[6] or 1))
            rows = [top + bit for bit in range(6) if bits >> bit & 1]
            pixels |= {(at, row): palette[colour] for at in run for row in rows}
            x = run.stop
    return (int(whole[1]), int(whole[2])), pixels


def in_percent(image: Image) -> dict[tuple[int, int], tuple[int, ...]]:
    """Each pixel of a picture with its colour in percent."""
    rgb = image.convert("RGB").tobytes()
    width, height = image.size
    return {
        (x, y): tuple(round(part * 100 / 255) for part in rgb[at : at + 3])
        for y in range(height)
        for x in range(width)
        for at in [(y * width + x) * 3]
    }


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (7, 6), (20, 13), (64, 36)])
def test_a_picture_of_few_colours_comes_back_whole(size: tuple[int, int]) -> None:
    image = films.picture(*size)

    assert decoded(sixel.encoded(image)) == (size, in_percent(image))


def test_a_picture_of_many_colours_comes_back_in_256() -> None:
    image = films.picture(40, 40)
    for x in range(40):
        for y in range(40):
            image.putpixel((x, y), (x * 6, y * 6, (x * y) % 256))

    _, pixels = decoded(sixel.encoded(image))

    assert pixels == in_percent(image.quantize(256))
    assert len(set(pixels.values())) <= 256


def test_runs_are_written_short() -> None:
    assert len(sixel.encoded(films.picture(600, 300))) < 6000
