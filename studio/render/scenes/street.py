"""Street: shop fronts at night, neon signs, lamps, cars, and a wet road that mirrors them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from studio.render import fonts
from studio.render.scenes import brush
from studio.render.scenes.layers import Layer, ReflectionLayer, Scene, ScrollLayer, SheetLayer
from studio.render.scenes.sky import sky
from studio.render.scenes.traffic import cars
from studio.render.scenes.trees import strip_sheet
from studio.render.scenes.weather import DriftLayer, Mote
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from studio.render.planes import Rgb
    from studio.render.scenes.canvas import Canvas

CURB = 0.76  # where the road begins, as a share of the height
# Short words for neon signs, in four scripts, as one sees them in any large Asian city; all are in
# our fonts.
SIGNS = (
    "BAR",
    "OPEN",
    "酒場",
    "CAFÉ",
    "ラーメン",
    "書店",
    "夜市",
    "喫茶",
    "JAZZ",
    "24H",
    "麺",
    "茶",
    "花",
    "HOTEL",
    "薬",
    "寿司",
    "拉麵",
    "LIVE",
)


def scene(canvas: Canvas) -> Scene:
    above = sky(canvas, CURB, clouds=0.3, big=0.8)
    layers: list[Layer] = list(above.layers)
    layers.append(_tall_houses(canvas))
    layers.append(_haze(canvas))
    layers.append(_shop_fronts(canvas))
    layers.append(_lamps(canvas))
    layers.extend(cars(canvas, CURB, _neon_colors(canvas)))
    layers.append(_road(canvas))
    layers.append(_bokeh(canvas))
    return Scene(above.planes, layers, brush.vignette(canvas.size, 0.42))


def _neon_colors(canvas: Canvas) -> list[Rgb]:
    look = canvas.palette
    if look.night:
        return [look.accent, look.accent2, (255, 190, 92), (255, 84, 112), (120, 255, 214)]
    return [look.accent, look.accent2, brush.lighter(look.light, 0.1)]


def _tall_houses(canvas: Canvas) -> Layer:
    """Tall houses in the background, a few windows lit."""
    unit, look = canvas.unit, canvas.palette
    period, height = canvas.even(canvas.width * 1.3), canvas.even(canvas.height * CURB)
    base = brush.between(look.near, look.sky[2], 0.30)
    rgb = brush.gradient((period, height), [(0, base), (1, brush.between(base, look.sky[3], 0.35))])
    alpha = np.zeros((height, period), np.float32)
    x = 0
    while x < period:
        wide = int(canvas.chance.uniform(110, 230) * unit)
        top = int(height * canvas.chance.uniform(0.12, 0.55))
        alpha[top:, x : x + wide] = 1
        rgb[top:, x : x + max(2, wide // 12)] *= 1.12
        w, h = max(2, int(9 * unit)), max(3, int(14 * unit))
        for y in range(top + 2 * h, height, int(2.3 * h)):
            for left in range(x + w, min(period, x + wide) - 2 * w, int(2.4 * w)):
                if canvas.chance.random() < (0.30 if look.night else 0.16):
                    tint = brush.between(
                        (255, 205, 130), look.accent2, float(canvas.chance.uniform(0, 0.6))
                    )
                    rgb[y : y + h, left : left + w] += (
                        np.array(tint) - rgb[y : y + h, left : left + w]
                    ) * canvas.chance.uniform(0.3, 0.75)
        x += wide + int(canvas.chance.choice([0, 0, 10, 26]) * unit)
    return ScrollLayer(
        Sheet.of(np.clip(rgb, 0, 255), alpha, dither=0.7), (-9 * unit * canvas.pace, 0)
    )


def _haze(canvas: Canvas) -> Layer:
    """The glow of the street in the air."""
    height = canvas.even(canvas.height * 0.5)
    fade = np.linspace(0, 1, height, dtype=np.float32)[:, None] ** 1.6 * np.float32(0.46)
    color = brush.between(canvas.palette.sky[-1], canvas.palette.accent, 0.3)
    top = canvas.even(canvas.height * CURB) - height
    return SheetLayer(
        Sheet.one_color(color, np.broadcast_to(fade, (height, canvas.width))).softly(), 0, top
    )


def _shop_fronts(canvas: Canvas) -> Layer:
    """Shops wall to wall: lit windows, awnings, signs."""
    unit, look = canvas.unit, canvas.palette
    period, height = canvas.even(canvas.width * 1.5), canvas.even(canvas.height * 0.60)
    image, draw, scale = brush.supersampled((period, height), 2)
    light = Image.new("RGBA", image.size, (0, 0, 0, 0))
    neon = ImageDraw.Draw(light)
    floor = height * scale
    count = max(4, round(period / (330 * unit)))
    wide = period * scale / count
    colors = _neon_colors(canvas)
    for index in range(count):
        left = index * wide
        tall = float(canvas.chance.uniform(0.58, 0.86)) * floor
        wall = brush.between(
            brush.darker(look.near, 0.1),
            colors[index % len(colors)],
            0.05 + 0.05 * float(canvas.chance.random()),
        )
        draw.rectangle((left, floor - tall, left + wide, floor), fill=brush.pillow_color(wall))
        draw.rectangle(
            (left, floor - tall, left + wide, floor - tall + 7 * unit * scale),
            fill=brush.pillow_color(brush.lighter(wall, 0.12)),
        )
        _upper_windows(canvas, draw, (left, floor - tall, wide, floor), scale)
        _shop(canvas, draw, neon, (left, wide, floor), (scale, colors, index))
        _sign(canvas, neon, (left, wide, floor, tall), (scale, colors, index))
    small = brush.downsampled_image(light, scale)
    body = brush.downsampled_image(image, scale)
    glow = small.convert("RGBa").filter(ImageFilter.GaussianBlur(15 * unit)).convert("RGBA")
    bright = Image.fromarray(_with_alpha(np.asarray(glow), 1.5))
    body = Image.alpha_composite(Image.alpha_composite(body, bright), small)
    sheet = strip_sheet(body)
    return ScrollLayer(
        sheet, (-30 * unit * canvas.pace, 0), y=canvas.even(canvas.height * CURB) - height
    )


def _with_alpha(rgba: np.ndarray, by: float) -> np.ndarray:
    out = rgba.astype(np.float32)
    out[..., 3] = np.clip(out[..., 3] * by, 0, 255)
    return out.astype(np.uint8)


def _upper_windows(
    canvas: Canvas, draw: ImageDraw.ImageDraw, where: tuple[float, float, float, float], scale: int
) -> None:
    """Draw the windows of the floors above a shop."""
    left, top, wide, floor = where
    unit = canvas.unit * scale
    y = top + 34 * unit
    while y < floor - 330 * unit:
        for x in np.arange(left + 30 * unit, left + wide - 60 * unit, 74 * unit):
            lit = canvas.chance.random() < 0.42  # noqa: PLR2004 - people at home
            color = brush.between(
                (255, 208, 138), canvas.palette.accent2, float(canvas.chance.uniform(0, 0.35))
            )
            shade = color if lit else brush.lighter(canvas.palette.near, 0.10)
            draw.rectangle(
                (x, y, x + 42 * unit, y + 56 * unit),
                fill=brush.pillow_color(brush.darker(shade, 0.15 if lit else 0)),
            )
            draw.line(
                (x + 21 * unit, y, x + 21 * unit, y + 56 * unit),
                fill=brush.pillow_color(canvas.palette.near),
                width=round(3 * unit),
            )
        y += 96 * unit


def _shop(
    canvas: Canvas,
    draw: ImageDraw.ImageDraw,
    neon: ImageDraw.ImageDraw,
    where: tuple[float, float, float],
    how: tuple[int, list[Rgb], int],
) -> None:
    left, wide, floor = where
    scale, colors, index = how
    unit = canvas.unit * scale
    color = colors[(index * 2 + 1) % len(colors)]
    warm = brush.between(color, (255, 214, 150), 0.62)
    x0, x1, top = left + 26 * unit, left + wide - 26 * unit, floor - 196 * unit
    neon.rectangle((x0, top, x1, floor - 30 * unit), fill=brush.pillow_color(warm, 0.95))
    neon.rectangle(
        (x0, top + 90 * unit, x1, floor - 30 * unit),
        fill=brush.pillow_color(brush.darker(warm, 0.12), 0.95),
    )
    dark = brush.pillow_color(brush.darker(canvas.palette.near, 0.2))
    for share in (0.0, 0.36, 0.66, 1.0):
        x = x0 + (x1 - x0) * share
        neon.rectangle((x - 4 * unit, top, x + 4 * unit, floor - 30 * unit), fill=dark)
    for _ in range(5):  # what stands in the window
        x = float(canvas.chance.uniform(x0 + 12 * unit, x1 - 40 * unit))
        tall = float(canvas.chance.uniform(20, 66)) * unit
        neon.rounded_rectangle(
            (x, floor - 30 * unit - tall, x + 26 * unit, floor - 30 * unit),
            5 * unit,
            brush.pillow_color(brush.darker(warm, 0.55)),
        )
    stripes = 10
    for stripe in range(stripes):
        x = x0 - 12 * unit + (x1 - x0 + 24 * unit) * stripe / stripes
        end = x0 - 12 * unit + (x1 - x0 + 24 * unit) * (stripe + 1) / stripes
        tint = (
            brush.darker(color, 0.30) if stripe % 2 else brush.between(color, (250, 240, 230), 0.75)
        )
        tint = brush.darker(tint, 0.25)
        draw_to = neon if index % 2 else draw
        draw_to.polygon(
            [
                (x + 8 * unit, top - 44 * unit),
                (end + 8 * unit * (stripe < stripes - 1), top - 44 * unit),
                (end, top + 8 * unit),
                (x, top + 8 * unit),
            ],
            fill=brush.pillow_color(tint),
        )
    draw.rectangle((left, floor - 30 * unit, left + wide, floor), fill=dark)


def _sign(
    canvas: Canvas,
    neon: ImageDraw.ImageDraw,
    where: tuple[float, float, float, float],
    how: tuple[int, list[Rgb], int],
) -> None:
    left, wide, floor, tall = where
    scale, colors, index = how
    unit = canvas.unit * scale
    color = colors[index % len(colors)]
    text = SIGNS[int(canvas.chance.integers(len(SIGNS)))]
    hot = brush.lighter(color, 0.55)
    if index % 2 and len(text) <= 4 and tall > 420 * unit:  # noqa: PLR2004 - upright, at the wall's edge
        size = 46 * unit
        x, y = left + wide - 66 * unit, floor - tall + 40 * unit
        box = (
            x - 12 * unit,
            y - 10 * unit,
            x + size + 12 * unit,
            y + size * 1.12 * len(text) + 12 * unit,
        )
        neon.rounded_rectangle(
            box,
            10 * unit,
            (*brush.pillow_color(brush.darker(color, 0.86))[:3], 235),
            brush.pillow_color(color),
            max(2, round(4 * unit)),
        )
        for at, letter in enumerate(text):
            face = fonts.face_of(letter, fonts.SANS) or fonts.bundled(fonts.SANS)
            neon.text(
                (x + size / 2, y + size * (0.56 + 1.12 * at)),
                letter,
                brush.pillow_color(hot),
                face.at(size * 0.92),
                anchor="mm",
            )
        return
    face = fonts.face_of(text[0], fonts.DISPLAY) or fonts.bundled(fonts.SANS)
    size = min(58 * unit, wide * 0.8 / max(1, len(text)) * (1.5 if text.isascii() else 1.0))
    x, y = left + wide * 0.5, floor - 262 * unit
    half = face.at(size).getlength(text) / 2
    neon.rounded_rectangle(
        (x - half - 22 * unit, y - size * 0.72, x + half + 22 * unit, y + size * 0.72),
        size * 0.3,
        (*brush.pillow_color(brush.darker(color, 0.88))[:3], 225),
        brush.pillow_color(color),
        max(2, round(4.5 * unit)),
    )
    neon.text((x, y), text, brush.pillow_color(hot), face.at(size), anchor="mm")


def _lamps(canvas: Canvas) -> Layer:
    """Street lamps in front of the shops."""
    unit = canvas.unit
    period, height = canvas.even(canvas.width * 1.5), canvas.even(canvas.height * 0.42)
    image, draw, scale = brush.supersampled((period, height), 2)
    glow = Image.new("RGBA", image.size, (0, 0, 0, 0))
    lamp = ImageDraw.Draw(glow)
    post = brush.pillow_color(brush.darker(canvas.palette.near, 0.4))
    u = unit * scale
    for index in range(max(2, round(period / (760 * unit)))):
        x = (index + 0.4) * 760 * u
        draw.rectangle((x - 4 * u, 40 * u, x + 4 * u, height * scale), fill=post)
        draw.arc((x - 4 * u, 14 * u, x + 96 * u, 90 * u), 180, 275, post, round(7 * u))
        draw.polygon(
            [
                (x + 40 * u, 14 * u),
                (x + 92 * u, 20 * u),
                (x + 78 * u, 32 * u),
                (x + 40 * u, 28 * u),
            ],
            fill=post,
        )
        lamp.ellipse((x + 44 * u, 22 * u, x + 80 * u, 40 * u), fill=(255, 236, 196, 255))
    soft = (
        glow.convert("RGBa")
        .reduce(scale)
        .filter(ImageFilter.GaussianBlur(26 * unit))
        .convert("RGBA")
    )
    light = Image.fromarray(_with_alpha(np.asarray(soft), 5.0))
    body = Image.alpha_composite(light, brush.downsampled_image(image, scale))
    body = Image.alpha_composite(body, brush.downsampled_image(glow, scale))
    return ScrollLayer(
        strip_sheet(body),
        (-52 * unit * canvas.pace, 0),
        y=canvas.even(canvas.height * CURB) - height,
    )


def _road(canvas: Canvas) -> Layer:
    line = canvas.even(canvas.height * CURB)
    tall = canvas.height - line
    dark = brush.darker(brush.between(canvas.palette.near, canvas.palette.sky[0], 0.4), 0.3)
    rgb = brush.gradient((canvas.width, tall), [(0, brush.lighter(dark, 0.08)), (1, dark)])
    wet = canvas.look.weather == "rain" or canvas.palette.night
    wild = brush.cloud_noise((canvas.width, canvas.even(tall)), (5, 12), 4, 21)[:tall]
    # How much of the asphalt covers the reflection: wet it mirrors, dry hardly.
    share = (
        np.linspace(0.40 if wet else 0.78, 0.80 if wet else 0.95, tall, dtype=np.float32)[:, None]
        + (wild - 0.5) * 0.24
    )
    share[: max(2, round(5 * canvas.unit))] = 0.95
    return ReflectionLayer(
        line, Sheet.of(rgb, np.clip(share, 0, 1), dither=0.7), 3.4 * canvas.unit, depth=1.9
    )


def _bokeh(canvas: Canvas) -> Layer:
    """Lights out of focus between the camera and the street."""
    motes = []
    colors = _neon_colors(canvas)
    for index in range(9):
        radius = float(canvas.chance.uniform(26, 74)) * canvas.unit
        side = canvas.even(radius * 2 + 6)
        far = brush.distance((side, side), (side / 2, side / 2))
        alpha = np.clip((radius - far) / (2.4 * canvas.unit), 0, 1) * (
            0.10 + 0.10 * np.clip(far / radius, 0, 1) ** 4
        )
        sheet = Sheet.one_color(brush.lighter(colors[index % len(colors)], 0.2), alpha)
        motes.append(
            Mote(
                (sheet,),
                float(canvas.chance.uniform(0, 1.1)) * canvas.width,
                float(canvas.chance.uniform(0.35, 1.0)) * canvas.height,
                -float(canvas.chance.uniform(46, 90)) * canvas.unit * canvas.pace,
                0.0,
                10 * canvas.unit,
                0.1,
                float(canvas.chance.random()),
            )
        )
    return DriftLayer(motes)
