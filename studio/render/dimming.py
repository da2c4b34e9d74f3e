"""The light behind a title goes down: softly over the whole frame, a little more around its lines.

The picture is darkened as a lens would darken it, colours kept; nothing has an edge. Behind dark
words it is lightened instead, as by mist.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from studio.render.planes import blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.render.planes import Bytes, Floats, Planes

Words16 = np.ndarray[Any, np.dtype[np.uint16]]
Box = tuple[float, float, float, float]  # left, top, width, height

SHADOW = 0.82  # what the letters' own shadow leaves of the light beside them, at most
HALO = 0.08  # how much of the darkening is done around the lines alone
FAR = 0.62  # what is left of the rest of it far above and below
REACH = 0.36  # of the frame's height: how slowly it fades
RICHER = 0.75  # colours go down a little less than the light: they stay colours
COARSE = 8
FULL = 256
BLACK, LIGHT, GREY = 16, 235, 128


@dataclass(frozen=True, slots=True)
class Dim:
    """How much of each pixel stays, and what comes in the place of the rest."""

    keeps: tuple[Words16, Words16]  # of 256, for the plane of light and for those of colour
    ends: tuple[int, int]

    def paint(self, onto: Planes, strength: float) -> None:
        """Paint, in place, by a strength of 0..1."""
        for place, plane in enumerate(onto):
            of = min(place, 1)
            keep, end = self.keeps[of], self.ends[of]
            for at in blocks(*plane.shape):
                _mix(plane[at], keep[at], end, min(1.0, max(0.0, strength)))


def _mix(plane: Bytes, keep: Words16, end: int, strength: float) -> None:
    if strength < 1:
        keep = (FULL - (FULL - keep) * np.float32(strength)).astype(np.uint16)
    out = plane * keep
    out += (np.uint16(FULL) - keep) * np.uint16(end)
    out += np.uint16(FULL // 2)
    out >>= 8
    np.copyto(plane, out, casting="unsafe")


def dim(
    size: tuple[int, int], lines: Sequence[Box], em: float, strength: float, *, to_light: bool
) -> Dim:
    """For the lines of a title, set in a size, at its full strength where they stand."""
    stays = min(1.0, (1 - strength) / SHADOW)
    wide = stays ** (1 - HALO)
    near = stays / wide
    small = max(2, size[0] // COARSE), max(2, size[1] // COARSE)
    fall, halo = _fall(size[1], lines), _halo(size, small, lines, em)
    keep = (1 - (1 - wide) * fall[:, None]) * (1 - (1 - near) * halo)
    light = np.rint(keep * FULL).astype(np.uint16)
    tint = np.sqrt(keep[::2, ::2]) if to_light else keep[::2, ::2] ** np.float32(RICHER)
    colour = np.rint(tint * FULL).astype(np.uint16)
    return Dim((light, colour), (LIGHT if to_light else BLACK, GREY))


def _fall(height: int, lines: Sequence[Box]) -> Floats:
    """From 1 beside the lines slowly down, up and down the frame."""
    rows = np.arange(height, dtype=np.float32)
    top, low = min(line[1] for line in lines), max(line[1] + line[3] for line in lines)
    away = np.maximum(np.maximum(top - rows, rows - low), 0) / np.float32(REACH * height)
    out: Floats = np.float32(FAR) + np.float32(1 - FAR) * np.exp(-np.square(away))
    return out


def _halo(size: tuple[int, int], small: tuple[int, int], lines: Sequence[Box], em: float) -> Floats:
    """1 where letters are, and softly less around them."""
    scale = small[0] / size[0], small[1] / size[1]
    image = Image.new("L", small)
    draw = ImageDraw.Draw(image)
    room = em * 0.8
    for left, top, wide, tall in lines:
        box = (left - room, top - room, left + wide + room, top + tall + room)
        corners = tuple(part * scale[at % 2] for at, part in enumerate(box))
        draw.rounded_rectangle(corners, (tall / 2 + room) * scale[1], fill=255)
    soft = image.filter(ImageFilter.GaussianBlur(em * 0.8 * scale[1]))
    grown = np.asarray(soft.resize(size, Image.Resampling.BICUBIC), np.float32)
    out: Floats = np.minimum(1, grown * np.float32(1.25 / 255))
    return out
