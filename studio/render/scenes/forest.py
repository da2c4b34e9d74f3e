"""Forest: rows of trunks in the mist, shafts of light, ferns, motes in the air."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PIL import ImageFilter

from studio.render.planes import of_rgb
from studio.render.scenes import brush
from studio.render.scenes.layers import (
    Layer,
    Scene,
    ScrollLayer,
    SheetLayer,
    figure_eight,
    pulse,
)
from studio.render.scenes.sky import mist
from studio.render.scenes.trees import strip_sheet
from studio.render.scenes.weather import DriftLayer, drifting_motes
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from PIL import ImageDraw

    from studio.render.planes import Rgb
    from studio.render.scenes.canvas import Canvas

# Rows of trunks from far to near; tuples of four below give a number for each: count, width, speed.
# Chosen by eye on docs/looks/forest.jpg.
ROWS = 4


def scene(canvas: Canvas) -> Scene:
    look = canvas.palette
    deep, light = brush.between(look.sky[0], look.near, 0.2), look.sky[-1]
    rgb = brush.gradient(
        canvas.size,
        [(0, deep), (0.30, look.sky[1]), (0.62, light), (0.80, look.sky[2]), (1, look.ground)],
    )
    sun = canvas.width * float(canvas.chance.choice([0.36, 0.62])), canvas.height * 0.46
    brush.glow(
        rgb, sun, 700 * canvas.unit, brush.lighter(look.light, 0.1), 0.55 if look.night else 0.85
    )
    layers: list[Layer] = []
    for depth in range(ROWS):
        layers.append(_trunks(canvas, depth))
        if depth < ROWS - 1:
            layers.append(
                mist(canvas, 0.42 + 0.1 * depth, 0.96, 0.72 - 0.15 * depth, 8 + 7 * depth)
            )
        if depth == 1:
            layers.extend(_light_shafts(canvas, sun))
    layers.append(_canopy(canvas))
    layers.append(_ferns(canvas))
    kind = "fireflies" if look.night or canvas.look.weather == "fireflies" else "dust"
    layers.append(DriftLayer(drifting_motes(canvas, kind, 30)))
    return Scene(of_rgb(rgb, dither=1.0), layers, brush.vignette(canvas.size, 0.36))


def _trunk_color(canvas: Canvas, share: float) -> Rgb:
    look = canvas.palette
    far = brush.between(look.far, look.sky[-1], 0.35)
    return brush.between(far, brush.darker(look.near, 0.2), share**0.85)


def _trunks(canvas: Canvas, depth: int) -> Layer:
    """One row of trunks on its ground."""
    unit = canvas.unit
    period = canvas.even(canvas.width * 1.3)
    image, draw, scale = brush.supersampled((period, canvas.height), 2)
    color = _trunk_color(canvas, depth / (ROWS - 1))
    ground = canvas.height * (0.70 + 0.065 * depth)
    line = ground + brush.rolling_line(period, [(2, 10 * unit), (5, 5 * unit)], canvas.chance)
    points = [
        (x * scale, float(line[min(period - 1, x)]) * scale) for x in range(0, period + 1, 12)
    ]
    low = canvas.height * scale
    draw.polygon([*points, (period * scale, low), (0, low)], fill=brush.pillow_color(color))
    count = round((17, 12, 8, 4)[depth] * period / canvas.height / 2.3 + 1)
    for index in range(count):
        x = (index + float(canvas.chance.uniform(0.1, 0.9))) * period / count
        wide = (13, 21, 36, 66)[depth] * unit * float(canvas.chance.uniform(0.7, 1.25))
        foot = float(line[int(x) % period]) + 4 * unit
        shape = _trunk_shape(canvas, wide, foot)
        for turn in (-period, 0, period):
            _trunk(draw, ((x + turn) * scale, foot * scale), shape, scale, color)
    sheet = strip_sheet(brush.downsampled_image(image, scale))
    speed = -(4, 8, 15, 30)[depth] * unit * canvas.pace
    return ScrollLayer(sheet, (speed, 0))


def _trunk_shape(canvas: Canvas, wide: float, foot: float) -> list[tuple[float, float, float]]:
    """Width and lean of a trunk first, then its branches: height, length, side."""
    lean = float(canvas.chance.normal(0, 0.02))
    branches = [
        (
            foot * float(canvas.chance.uniform(0.10, 0.62)),
            wide * float(canvas.chance.uniform(1.8, 4.2)),
            float(canvas.chance.choice([-1, 1])),
        )
        for _ in range(4)
    ]
    return [(wide, lean, 0.0), *branches]


def _trunk(
    draw: ImageDraw.ImageDraw,
    foot: tuple[float, float],
    shape: list[tuple[float, float, float]],
    scale: int,
    color: Rgb,
) -> None:
    x, y = foot
    wide, lean, _ = shape[0]
    half, top = wide * scale / 2, x + lean * y
    fill = brush.pillow_color(color)
    draw.polygon(
        [
            (top - half * 0.55, 0),
            (top + half * 0.55, 0),
            (x + half * 0.9, y - half * 3),
            (x + half * 1.7, y + half * 0.5),
            (x - half * 1.7, y + half * 0.5),
            (x - half * 0.9, y - half * 3),
        ],
        fill=fill,
    )
    for height, long, way in shape[1:]:
        at, start = height * scale, x + lean * (y - height * scale)
        end = start + way * long * scale, at - long * scale * 0.55
        thick = half * 0.30
        draw.polygon([(start, at + thick), (start, at - thick), (end[0], end[1])], fill=fill)
        middle = (start + end[0]) / 2, (at + end[1]) / 2
        twig = middle[0] + way * long * scale * 0.12, middle[1] - long * scale * 0.5
        draw.polygon(
            [(middle[0], middle[1] + thick * 0.4), (middle[0] - thick * 0.6, middle[1]), twig],
            fill=fill,
        )


def _light_shafts(canvas: Canvas, sun: tuple[float, float]) -> list[Layer]:
    """Three slanting beams that brighten and fade."""
    out: list[Layer] = []
    width, height = canvas.even(canvas.width * 0.5), canvas.even(canvas.height * 0.86)
    y = np.arange(height, dtype=np.float32)[:, None] / height
    x = np.arange(width, dtype=np.float32)[None, :] / width
    for index in range(3):
        aslant = (
            x
            - 0.30
            - 0.34 * y * (1 if sun[0] < canvas.width / 2 else -1)
            - (0.0 if sun[0] < canvas.width / 2 else -0.34)
        )
        alpha = np.zeros((height, width), np.float32)
        for _ in range(4):
            middle, wide = canvas.chance.uniform(-0.2, 0.32), canvas.chance.uniform(0.012, 0.05)
            alpha += np.exp(-(((aslant - middle) / (wide * (1 + 1.1 * y))) ** 2)) * np.float32(
                canvas.chance.uniform(0.2, 0.5)
            )
        alpha *= np.clip(1.05 - y, 0, 1) ** 0.8 * np.clip(y * 5, 0, 1)
        alpha *= np.clip(np.minimum(x, 1 - x) * 7, 0, 1)
        strength = pulse(0.25, 0.8, 5.0 + 1.7 * index, index / 3)
        color = brush.lighter(canvas.palette.light, 0.2)
        left = sun[0] - width * (0.62 - 0.2 * index)
        sheet = Sheet.one_color(color, np.clip(alpha, 0, 0.6)).softly()
        out.append(
            SheetLayer(
                sheet,
                left,
                0,
                move=figure_eight(30 * canvas.unit, 0, 11 + 3 * index, index * 0.3),
                strength=strength,
            )
        )
    return out


def _leaf_mass(
    canvas: Canvas,
    draw: ImageDraw.ImageDraw,
    where: tuple[float, float, float],
    fill: tuple[int, ...],
) -> None:
    x, y, size = where
    for _ in range(9):
        angle, far = (
            float(canvas.chance.uniform(0, 6.28)),
            float(canvas.chance.uniform(0.2, 1)) * size,
        )
        mx, my = x + far * math.cos(angle) * 1.3, y + far * math.sin(angle) * 0.6
        half = size * float(canvas.chance.uniform(0.25, 0.55))
        draw.ellipse((mx - half, my - half * 0.72, mx + half, my + half * 0.72), fill=fill)


def _canopy(canvas: Canvas) -> Layer:
    """Dark leaves hanging into the frame from above, out of focus."""
    unit = canvas.unit
    period, height = canvas.even(canvas.width * 1.3), canvas.even(250 * unit)
    image, draw, scale = brush.supersampled((period, height), 1)
    fill = brush.pillow_color(brush.darker(canvas.palette.near, 0.35), 0.96)
    for _ in range(26):
        x = float(canvas.chance.uniform(0, period))
        size = float(canvas.chance.uniform(50, 120)) * unit
        y = float(canvas.chance.uniform(-70, 10)) * unit
        for turn in (-period, 0, period):
            _leaf_mass(canvas, draw, (x + turn, y, size), fill)
    soft = brush.downsampled_image(image, scale).filter(ImageFilter.GaussianBlur(4.5 * unit))
    return ScrollLayer(strip_sheet(soft), (-38 * unit * canvas.pace, 0))


def _ferns(canvas: Canvas) -> Layer:
    unit = canvas.unit
    period, height = canvas.even(canvas.width * 1.3), canvas.even(190 * unit)
    image, draw, scale = brush.supersampled((period, height), 2)
    dark = brush.darker(canvas.palette.near, 0.45)
    for index in range(30):
        x = (index + float(canvas.chance.uniform(0, 1))) * period / 30
        long = float(canvas.chance.uniform(70, 165)) * unit * scale
        lean = float(canvas.chance.normal(0, 0.55))
        fill = brush.pillow_color(
            brush.between(dark, canvas.palette.ground, float(canvas.chance.uniform(0, 0.22)))
        )
        for turn in (-period, 0, period):
            _fern(draw, ((x + turn) * scale, height * scale), long, lean, fill)
    sheet = strip_sheet(brush.downsampled_image(image, scale))

    def sway(t: float) -> tuple[float, float]:
        return 4 * unit * math.sin(1.1 * t), 0.0

    return ScrollLayer(sheet, (-52 * unit * canvas.pace, 0), y=canvas.height - height, sway=sway)


def _fern(
    draw: ImageDraw.ImageDraw,
    foot: tuple[float, float],
    long: float,
    lean: float,
    fill: tuple[int, ...],
) -> None:
    for step in range(16):  # leaves on each side, shorter towards the tip
        share = step / 16
        x = foot[0] + lean * long * share**1.6
        y = foot[1] - long * (share - 0.22 * share**2 * abs(lean))
        leaf = long * 0.34 * (1 - share) ** 0.8 * min(1.0, share * 6 + 0.3)
        for way in (-1, 1):
            tip = x + way * leaf + lean * leaf * 0.3, y - leaf * 0.25
            draw.polygon(
                [
                    (x, y + long * 0.014),
                    (x + way * leaf * 0.5, y - leaf * 0.30),
                    tip,
                    (x + way * leaf * 0.5, y + leaf * 0.05),
                ],
                fill=fill,
            )
