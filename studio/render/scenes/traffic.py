"""Cars that drive through a street, with their lights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image

from studio.render.scenes import brush
from studio.render.scenes.layers import Layer, SheetLayer
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from studio.render.planes import Rgb
    from studio.render.scenes.canvas import Canvas


def cars(canvas: Canvas, ground: float, colors: list[Rgb]) -> list[Layer]:
    """A car in each direction, each of three sheets: body, head light, tail light."""
    unit = canvas.unit
    out: list[Layer] = []
    # One to the right, one to the left and faster; coordinates of a car are in units.
    for index, way in enumerate((1, -1)):
        wide, tall = canvas.even(310 * unit), canvas.even(112 * unit)
        image, draw, scale = brush.supersampled((wide, tall))
        u = unit * scale
        body = brush.pillow_color(
            brush.darker(brush.between(canvas.palette.near, colors[index], 0.16), 0.2)
        )
        pane = brush.pillow_color(brush.between(canvas.palette.sky[2], canvas.palette.near, 0.45))
        draw.rounded_rectangle((20 * u, 46 * u, 290 * u, 92 * u), 20 * u, body)
        draw.polygon(
            [(74 * u, 50 * u), (104 * u, 14 * u), (206 * u, 14 * u), (246 * u, 50 * u)], fill=body
        )
        draw.polygon(
            [(88 * u, 48 * u), (111 * u, 21 * u), (152 * u, 21 * u), (152 * u, 48 * u)], fill=pane
        )
        draw.polygon(
            [(160 * u, 48 * u), (160 * u, 21 * u), (202 * u, 21 * u), (230 * u, 48 * u)], fill=pane
        )
        for x in (84, 234):
            draw.ellipse(((x - 24) * u, 66 * u, (x + 24) * u, 114 * u), fill=(6, 6, 10, 255))
            draw.ellipse(((x - 10) * u, 80 * u, (x + 10) * u, 100 * u), fill=(90, 92, 100, 255))
        draw.ellipse((278 * u, 56 * u, 294 * u, 70 * u), fill=(255, 246, 214, 255))
        draw.ellipse((16 * u, 58 * u, 30 * u, 70 * u), fill=(255, 60, 50, 255))
        car = brush.downsampled_image(image, scale)
        car = car if way > 0 else car.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        head, tail = (
            brush.glow_sheet(70 * unit, (255, 240, 205), 0.6),
            brush.glow_sheet(44 * unit, (255, 60, 60), 0.55),
        )
        start = canvas.width * (0.1, 0.9)[index]
        speed = way * (150, 205)[index] * unit * canvas.pace
        y = canvas.height * ground - tall + (3, 10)[index] * unit
        ends = (285, 23) if way > 0 else (25, 287)
        parts = [
            (Sheet.of_image(car), 0.0, 0.0),
            (head, ends[0] * unit - head.width / 2, 63 * unit - head.height / 2),
            (tail, ends[1] * unit - tail.width / 2, 63 * unit - tail.height / 2),
        ]
        out.extend(_crossing(canvas, parts, (start, y), (speed, index)))
    return out


def _crossing(
    canvas: Canvas,
    parts: list[tuple[Sheet, float, float]],
    start: tuple[float, float],
    how: tuple[float, int],
) -> list[Layer]:
    """Sheets that cross the frame together and come again after a while."""
    speed, index = how
    lap = canvas.width * (1.6 + 0.5 * index)  # longer than the frame: the car is gone for a while

    def at(t: float) -> tuple[float, float]:
        return (start[0] + speed * t) % lap - canvas.width * 0.3, start[1]

    return [SheetLayer(sheet, x, y, move=at) for sheet, x, y in parts]
