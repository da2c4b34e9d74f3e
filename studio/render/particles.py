"""Particle layer: a scrolling tile of flakes, drops or stars, of which only the lit pixels are
touched.

Such a tile is empty but for one pixel in fifty; looking at all of them costs ten times as much.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from studio.render.planes import Bytes, Floats, Planes, Rgb, downsampled, yuv

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

FAINTEST = 1 / 255  # an opacity below it changes no level
Numbers = np.ndarray[Any, np.dtype[np.int32]]


@dataclass(frozen=True, slots=True)
class LitPixels:
    """The pixels of a tile that can have light at any subpixel offset, row by row from the top.

    `around`: the opacity of each, of its left and upper neighbour, and of both.
    """

    size: tuple[int, int]
    rows: Numbers
    columns: Numbers
    around: tuple[Floats, Floats, Floats, Floats]

    @classmethod
    def of(cls, alpha: Floats) -> Self:
        """Collect the lit pixels of an opacity (h, w) of 0..1 that repeats both ways."""
        left, above = np.roll(alpha, 1, 1), np.roll(alpha, 1, 0)
        both = np.roll(above, 1, 1)
        seen = np.maximum(np.maximum(alpha, left), np.maximum(above, both)) >= FAINTEST
        rows, columns = np.nonzero(seen)
        around = (alpha[seen], left[seen], above[seen], both[seen])
        size = (alpha.shape[1], alpha.shape[0])
        return cls(size, rows.astype(np.int32), columns.astype(np.int32), around)

    def lay(self, plane: Bytes, color: float, x: float, y: float, strength: float) -> None:
        """Cover a plane with the tile, one of its corners at (x, y), in place."""
        wide, tall = self.size
        left, top = math.floor(x), math.floor(y)
        across, down = np.float32(x - left), np.float32(y - top)
        here, beside, above, both = self.around
        light = (here * (1 - across) + beside * across) * (1 - down)
        light += (above * (1 - across) + both * across) * down
        light *= np.float32(strength)
        height, width = plane.shape
        flat = plane.reshape(-1)
        for row in range(top % tall - tall, height, tall):
            some = slice(*np.searchsorted(self.rows, (-row, height - row)))
            lines = (self.rows[some] + row) * width
            for column in range(left % wide - wide, width, wide):
                columns = self.columns[some] + column
                inside = (columns >= 0) & (columns < width)
                places, shine = (lines + columns)[inside], light[some][inside]
                under = flat[places].astype(np.float32)
                under += (np.float32(color) - under) * shine
                flat[places] = (under + np.float32(0.5)).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class ParticleTile:
    """A tile of one colour for the three planes of a frame."""

    full: LitPixels
    half: LitPixels | None  # none: only how bright things are changes, not their colour
    color: tuple[int, int, int]

    @classmethod
    def of(cls, color: Rgb, alpha: NDArray[Any], *, is_light: bool = False) -> Self:
        """Build a tile from a colour and an opacity (h, w) of 0..1, both sides even."""
        share = alpha.astype(np.float32)
        return cls(
            LitPixels.of(share), None if is_light else LitPixels.of(downsampled(share)), yuv(color)
        )

    def lay(self, onto: Planes, x: float, y: float, strength: float = 1.0) -> None:
        """Cover a frame with the tile, one of its corners at (x, y), in place."""
        self.full.lay(onto.y, self.color[0], x, y, strength)
        if self.half is not None:
            for plane, color in zip((onto.u, onto.v), self.color[1:], strict=True):
                self.half.lay(plane, color, x / 2, y / 2, strength)


@dataclass(frozen=True, slots=True)
class ParticleLayer:
    """A tile that scrolls by `speed` pixels a second, for ever."""

    specks: ParticleTile
    speed: tuple[float, float]
    sway: Callable[[float], tuple[float, float]] | None = None

    def paint(self, onto: Planes, t: float) -> None:
        dx, dy = self.sway(t) if self.sway else (0.0, 0.0)
        self.specks.lay(onto, self.speed[0] * t + dx, self.speed[1] * t + dy)
