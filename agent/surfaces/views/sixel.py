"""A picture as sixels: six rows of pixels at a time, colour by colour."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

_COLOURS: Final = 256
_ZERO: Final = 0x3F  # the sixel in which no pixel is set
_HIGH: Final = 6
_SHORTEST_RUN: Final = 4  # a shorter one is shorter written out


def encoded(image: Image) -> str:
    """The whole sequence; one sixel pixel for each of the picture's."""
    few = image.quantize(_COLOURS)
    width, height = few.size
    head = f'\x1bP0;1;0q"1;1;{width};{height}'
    bands = "-".join(_bands(few.tobytes(), width, height))
    return f"{head}{_palette(few)}{bands}\x1b\\"


def _palette(few: Image) -> str:
    """The colours, in percent."""
    parts = [round(part * 100 / 255) for part in few.getpalette() or []]
    colours = (parts[at : at + 3] for at in range(0, len(parts) - 2, 3))
    return "".join(f"#{number};2;{r};{g};{b}" for number, (r, g, b) in enumerate(colours))


def _bands(raw: bytes, width: int, height: int) -> Iterator[str]:
    for top in range(0, height, _HIGH):
        rows = [raw[at * width : (at + 1) * width] for at in range(top, min(top + _HIGH, height))]
        yield "$".join(_colours(rows, width))


def _colours(rows: list[bytes], width: int) -> Iterator[str]:
    """A band, one colour after the other, each over the whole width."""
    masks: dict[int, bytearray] = {}
    for bit, row in enumerate(rows):
        for at, colour in enumerate(row):
            mask = masks.get(colour)
            if mask is None:
                mask = masks[colour] = bytearray(width)
            mask[at] |= 1 << bit
    for colour, mask in sorted(masks.items()):
        yield f"#{colour}{''.join(_runs(mask))}"


def _runs(mask: bytearray) -> Iterator[str]:
    for bits, run in groupby(mask.rstrip(b"\0")):
        length, letter = sum(1 for _ in run), chr(_ZERO + bits)
        yield f"!{length}{letter}" if length >= _SHORTEST_RUN else letter * length
