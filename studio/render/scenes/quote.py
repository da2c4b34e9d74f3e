"""A saying: type on paper, a large mark, a rule that draws itself, light passing over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from studio.render import colour, easing, fonts
from studio.render.planes import of_rgb
from studio.render.scenes import brush
from studio.render.scenes.kinetic import kinetic
from studio.render.scenes.stage import Painter, Stage, Still, wander
from studio.render.scenes.weather import Drift, drifting
from studio.render.sheet import Sheet, lay

if TYPE_CHECKING:
    from studio.render.planes import Planes, Rgb
    from studio.render.scenes.canvas import Canvas

ENOUGH = 5.5  # contrast of type and paper: more than the 4.5 that is promised, as serifs are thin


def stage(canvas: Canvas) -> Stage:
    """Draw it."""
    look = canvas.palette
    light = colour.luminance(look.sky[2]) > 0.4  # noqa: PLR2004 - dark type on light paper
    top, low = (look.sky[3], look.sky[0]) if light else (look.sky[0], look.sky[1])
    rgb = brush.gradient(canvas.size, [(0, top), (1, brush.between(top, low, 0.8))])
    fibre = brush.noise((canvas.even(canvas.width), canvas.even(canvas.height)), (90, 60), 3, 8)[
        : canvas.height, : canvas.width
    ]
    rgb += ((fibre - 0.5) * (9 if light else 5))[..., None]
    ink = _readable(look.near, brush.between(top, low, 0.5)) if light else (250, 248, 242)
    painters: list[Painter] = [_light(canvas, light), *_leaves(canvas, light)]
    painters.append(_mark(canvas))
    if canvas.look.prompt:
        painters.append(kinetic(canvas, _bare(canvas.look.prompt), ink, fonts.SERIF, 0.52))
    painters.append(_rule(canvas))
    painters.append(Drift(drifting(canvas, "dust", 14)))
    return Stage(
        of_rgb(np.clip(rgb, 0, 255), dither=1.2),
        painters,
        brush.lens(canvas.size, 0.16 if light else 0.34),
    )


def _readable(ink: Rgb, paper: Rgb) -> Rgb:
    """The ink, as much darker as the paper asks for."""
    shades = (brush.darker(ink, step / 10) for step in range(11))
    return next((one for one in shades if colour.contrast(one, paper) >= ENOUGH), (0.0, 0.0, 0.0))


def _bare(text: str) -> str:
    """The saying without a heading such as "quote:" and without its own marks."""
    said = text.strip()
    for mark in (":", "："):
        head, found, rest = said.partition(mark)
        if found and len(head) < 16 and rest.strip():  # noqa: PLR2004 - a heading is short
            said = rest.strip()
    return said.strip("\"“”「」『』«»'")


def _light(canvas: Canvas, light: bool) -> Painter:  # noqa: FBT001 - of the two papers
    radius = 0.8 * max(canvas.size)
    color = brush.lighter(canvas.palette.light, 0.4) if light else canvas.palette.sky[2]
    return Still(
        brush.orb(radius, color, 0.65).softly(),
        canvas.width * 0.3 - radius,
        canvas.height * 0.2 - radius,
        move=wander(canvas.width * 0.16, canvas.height * 0.06, 12),
    )


def _leaves(canvas: Canvas, light: bool) -> list[Painter]:  # noqa: FBT001
    """The shadow of a branch at a window, moving."""
    width, height = canvas.even(canvas.width * 0.62), canvas.even(canvas.height * 1.0)
    image = Image.new("L", (width, height))
    draw = ImageDraw.Draw(image)
    for _ in range(3):
        x, y = float(canvas.chance.uniform(0.25, 0.75)) * width, -20.0
        slope = float(canvas.chance.uniform(-0.75, -0.15))
        for _ in range(8):
            x, y = x + slope * 60 * canvas.unit, y + 96 * canvas.unit
            for way in (-1, 1):
                long = float(canvas.chance.uniform(170, 270)) * canvas.unit
                tip = x + way * long * 0.85, y + long * float(canvas.chance.uniform(0.05, 0.5))
                half = long * 0.17
                middle = (x + tip[0]) / 2, (y + tip[1]) / 2
                draw.polygon(
                    [(x, y), (middle[0], middle[1] - half), tip, (middle[0], middle[1] + half)],
                    fill=140,
                )
    from PIL import ImageFilter

    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(11 * canvas.unit)), np.float32) / 255
    soft = (
        soft
        * np.clip(np.linspace(0, 6, width, dtype=np.float32), 0, 1)[None, :]
        * np.clip(np.linspace(6, 0, height, dtype=np.float32), 0, 1)[:, None]
    )
    share = soft * np.float32(0.34 if light else 0.22)
    tone = (
        brush.between(canvas.palette.far, canvas.palette.near, 0.4)
        if light
        else brush.darker(canvas.palette.sky[0], 0.6)
    )
    sheet = Sheet.one_color(tone, share)
    return [
        Still(sheet, canvas.width * 0.42, 0, move=wander(16 * canvas.unit, 9 * canvas.unit, 6.2))
    ]


def _mark(canvas: Canvas) -> Painter:
    """The opening mark, large and pale."""
    size = 330 * canvas.unit
    image = Image.new("L", (canvas.even(size * 0.8), canvas.even(size * 0.62)))
    ImageDraw.Draw(image).text(
        (image.width / 2, size * 0.86),
        "“",
        255,
        fonts.ours(fonts.SERIF).at(size * 1.15),
        anchor="ms",
    )
    sheet = Sheet.one_color(
        canvas.palette.accent, np.asarray(image, np.float32) / 255 * np.float32(0.85)
    )
    return Still(
        sheet,
        canvas.width * 0.5 - image.width / 2,
        canvas.height * 0.10,
        move=wander(0, 5 * canvas.unit, 5),
    )


@dataclass(frozen=True, slots=True)
class DrawnRule:
    """A line that draws itself from its middle."""

    color: tuple[int, int, int]
    at: tuple[int, int]
    wide: float
    tall: int

    def paint(self, onto: Planes, t: float) -> None:
        """Paint, in place."""
        half = easing.out_expo((t - 0.9) / 1.1) * self.wide / 2
        if half < 2:  # noqa: PLR2004 - not yet to be seen
            return
        width = round(half) * 2 // 2 * 2
        sheet = Sheet.one_color((0, 0, 0), np.ones((self.tall, max(2, width)), np.float32))
        sheet = type(sheet)(
            sheet.y, sheet.u, sheet.v, sheet.a, sheet.half, sheet.solid, 0, flat=self.color
        )
        lay(onto, sheet, self.at[0] - width / 2, self.at[1])


def _rule(canvas: Canvas) -> Painter:
    from studio.render.planes import yuv

    place = round(canvas.width / 2), canvas.even(canvas.height * 0.83)
    return DrawnRule(
        yuv(canvas.palette.accent), place, 190 * canvas.unit, canvas.even(5 * canvas.unit)
    )
