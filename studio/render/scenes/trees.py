"""Conifers: one, and a whole row on its bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from studio.render.scenes import brush
from studio.render.scenes.layers import Layer, ScrollLayer
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

    from studio.render.planes import Rgb
    from studio.render.scenes.canvas import Canvas


def pine(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], tall: float, fill: tuple[int, ...]
) -> None:
    """Draw one conifer standing at `at`."""
    x, y = at
    wide, tiers = tall * 0.21, 6  # six tiers, each wider and lower than the one above
    draw.rectangle((x - tall * 0.018, y - tall * 0.2, x + tall * 0.018, y), fill=fill)
    for tier in range(tiers):
        share = tier / tiers
        top = y - tall * (1 - share * 0.86)
        low = top + tall * 0.27
        half = wide * (0.22 + 0.78 * (share + 0.12))
        droop = tall * 0.03
        draw.polygon(
            [
                (x, top),
                (x + half, low + droop),
                (x + half * 0.3, low - droop * 0.4),
                (x, low),
                (x - half * 0.3, low - droop * 0.4),
                (x - half, low + droop),
            ],
            fill=fill,
        )


def pines(
    canvas: Canvas,
    ground: float,
    tall: tuple[float, float],
    count: int,
    speed: float,
    color: Rgb | None = None,
) -> Layer:
    """A row of conifers on a bank in the foreground; heights in units."""
    period = canvas.even(canvas.width * 1.3)
    top = canvas.even(canvas.height * ground - tall[1] * 1.2 * canvas.unit)
    height = canvas.even(canvas.height - top)
    image, draw, scale = brush.supersampled((period, height), 2)
    fill = brush.pillow_color(color or brush.darker(canvas.palette.near, 0.25))
    bank = (
        canvas.height * ground
        - top
        + brush.rolling_line(period, [(2, 16 * canvas.unit), (5, 7 * canvas.unit)], canvas.chance)
    )
    points = [(x * scale, float(bank[min(period - 1, x)]) * scale) for x in range(0, period + 1, 8)]
    draw.polygon([*points, (period * scale, height * scale), (0, height * scale)], fill=fill)
    for _ in range(count):
        x = float(canvas.chance.uniform(0, period))
        size = float(canvas.chance.uniform(*tall)) * canvas.unit
        size *= 0.6 + 0.6 * float(np.sin(x / period * 12.566 + 1) ** 2)
        foot = float(bank[int(x) % period]) + 6 * canvas.unit
        for turn in (-period, 0, period):
            pine(draw, ((x + turn) * scale, foot * scale), size * scale, fill)
    sheet = strip_sheet(brush.downsampled_image(image, scale))
    return ScrollLayer(sheet, (speed * canvas.unit * canvas.pace, 0), y=top)


def strip_sheet(image: Image.Image) -> Sheet:
    """A sheet of a drawing that repeats sideways: without the edges a single sheet has."""
    rgba = np.asarray(image)
    return Sheet.of(rgba[..., :3], rgba[..., 3] / np.float32(255))
