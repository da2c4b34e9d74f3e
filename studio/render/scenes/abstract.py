"""Abstract: moving lights, thin rings, a field of dots, ribbons; unknown prompts as moving type."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from studio.render.planes import Planes, of_rgb
from studio.render.scenes import brush
from studio.render.scenes.kinetic import kinetic_type
from studio.render.scenes.layers import Layer, Scene, SheetLayer, figure_eight, pulse
from studio.render.scenes.weather import DriftLayer, drifting_motes
from studio.render.sheet import Sheet, lay

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.render.scenes.canvas import Canvas


MIRRORED_ODDS = 0.5  # half of all seeds mirror the lights
DOT_REACH = 10  # pixels: dots farther outside the frame are skipped
# All other positions and sizes are shares of the frame; chosen by eye on docs/looks/abstract.jpg.


def scene(canvas: Canvas) -> Scene:
    look = canvas.palette
    rgb = brush.gradient(
        canvas.size,
        [(0, look.sky[0]), (0.55, look.sky[1]), (1, brush.between(look.sky[1], look.sky[2], 0.7))],
    )
    layers: list[Layer] = _soft_lights(canvas)
    layers.append(_dot_field(canvas))
    layers.extend(_rings(canvas))
    layers.extend(_ribbons(canvas))
    layers.append(DriftLayer(drifting_motes(canvas, "dust", 22)))
    if not canvas.look.known and canvas.look.prompt:
        layers.append(kinetic_type(canvas, canvas.look.prompt))
    return Scene(of_rgb(rgb, dither=1.2), layers, brush.vignette(canvas.size, 0.34))


def _soft_lights(canvas: Canvas) -> list[Layer]:
    look = canvas.palette
    out: list[Layer] = []
    mirrored = canvas.chance.random() < MIRRORED_ODDS
    # Tuples of four below: radius, strength and position of each light.
    for index, color in enumerate((look.accent, look.sky[2], look.accent2, look.sky[3])):
        radius = (0.52, 0.60, 0.38, 0.34)[index] * max(canvas.height, canvas.width * 0.6)
        light = brush.glow_sheet(radius, color, (0.62, 0.75, 0.5, 0.42)[index])
        across = (0.16, 0.84, 0.70, 0.34)[index]
        x = canvas.width * (1 - across if mirrored else across) - light.width / 2
        y = canvas.height * (0.80, 0.30, 0.92, 0.10)[index] - light.height / 2
        move = figure_eight(
            canvas.width * 0.10, canvas.height * 0.09, (14 + 3 * index) / canvas.pace, index * 0.27
        )
        out.append(SheetLayer(light.softly(), x, y, move=move))
    return out


@dataclass(frozen=True, slots=True)
class DotFieldLayer:
    """Rows of dots that rise and fall as a wave."""

    dot: Sheet
    columns: int
    rows: int
    size: tuple[int, int]
    pace: float

    def paint(self, onto: Planes, t: float) -> None:
        width, height = self.size
        for row in range(self.rows):
            near = (row + 1) / self.rows
            y = height * (0.70 + 0.30 * near**1.5)
            step = width / self.columns * (0.72 + 0.5 * near)
            for column in range(self.columns):
                x = width / 2 + (column - self.columns / 2 + 0.5) * step
                if not -DOT_REACH < x < width:
                    continue
                lift = math.sin(column * 0.55 + t * 1.3 * self.pace + row * 0.8) * 0.5 + 0.5
                lay(onto, self.dot, x, y - lift * height * 0.05 * near, (0.18 + 0.5 * lift) * near)


def _dot_field(canvas: Canvas) -> Layer:
    dot = brush.glow_sheet(
        4.6 * max(0.6, canvas.unit), brush.lighter(canvas.palette.accent2, 0.3), 0.9, 0.4
    )
    return DotFieldLayer(dot, 22, 5, canvas.size, canvas.pace)


def _rings(canvas: Canvas) -> list[Layer]:
    """Three thin circles, each with a bead that orbits on it."""
    look = canvas.palette
    out: list[Layer] = []
    short = min(canvas.size)
    side_x = canvas.width * float(canvas.chance.choice([0.22, 0.5, 0.78]))
    side_y = canvas.height * float(canvas.chance.choice([0.30, 0.36, 0.5]))
    for index, share in enumerate((0.16, 0.25, 0.36)):
        radius = short * share
        side = canvas.even(radius * 2 + 8)
        far = brush.distance((side, side), (side / 2, side / 2))
        thin = (1.1, 1.6, 1.0)[index] * max(0.8, canvas.unit)
        alpha = np.clip(thin - np.abs(far - radius) + 0.5, 0, 1) * np.float32(
            (0.6, 0.36, 0.24)[index]
        )
        ring = Sheet.one_color(brush.lighter(look.light, 0.3), alpha)
        out.append(SheetLayer(ring, side_x - side / 2, side_y - side / 2))
        bead = brush.glow_sheet(
            (9, 12, 7)[index] * canvas.unit,
            brush.lighter((look.accent2, look.accent, look.light)[index], 0.25),
            1.0,
            0.55,
        )
        out.append(
            SheetLayer(
                bead,
                side_x - bead.width / 2,
                side_y - bead.height / 2,
                move=_orbit(radius, (7, 11, 16)[index] / canvas.pace, index),
            )
        )
    return out


def _orbit(radius: float, seconds: float, index: int) -> Callable[[float], tuple[float, float]]:
    way = -1 if index % 2 else 1

    def at(t: float) -> tuple[float, float]:
        turn = way * 2 * math.pi * t / seconds + index * 2.1
        return radius * math.cos(turn), radius * math.sin(turn)

    return at


def _ribbons(canvas: Canvas) -> list[Layer]:
    """Two translucent bands across the frame."""
    out: list[Layer] = []
    look, turn = canvas.palette, float(canvas.chance.uniform(0, 6.28))
    for index in range(2):
        width, height = canvas.even(canvas.width * 1.3), canvas.even(canvas.height * 0.62)
        x = np.linspace(0, 2 * math.pi, width, dtype=np.float32)[None, :]
        y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
        middle = (
            0.5
            + 0.20 * np.sin(x * (1 + 0.4 * index) + turn + index * 2)
            + 0.09 * np.sin(x * 2.7 + turn)
        )
        wide = 0.085 + 0.055 * np.sin(x * 1.5 + index)
        across = (y - middle) / np.maximum(wide, 0.02)
        alpha = np.clip((1 - np.abs(across)) * wide * height * 0.5, 0, 1) * (
            0.16 + 0.34 * np.clip(across * 0.5 + 0.5, 0, 1) ** 2.2
        )
        one, two = ((look.accent, look.accent2), (look.sky[3], look.accent))[index]
        share = np.linspace(0, 1, width, dtype=np.float32)[None, :, None]
        rgb = np.array(one, np.float32) * (1 - share) + np.array(two, np.float32) * share
        sheet = Sheet.of(np.broadcast_to(rgb, (height, width, 3)), alpha, dither=0.8)
        top = canvas.height * (0.22, 0.40)[index]
        move = figure_eight(canvas.width * 0.10, 0, (13 + 5 * index) / canvas.pace, index * 0.4)
        out.append(
            SheetLayer(
                sheet, -canvas.width * 0.15, top, move=move, strength=pulse(0.7, 1, 7 + index)
            )
        )
    return out
