"""A viaduct and the train that crosses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.scenes import brush
from studio.render.scenes.figures import Passing
from studio.render.scenes.stage import Painter, Scroll
from studio.render.scenes.trees import strip
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from studio.render.planes import Rgb
    from studio.render.scenes.canvas import Canvas


LARGE = 1.35  # it is what the words are about


def railway(
    canvas: Canvas, ground: Rgb, height: float = 0.585, color: Rgb | None = None
) -> list[Painter]:
    """A viaduct behind a hill, and the train upon it, in its own colour or the palette's."""
    unit = canvas.unit
    top = canvas.even(canvas.height * height)
    step = canvas.even(150 * unit)
    width, tall = step * 12, canvas.even(300 * unit)
    image, draw, times = brush.drawing((width, tall), 2)
    u = unit * times
    stone = brush.paint(brush.between(ground, canvas.palette.near, 0.45))
    draw.rectangle((0, 0, width * times, 34 * u), fill=stone)
    for place in range(13):
        x = place * step * times
        draw.rectangle((x - 17 * u, 0, x + 17 * u, tall * times), fill=stone)
        arch = (x + 17 * u, 26 * u, x + step * times - 17 * u, 26 * u + step * times)
        draw.rectangle((x, 20 * u, x + step * times, 80 * u), fill=stone)
        draw.pieslice(arch, 180, 360, fill=(0, 0, 0, 0))
        draw.rectangle((arch[0], 25 * u + step * times / 2, arch[2], tall * times), (0, 0, 0, 0))
    bridge = Scroll(strip(brush.finished(image, times)), (-8 * unit * canvas.pace, 0), y=top)
    return [_train(canvas, top, color or canvas.palette.accent), bridge]


def _train(canvas: Canvas, rails: float, color: Rgb) -> Painter:
    """A train that crosses."""
    unit = canvas.unit * LARGE
    wide, tall = round(520 * unit), round(34 * unit)
    image, draw, times = brush.drawing((wide, tall))
    body, pane = (
        brush.paint(color),
        brush.paint(brush.lighter(canvas.palette.light, 0.3)),
    )
    for car in range(5):
        left = car * 104 * unit * times
        draw.rounded_rectangle(
            (left, 4 * unit * times, left + 100 * unit * times, tall * times * 0.86),
            7 * unit * times,
            body,
        )
        for window in range(5):
            x = left + (9 + 18 * window) * unit * times
            draw.rectangle((x, 9 * unit * times, x + 11 * unit * times, 18 * unit * times), pane)
        draw.rectangle(
            (left, tall * times * 0.80, left + 104 * unit * times, tall * times * 0.9),
            brush.paint(canvas.palette.near),
        )
    sheet = Sheet.of_image(brush.finished(image, times))
    return Passing(
        (sheet,),
        (canvas.width * 0.05, rails - round(32 * unit)),
        (120 * canvas.unit * canvas.pace, 0),
        1.0,
    )
