"""Many small lights of one colour which swell and wander, each by itself, laid all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from studio.render.planes import Floats, Planes, Rgb, halved, yuv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.render.planes import Bytes

TURN = 2 * np.pi
Numbers = np.ndarray[Any, np.dtype[np.int64]]
Wave = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Glint:
    """One light: its opacity (h, w) of 0..1 with even sides, and its upper left corner.

    `swell` is its strength: low, high, seconds, phase; `wander` goes to and fro on a flat eight:
    across, down, seconds, phase.
    """

    alpha: Floats
    x: float
    y: float
    swell: Wave
    wander: Wave = (0.0, 0.0, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Pixels:
    """All pixels of the lights on one plane: whose, where, and the opacities they are mixed of.

    `around`: of the pixel, of its neighbours at the left, above, and of both.
    """

    whose: Numbers
    rows: Numbers
    columns: Numbers
    around: tuple[Floats, Floats, Floats, Floats]

    @classmethod
    def of(cls, alphas: Sequence[Floats]) -> Self:
        """Of opacities, each with a place of its own."""
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
        """Lay the lights with their corners at (x, y), in place; the brighter hides the darker."""
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
class Swarm:
    """The lights, ready to be painted."""

    full: Pixels
    half: Pixels
    color: tuple[int, int, int]
    x: Floats
    y: Floats
    swell: Floats  # a row for each light
    wander: Floats

    @classmethod
    def of(cls, color: Rgb, glints: Sequence[Glint]) -> Self:
        """Lights of one colour."""
        alphas = [np.asarray(one.alpha, np.float32) for one in glints]
        return cls(
            Pixels.of(alphas),
            Pixels.of([halved(alpha) for alpha in alphas]),
            yuv(color),
            *(np.array([getattr(one, side) for one in glints]) for side in ("x", "y")),
            *(np.array([getattr(one, way) for one in glints]) for way in ("swell", "wander")),
        )

    def paint(self, onto: Planes, t: float) -> None:
        """Paint, in place."""
        low, high, seconds, phase = self.swell.T
        strength = (low + high) / 2 + (high - low) / 2 * np.sin(TURN * (t / seconds + phase))
        shown = np.clip(strength, 0, 1).astype(np.float32)
        across, down, seconds, phase = self.wander.T
        turn = TURN * (t / seconds + phase)
        x, y = self.x + across * np.sin(turn), self.y + down * np.sin(2 * turn)
        self.full.lay(onto.y, self.color[0], (x, y), shown)
        for plane, color in zip((onto.u, onto.v), self.color[1:], strict=True):
            self.half.lay(plane, color, (x / 2, y / 2), shown)
