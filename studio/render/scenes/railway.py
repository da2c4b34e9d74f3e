"""A viaduct and the train that crosses it; a prop of fields, mountains and snow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.scenes import brush
from studio.render.scenes.figures import CrossingLayer
from studio.render.scenes.layers import Layer, ScrollLayer
from studio.render.scenes.trees import strip_sheet
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from studio.render.planes import Rgb
    from studio.render.scenes.canvas import Canvas


TRAIN_SCALE = 1.35  # larger than in life: it is what the prompt is about


def railway(
    canvas: Canvas, ground: Rgb, height: float = 0.585, color: Rgb | None = None
) -> list[Layer]:
    """A viaduct behind a hill and its train, in the given colour or the palette's accent."""
    unit = canvas.unit
    top = canvas.even(canvas.height * height)
    step = canvas.even(150 * unit)  # from pier to pier
    width, tall = step * 12, canvas.even(300 * unit)
    image, draw, scale = brush.supersampled((width, tall), 2)
    u = unit * scale
    stone = brush.pillow_color(brush.between(ground, canvas.palette.near, 0.45))
    draw.rectangle((0, 0, width * scale, 34 * u), fill=stone)
    for index in range(13):
        x = index * step * scale
        draw.rectangle((x - 17 * u, 0, x + 17 * u, tall * scale), fill=stone)
        arch = (x + 17 * u, 26 * u, x + step * scale - 17 * u, 26 * u + step * scale)
        draw.rectangle((x, 20 * u, x + step * scale, 80 * u), fill=stone)
        draw.pieslice(arch, 180, 360, fill=(0, 0, 0, 0))
        draw.rectangle((arch[0], 25 * u + step * scale / 2, arch[2], tall * scale), (0, 0, 0, 0))
    bridge = ScrollLayer(
        strip_sheet(brush.downsampled_image(image, scale)), (-8 * unit * canvas.pace, 0), y=top
    )
    return [_train(canvas, top, color or canvas.palette.accent), bridge]


def _train(canvas: Canvas, rails: float, color: Rgb) -> Layer:
    unit = canvas.unit * TRAIN_SCALE
    wide, tall = round(520 * unit), round(34 * unit)
    image, draw, scale = brush.supersampled((wide, tall))
    body, pane = (
        brush.pillow_color(color),
        brush.pillow_color(brush.lighter(canvas.palette.light, 0.3)),
    )
    for car in range(5):
        left = car * 104 * unit * scale
        draw.rounded_rectangle(
            (left, 4 * unit * scale, left + 100 * unit * scale, tall * scale * 0.86),
            7 * unit * scale,
            body,
        )
        for window in range(5):
            x = left + (9 + 18 * window) * unit * scale
            draw.rectangle((x, 9 * unit * scale, x + 11 * unit * scale, 18 * unit * scale), pane)
        draw.rectangle(
            (left, tall * scale * 0.80, left + 104 * unit * scale, tall * scale * 0.9),
            brush.pillow_color(canvas.palette.near),
        )
    sheet = Sheet.of_image(brush.downsampled_image(image, scale))
    return CrossingLayer(
        (sheet,),
        (canvas.width * 0.05, rails - round(32 * unit)),
        (120 * canvas.unit * canvas.pace, 0),
        1.0,
    )
