"""A scene and its layers: a still ground and what moves in front of it, a function of time."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from studio.render.planes import Bytes, Planes, Uint16Array, blocks
from studio.render.sheet import Sheet, lay

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Layer(Protocol):
    """Paints itself over a frame, in place, as it looks at a time in seconds."""

    def paint(self, onto: Planes, t: float) -> None: ...


@dataclass(frozen=True, slots=True)
class SheetLayer:
    """A sheet with optional motion and pulsing strength."""

    sheet: Sheet
    x: float = 0.0
    y: float = 0.0
    move: Callable[[float], tuple[float, float]] | None = None
    strength: Callable[[float], float] | None = None

    def paint(self, onto: Planes, t: float) -> None:
        dx, dy = self.move(t) if self.move else (0.0, 0.0)
        lay(onto, self.sheet, self.x + dx, self.y + dy, self.strength(t) if self.strength else 1.0)


@dataclass(frozen=True, slots=True)
class ScrollLayer:
    """A sheet that repeats sideways and scrolls by `speed` pixels a second."""

    sheet: Sheet
    speed: tuple[float, float]
    y: float = 0.0
    sway: Callable[[float], tuple[float, float]] | None = None
    strength: Callable[[float], float] | None = None

    def paint(self, onto: Planes, t: float) -> None:
        dx, dy = self.sway(t) if self.sway else (0.0, 0.0)
        wide = self.sheet.width
        strength = self.strength(t) if self.strength else 1.0
        left = (self.speed[0] * t + dx) % wide - wide
        down = self.speed[1] * t + dy
        for at in range(math.ceil((onto.width - left) / wide)):
            lay(onto, self.sheet, left + wide * at, self.y + down, strength)


@dataclass(frozen=True, slots=True)
class ReflectionLayer:
    """Water: mirrors what is above a line, rippled, and tints it by a sheet."""

    line: int
    tint: Sheet
    ripple: float
    depth: float = 1.0

    def paint(self, onto: Planes, t: float) -> None:
        for index, plane in enumerate(onto):
            by = 1 if index == 0 else 2
            _reflect(plane, self.line // by, self.ripple / by, t, (by, self.depth))
        lay(onto, self.tint, 0, self.line)


def _reflect(plane: Bytes, line: int, ripple: float, t: float, how: tuple[int, float]) -> None:
    by, depth = how
    tall, width = plane.shape[0] - line, plane.shape[1]
    rows = np.arange(tall)
    share = rows / max(1, tall)
    # Two waves against each other, longer and higher towards the viewer; factors chosen by eye.
    waves = np.sin(rows * by * 0.9 / (1 + 3 * share) ** 1.2 + t * 2.6) * (0.35 + share)
    waves += 0.6 * np.sin(rows * by * 0.23 - t * 1.7) * share
    source = line - 1 - np.clip(rows * depth + waves * ripple * 0.6, 0, line - 1).astype(np.intp)
    shift = np.rint(waves * ripple * 1.4).astype(int)
    for row in range(tall):
        by_pixels = int(shift[row])
        target, above = plane[line + row], plane[source[row]]
        if by_pixels > 0:
            target[by_pixels:] = above[: width - by_pixels]
            target[:by_pixels] = above[0]
        elif by_pixels < 0:
            target[:by_pixels] = above[-by_pixels:]
            target[by_pixels:] = above[-1]
        else:
            target[:] = above


@dataclass(frozen=True, slots=True)
class Scene:
    """A still ground, the layers in front of it from far to near, and a vignette."""

    ground: Planes
    layers: Sequence[Layer] = ()
    vignette: Uint16Array | None = field(default=None)

    def at(self, t: float, onto: Planes) -> None:
        """Paint the scene at a time in seconds over all of a frame."""
        for target, source in zip(onto, self.ground, strict=True):
            np.copyto(target, source)
        for layer in self.layers:
            layer.paint(onto, t)
        if self.vignette is not None:
            darken(onto.y, self.vignette)


def darken(plane: Bytes, by: Uint16Array) -> None:
    """Multiply by 0..1 (as 0..256), in place."""
    for at in blocks(*plane.shape):
        out = plane[at].astype(np.uint16)
        out *= by[at]
        out >>= 8
        np.copyto(plane[at], out, casting="unsafe")


def pulse(low: float, high: float, seconds: float, phase: float = 0.0) -> Callable[[float], float]:
    """A strength that oscillates between two values."""
    middle, swing = (low + high) / 2, (high - low) / 2
    return lambda t: middle + swing * math.sin(2 * math.pi * (t / seconds + phase))


def figure_eight(
    dx: float, dy: float, seconds: float, phase: float = 0.0
) -> Callable[[float], tuple[float, float]]:
    """A motion to and fro on a flat figure eight."""

    def at(t: float) -> tuple[float, float]:
        turn = 2 * math.pi * (t / seconds + phase)
        return dx * math.sin(turn), dy * math.sin(2 * turn)

    return at
