"""Field: rolling hills, grass in the wind, flowers, balloons, a train in the distance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from studio.render.scenes import brush
from studio.render.scenes.figures import balloons, gulls
from studio.render.scenes.layers import Layer, Scene, ScrollLayer
from studio.render.scenes.railway import railway
from studio.render.scenes.sky import mist, sky
from studio.render.scenes.trees import strip_sheet
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from PIL import ImageDraw

    from studio.render.planes import Rgb
    from studio.render.scenes.canvas import Canvas

# From far to near; tuples of four below give a number for each hill, of three for each row of
# grass. Sizes and colours were chosen by eye on docs/looks/field.jpg.
HILLS = 4
BALLOON_ODDS = 0.5  # a field by day with nothing else in it has balloons so often


def scene(canvas: Canvas) -> Scene:
    above = sky(canvas, 0.68, clouds=0.85)
    layers: list[Layer] = list(above.layers)
    if canvas.look.props & {"balloon"} or (
        not canvas.look.props and not canvas.palette.night and canvas.chance.random() < BALLOON_ODDS
    ):
        layers.extend(balloons(canvas))
    for depth in range(HILLS):
        layers.append(_hill(canvas, depth))
        if depth == 0:
            layers.append(mist(canvas, 0.5, 0.72, 0.4, 8))
        if depth == 1 and "train" in canvas.look.props:
            layers.extend(railway(canvas, _hill_color(canvas, 0.4)))
    layers.extend(_grass(canvas, row) for row in range(3))
    if not canvas.palette.night:
        layers.extend(gulls(canvas, 0.3, 4))
    return Scene(above.planes, layers, brush.vignette(canvas.size))


def _hill_color(canvas: Canvas, share: float) -> Rgb:
    look = canvas.palette
    fresh = brush.between(look.ground, look.accent2, 0.30)
    far = brush.between(brush.between(look.far, look.sky[-1], 0.3), fresh, 0.35 + 0.4 * share)
    return brush.between(far, brush.darker(look.ground, 0.35), share**1.3)


def _hill(canvas: Canvas, depth: int) -> Layer:
    period = canvas.even(canvas.width * 1.4)
    share = depth / (HILLS - 1)
    top = canvas.even(canvas.height * (0.46 + 0.10 * depth))
    rise = canvas.height * (0.05 + 0.012 * depth)
    waves = [(2 + depth % 2, rise * 0.7), (3 + depth, rise * 0.42), (7, rise * 0.08)]
    line = canvas.height * 0.06 + rise * 1.2 + brush.rolling_line(period, waves, canvas.chance)
    height = canvas.even(canvas.height * 0.36) if depth < HILLS - 1 else canvas.height - top
    color = _hill_color(canvas, share)
    light = brush.between(color, canvas.palette.light, 0.26)
    y = np.arange(height, dtype=np.float32)[:, None]
    below = y - line[None, :]
    rgb = np.empty((height, period, 3), np.float32)
    reach = np.clip(below / (canvas.height * 0.11), 0, 1) ** np.float32(0.7)
    for channel in range(3):
        rgb[..., channel] = light[channel] + (color[channel] - light[channel]) * reach
    slope = np.clip(np.gradient(line) * 2.4, -1, 1)[None, :]
    brush.paint_over(rgb, np.clip(slope, 0, 1) * 0.30, brush.darker(color, 0.45))
    if depth in {1, 2}:
        _furrows(canvas, rgb, below, depth)
    alpha = np.clip(below + 0.5, 0, 1)
    if depth < HILLS - 1:
        _wooded(canvas, rgb, alpha, line, depth)
    sheet = Sheet.of(rgb, alpha, dither=0.7)
    return ScrollLayer(sheet, (-(3, 6, 11, 18)[depth] * canvas.unit * canvas.pace, 0), y=top)


def _furrows(canvas: Canvas, rgb: np.ndarray, below: np.ndarray, depth: int) -> None:
    """Draw rows of a crop on part of a hill, in place."""
    columns = np.arange(below.shape[1], dtype=np.float32)[None, :]
    wave = np.sin(
        (columns + below * (2.2 if depth == 1 else -1.6)) / ((7 + 6 * depth) * canvas.unit)
    )
    part = np.clip(np.sin(columns * (2 * np.pi * 2 / below.shape[1]) + depth) * 3, 0, 1)
    color = brush.lighter(_hill_color(canvas, depth / 3), 0.34)
    brush.paint_over(
        rgb,
        np.clip(wave * 2, 0, 1) * part * np.clip(1 - below / (canvas.height * 0.2), 0, 1) * 0.42,
        color,
    )


def _wooded(
    canvas: Canvas, rgb: np.ndarray, alpha: np.ndarray, line: np.ndarray, depth: int
) -> None:
    """Draw round trees and poplars in groups along the crest, in place."""
    height, period = alpha.shape
    image, draw, scale = brush.supersampled((period, height), 2)
    unit = canvas.unit * scale
    leaf = brush.between(
        _hill_color(canvas, (depth + 0.6) / 3), canvas.palette.near, 0.34 + 0.12 * depth
    )
    # Five groups of trees; each is drawn three times, so that the strip repeats without a seam.
    for group in canvas.chance.uniform(0, period, 5):
        for _ in range(int(canvas.chance.integers(2, 7))):
            x = (group + float(canvas.chance.normal(0, 70)) * canvas.unit) % period
            size = (13, 21, 34)[depth] * unit * float(canvas.chance.uniform(0.7, 1.3))
            foot = float(line[int(x) % period]) * scale + size * 0.12
            fill = brush.pillow_color(
                brush.between(leaf, canvas.palette.light, float(canvas.chance.uniform(0, 0.10)))
            )
            slim = 0.34 if canvas.chance.random() < 0.3 else 0.8  # noqa: PLR2004 - poplars among them
            tall = size * (2.5 if slim < 0.5 else 1.5)  # noqa: PLR2004 - poplars are tall
            for turn in (-period, 0, period):
                at = (x + turn) * scale
                draw.rectangle(
                    (at - size * 0.06, foot - size * 0.5, at + size * 0.06, foot),
                    fill=brush.pillow_color(brush.darker(leaf, 0.4)),
                )
                draw.ellipse(
                    (
                        at - size * slim,
                        foot - tall - size * 0.2,
                        at + size * slim,
                        foot - size * 0.25,
                    ),
                    fill=fill,
                )
    drawn = np.asarray(brush.downsampled_image(image, scale), np.float32)
    share = drawn[..., 3] / np.float32(255)
    rgb += (drawn[..., :3] - rgb) * share[..., None]
    np.copyto(alpha, share + alpha * (1 - share))


def _grass(canvas: Canvas, row: int) -> Layer:
    """A row of swaying blades; the nearer rows have flowers."""
    unit = canvas.unit
    period = canvas.even(canvas.width * 1.2)
    tall = (60, 96, 150)[row] * unit
    height = canvas.even(tall * 1.35)
    image, draw, scale = brush.supersampled((period, height), 2)
    base = _hill_color(canvas, 0.75)
    step = (5, 7, 10)[row] * unit
    for at in np.arange(0, period, step):
        x = (at + float(canvas.chance.uniform(-step, step))) * scale
        size = tall * float(canvas.chance.uniform(0.45, 1.0)) * scale
        lean = float(canvas.chance.normal(0.12, 0.2)) * size
        half = float(canvas.chance.uniform(1.4, 2.9)) * unit * scale * (1 + 0.5 * row)
        color = brush.between(
            brush.darker(base, 0.25 + 0.16 * row), canvas.palette.near, 0.12 + 0.2 * row
        )
        color = brush.between(color, canvas.palette.accent2, float(canvas.chance.uniform(0, 0.16)))
        foot = height * scale
        fill = brush.pillow_color(color)
        for turn in (-period * scale, 0, period * scale):
            draw.polygon(
                [
                    (x + turn - half, foot),
                    (x + turn + lean * 0.4, foot - size * 0.6),
                    (x + turn + lean, foot - size),
                    (x + turn + lean * 0.4 + half, foot - size * 0.55),
                    (x + turn + half, foot),
                ],
                fill=fill,
            )
    if row:
        _flowers(canvas, draw, (period, height, scale), row)
    sheet = strip_sheet(brush.downsampled_image(image, scale))
    phase = row * 1.3

    def sway(t: float) -> tuple[float, float]:
        return (3 + 4 * row) * unit * (
            math.sin(1.5 * t + phase) + 0.5 * math.sin(2.7 * t + phase)
        ), 0.0

    speed = -(22, 34, 52)[row] * unit * canvas.pace
    return ScrollLayer(
        sheet, (speed, 0), y=canvas.height - height + (0, 0, 14)[row] * unit, sway=sway
    )


def _flowers(
    canvas: Canvas, draw: ImageDraw.ImageDraw, where: tuple[int, int, int], row: int
) -> None:
    period, height, scale = where
    look = canvas.palette
    colors = [look.accent, brush.lighter(look.accent2, 0.25), brush.lighter(look.accent, 0.5)]
    for _ in range((0, 46, 24)[row]):
        x = float(canvas.chance.uniform(0.02, 0.98)) * period * scale
        y = height * scale * float(canvas.chance.uniform(0.14, 0.62))
        size = (4.6, 5.2, 9.5)[row] * canvas.unit * scale * float(canvas.chance.uniform(0.7, 1.2))
        stem = brush.pillow_color(brush.darker(_hill_color(canvas, 0.9), 0.2))
        draw.line(
            (x, y, x - size * 0.6, height * scale), fill=stem, width=max(1, round(size * 0.22))
        )
        color = colors[int(canvas.chance.integers(3))]
        for turn in range(5):
            angle = 2 * math.pi * turn / 5 + 0.3
            mx, my = x + size * 0.62 * math.cos(angle), y + size * 0.5 * math.sin(angle)
            draw.ellipse(
                (mx - size * 0.5, my - size * 0.42, mx + size * 0.5, my + size * 0.42),
                fill=brush.pillow_color(color),
            )
        draw.ellipse(
            (x - size * 0.3, y - size * 0.26, x + size * 0.3, y + size * 0.26),
            fill=brush.pillow_color(brush.darker(look.accent2, 0.1)),
        )
