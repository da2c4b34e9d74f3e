"""Snow: hills under snow, pines, a cabin with lit windows, an aurora."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from studio.render.scenes import brush
from studio.render.scenes.layers import Layer, Scene, ScrollLayer, pulse
from studio.render.scenes.mountains import ridge_line
from studio.render.scenes.railway import railway
from studio.render.scenes.sky import mist, sky
from studio.render.scenes.trees import pine
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from PIL import ImageDraw

    from studio.render.planes import Rgb
    from studio.render.scenes.canvas import Canvas


# Three hills from far to near; tuples of three below give a number for each. Chosen by eye on
# docs/looks/snow.jpg.
NEAREST_HILL = 2
TRAIN_RED = (206, 62, 58)  # a train that is seen in all that white


def scene(canvas: Canvas) -> Scene:
    above = sky(canvas, 0.66, clouds=0.5)
    layers: list[Layer] = list(above.layers)
    if canvas.palette.name == "aurora":
        layers.extend(aurora(canvas))
    layers += [
        ridge_line(canvas, 0, 0.34),
        mist(canvas, 0.46, 0.7, 0.6, 7),
        ridge_line(canvas, 1, 0.36),
    ]
    layers.append(mist(canvas, 0.52, 0.78, 0.55, 11))
    for depth in range(3):
        if depth == 1 and "train" in canvas.look.props:
            layers.extend(railway(canvas, snow_color(canvas, 0.3), 0.6, TRAIN_RED))
        layers.append(_hill(canvas, depth))
    return Scene(above.planes, layers, brush.vignette(canvas.size))


def snow_color(canvas: Canvas, share: float) -> Rgb:
    """The colour of snow in this light; 0 far, 1 near."""
    look = canvas.palette
    base = brush.between(look.sky[-1], look.sky[-2], 0.35)
    pure = (226, 234, 246) if look.night else (250, 251, 255)
    return brush.between(
        base, pure, (0.35 if look.night else 0.55) + (0.1 if look.night else 0.4) * share
    )


def _hill(canvas: Canvas, depth: int) -> Layer:
    """A snowy hill with pines along it, and on the middle one the cabin."""
    look, unit = canvas.palette, canvas.unit
    period = canvas.even(canvas.width * 1.4)
    ground = canvas.height * (0.62 + 0.12 * depth)
    tall = (70, 150, 290)[depth] * unit
    top = canvas.even(ground - tall * 1.1)
    height = (
        canvas.even(canvas.height - top)
        if depth == NEAREST_HILL
        else canvas.even(tall * 1.1 + canvas.height * 0.22)
    )
    rise = (16, 24, 34)[depth] * unit
    line = (
        ground
        - top
        + brush.rolling_line(period, [(1 + depth % 2, rise), (3, rise * 0.5)], canvas.chance)
    )
    bright, low = (
        snow_color(canvas, depth / 2),
        brush.between(snow_color(canvas, depth / 2), look.sky[1], 0.30),
    )
    y = np.arange(height, dtype=np.float32)[:, None]
    below = y - line[None, :]
    snow = np.empty((height, period, 3), np.float32)
    reach = np.clip(below / (canvas.height * 0.2), 0, 1)
    for channel in range(3):
        snow[..., channel] = bright[channel] + (low[channel] - bright[channel]) * reach
    cool = np.clip(np.gradient(line) * 3, 0, 1)[None, :]
    brush.paint_over(snow, cool * 0.35, brush.between(low, look.sky[0], 0.35))
    trees = _trees(canvas, (period, height), line, depth, tall)
    cover = trees[..., 3:4] / np.float32(255)
    ground_share = np.clip(below + 0.5, 0, 1)[..., None]
    rgb = trees[..., :3] * cover + snow * (1 - cover)
    alpha = (cover + ground_share * (1 - cover))[..., 0]
    sheet = Sheet.of(rgb, alpha, dither=0.6)
    return ScrollLayer(sheet, (-(5, 11, 24)[depth] * unit * canvas.pace, 0), y=top)


def _trees(
    canvas: Canvas, size: tuple[int, int], line: np.ndarray, depth: int, tall: float
) -> np.ndarray:
    period, _ = size
    image, draw, scale = brush.supersampled(size, 2)
    look = canvas.palette
    dark = brush.between(brush.darker(look.near, 0.1), look.sky[-1], (0.5, 0.22, 0.0)[depth])
    frost = brush.between(snow_color(canvas, depth / 2), dark, 0.18)
    spots = np.sort(canvas.chance.uniform(0, period, (46, 24, 11)[depth]))
    if depth == 1 and (canvas.look.props & {"cabin"} or canvas.chance.random() < 0.6):  # noqa: PLR2004
        _cabin(canvas, draw, scale, (period * 0.30, float(line[int(period * 0.30)])))
        spots = spots[np.abs(spots - period * 0.30) > 130 * canvas.unit]
    for x in spots:
        size_ = tall * float(canvas.chance.uniform(0.5, 1.0))
        foot = float(line[int(x) % period]) + 5 * canvas.unit
        for turn in (-period, 0, period):
            at = ((x + turn) * scale, foot * scale)
            pine(draw, at, size_ * scale, brush.pillow_color(dark))
            _snow_on_pine(draw, at, size_ * scale, brush.pillow_color(frost))
    return np.asarray(brush.downsampled_image(image, scale), np.float32)


def _snow_on_pine(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], tall: float, fill: tuple[int, ...]
) -> None:
    """Draw snow on the left of each tier."""
    x, y = at
    for tier in range(6):
        share = tier / 6
        top = y - tall * (1 - share * 0.86)
        low = top + tall * 0.27
        half = tall * 0.21 * (0.22 + 0.78 * (share + 0.12))
        draw.polygon(
            [
                (x, top),
                (x - half * 0.98, low + tall * 0.028),
                (x - half * 0.62, low - tall * 0.012),
                (x - half * 0.40, low + tall * 0.004),
                (x - half * 0.1, top + tall * 0.10),
            ],
            fill=fill,
        )


def _cabin(
    canvas: Canvas, draw: ImageDraw.ImageDraw, scale: int, foot: tuple[float, float]
) -> None:
    unit, look = canvas.unit * scale, canvas.palette
    x, y = foot[0] * scale, foot[1] * scale + 8 * unit
    wall = brush.pillow_color(brush.between(look.near, (92, 58, 40), 0.5))
    roof, lamp = brush.pillow_color(snow_color(canvas, 0.9)), brush.pillow_color((255, 206, 116))
    draw.rectangle((x - 74 * unit, y - 68 * unit, x + 74 * unit, y), fill=wall)
    draw.polygon(
        [(x - 96 * unit, y - 62 * unit), (x, y - 138 * unit), (x + 96 * unit, y - 62 * unit)],
        fill=wall,
    )
    draw.polygon(
        [
            (x - 100 * unit, y - 58 * unit),
            (x, y - 142 * unit),
            (x + 100 * unit, y - 58 * unit),
            (x + 88 * unit, y - 56 * unit),
            (x, y - 120 * unit),
            (x - 88 * unit, y - 56 * unit),
        ],
        fill=roof,
    )
    draw.rectangle((x + 40 * unit, y - 136 * unit, x + 58 * unit, y - 92 * unit), fill=wall)
    for left in (-46, 14):
        draw.rectangle(
            (x + left * unit, y - 50 * unit, x + (left + 30) * unit, y - 18 * unit), fill=lamp
        )
        draw.line(
            (x + (left + 15) * unit, y - 50 * unit, x + (left + 15) * unit, y - 18 * unit),
            fill=wall,
            width=round(2.5 * unit),
        )
        draw.line(
            (x + left * unit, y - 34 * unit, x + (left + 30) * unit, y - 34 * unit),
            fill=wall,
            width=round(2.5 * unit),
        )


def aurora(canvas: Canvas) -> list[Layer]:
    """Two curtains of light that sway against each other."""
    out: list[Layer] = []
    for place, color in enumerate((canvas.palette.accent, canvas.palette.accent2)):
        width, height = canvas.even(canvas.width * 1.2), canvas.even(canvas.height * 0.5)
        line = height * 0.62 + brush.rolling_line(
            width, [(2, height * 0.12), (3, height * 0.09), (7, height * 0.03)], canvas.chance
        )
        y = np.arange(height, dtype=np.float32)[:, None]
        up = (line[None, :] - y) / height
        rays = 0.62 + 0.38 * brush.ridged_line(width, 5, 26, canvas.chance)[None, :]
        # Above its lower edge a curtain fades slowly; below it there is nothing.
        share = np.where(
            up > 0,
            np.exp(-up * 4.2) * np.clip(up * 26, 0, 1),
            np.exp(up * 40) * np.clip(1 + up * 30, 0, 1) * 0,
        )
        alpha = np.clip(share * rays * 0.72, 0, 1)
        sheet = Sheet.one_color(color, alpha).softly()
        strength = pulse(0.5, 0.95, 5.3 + 2 * place, place * 0.5)
        out.append(
            ScrollLayer(
                sheet,
                ((22, -16)[place] * canvas.unit, 0),
                y=canvas.even(canvas.height * (0.02 + 0.07 * place)),
                strength=strength,
            )
        )
    return out
