"""Small figures for scenes: sails, gulls, balloons, a tent, a cat."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.render.scenes import brush
from studio.render.scenes.layers import Layer, SheetLayer, figure_eight
from studio.render.sheet import Sheet, lay

if TYPE_CHECKING:
    from PIL import Image

    from studio.render.planes import Planes, Rgb
    from studio.render.scenes.canvas import Canvas


# Coordinates of the figures are shares of their own width or size.
BALLOON_SHOULDER = 0.35  # radians below the middle, from where a balloon narrows


@dataclass(frozen=True, slots=True)
class CrossingLayer:
    """A figure that crosses the frame and comes again; its animation frames repeat."""

    faces: tuple[Sheet, ...]
    start: tuple[float, float]
    speed: tuple[float, float]
    rate: float
    phase: float = 0.0
    swing: float = 0.0

    def paint(self, onto: Planes, t: float) -> None:
        index = (t * self.rate + self.phase) % 1 * len(self.faces)
        face = self.faces[int(index) % len(self.faces)]
        wide = onto.width + 2 * face.width
        x = (self.start[0] + self.speed[0] * t + face.width) % wide - face.width
        y = self.start[1] + self.speed[1] * t + self.swing * math.sin(t * 1.1 + self.phase * 6.28)
        lay(onto, face, x, y)


def sailboat(canvas: Canvas, foot: float) -> Layer:
    unit = canvas.unit
    tall = round(120 * unit)
    image, draw, scale = brush.supersampled((tall, round(tall * 1.15)))
    side, base = tall * scale, tall * 0.98 * scale
    dark = brush.pillow_color(brush.between(canvas.palette.near, canvas.palette.sky[0], 0.25))
    sail = brush.pillow_color(
        brush.between(brush.lighter(canvas.palette.light, 0.4), canvas.palette.sky[-1], 0.12)
    )
    shade = brush.pillow_color(brush.between(canvas.palette.light, canvas.palette.far, 0.45))
    draw.polygon(
        [(side * 0.50, side * 0.04), (side * 0.86, side * 0.80), (side * 0.50, side * 0.80)],
        fill=sail,
    )
    draw.polygon(
        [(side * 0.47, side * 0.16), (side * 0.47, side * 0.80), (side * 0.16, side * 0.80)],
        fill=shade,
    )
    draw.rectangle((side * 0.475, side * 0.02, side * 0.49, base - side * 0.1), fill=dark)
    draw.polygon(
        [
            (side * 0.10, side * 0.85),
            (side * 0.92, side * 0.85),
            (side * 0.78, base),
            (side * 0.26, base),
        ],
        fill=dark,
    )
    sheet = Sheet.of_image(brush.downsampled_image(image, scale))
    start = canvas.width * float(canvas.chance.choice([0.2, 0.34, 0.62]))
    return CrossingLayer(
        (sheet,),
        (start, canvas.height * foot - tall * 0.95),
        (9 * unit * canvas.pace, 0),
        0.1,
        swing=2.2 * unit,
    )


def gulls(canvas: Canvas, height: float, count: int = 5) -> list[Layer]:
    out: list[Layer] = []
    color = brush.between(canvas.palette.near, canvas.palette.sky[1], 0.2)
    for _ in range(count):
        size = float(canvas.chance.uniform(17, 34)) * canvas.unit
        faces = tuple(
            _gull_frame(size, math.sin(2 * math.pi * step / 10), color) for step in range(10)
        )
        start = (
            canvas.width * float(canvas.chance.uniform(0.1, 0.8)),
            canvas.height * height * float(canvas.chance.uniform(0.5, 1.25)),
        )
        speed = float(canvas.chance.uniform(26, 46)) * canvas.unit * canvas.pace, 0.0
        out.append(
            CrossingLayer(
                faces, start, speed, 1.1, float(canvas.chance.random()), swing=6 * canvas.unit
            )
        )
    return out


def _gull_frame(size: float, beat: float, color: Rgb) -> Sheet:
    side = max(12, round(size * 2))
    image, draw, scale = brush.supersampled((side, side), 4)
    middle, reach, lift = side * scale / 2, size * scale * 0.92, size * scale * 0.42 * beat
    width = max(2, round(size * scale * 0.085))
    for way in (-1, 1):
        points = [
            (
                middle + way * reach * s,
                middle - lift * math.sin(s * 2.2) * 1.2 + size * scale * 0.18 * s * s,
            )
            for s in (step / 10 for step in range(11))
        ]
        draw.line(points, fill=brush.pillow_color(color), width=width, joint="curve")
    return Sheet.of_image(brush.downsampled_image(image, scale))


def balloons(canvas: Canvas, count: int = 3) -> list[Layer]:
    look = canvas.palette
    colors = [
        (look.accent, brush.lighter(look.accent2, 0.2)),
        (look.accent2, look.accent),
        (brush.lighter(look.sky[0], 0.1), look.light),
    ]
    out: list[Layer] = []
    for index in range(count):
        size = (150, 92, 60)[index % 3] * canvas.unit
        sheet = Sheet.of_image(balloon(size, *colors[index % 3], brush.darker(look.near, 0.1)))
        x = canvas.width * (0.18, 0.62, 0.83)[index % 3]
        y = canvas.height * (0.16, 0.10, 0.34)[index % 3]
        out.append(
            SheetLayer(
                sheet,
                x,
                y,
                move=figure_eight(
                    46 * canvas.unit, 9 * canvas.unit, 17 + 4 * index, index * 0.31 + 0.05
                ),
            )
        )
    return out


def balloon(size: float, color: Rgb, stripe: Rgb, basket: Rgb) -> Image.Image:
    wide, tall = round(size), round(size * 1.42)
    image, draw, scale = brush.supersampled((wide, tall))
    side = wide * scale
    radius, middle = side * 0.48, side * 0.5
    for step in range(60, -1, -1):  # from the rim inward, so that the stripes bulge
        share = step / 60
        reach = radius * share
        band = int(share * 4.5)
        shade = brush.darker(color if band % 2 == 0 else stripe, 0.28 * share**3)
        points = []
        for turn in range(49):
            angle = math.pi * (turn / 48 - 0.5)
            y = middle + radius * math.sin(angle)
            pinch = (
                math.cos(angle)
                if angle < BALLOON_SHOULDER
                else math.cos(BALLOON_SHOULDER)
                * (1 - ((angle - BALLOON_SHOULDER) / (math.pi / 2 - BALLOON_SHOULDER)) * 0.82)
            )
            low = (
                y
                if angle < BALLOON_SHOULDER
                else middle
                + radius * math.sin(BALLOON_SHOULDER)
                + (angle - BALLOON_SHOULDER) / (math.pi / 2 - BALLOON_SHOULDER) * radius * 0.92
            )
            points.append((middle + reach * pinch, low))
        mirror = [(2 * middle - x, y) for x, y in reversed(points)]
        draw.polygon(points + mirror, fill=brush.pillow_color(shade))
    foot, half = middle + radius * 1.27, side * 0.085
    draw.line(
        (middle - half, foot, middle - half * 0.8, foot + side * 0.12),
        fill=brush.pillow_color(basket),
        width=scale,
    )
    draw.line(
        (middle + half, foot, middle + half * 0.8, foot + side * 0.12),
        fill=brush.pillow_color(basket),
        width=scale,
    )
    draw.rounded_rectangle(
        (middle - half, foot + side * 0.11, middle + half, foot + side * 0.22),
        side * 0.02,
        brush.pillow_color(basket),
    )
    return brush.downsampled_image(image, scale)


def tent(canvas: Canvas, size: float) -> Image.Image:
    wide, tall = round(size), round(size * 0.62)
    image, draw, scale = brush.supersampled((wide, tall))
    w, h = wide * scale, tall * scale
    warm = brush.between(canvas.palette.accent, (255, 214, 140), 0.55)
    draw.polygon(
        [(w * 0.30, h * 0.05), (w * 0.98, h), (w * 0.02, h)], fill=brush.pillow_color(warm)
    )
    draw.polygon(
        [(w * 0.30, h * 0.05), (w * 0.62, h * 0.10), (w * 0.98, h), (w * 0.52, h)],
        fill=brush.pillow_color(brush.darker(warm, 0.28)),
    )
    draw.polygon(
        [(w * 0.30, h * 0.20), (w * 0.37, h), (w * 0.21, h)],
        fill=brush.pillow_color(brush.lighter(warm, 0.5)),
    )
    draw.line(
        (w * 0.30, h * 0.02, w * 0.30, h),
        fill=brush.pillow_color(brush.darker(warm, 0.5)),
        width=scale * 2,
    )
    return brush.downsampled_image(image, scale)


def cat(size: float, color: Rgb) -> Image.Image:
    """A cat asleep, curled up, seen from the side."""
    wide, tall = round(size), round(size * 0.52)
    image, draw, scale = brush.supersampled((wide, tall), 4)
    w, h = wide * scale, tall * scale
    fill = brush.pillow_color(color)
    draw.ellipse((w * 0.16, h * 0.14, w * 0.90, h * 1.32), fill=fill)
    draw.ellipse((w * 0.04, h * 0.42, w * 0.36, h * 1.02), fill=fill)
    draw.polygon([(w * 0.07, h * 0.56), (w * 0.08, h * 0.26), (w * 0.19, h * 0.46)], fill=fill)
    draw.polygon([(w * 0.22, h * 0.44), (w * 0.33, h * 0.24), (w * 0.34, h * 0.58)], fill=fill)
    draw.arc((w * 0.30, h * 0.52, w * 1.0, h * 1.16), 10, 150, fill, round(w * 0.055))
    draw.rectangle((0, h * 0.985, w, h * 1.4), fill=(0, 0, 0, 0))
    dim = brush.pillow_color(brush.lighter(color, 0.35))
    draw.arc((w * 0.10, h * 0.62, w * 0.17, h * 0.74), 10, 170, dim, max(1, scale))
    draw.arc((w * 0.21, h * 0.62, w * 0.28, h * 0.74), 10, 170, dim, max(1, scale))
    return brush.downsampled_image(image, scale)
