"""Quote: type on paper, a quotation mark, a rule that draws itself, the shadow of a branch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from studio.render import colour, easing, fonts
from studio.render.planes import of_rgb, yuv
from studio.render.scenes import brush
from studio.render.scenes.kinetic import kinetic_type
from studio.render.scenes.layers import Layer, Scene, SheetLayer, figure_eight
from studio.render.scenes.weather import DriftLayer, drifting_motes
from studio.render.sheet import Sheet, lay

if TYPE_CHECKING:
    from studio.render.planes import Planes, Rgb
    from studio.render.scenes.canvas import Canvas

CONTRAST = 5.5  # contrast of type and paper: more than the 4.5 that is promised, as serifs are thin


def scene(canvas: Canvas) -> Scene:
    look = canvas.palette
    light = colour.luminance(look.sky[2]) > 0.4  # noqa: PLR2004 - dark type on light paper
    top, low = (look.sky[3], look.sky[0]) if light else (look.sky[0], look.sky[1])
    rgb = brush.gradient(canvas.size, [(0, top), (1, brush.between(top, low, 0.8))])
    fibre = brush.cloud_noise(
        (canvas.even(canvas.width), canvas.even(canvas.height)), (90, 60), 3, 8
    )[: canvas.height, : canvas.width]
    rgb += ((fibre - 0.5) * (9 if light else 5))[..., None]  # levels: paper, barely to be seen
    ink = _readable_ink(look.near, brush.between(top, low, 0.5)) if light else (250, 248, 242)
    layers: list[Layer] = [_paper_light(canvas, light), *_branch_shadow(canvas, light)]
    layers.append(_quotation_mark(canvas))
    if canvas.look.prompt:
        layers.append(kinetic_type(canvas, _saying(canvas.look.prompt), ink, fonts.SERIF, 0.52))
    layers.append(_drawn_rule(canvas))
    layers.append(DriftLayer(drifting_motes(canvas, "dust", 14)))
    return Scene(
        of_rgb(np.clip(rgb, 0, 255), dither=1.2),
        layers,
        brush.vignette(canvas.size, 0.16 if light else 0.34),
    )


def _readable_ink(ink: Rgb, paper: Rgb) -> Rgb:
    """The ink, darkened until its contrast with the paper is enough."""
    shades = (brush.darker(ink, step / 10) for step in range(11))
    return next((one for one in shades if colour.contrast(one, paper) >= CONTRAST), (0.0, 0.0, 0.0))


def _saying(text: str) -> str:
    """The text without a heading such as "quote:" and without its own quotation marks."""
    said = text.strip()
    for mark in (":", "："):
        head, found, rest = said.partition(mark)
        if found and len(head) < 16 and rest.strip():  # noqa: PLR2004 - a heading is short
            said = rest.strip()
    return said.strip("\"“”「」『』«»'")


def _paper_light(canvas: Canvas, light: bool) -> Layer:  # noqa: FBT001 - of the two papers
    radius = 0.8 * max(canvas.size)
    color = brush.lighter(canvas.palette.light, 0.4) if light else canvas.palette.sky[2]
    return SheetLayer(
        brush.glow_sheet(radius, color, 0.65).softly(),
        canvas.width * 0.3 - radius,
        canvas.height * 0.2 - radius,
        move=figure_eight(canvas.width * 0.16, canvas.height * 0.06, 12),
    )


def _branch_shadow(canvas: Canvas, light: bool) -> list[Layer]:  # noqa: FBT001
    """The swaying shadow of a branch at a window."""
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
        SheetLayer(
            sheet, canvas.width * 0.42, 0, move=figure_eight(16 * canvas.unit, 9 * canvas.unit, 6.2)
        )
    ]


def _quotation_mark(canvas: Canvas) -> Layer:
    size = 330 * canvas.unit
    image = Image.new("L", (canvas.even(size * 0.8), canvas.even(size * 0.62)))
    ImageDraw.Draw(image).text(
        (image.width / 2, size * 0.86),
        "“",
        255,
        fonts.bundled(fonts.SERIF).at(size * 1.15),
        anchor="ms",
    )
    sheet = Sheet.one_color(
        canvas.palette.accent, np.asarray(image, np.float32) / 255 * np.float32(0.85)
    )
    return SheetLayer(
        sheet,
        canvas.width * 0.5 - image.width / 2,
        canvas.height * 0.10,
        move=figure_eight(0, 5 * canvas.unit, 5),
    )


@dataclass(frozen=True, slots=True)
class DrawnRule:
    """A line that grows from its middle."""

    color: tuple[int, int, int]
    at: tuple[int, int]
    wide: float
    tall: int

    def paint(self, onto: Planes, t: float) -> None:
        half = easing.out_expo((t - 0.9) / 1.1) * self.wide / 2
        if half < 2:  # noqa: PLR2004 - not yet to be seen
            return
        width = round(half) * 2 // 2 * 2
        sheet = Sheet.one_color((0, 0, 0), np.ones((self.tall, max(2, width)), np.float32))
        sheet = type(sheet)(
            sheet.y, sheet.u, sheet.v, sheet.a, sheet.half, sheet.solid, 0, flat=self.color
        )
        lay(onto, sheet, self.at[0] - width / 2, self.at[1])


def _drawn_rule(canvas: Canvas) -> Layer:
    place = round(canvas.width / 2), canvas.even(canvas.height * 0.83)
    return DrawnRule(
        yuv(canvas.palette.accent), place, 190 * canvas.unit, canvas.even(5 * canvas.unit)
    )
