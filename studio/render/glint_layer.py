"""Glint layer: many small lights of one colour, each pulsing and moving on its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from studio.render.planes import Floats, Planes, Rgb, downsampled, yuv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.render.planes import Bytes

TAU = 2 * np.pi  # a full turn
Numbers = np.ndarray[Any, np.dtype[np.int64]]
# Two amplitudes, a period in seconds, a phase in turns.
Oscillation = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Glint:
    """One light: its opacity (h, w) of 0..1 with even sides, and its upper left corner.

    `pulse` is its strength (low, high, seconds, phase); `path` is a flat figure eight (across,
    down,
    seconds, phase).
    """

    alpha: Floats
    x: float
    y: float
    pulse: Oscillation
    path: Oscillation = (0.0, 0.0, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class GlintPixels:
    """All pixels of all lights on one plane: the light each belongs to, its place, its opacities.

    `around`: the opacity of the pixel, of its left and upper neighbour, and of both; at places
    between
    whole pixels the four are interpolated.
    """

    whose: Numbers
    rows: Numbers
    columns: Numbers
    around: tuple[Floats, Floats, Floats, Floats]

    @classmethod
    def of(cls, alphas: Sequence[Floats]) -> Self:
        """Flatten the opacities of all lights into one list of pixels."""
        whose, rows, columns, around = [], [], [], []
        for number, alpha in enumerate(alphas):
            wide = np.pad(alpha, 1)
            four = (wide[1:, 1:], wide[1:, :-1], wide[:-1, 1:], wide[:-1, :-1])
            seen = np.nonzero(np.maximum.reduce(four))
            whose.append(np.full(len(seen[0]), number))
            rows.append(seen[0])
            columns.append(seen[1])
            around.append(np.stack([one[seen] for one in four]))
        here, beside, above, both = np.concatenate(around, axis=1).astype(np.float32)
        return cls(
            np.concatenate(whose),
            np.concatenate(rows),
            np.concatenate(columns),
            (here, beside, above, both),
        )

    def lay(self, plane: Bytes, color: float, at: tuple[Floats, Floats], strength: Floats) -> None:
        """Lay the lights with their corners at (x, y), in place; of two that meet the brighter
        wins.
        """
        x, y = at
        left, top = np.floor(x), np.floor(y)
        across, down = (x - left).astype(np.float32), (y - top).astype(np.float32)
        here, beside, above, both = self.around
        light = here * ((1 - across) * (1 - down) * strength)[self.whose]
        light += beside * (across * (1 - down) * strength)[self.whose]
        light += above * ((1 - across) * down * strength)[self.whose]
        light += both * (across * down * strength)[self.whose]
        rows = self.rows + top.astype(np.int64)[self.whose]
        columns = self.columns + left.astype(np.int64)[self.whose]
        height, width = plane.shape
        inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width) & (light > 0)
        if not inside.any():
            return
        rows, columns, light = rows[inside], columns[inside], light[inside]
        first, near = rows.min(), columns.min()
        cover = np.zeros((rows.max() - first + 1, columns.max() - near + 1), np.float32)
        np.maximum.at(cover, (rows - first, columns - near), light)
        share = cover[rows - first, columns - near]
        under = plane[rows, columns].astype(np.float32)
        under += (np.float32(color) - under) * share
        plane[rows, columns] = (under + np.float32(0.5)).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class GlintLayer:
    """Lights of one colour with their motion."""

    full: GlintPixels
    half: GlintPixels
    color: tuple[int, int, int]
    x: Floats
    y: Floats
    pulse: Floats  # a row for each light
    path: Floats

    @classmethod
    def of(cls, color: Rgb, glints: Sequence[Glint]) -> Self:
        alphas = [np.asarray(one.alpha, np.float32) for one in glints]
        return cls(
            GlintPixels.of(alphas),
            GlintPixels.of([downsampled(alpha) for alpha in alphas]),
            yuv(color),
            *(np.array([getattr(one, side) for one in glints]) for side in ("x", "y")),
            *(np.array([getattr(one, way) for one in glints]) for way in ("pulse", "path")),
        )

    def paint(self, onto: Planes, t: float) -> None:
        low, high, seconds, phase = self.pulse.T
        strength = (low + high) / 2 + (high - low) / 2 * np.sin(TAU * (t / seconds + phase))
        shown = np.clip(strength, 0, 1).astype(np.float32)
        across, down, seconds, phase = self.path.T
        turn = TAU * (t / seconds + phase)
        x, y = self.x + across * np.sin(turn), self.y + down * np.sin(2 * turn)
        self.full.lay(onto.y, self.color[0], (x, y), shown)
        for plane, color in zip((onto.u, onto.v), self.color[1:], strict=True):
            self.half.lay(plane, color, (x / 2, y / 2), shown)
