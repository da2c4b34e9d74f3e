"""Sea: rows of swell, a path of light on the water, a sail, gulls."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from studio.render.glint_layer import Glint, GlintLayer
from studio.render.scenes import brush
from studio.render.scenes.figures import gulls, sailboat
from studio.render.scenes.layers import Layer, Scene, ScrollLayer, figure_eight
from studio.render.scenes.sky import sky
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from studio.render.planes import Rgb
    from studio.render.scenes.canvas import Canvas

# Chosen by eye on docs/looks/sea.jpg: a horizon a little below the middle, and enough rows of swell
# that none is seen as a copy of another.
HORIZON = 0.56
SWELLS = 6


def scene(canvas: Canvas) -> Scene:
    above = sky(canvas, HORIZON, clouds=0.7, big=1.15)
    layers: list[Layer] = list(above.layers)
    _water(canvas, above.rgb)
    if canvas.look.props & {"boat"} or canvas.chance.random() < 0.45:  # noqa: PLR2004 - often a sail
        layers.append(sailboat(canvas, HORIZON + 0.035))
    layers.extend(_swell(canvas, depth) for depth in range(SWELLS))
    layers.append(_glitter(canvas, above.sun[0]))
    if not canvas.palette.night:
        layers.extend(gulls(canvas, HORIZON * 0.55))
    return Scene(above.planes, layers, brush.vignette(canvas.size))


def _swell_colors(canvas: Canvas, share: float) -> tuple[Rgb, Rgb]:
    """The colours of crest and foot of a swell, from the horizon (0) to the shore (1)."""
    look = canvas.palette
    far = brush.between(look.sky[-1], look.sky[1], 0.55)
    deep = brush.darker(brush.between(look.sky[0], look.ground, 0.45), 0.12)
    body = brush.between(far, deep, share**0.75)
    return brush.lighter(brush.between(body, look.sky[-1], 0.34 * (1 - share * 0.5)), 0.05), body


def _water(canvas: Canvas, rgb: np.ndarray) -> None:
    top = canvas.even(canvas.height * HORIZON)
    tall = canvas.height - top
    far, near = _swell_colors(canvas, 0.0)[0], _swell_colors(canvas, 0.8)[1]
    rgb[top:] = brush.gradient(
        (canvas.width, tall), [(0, far), (0.25, _swell_colors(canvas, 0.35)[1]), (1, near)]
    )
    line = max(1, round(1.5 * canvas.unit))
    rgb[top : top + line] += (np.array(canvas.palette.light) - rgb[top : top + line]) * 0.5


def _swell(canvas: Canvas, depth: int) -> Layer:
    """One row of swell: long waves with short ones on them, and foam along the crest."""
    unit, share = canvas.unit, (depth + 1) / SWELLS
    period = canvas.even(canvas.width * 1.2)
    top = canvas.even(canvas.height * (HORIZON + 0.03 + 0.385 * ((depth + 0.25) / SWELLS) ** 1.35))
    size = (3 + 26 * share**1.5) * unit
    count = max(2, round((15 - 10 * share) * canvas.width / canvas.height / 1.78))
    line = size * 1.6 + brush.rolling_line(
        period,
        [(count, size * 0.60), (count * 2 + 1, size * 0.22), (count * 3 + 2, size * 0.08)],
        canvas.chance,
    )
    height = (
        canvas.even(canvas.height * 0.16 + size * 3)
        if depth < SWELLS - 1
        else canvas.even(canvas.height - top + size)
    )
    crest, foot = _swell_colors(canvas, share)
    crest = brush.lighter(crest, 0.10 * share)
    y = np.arange(height, dtype=np.float32)[:, None]
    below = y - line[None, :]
    rgb = np.empty((height, period, 3), np.float32)
    reach = np.clip(below / (canvas.height * (0.03 + 0.12 * share)), 0, 1)
    for channel in range(3):
        rgb[..., channel] = crest[channel] + (foot[channel] - crest[channel]) * reach
    wild = brush.cloud_noise(
        (period, height), (max(4, count * 3), max(3, round(12 * share))), 3, depth + 1
    )
    glint = np.clip((wild - 0.62) * 6, 0, 1) * np.clip(1 - below / (size * 3.2), 0, 1)
    brush.paint_over(rgb, glint * np.float32(0.20), brush.lighter(canvas.palette.light, 0.2))
    # Foam: a thin bright line along the crest.
    foam = np.exp(-(((below - size * 0.05) / (1.0 + 3.4 * share * unit)) ** 2)) * (
        0.10 + 0.14 * share
    )
    brush.paint_over(rgb, foam, brush.lighter(canvas.palette.sky[-1], 0.6))
    sheet = Sheet.of(rgb, np.clip(below + 0.5, 0, 1), dither=0.7)
    bob = figure_eight(size * 0.55, size * 0.16, 4.6 + depth * 0.5, depth * 0.37)
    way = (1 if depth % 2 else -1) * (6 + 20 * share) * unit * canvas.pace
    return ScrollLayer(sheet, (way, 0), y=top - size, sway=bob)


def _glitter(canvas: Canvas, x: float) -> Layer:
    """Short strokes of light below sun or moon, each pulsing on its own."""
    glints: list[Glint] = []
    top, tall = canvas.height * HORIZON, canvas.height * (1 - HORIZON)
    color = brush.lighter(canvas.palette.light, 0.2)
    for index in range(46):
        share = (index / 46) ** 1.5
        wide = (14 + 120 * share * canvas.chance.uniform(0.4, 1.0)) * canvas.unit
        thin = max(1.4, (1.4 + 5.5 * share) * canvas.unit)
        size = canvas.even(wide), canvas.even(thin * 2 + 2)
        far = brush.distance(size, (size[0] / 2, size[1] / 2), wide / thin / 2.2)
        alpha = np.clip(1.1 - far / thin, 0, 1) * np.float32(0.75)
        spread = (12 + 120 * share) * canvas.unit
        left = x - wide / 2 + float(canvas.chance.normal(0, 0.55)) * spread
        glints.append(
            Glint(
                alpha,
                left,
                top + tall * share * 0.9 + 2,
                pulse=(
                    -0.25,
                    0.95,
                    1.5 + 1.1 * float(canvas.chance.random()),
                    float(canvas.chance.random()),
                ),
                path=(
                    10 * canvas.unit * (0.3 + share),
                    1.2 * canvas.unit,
                    3 + 2 * math.sin(index),
                    index * 0.13,
                ),
            )
        )
    return GlintLayer.of(color, glints)
