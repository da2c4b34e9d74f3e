"""Room: a window with its view, curtains, light on the floor, a plant, a lamp, perhaps a cat."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PIL import ImageFilter

from studio.render.planes import of_rgb
from studio.render.scenes import brush, weather
from studio.render.scenes.figures import cat
from studio.render.scenes.layers import (
    Layer,
    Scene,
    ScrollLayer,
    SheetLayer,
    figure_eight,
    pulse,
)
from studio.render.scenes.weather import DriftLayer, drifting_motes
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

    from studio.render.planes import Floats, Rgb
    from studio.render.scenes.canvas import Canvas

FLOOR = 0.80  # where the wall ends, as a share of the height
# Furniture is measured in units (1080ths), so that it fits the window; chosen by eye on
# docs/looks/room.jpg.


def scene(canvas: Canvas) -> Scene:
    look = canvas.palette
    view = _window_view(canvas)
    layers: list[Layer] = [*view[1], _wall(canvas), _curtain(canvas, -1), _curtain(canvas, 1)]
    layers.append(_light_beam(canvas))
    layers.append(_table(canvas))
    layers.append(_plant(canvas))
    layers.append(_steam(canvas))
    lamp = brush.glow_sheet(
        520 * canvas.unit,
        brush.between(look.accent2, (255, 210, 140), 0.6),
        0.46 if look.night else 0.22,
    )
    x, y = _window(canvas)[2] + 250 * canvas.unit, canvas.height - 370 * canvas.unit
    layers.append(
        SheetLayer(
            lamp.softly(),
            min(x, canvas.width * 0.92) - lamp.width / 2,
            y - lamp.height / 2,
            strength=pulse(0.86, 1, 3.7),
        )
    )
    layers.append(DriftLayer(drifting_motes(canvas, "dust", 34)))
    return Scene(of_rgb(view[0], dither=1.0), layers, brush.vignette(canvas.size, 0.40))


def _window(canvas: Canvas) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the window, in pixels."""
    wide = min(canvas.width * 0.66, 820 * canvas.unit)
    tall = min(canvas.height * 0.52, 640 * canvas.unit)
    middle = canvas.width * (0.44 if canvas.width > canvas.height else 0.5)
    top = canvas.height * 0.12 if canvas.width >= canvas.height else canvas.height * 0.22
    return middle - wide / 2, top, middle + wide / 2, top + tall


def _window_view(canvas: Canvas) -> tuple[Floats, list[Layer]]:
    """The picture behind the window (sky, sun) and its layers (hills, rain or snow)."""
    look = canvas.palette
    left, top, right, bottom = _window(canvas)
    stops = [
        (top / canvas.height, look.sky[0]),
        ((top + bottom) / 2 / canvas.height, look.sky[2]),
        (bottom / canvas.height, look.sky[3]),
        (1.0, look.sky[3]),
    ]
    rgb = brush.gradient(canvas.size, [(0.0, look.sky[0]), *stops])
    sun = left + (right - left) * 0.68, top + (bottom - top) * (0.30 if look.night else 0.52)
    brush.glow(rgb, sun, 420 * canvas.unit, look.light, 0.9 if not look.night else 0.5)
    brush.disc(rgb, sun, 40 * canvas.unit, brush.lighter(look.light, 0.4), 0.96)
    layers: list[Layer] = []
    for depth in range(3):
        period = canvas.even(canvas.width * 1.2)
        rise = (56, 46, 40)[depth] * canvas.unit
        height = canvas.even(240 * canvas.unit)
        line = rise * 1.5 + brush.rolling_line(
            period, [(3 + depth, rise * 0.6), (7 + depth, rise * 0.35)], canvas.chance
        )
        color = brush.between(look.far, look.near, (0.05, 0.3, 0.55)[depth])
        sheet = brush.ridge(line, height, (color, brush.between(color, look.sky[3], 0.3)))
        y = canvas.even(bottom - (210 - 52 * depth) * canvas.unit)
        layers.append(ScrollLayer(sheet, (-(3, 6, 10)[depth] * canvas.unit * canvas.pace, 0), y=y))
    if canvas.look.weather in {"rain", "snow"}:
        layers.append(
            weather.rain(canvas, 0) if canvas.look.weather == "rain" else weather.snow(canvas, 1)
        )
    return rgb, layers


def _wall_and_wood(canvas: Canvas) -> tuple[Rgb, Rgb]:
    look = canvas.palette
    wall = brush.between(
        brush.between(look.far, look.ground, 0.4), look.near, 0.62 if look.night else 0.40
    )
    return wall, brush.between(look.near, brush.between(look.ground, (120, 72, 40), 0.5), 0.34)


def _wall(canvas: Canvas) -> Layer:
    """The wall with window frame and sill, shelf, cat and floor; the panes are transparent."""
    look, unit = canvas.palette, canvas.unit
    wall, wood = _wall_and_wood(canvas)
    left, top, right, bottom = _window(canvas)
    rgb = brush.gradient(
        canvas.size,
        [
            (0, brush.darker(wall, 0.22)),
            (FLOOR, wall),
            (FLOOR + 0.002, brush.darker(wood, 0.1)),
            (1, brush.darker(wood, 0.4)),
        ],
    )
    far = brush.distance(canvas.size, ((left + right) / 2, (top + bottom) / 2), 1.3) / np.float32(
        900 * unit
    )
    brush.screen(rgb, np.exp(-far * 2.0) * (0.34 if not look.night else 0.20), look.sky[3])
    image, draw, scale = brush.supersampled(canvas.size, 2)
    u = unit * scale
    box = [side * scale for side in (left, top, right, bottom)]
    _frame(
        draw,
        box,
        u,
        brush.pillow_color(brush.lighter(wood, 0.10)),
        brush.pillow_color(brush.lighter(wood, 0.26)),
    )
    skirting = FLOOR * canvas.height * scale
    draw.rectangle(
        (0, skirting - 26 * u, canvas.width * scale, skirting),
        fill=brush.pillow_color(brush.lighter(wall, 0.10)),
    )
    if canvas.width > canvas.height:
        _shelf(canvas, draw, (box[2] + 120 * u, box[1] + 130 * u), u, wood)
    drawn = np.asarray(brush.downsampled_image(image, scale), np.float32)
    if "cat" in canvas.look.props:
        _composite(
            drawn,
            cat(300 * unit, brush.darker(look.near, 0.15)),
            (left + (right - left) * 0.16, bottom - 150 * unit),
        )
    share = drawn[..., 3:] / 255
    rgb += (drawn[..., :3] - rgb) * share
    alpha = np.ones((canvas.height, canvas.width), np.float32)
    y0, y1, x0, x1 = int(top), int(bottom), int(left), int(right)
    alpha[y0:y1, x0:x1] = drawn[y0:y1, x0:x1, 3] / 255
    return SheetLayer(Sheet.of(rgb, alpha, dither=0.8))


def _frame(
    draw: ImageDraw.ImageDraw,
    box: list[float],
    u: float,
    wood: tuple[int, ...],
    lit: tuple[int, ...],
) -> None:
    left, top, right, bottom = box
    thick = 20 * u
    draw.rectangle((left - thick, top - thick, right + thick, top), fill=wood)
    draw.rectangle((left - thick, top, left, bottom), fill=wood)
    draw.rectangle((right, top, right + thick, bottom), fill=wood)
    middle, across = (left + right) / 2, top + (bottom - top) * 0.36
    draw.rectangle((middle - 7 * u, top, middle + 7 * u, bottom), fill=wood)
    draw.rectangle((left, across - 6 * u, right, across + 6 * u), fill=wood)
    draw.rectangle((left - 46 * u, bottom, right + 46 * u, bottom + 26 * u), fill=lit)
    draw.rectangle((left - 36 * u, bottom + 26 * u, right + 36 * u, bottom + 40 * u), fill=wood)


def _shelf(
    canvas: Canvas, draw: ImageDraw.ImageDraw, at: tuple[float, float], u: float, wood: Rgb
) -> None:
    """Two boards with books."""
    look = canvas.palette
    colors = [
        look.accent,
        look.accent2,
        brush.between(look.sky[1], look.near, 0.3),
        brush.between(look.far, look.near, 0.3),
        brush.lighter(wood, 0.3),
    ]
    for row in range(2):
        x, y = at[0], at[1] + row * 190 * u
        draw.rectangle(
            (x, y, x + 330 * u, y + 13 * u), fill=brush.pillow_color(brush.lighter(wood, 0.14))
        )
        left = x + 14 * u
        while left < x + 250 * u:
            wide, tall = (
                float(canvas.chance.uniform(17, 36)) * u,
                float(canvas.chance.uniform(74, 128)) * u,
            )
            color = brush.darker(colors[int(canvas.chance.integers(len(colors)))], 0.32)
            draw.rectangle((left, y - tall, left + wide, y), fill=brush.pillow_color(color))
            draw.rectangle(
                (left, y - tall * 0.8, left + wide, y - tall * 0.75),
                fill=brush.pillow_color(brush.lighter(color, 0.3)),
            )
            left += wide + 3 * u


def _composite(drawn: np.ndarray, image: Image.Image, at: tuple[float, float]) -> None:
    x, y = int(at[0]), int(at[1])
    some = np.asarray(image, np.float32)
    part = drawn[y : y + some.shape[0], x : x + some.shape[1]]
    some = some[: part.shape[0], : part.shape[1]]
    share = some[..., 3:] / 255
    part[..., :3] += (some[..., :3] - part[..., :3]) * share
    part[..., 3:] += (255 - part[..., 3:]) * share


def _curtain(canvas: Canvas, side: int) -> Layer:
    left, top, right, bottom = _window(canvas)
    unit = canvas.unit
    width, height = canvas.even(210 * unit), canvas.even(bottom - top + 150 * unit)
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    # Folds that spread towards the hem.
    folds = 0.5 + 0.5 * np.sin(x * (30 - 7 * y) + 1.3 * np.sin(y * 3))
    inner = 1 - x if side > 0 else x
    cloth = brush.lighter(brush.between(canvas.palette.sky[3], canvas.palette.light, 0.5), 0.1)
    rgb = np.empty((height, width, 3), np.float32)
    for channel in range(3):
        rgb[..., channel] = (
            cloth[channel]
            * (0.62 + 0.30 * folds)
            * (0.80 if canvas.palette.night else 1.0)
            * (0.55 if canvas.palette.night else 1.0)
        )
    edge = np.clip((1 - inner - 0.06 - 0.16 * np.sin(y * 2.6) ** 2 + 0.10) * width * 0.5, 0, 1)
    alpha = edge * (0.80 + 0.12 * folds) * np.clip((1 - y) * height, 0, 1)
    sheet = Sheet.of(np.clip(rgb, 0, 255), alpha, dither=0.6)
    start = left - 64 * unit if side < 0 else right + 64 * unit - width
    return SheetLayer(
        sheet, start, top - 46 * unit, move=figure_eight(5 * unit, 1.5 * unit, 5.5, 0.2 * side)
    )


def _light_beam(canvas: Canvas) -> Layer:
    """The light that falls through the window, slanting into the room."""
    left, top, right, _ = _window(canvas)
    width, height = canvas.even(canvas.width), canvas.even(canvas.height - top)
    x = np.arange(width, dtype=np.float32)[None, :]
    y = np.arange(height, dtype=np.float32)[:, None]
    slant = 0.55 if canvas.width > canvas.height else 0.3
    middle = (left + right) / 2
    soft = 14 * canvas.unit + y * 0.03
    alpha = np.zeros((height, width), np.float32)
    for a, b in ((left, middle - 8 * canvas.unit), (middle + 8 * canvas.unit, right)):
        alpha += np.clip((x - a + y * slant) / soft, 0, 1) * np.clip(
            (b - x - y * slant) / soft, 0, 1
        )
    alpha *= np.clip(1.02 - y / height, 0, 1) ** 0.7 * np.clip(y / (90 * canvas.unit), 0, 1)
    power = 0.10 if canvas.palette.night else 0.24
    sheet = Sheet.one_color(
        brush.lighter(canvas.palette.light, 0.1), np.clip(alpha * power, 0, 1)
    ).softly()
    return SheetLayer(sheet, 0, canvas.even(top), strength=pulse(0.72, 1.0, 7.5))


def _table(canvas: Canvas) -> Layer:
    """A table in front with a cup, books and a lamp."""
    unit, look = canvas.unit, canvas.palette
    _, wood = _wall_and_wood(canvas)
    height = canvas.even(470 * unit)
    image, draw, scale = brush.supersampled((canvas.even(canvas.width), height), 2)
    u, wide = unit * scale, canvas.width * scale
    top = 330 * u
    dark = brush.darker(wood, 0.30)
    draw.rectangle((0, top, wide, top + 22 * u), fill=brush.pillow_color(brush.lighter(wood, 0.20)))
    draw.rectangle((0, top + 22 * u, wide, height * scale), fill=brush.pillow_color(dark))
    x = wide * 0.30
    cup = brush.lighter(look.light, 0.35)
    draw.rounded_rectangle(
        (x, top - 74 * u, x + 84 * u, top), 16 * u, brush.pillow_color(brush.darker(cup, 0.10))
    )
    draw.rounded_rectangle((x, top - 74 * u, x + 30 * u, top), 14 * u, brush.pillow_color(cup))
    draw.arc(
        (x + 66 * u, top - 62 * u, x + 112 * u, top - 16 * u),
        -90,
        90,
        brush.pillow_color(brush.darker(cup, 0.16)),
        round(9 * u),
    )
    draw.ellipse(
        (x - 26 * u, top - 8 * u, x + 110 * u, top + 8 * u),
        fill=brush.pillow_color(brush.darker(cup, 0.2)),
    )
    for row, (long, color) in enumerate(
        ((240, look.accent), (216, look.accent2), (190, look.sky[1]))
    ):
        y = top - (row + 1) * 30 * u
        left = wide * 0.50 + row * 11 * u
        draw.rounded_rectangle(
            (left, y, left + long * u, y + 28 * u),
            4 * u,
            brush.pillow_color(brush.darker(color, 0.34)),
        )
        draw.rectangle(
            (left + 10 * u, y + 6 * u, left + long * u, y + 22 * u),
            fill=brush.pillow_color((236, 226, 206)),
        )
    lamp = min(wide * 0.92, (_window(canvas)[2] + 250 * unit) * scale)
    metal = brush.pillow_color(brush.darker(look.near, 0.1))
    draw.rectangle((lamp - 4 * u, 90 * u, lamp + 4 * u, top), fill=metal)
    draw.rounded_rectangle((lamp - 60 * u, top - 12 * u, lamp + 60 * u, top + 2 * u), 6 * u, metal)
    shade = brush.pillow_color(brush.between((255, 226, 170), look.accent2, 0.25))
    draw.polygon(
        [
            (lamp - 52 * u, 0),
            (lamp + 52 * u, 0),
            (lamp + 96 * u, 118 * u),
            (lamp - 96 * u, 118 * u),
        ],
        fill=shade,
    )
    sheet = Sheet.of_image(brush.downsampled_image(image, scale), 0)
    return SheetLayer(
        sheet, 0, canvas.height - height + 30 * unit, move=figure_eight(6 * unit * 0, 0, 9)
    )


def _plant(canvas: Canvas) -> Layer:
    """A plant at the edge, near and a little out of focus."""
    unit = canvas.unit
    width, height = canvas.even(820 * unit), canvas.even(760 * unit)
    image, draw, scale = brush.supersampled((width, height), 2)
    u = unit * scale
    green = brush.between(brush.darker(canvas.palette.near, 0.2), (52, 98, 66), 0.34)
    for place in range(13):
        angle = -math.pi / 2 + (place - 6) * 0.21 + float(canvas.chance.normal(0, 0.05))
        long = float(canvas.chance.uniform(360, 620)) * u
        color = brush.pillow_color(brush.lighter(green, float(canvas.chance.uniform(0, 0.16))))
        points, back = [], []
        for step in range(13):
            share = step / 12
            bend = angle + 0.55 * share**2 * (1 if place > 6 else -1)  # noqa: PLR2004 - the middle one
            x, y = (
                300 * u + math.cos(bend) * long * share,
                height * scale + math.sin(bend) * long * share,
            )
            half = 34 * u * math.sin(math.pi * min(1.0, 0.12 + share * 0.88)) ** 0.8
            normal = bend + math.pi / 2
            points.append((x + math.cos(normal) * half, y + math.sin(normal) * half))
            back.append((x - math.cos(normal) * half, y - math.sin(normal) * half))
        draw.polygon(points + back[::-1], fill=color)
    soft = (
        brush.downsampled_image(image, scale)
        .convert("RGBa")
        .filter(ImageFilter.GaussianBlur(3.2 * unit))
        .convert("RGBA")
    )
    return SheetLayer(
        Sheet.of_image(soft),
        -240 * unit,
        canvas.height - height + 4,
        move=figure_eight(9 * unit, 2.5 * unit, 6.1),
    )


def _steam(canvas: Canvas) -> Layer:
    unit = canvas.unit
    width, height = canvas.even(130 * unit), canvas.even(300 * unit)
    wild = brush.cloud_noise((width, height), (2, 4), 4, 5)
    y = np.linspace(1, 0, height, dtype=np.float32)[:, None]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    alpha = (
        np.clip(wild * 2 - 0.75, 0, 1)
        * np.exp(-((x / (0.25 + 0.5 * y)) ** 2))
        * np.clip(y * 6, 0, 1)
        * (1 - y) ** 1.2
        * 0.42
    )
    sheet = Sheet.one_color((255, 252, 245), alpha).softly()
    at = (
        canvas.width * 0.30 + 42 * unit - width / 2,
        canvas.height - 470 * unit + 30 * unit + 262 * unit - height,
    )
    return SheetLayer(
        sheet, *at, move=figure_eight(7 * unit, 5 * unit, 4.4), strength=pulse(0.55, 1, 3.1)
    )
