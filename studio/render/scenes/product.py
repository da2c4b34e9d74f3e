"""Product: a studio backdrop, a plinth and soft light; the user's photo as a card."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from studio.render import planes
from studio.render.planes import of_rgb
from studio.render.scenes import brush
from studio.render.scenes.layers import Layer, Scene, SheetLayer, figure_eight, pulse
from studio.render.scenes.weather import DriftLayer, drifting_motes
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from studio.render.planes import Planes, Rgb
    from studio.render.scenes.canvas import Canvas


def scene(canvas: Canvas) -> Scene:
    """Draw the studio; without a photo a plain bottle stands for the product."""
    look = canvas.palette
    wall = brush.between(look.sky[2], look.sky[1], 0.4)
    rgb = brush.gradient(
        canvas.size,
        [
            (0, brush.between(wall, look.sky[1], 0.5)),
            (0.62, brush.lighter(wall, 0.22)),
            (0.70, brush.lighter(wall, 0.30)),
            (1, brush.between(wall, look.far, 0.5)),
        ],
    )
    middle = canvas.width / 2, canvas.height * 0.42
    brush.glow(rgb, middle, 620 * canvas.unit, brush.lighter(look.light, 0.3), 0.75)
    layers: list[Layer] = [*_color_disc(canvas), *_plinth(canvas)]
    layers.append(_bottle(canvas))
    layers.extend(_spheres(canvas))
    layers.append(_light_sweep(canvas))
    layers.append(DriftLayer(drifting_motes(canvas, "dust", 20)))
    return Scene(of_rgb(rgb, dither=1.2), layers, brush.vignette(canvas.size, 0.24))


def _color_disc(canvas: Canvas) -> list[Layer]:
    """The large disc of colour behind the product."""
    radius = 0.34 * min(canvas.size)
    side = canvas.even(radius * 2 + 8)
    far = brush.distance((side, side), (side / 2, side / 2))
    share = np.clip(radius - far + 0.5, 0, 1)
    y = np.linspace(0, 1, side, dtype=np.float32)[:, None]
    one, two = (
        canvas.palette.accent,
        brush.between(canvas.palette.accent, canvas.palette.accent2, 0.8),
    )
    rgb = np.empty((side, side, 3), np.float32)
    for channel in range(3):
        rgb[..., channel] = one[channel] + (two[channel] - one[channel]) * y
    x, top = canvas.width / 2 - side / 2, canvas.height * 0.42 - side / 2
    return [
        SheetLayer(
            Sheet.of(rgb, share * 0.9, dither=0.8),
            x,
            top,
            move=figure_eight(0, 7 * canvas.unit, 6.5),
        )
    ]


def _cylinder(canvas: Canvas, wide: float, tall: float, color: Rgb) -> Sheet:
    """A round plinth lit from the left, with its lid."""
    width, height = canvas.even(wide), canvas.even(tall + wide * 0.24)
    flat = wide * 0.12
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.arange(height, dtype=np.float32)[:, None]
    # Across the cylinder: a highlight at the left, a shadow at the right, the far edge darker.
    light = (
        0.78
        + 0.34 * np.exp(-((x + 0.45) ** 2) / 0.12)
        - 0.34 * np.clip(x, 0, 1) ** 1.5
        - 0.12 * np.clip(-x - 0.6, 0, 1)
    )
    rim = np.sqrt(np.clip(1 - x * x, 0, 1)) * flat
    side = np.clip(np.minimum(y - (flat - rim), (height - flat + rim - 1) - y) + 0.5, 0, 1)
    lid = np.clip(1 - np.sqrt(x * x + ((y - flat) / flat) ** 2), -1, 1) * flat + 0.5
    share = np.clip(lid, 0, 1)
    body = np.broadcast_to(light, (height, width))
    rgb = np.empty((height, width, 3), np.float32)
    for channel in range(3):
        shaded = np.clip(color[channel] * body, 0, 255)
        rgb[..., channel] = shaded + (min(255, color[channel] * 1.12 + 8) - shaded) * share
    return Sheet.of(rgb, np.maximum(side, share), dither=0.8)


def _plinth(canvas: Canvas) -> list[Layer]:
    unit = canvas.unit
    base = brush.lighter(brush.between(canvas.palette.sky[2], canvas.palette.sky[3], 0.5), 0.25)
    low = _cylinder(canvas, 760 * unit, 120 * unit, brush.between(base, canvas.palette.far, 0.25))
    high = _cylinder(canvas, 520 * unit, 104 * unit, base)
    floor = canvas.height * 0.90
    shadow = _contact_shadow(canvas, 940 * unit, 150 * unit, 0.34)
    middle = canvas.width / 2
    top = floor - low.height
    return [
        SheetLayer(shadow, middle - shadow.width / 2, floor - shadow.height * 0.72),
        SheetLayer(low, middle - low.width / 2, top),
        SheetLayer(high, middle - high.width / 2, top - high.height + 760 * unit * 0.17),
    ]


def _plinth_top(canvas: Canvas) -> float:
    """The y of the plinth's top, in pixels."""
    return (
        canvas.height * 0.90
        - (120 + 760 * 0.24 + 104 + 520 * 0.24 - 760 * 0.17 - 520 * 0.12) * canvas.unit
    )


def _contact_shadow(canvas: Canvas, wide: float, tall: float, strength: float) -> Sheet:
    width, height = canvas.even(wide), canvas.even(tall)
    far = brush.distance((width, height), (width / 2, height / 2), wide / tall) / np.float32(
        height / 2
    )
    return Sheet.one_color(
        brush.darker(canvas.palette.near, 0.2), np.clip(1 - far, 0, 1) ** 1.4 * strength
    )


def _bottle(canvas: Canvas) -> Layer:
    unit, look = canvas.unit, canvas.palette
    wide, tall = 178, 360  # in units, as all coordinates of the bottle
    image = Image.new("L", (round(wide * unit) * 3, round(tall * unit) * 3))
    draw = ImageDraw.Draw(image)
    u = unit * 3
    draw.rounded_rectangle((4 * u, 108 * u, (wide - 4) * u, (tall - 3) * u), 40 * u, fill=255)
    draw.rectangle((62 * u, 58 * u, (wide - 62) * u, 130 * u), fill=255)
    draw.rounded_rectangle((50 * u, 4 * u, (wide - 50) * u, 74 * u), 9 * u, fill=255)
    small = image.reduce(3)
    width, height = canvas.even(small.width + 1), canvas.even(small.height + 1)
    mask = Image.new("L", (width, height))
    mask.paste(small, (0, 0))
    alpha = np.asarray(mask, np.float32) / 255
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    light = (
        0.70
        + 0.55 * np.exp(-((x + 0.52) ** 2) / 0.022)
        + 0.26 * np.exp(-((x - 0.68) ** 2) / 0.010)
        - 0.24 * np.clip(np.abs(x) - 0.6, 0, 1)
    )
    glass, cap = (
        brush.between(look.near, look.accent, 0.42),
        brush.between(look.accent2, (255, 240, 210), 0.35),
    )
    label = (np.abs(x) < 0.72) & (y > 0.52) & (y < 0.80)  # noqa: PLR2004 - where it is stuck on
    rgb = np.empty((height, width, 3), np.float32)
    for channel in range(3):
        body = np.where(y < 0.205, cap[channel], glass[channel] * (1.12 - 0.3 * y))  # noqa: PLR2004 - the cap
        body = np.where(label, 246 - 14 * channel * 0.3, body)
        rgb[..., channel] = np.clip(body * np.where(label, 0.9 + 0.1 * light, light), 0, 255)
    line = label & (np.abs(y - 0.66) < 0.006) & (np.abs(x) < 0.4)  # noqa: PLR2004 - print
    rgb[line] = np.array(look.accent)
    sheet = Sheet.of(rgb, alpha, dither=0.6)
    x0 = canvas.width / 2 - width / 2
    top = _plinth_top(canvas) - height + 26 * unit
    return SheetLayer(sheet, x0, top)


# Lambert shading with a highlight; the light comes from the upper left, as on the plinth.
def _ball(canvas: Canvas, radius: float, color: Rgb) -> Sheet:
    side = canvas.even(radius * 2 + 6)
    x = (np.arange(side, dtype=np.float32) - side / 2)[None, :] / radius
    y = (np.arange(side, dtype=np.float32) - side / 2)[:, None] / radius
    far = np.sqrt(x * x + y * y)
    z = np.sqrt(np.clip(1 - far**2, 0, 1))
    light = 0.46 + 0.62 * np.clip(-0.5 * x - 0.6 * y + 0.62 * z, 0, 1) + 0.10 * np.clip(y, 0, 1)
    shine = np.clip((-0.5 * x - 0.62 * y + 0.6 * z - 0.94) * 14, 0, 1) * 0.75
    rgb = np.empty((side, side, 3), np.float32)
    for channel in range(3):
        shaded = np.clip(color[channel] * light, 0, 255)
        rgb[..., channel] = shaded + (255 - shaded) * shine
    return Sheet.of(rgb, np.clip((1 - far) * radius + 0.5, 0, 1), dither=0.6)


def _spheres(canvas: Canvas) -> list[Layer]:
    """Five floating balls."""
    look = canvas.palette
    out: list[Layer] = []
    rows = (
        (0.17, 0.34, 62, look.accent2),
        (0.83, 0.22, 46, look.accent),
        (0.90, 0.62, 84, look.sky[3]),
        (0.09, 0.70, 40, look.accent),
        (0.72, 0.48, 26, look.accent2),
    )
    for place, (x, y, size, color) in enumerate(rows):
        ball = _ball(canvas, size * canvas.unit, brush.lighter(color, 0.12))
        move = figure_eight(18 * canvas.unit, 26 * canvas.unit, 6 + 1.3 * place, place * 0.23)
        out.append(
            SheetLayer(
                ball,
                canvas.width * x - ball.width / 2,
                canvas.height * y - ball.height / 2,
                move=move,
            )
        )
    return out


def _light_sweep(canvas: Canvas) -> Layer:
    """A band of light that passes over everything."""
    width = canvas.even(canvas.width * 0.5)
    x = np.arange(width, dtype=np.float32)[None, :] / width
    y = np.arange(canvas.height, dtype=np.float32)[:, None] / canvas.height
    alpha = np.exp(-(((x - 0.62 + 0.24 * y) / 0.085) ** 2)) * 0.15
    sheet = Sheet.one_color((255, 255, 255), alpha).softly()
    every, reach = 4.2 / canvas.pace, canvas.width * 1.9

    def at(t: float) -> tuple[float, float]:
        share = (t / every + 0.62) % 1
        return -canvas.width * 0.7 + reach * share, 0.0

    return SheetLayer(sheet, 0, 0, move=at, strength=pulse(0.8, 1.0, 5))


def with_photo(scene: Scene, size: tuple[int, int], photo: Planes) -> Scene:
    """The same studio with the user's photo as a card in place of plinth and bottle."""
    width, height = size
    scale = min(width * 0.56 / photo.width, height * 0.62 / photo.height)
    inner = tuple(max(2, round(side * scale / 2) * 2) for side in photo.size)
    small = planes.resized(photo, (inner[0], inner[1]))
    rim = max(4, round(min(size) * 0.012 / 2) * 2)
    card = _card(small, rim)
    shade = _card_shadow(card, min(size))
    x, y = width / 2 - card.width / 2, height * 0.47 - card.height / 2
    float_ = figure_eight(0, min(size) * 0.010, 5.4)
    edge = (shade.width - card.width) / 2
    layers: list[Layer] = [one for one in scene.layers if not _is_plinth_or_bottle(one, size)]
    layers += [
        SheetLayer(shade, x - edge, y - edge + min(size) * 0.02, move=float_),
        SheetLayer(card, x, y, move=float_),
    ]
    return replace(scene, layers=layers)


def _is_plinth_or_bottle(layer: Layer, size: tuple[int, int]) -> bool:
    """True for a layer that stands still in the middle."""
    still = isinstance(layer, SheetLayer) and layer.move is None and layer.strength is None
    return still and abs(layer.x + layer.sheet.width / 2 - size[0] / 2) < 3  # type: ignore[attr-defined] # noqa: PLR2004


def _card(photo: Planes, rim: int) -> Sheet:
    """A photo with a white rim, and transparent edges so that it can move by subpixels."""
    width, height = photo.width + 2 * rim + 4, photo.height + 2 * rim + 4
    rgb = np.full((height, width, 3), 252, np.float32)
    rgb[rim + 2 : rim + 2 + photo.height, rim + 2 : rim + 2 + photo.width] = np.asarray(
        planes.to_image(photo)
    )
    alpha = np.zeros((height, width), np.float32)
    alpha[2:-2, 2:-2] = 1
    return Sheet.of(rgb, alpha)


def _card_shadow(card: Sheet, short: int) -> Sheet:
    soft = short * 0.028
    edge = math.ceil(soft * 3 / 2) * 2
    image = Image.new("L", (card.width + 2 * edge, card.height + 2 * edge))
    image.paste(150, (edge, edge, edge + card.width, edge + card.height))
    soft_one = np.asarray(image.filter(ImageFilter.GaussianBlur(soft)), np.float32)
    alpha = soft_one / np.float32(255)
    return Sheet.one_color((12, 12, 20), alpha)
