"""Dims the picture behind a title: softly over the whole frame, a little more around its lines.

The picture is darkened as a lens would darken it, colours kept; nothing has an edge. Behind dark
text it is lightened instead, as by mist.
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

Uint16Array = np.ndarray[Any, np.dtype[np.uint16]]
Box = tuple[float, float, float, float]  # left, top, width, height

# Shares chosen by eye on docs/looks/words.jpg: the dimming must carry a contrast of 4.5:1 where
# letters are, and be seen nowhere as a box.
SHADOW = 0.82  # what the letters' own shadow leaves of the light beside them, at most
HALO = 0.08  # how much of the darkening is done around the lines alone
FALLOFF_FLOOR = 0.62  # what is left of the rest of it far above and below
FALLOFF_REACH = 0.36  # of the frame's height: how slowly it fades
CHROMA_POWER = 0.75  # colours go down a little less than the light: they stay colours
HALO_DOWNSCALE = 8  # the halo has no detail: it is blurred at an eighth of the size
FULL = 256  # of fixed-point factors with 8 fractional bits
BLACK, LIGHT, GREY = 16, 235, 128  # limited range: darkest and lightest luma, chroma without colour


@dataclass(frozen=True, slots=True)
class DimmingLayer:
    """For each pixel how much of it stays, and the level that takes the place of the rest."""

    keeps: tuple[Uint16Array, Uint16Array]  # of 256, for the plane of light and for those of colour
    ends: tuple[int, int]

    def paint(self, onto: Planes, strength: float) -> None:
        """Dim a frame in place; a strength of 1 is the full effect."""
        for index, plane in enumerate(onto):
            of = min(index, 1)
            keep, end = self.keeps[of], self.ends[of]
            for at in blocks(*plane.shape):
                _mix_toward(plane[at], keep[at], end, min(1.0, max(0.0, strength)))


def _mix_toward(plane: Bytes, keep: Uint16Array, end: int, strength: float) -> None:
    if strength < 1:
        keep = (FULL - (FULL - keep) * np.float32(strength)).astype(np.uint16)
    out = plane * keep
    out += (np.uint16(FULL) - keep) * np.uint16(end)
    out += np.uint16(FULL // 2)
    out >>= 8
    np.copyto(plane, out, casting="unsafe")


def dimming_layer(
    size: tuple[int, int], lines: Sequence[Box], em: float, strength: float, *, to_light: bool
) -> DimmingLayer:
    """Build the layer for a title's lines; `strength` is the dimming needed where they stand."""
    stays = min(1.0, (1 - strength) / SHADOW)
    wide = stays ** (1 - HALO)
    near = stays / wide
    small = max(2, size[0] // HALO_DOWNSCALE), max(2, size[1] // HALO_DOWNSCALE)
    fall, halo = _vertical_falloff(size[1], lines), _line_halo(size, small, lines, em)
    keep = (1 - (1 - wide) * fall[:, None]) * (1 - (1 - near) * halo)
    light = np.rint(keep * FULL).astype(np.uint16)
    tint = np.sqrt(keep[::2, ::2]) if to_light else keep[::2, ::2] ** np.float32(CHROMA_POWER)
    colour = np.rint(tint * FULL).astype(np.uint16)
    return DimmingLayer((light, colour), (LIGHT if to_light else BLACK, GREY))


def _vertical_falloff(height: int, lines: Sequence[Box]) -> Floats:
    """One weight a row: 1 beside the lines, falling slowly above and below."""
    rows = np.arange(height, dtype=np.float32)
    top, low = min(line[1] for line in lines), max(line[1] + line[3] for line in lines)
    away = np.maximum(np.maximum(top - rows, rows - low), 0) / np.float32(FALLOFF_REACH * height)
    out: Floats = np.float32(FALLOFF_FLOOR) + np.float32(1 - FALLOFF_FLOOR) * np.exp(
        -np.square(away)
    )
    return out


def _line_halo(
    size: tuple[int, int], small: tuple[int, int], lines: Sequence[Box], em: float
) -> Floats:
    """One weight a pixel: 1 under the lines, blurred to 0 around them."""
    scale = small[0] / size[0], small[1] / size[1]
    image = Image.new("L", small)
    draw = ImageDraw.Draw(image)
    margin = em * 0.8
    for left, top, wide, tall in lines:
        box = (left - margin, top - margin, left + wide + margin, top + tall + margin)
        corners = tuple(part * scale[at % 2] for at, part in enumerate(box))
        draw.rounded_rectangle(corners, (tall / 2 + margin) * scale[1], fill=255)
    soft = image.filter(ImageFilter.GaussianBlur(em * 0.8 * scale[1]))
    grown = np.asarray(soft.resize(size, Image.Resampling.BICUBIC), np.float32)
    out: Floats = np.minimum(1, grown * np.float32(1.25 / 255))
    return out
