"""Rolling hills, grass in the wind, flowers, a balloon, a train in the distance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from studio.render.scenes import brush
from studio.render.scenes.figures import balloons, gulls
from studio.render.scenes.railway import railway
from studio.render.scenes.sky import mist, sky
from studio.render.scenes.stage import Painter, Scroll, Stage
from studio.render.scenes.trees import strip
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from PIL import ImageDraw

    from studio.render.planes import Rgb
    from studio.render.scenes.canvas import Canvas

HILLS = 4
OFTEN = 0.5


def stage(canvas: Canvas) -> Stage:
    """Draw it."""
    above = sky(canvas, 0.68, clouds=0.85)
    painters: list[Painter] = list(above.painters)
    if canvas.look.props & {"balloon"} or (
        not canvas.look.props and not canvas.palette.night and canvas.chance.random() < OFTEN
    ):
        painters.extend(balloons(canvas))
    for depth in range(HILLS):
        painters.append(_hill(canvas, depth))
        if depth == 0:
            painters.append(mist(canvas, 0.5, 0.72, 0.4, 8))
        if depth == 1 and "train" in canvas.look.props:
            painters.extend(railway(canvas, _green(canvas, 0.4)))
    painters.extend(_grass(canvas, row) for row in range(3))
    if not canvas.palette.night:
        painters.extend(gulls(canvas, 0.3, 4))
    return Stage(above.planes, painters, brush.lens(canvas.size))


def _green(canvas: Canvas, share: float) -> Rgb:
    look = canvas.palette
    fresh = brush.between(look.ground, look.accent2, 0.30)
    far = brush.between(brush.between(look.far, look.sky[-1], 0.3), fresh, 0.35 + 0.4 * share)
    return brush.between(far, brush.darker(look.ground, 0.35), share**1.3)


def _hill(canvas: Canvas, depth: int) -> Painter:
    period = canvas.even(canvas.width * 1.4)
    share = depth / (HILLS - 1)
    top = canvas.even(canvas.height * (0.46 + 0.10 * depth))
    rise = canvas.height * (0.05 + 0.012 * depth)
    waves = [(2 + depth % 2, rise * 0.7), (3 + depth, rise * 0.42), (7, rise * 0.08)]
    line = canvas.height * 0.06 + rise * 1.2 + brush.rolling(period, waves, canvas.chance)
    height = canvas.even(canvas.height * 0.36) if depth < HILLS - 1 else canvas.height - top
    color = _green(canvas, share)
    light = brush.between(color, canvas.palette.light, 0.26)
    y = np.arange(height, dtype=np.float32)[:, None]
    below = y - line[None, :]
    rgb = np.empty((height, period, 3), np.float32)
    reach = np.clip(below / (canvas.height * 0.11), 0, 1) ** np.float32(0.7)
    for channel in range(3):
        rgb[..., channel] = light[channel] + (color[channel] - light[channel]) * reach
    slope = np.clip(np.gradient(line) * 2.4, -1, 1)[None, :]
    brush.cover(rgb, np.clip(slope, 0, 1) * 0.30, brush.darker(color, 0.45))
    if depth in {1, 2}:
        _furrows(canvas, rgb, below, depth)
    alpha = np.clip(below + 0.5, 0, 1)
    if depth < HILLS - 1:
        _wooded(canvas, rgb, alpha, line, depth)
    sheet = Sheet.of(rgb, alpha, dither=0.7)
    return Scroll(sheet, (-(3, 6, 11, 18)[depth] * canvas.unit * canvas.pace, 0), y=top)


def _furrows(canvas: Canvas, rgb: np.ndarray, below: np.ndarray, depth: int) -> None:
    """Rows of a crop on part of the hill."""
    columns = np.arange(below.shape[1], dtype=np.float32)[None, :]
    wave = np.sin(
        (columns + below * (2.2 if depth == 1 else -1.6)) / ((7 + 6 * depth) * canvas.unit)
    )
    part = np.clip(np.sin(columns * (2 * np.pi * 2 / below.shape[1]) + depth) * 3, 0, 1)
    color = brush.lighter(_green(canvas, depth / 3), 0.34)
    brush.cover(
        rgb,
        np.clip(wave * 2, 0, 1) * part * np.clip(1 - below / (canvas.height * 0.2), 0, 1) * 0.42,
        color,
    )


def _wooded(
    canvas: Canvas, rgb: np.ndarray, alpha: np.ndarray, line: np.ndarray, depth: int
) -> None:
    """Round trees and poplars in groups along the crest."""
    height, period = alpha.shape
    image, draw, times = brush.drawing((period, height), 2)
    unit = canvas.unit * times
    leaf = brush.between(
        _green(canvas, (depth + 0.6) / 3), canvas.palette.near, 0.34 + 0.12 * depth
    )
    for group in canvas.chance.uniform(0, period, 5):
        for _ in range(int(canvas.chance.integers(2, 7))):
            x = (group + float(canvas.chance.normal(0, 70)) * canvas.unit) % period
            size = (13, 21, 34)[depth] * unit * float(canvas.chance.uniform(0.7, 1.3))
            foot = float(line[int(x) % period]) * times + size * 0.12
            fill = brush.paint(
                brush.between(leaf, canvas.palette.light, float(canvas.chance.uniform(0, 0.10)))
            )
            slim = 0.34 if canvas.chance.random() < 0.3 else 0.8  # noqa: PLR2004 - poplars among them
            tall = size * (2.5 if slim < 0.5 else 1.5)  # noqa: PLR2004 - poplars are tall
            for turn in (-period, 0, period):
                at = (x + turn) * times
                draw.rectangle(
                    (at - size * 0.06, foot - size * 0.5, at + size * 0.06, foot),
                    fill=brush.paint(brush.darker(leaf, 0.4)),
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
    drawn = np.asarray(brush.finished(image, times), np.float32)
    share = drawn[..., 3] / np.float32(255)
    rgb += (drawn[..., :3] - rgb) * share[..., None]
    np.copyto(alpha, share + alpha * (1 - share))


def _grass(canvas: Canvas, row: int) -> Painter:
    """Blades in a row, swaying; the nearest with flowers."""
    unit = canvas.unit
    period = canvas.even(canvas.width * 1.2)
    tall = (60, 96, 150)[row] * unit
    height = canvas.even(tall * 1.35)
    image, draw, times = brush.drawing((period, height), 2)
    base = _green(canvas, 0.75)
    step = (5, 7, 10)[row] * unit
    for at in np.arange(0, period, step):
        x = (at + float(canvas.chance.uniform(-step, step))) * times
        size = tall * float(canvas.chance.uniform(0.45, 1.0)) * times
        lean = float(canvas.chance.normal(0.12, 0.2)) * size
        half = float(canvas.chance.uniform(1.4, 2.9)) * unit * times * (1 + 0.5 * row)
        color = brush.between(
            brush.darker(base, 0.25 + 0.16 * row), canvas.palette.near, 0.12 + 0.2 * row
        )
        color = brush.between(color, canvas.palette.accent2, float(canvas.chance.uniform(0, 0.16)))
        foot = height * times
        fill = brush.paint(color)
        for turn in (-period * times, 0, period * times):
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
        _flowers(canvas, draw, (period, height, times), row)
    sheet = strip(brush.finished(image, times))
    phase = row * 1.3

    def sway(t: float) -> tuple[float, float]:
        return (3 + 4 * row) * unit * (
            math.sin(1.5 * t + phase) + 0.5 * math.sin(2.7 * t + phase)
        ), 0.0

    speed = -(22, 34, 52)[row] * unit * canvas.pace
    return Scroll(sheet, (speed, 0), y=canvas.height - height + (0, 0, 14)[row] * unit, sway=sway)


def _flowers(
    canvas: Canvas, draw: ImageDraw.ImageDraw, where: tuple[int, int, int], row: int
) -> None:
    period, height, times = where
    look = canvas.palette
    colors = [look.accent, brush.lighter(look.accent2, 0.25), brush.lighter(look.accent, 0.5)]
    for _ in range((0, 46, 24)[row]):
        x = float(canvas.chance.uniform(0.02, 0.98)) * period * times
        y = height * times * float(canvas.chance.uniform(0.14, 0.62))
        size = (4.6, 5.2, 9.5)[row] * canvas.unit * times * float(canvas.chance.uniform(0.7, 1.2))
        stem = brush.paint(brush.darker(_green(canvas, 0.9), 0.2))
        draw.line(
            (x, y, x - size * 0.6, height * times), fill=stem, width=max(1, round(size * 0.22))
        )
        color = colors[int(canvas.chance.integers(3))]
        for turn in range(5):
            angle = 2 * math.pi * turn / 5 + 0.3
            mx, my = x + size * 0.62 * math.cos(angle), y + size * 0.5 * math.sin(angle)
            draw.ellipse(
                (mx - size * 0.5, my - size * 0.42, mx + size * 0.5, my + size * 0.42),
                fill=brush.paint(color),
            )
        draw.ellipse(
            (x - size * 0.3, y - size * 0.26, x + size * 0.3, y + size * 0.26),
            fill=brush.paint(brush.darker(look.accent2, 0.1)),
        )
