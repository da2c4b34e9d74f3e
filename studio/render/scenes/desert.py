"""Desert: dunes with a lit and a dark flank, a large sun, sand in the wind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from studio.render.scenes import brush
from studio.render.scenes.layers import Layer, Scene, ScrollLayer
from studio.render.scenes.sky import mist, sky
from studio.render.scenes.weather import DriftLayer, drifting_motes
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from studio.render.colour import Rgb
    from studio.render.planes import Floats
    from studio.render.scene_looks import Palette
    from studio.render.scenes.canvas import Canvas

DUNES = 4  # from far to near; tuples of four below give a number for each
# Palettes made for meadows get sand instead; chosen by eye on docs/looks/desert.jpg.
SAND: Rgb = (214, 158, 92)
SHADED_SAND: Rgb = (104, 58, 38)


def scene(canvas: Canvas) -> Scene:
    above = sky(canvas, 0.66, clouds=0.25, big=1.7)
    layers: list[Layer] = list(above.layers)
    for depth in range(DUNES):
        layers.append(_dune(canvas, depth))
        if depth < 2:  # noqa: PLR2004 - only far away
            layers.append(mist(canvas, 0.5 + 0.08 * depth, 0.76 + 0.08 * depth, 0.42, 14))
    layers.append(DriftLayer(drifting_motes(canvas, "dust", 26)))
    return Scene(above.planes, layers, brush.vignette(canvas.size))


def _sand_palette(look: Palette) -> Palette:
    """The palette with sandy ground by day, also where its own ground is green."""
    red, green, blue = look.ground
    if look.night or green <= max(red, blue):
        return look
    ground, near = (
        brush.between(one, sand, 0.82)
        for one, sand in ((look.ground, SAND), (look.near, SHADED_SAND))
    )
    return replace(look, ground=ground, near=near)


def _dune(canvas: Canvas, depth: int) -> Layer:
    look = _sand_palette(canvas.palette)
    period = canvas.even(canvas.width * 1.5)
    share = depth / (DUNES - 1)
    top = canvas.even(canvas.height * (0.46 + 0.115 * depth))
    rise = canvas.height * (0.075 + 0.045 * depth)
    at = np.arange(period, dtype=np.float32) / period
    line = np.zeros(period, np.float32)
    for count, tall in ((2, 1.0), (3, 0.7), (5, 0.32)):
        turn = at * count + np.float32(canvas.chance.random())
        part = turn - np.floor(turn)
        # Wind piles sand slowly (68 % of a dune) and lets it fall steeply.
        wave = np.where(part < 0.68, part / 0.68, (1 - part) / 0.32)  # noqa: PLR2004 - where the crest is
        line += np.float32(tall) * (1 - (3 * wave**2 - 2 * wave**3))
    line = line / line.max() * rise + 4 * canvas.unit
    height = canvas.even(canvas.height * 0.30) if depth < DUNES - 1 else canvas.height - top
    line *= min(1.0, 0.86 * height / float(line.max()))  # no valley reaches below the frame
    lit = brush.between(
        brush.between(look.ground, look.light, 0.46), look.sky[-1], 0.45 * (1 - share)
    )
    dark = brush.between(
        brush.between(look.near, look.ground, 0.30), look.sky[1], 0.5 * (1 - share)
    )
    y = np.arange(height, dtype=np.float32)[:, None]
    below = y - line[None, :]
    rgb = np.empty((height, period, 3), np.float32)
    reach = np.clip(below / (canvas.height * 0.26), 0, 1)
    low = brush.between(lit, dark, 0.55)
    for channel in range(3):
        rgb[..., channel] = lit[channel] + (low[channel] - lit[channel]) * reach
    brush.paint_over(rgb, _lee_side(canvas, line, below, rise), dark)
    wind = np.sin(
        below / (3.2 * canvas.unit * (1 + depth))
        + 2.4 * np.sin(at * 2 * np.pi * 9)[None, :]
        + at[None, :] * 2 * np.pi * 14
    )
    brush.paint_over(
        rgb, np.clip(wind, 0, 1) * (0.05 + 0.05 * share) * np.clip(1 - reach, 0, 1), dark
    )
    sheet = Sheet.of(rgb, np.clip(below + 0.5, 0, 1), dither=0.8)
    return ScrollLayer(sheet, (-(2.5, 6, 13, 26)[depth] * canvas.unit * canvas.pace, 0), y=top)


def _lee_side(canvas: Canvas, line: np.ndarray, below: np.ndarray, rise: float) -> np.ndarray:
    """The mask of the leeward slopes: from each crest an edge runs down and forward."""
    slope = np.gradient(line)
    wide = max(3, len(line) // 120)
    kernel = np.hanning(wide + 2)[1:-1]
    padded = np.concatenate([slope[-wide:], slope, slope[:wide]])
    smooth = np.convolve(padded, kernel / kernel.sum(), "same")[wide:-wide]
    steep = np.clip((smooth / max(1e-6, float(smooth.max())) - 0.22) / 0.3, 0, 1)
    falls = (steep * steep * (3 - 2 * steep)).astype(np.float32)
    columns = np.arange(len(line), dtype=np.float32)[None, :]
    rows = np.arange(len(below), dtype=np.float32)[:, None]
    bend = 26 * canvas.unit * np.sin(rows / (rise * 0.6))
    source = (columns - rows * 0.35 - bend).astype(np.int32) % len(line)
    out: Floats = falls[source] * np.clip(1.1 - below / (rise * 1.7), 0, 1) * np.float32(0.86)
    return out
