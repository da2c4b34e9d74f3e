"""Skyline: a city by the water, towers in the haze, lit windows, their reflection."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from studio.render.scenes import brush
from studio.render.scenes.fireworks import fireworks
from studio.render.scenes.layers import (
    Layer,
    ReflectionLayer,
    Scene,
    ScrollLayer,
    SheetLayer,
    pulse,
)
from studio.render.scenes.sky import mist, sky
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from studio.render.planes import Floats, Rgb
    from studio.render.scenes.canvas import Canvas

# Rows of towers go from far to near; tuples of four give a number for each. Chosen by eye on
# docs/looks/skyline.jpg.
SHORE = 0.74  # where the water begins, as a share of the height


def scene(canvas: Canvas) -> Scene:
    above = sky(canvas, SHORE, clouds=0.55)
    layers: list[Layer] = list(above.layers)
    if "fireworks" in canvas.look.props:
        layers.append(fireworks(canvas))
    for depth in range(4):
        layers.append(_tower_row(canvas, depth))
        if depth in {0, 1}:
            layers.append(mist(canvas, SHORE - 0.3, SHORE + 0.02, 0.5, 9 + 6 * depth))
    layers.extend(_beacons(canvas))
    layers.append(_water(canvas))
    return Scene(above.planes, layers, brush.vignette(canvas.size))


def _tower_row(canvas: Canvas, depth: int) -> Layer:
    """One row of towers; nearer ones are darker, fewer and faster."""
    look, unit = canvas.palette, canvas.unit
    share = (depth + 0.6) / 3.6
    color = brush.between(look.far, look.near, share**0.8)
    haze = brush.between(color, look.sky[-1], 0.55 - 0.13 * depth)
    period = canvas.even(canvas.width * 1.25)
    tall = (
        (0.44, 0.50, 0.43, 0.22)[depth]
        * canvas.height
        * (1.15 if canvas.height > canvas.width else 1)
    )
    tall *= SHORE
    height = canvas.even(tall * 1.12)
    rgb = brush.gradient((period, height), [(0, color), (0.45, color), (1, haze)])
    alpha = np.zeros((height, period), np.float32)
    x = 0.0
    while x < period:
        wide = canvas.chance.uniform(46, 120) * unit * (0.75 + 0.3 * depth)
        gap = canvas.chance.choice([0, 0, 2, 10]) * unit * (1 + depth)
        _tower(
            canvas,
            rgb,
            alpha,
            (x, wide, tall * _tower_height(canvas, x / period, depth)),
            (depth, color),
        )
        x += wide + gap
    sheet = Sheet.of(rgb, alpha, dither=0.7)
    top = round((SHORE * canvas.height - height) / 2) * 2
    return ScrollLayer(sheet, (-(3, 7, 14, 26)[depth] * unit * canvas.pace, 0), y=top)


def _tower_height(canvas: Canvas, place: float, depth: int) -> float:
    """The height of a tower as a share: higher in the middle of town, a few stand out."""
    swell = 0.52 + 0.3 * np.sin(place * 2 * np.pi * (1 + depth % 2) + depth * 1.7)
    tall = float(swell) * canvas.chance.uniform(0.55, 1.0)
    return min(1.0, tall + (0.24 if canvas.chance.random() < 0.13 else 0.0))  # noqa: PLR2004 - one in eight


def _tower(
    canvas: Canvas,
    rgb: Floats,
    alpha: Floats,
    where: tuple[float, float, float],
    how: tuple[int, Rgb],
) -> None:
    height, period = alpha.shape
    left, right = int(where[0]), min(period, int(where[0] + where[1]))
    top = max(2, height - int(where[2]))
    if right - left < 4:  # noqa: PLR2004 - too thin to be a tower
        return
    depth, color = how
    alpha[top:, left:right] = 1
    # Roofs: flat, stepped, pointed, with a mast; two kinds of five are flat.
    style, wide = canvas.chance.integers(5), right - left
    cap = max(2, int(wide * 0.35))
    if style == 1:
        alpha[max(0, top - cap) : top, left + wide // 4 : right - wide // 4] = 1
    elif style == 2:  # noqa: PLR2004 - a kind of roof
        for row in range(min(cap, top)):
            inset = wide // 2 * row // cap
            alpha[top - row - 1, left + inset : right - inset] = 1
    elif style == 3:  # noqa: PLR2004 - a kind of roof
        middle, thin = (left + right) // 2, max(1, round(1.5 * canvas.unit))
        alpha[max(0, top - cap * 2) : top, middle - thin : middle + thin] = 1
    face = rgb[top:, left:right]
    face[:, : max(1, wide // 7)] += (
        np.array(canvas.palette.light) - face[:, : max(1, wide // 7)]
    ) * 0.10
    face[:, -wide // 3 :] *= 0.93
    if depth >= 1:
        _windows(canvas, rgb, (left, right, top, height), (depth, color))


def _windows(
    canvas: Canvas, rgb: Floats, where: tuple[int, int, int, int], how: tuple[int, Rgb]
) -> None:
    left, right, top, bottom = where
    depth, color = how
    look, unit, chance = canvas.palette, canvas.unit, canvas.chance
    w, h = max(1, round((1.7 + depth) * unit)), max(2, round((2.4 + 1.5 * depth) * unit))
    step_x, step_y = max(3, round(w * 2.4)), max(4, round(h * 2.2))
    # Shares of windows that are lit: near half by night, more at dusk than by day.
    lit = (0.46 if look.night else 0.2) + (0.08 if look.name in {"sunset", "dawn"} else 0)
    lamp = look.light if not look.night else look.accent
    warm = [
        brush.between(lamp, (255, 210, 140), 0.4),
        look.accent,
        brush.lighter(look.accent2, 0.2),
    ]
    unlit = brush.between(color, look.sky[2], 0.22)
    for y in range(top + step_y, bottom - h, step_y):
        floor = chance.random() < 0.12  # noqa: PLR2004 - a floor that works late
        for x in range(left + step_x // 2 + 1, right - w - 1, step_x):
            roll = chance.random()
            on = roll < lit * (1.7 if floor else 1)
            pane = warm[0 if roll < lit * 0.75 else int(chance.integers(3))] if on else unlit
            share = chance.uniform(0.5, 0.95) if on else 0.3
            rgb[y : y + h, x : x + w] += (
                np.array(pane, np.float32) - rgb[y : y + h, x : x + w]
            ) * share


def _beacons(canvas: Canvas) -> list[Layer]:
    """Blinking red lamps over the roofs, by night."""
    lamp = brush.glow_sheet(9 * canvas.unit, (255, 70, 60), 0.9, 0.12)
    return [
        SheetLayer(
            lamp,
            canvas.width * canvas.chance.uniform(0.1, 0.9),
            canvas.height * SHORE * canvas.chance.uniform(0.42, 0.6),
            strength=pulse(-0.6, 0.9, 1.6, canvas.chance.random()),
        )
        for _ in range(3 if canvas.palette.night else 0)
    ]


def _water(canvas: Canvas) -> Layer:
    line = canvas.even(canvas.height * SHORE)
    tall = canvas.height - line
    deep = brush.darker(brush.between(canvas.palette.ground, canvas.palette.sky[0], 0.6), 0.35)
    rgb = brush.gradient(
        (canvas.width, tall), [(0, canvas.palette.sky[-1]), (0.08, deep), (1, deep)]
    )
    share = np.linspace(0.30, 0.82, tall, dtype=np.float32)[:, None]
    share[: max(1, tall // 60)] = 0.55
    tint = Sheet.of(rgb, np.broadcast_to(share, (tall, canvas.width)), dither=0.7)
    return ReflectionLayer(line, tint, 5.5 * canvas.unit, depth=1.35)
