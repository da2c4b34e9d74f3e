"""Readability of text over a picture: its colour, and the scrim it needs for 4.5:1 of contrast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFilter

from studio.render import colour, planes
from studio.render.planes import Planes
from studio.render.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.render.colour import Rgb
    from studio.render.planes import Floats

CONTRAST = 4.7  # a little more than the 4.5 that is promised, for what coding takes away
SCRIM_LEVEL = 18.0  # of 255: how light a coloured scrim is
SAMPLED_AT = (0.15, 0.5, 0.85)  # of a text's time: pictures change under it, but slowly
DARK_TEXT_ABOVE = 0.30  # luminance: below it dark words sink into what is behind them
HEAVY_SCRIM = 0.6  # an opacity that would lie on the picture like lead
DARK_TEXT_GAIN = 0.15  # how much less scrim speaks for dark text
DARK: Rgb = (14, 16, 24)  # nearly black, a little blue: as ink looks on a picture
WHITE: Rgb = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class BackgroundTones:
    """Luminance behind a text (3rd and 97th percentile), and a dark tone of its mean colour."""

    low: float
    high: float
    shade: Rgb


@dataclass(frozen=True, slots=True)
class TextBackground:
    """The picture behind a text: its frame at a share (0..1) of the text's time."""

    frame: Callable[[float], Planes]

    def tones(self, box: tuple[float, float, float, float]) -> BackgroundTones:
        """Measure a box of pixels over the text's time."""
        parts = [_sampled_colors(self.frame(share), box) for share in SAMPLED_AT]
        every = np.concatenate([part.reshape(-1, 3) for part in parts])
        if not every.size:
            return BackgroundTones(0.0, 0.0, DARK)
        linear = np.where(every <= 0.04045, every / 12.92, ((every + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - sRGB
        low, high = np.percentile(linear @ np.array([0.2126, 0.7152, 0.0722]), [3, 97])
        red, green, blue = (float(part) for part in every.mean(axis=0))
        light = max(0.05, 0.2126 * red + 0.7152 * green + 0.0722 * blue)
        shade = red * SCRIM_LEVEL / light, green * SCRIM_LEVEL / light, blue * SCRIM_LEVEL / light
        return BackgroundTones(float(low), float(high), shade)


def _sampled_colors(frame: Planes, box: tuple[float, float, float, float]) -> Floats:
    """Every few pixels of a box as RGB shares."""
    step = max(1, frame.height // 360)
    left, right = (int(min(frame.width, max(0, x))) // 2 for x in (box[0], box[2]))
    top, bottom = (int(min(frame.height, max(0, y))) // 2 for y in (box[1], box[3]))
    u, v = (plane[top:bottom:step, left:right:step] for plane in (frame.u, frame.v))
    y = frame.y[top * 2 : bottom * 2 : 2 * step, left * 2 : right * 2 : 2 * step]
    y = y[: len(u), : u.shape[1]]
    if not y.size:  # words without a letter, or beyond the frame
        return np.zeros((0, 3), np.float32)
    image = planes.to_image(Planes(y.repeat(2, 0).repeat(2, 1), u, v))
    out: Floats = np.asarray(image.reduce(2), np.float32) / np.float32(255)
    return out


def text_color(asked: Rgb | None, low: float, high: float) -> Rgb:
    """The text's colour: the asked one, else white, else dark where that needs much less scrim."""
    if asked is not None:
        return asked
    white, dark = scrim_for(WHITE, low, high)[1], scrim_for(DARK, low, high)[1]
    calm = low > DARK_TEXT_ABOVE or white > HEAVY_SCRIM
    return DARK if calm and dark < white - DARK_TEXT_GAIN else WHITE


def scrim_for(color: Rgb, low: float, high: float) -> tuple[Rgb, float]:
    """The colour of the scrim under a text, and the opacity it needs."""
    light = colour.luminance(color)
    if light > 0.18:  # noqa: PLR2004 - light words on a dark shade
        goal, shade, worst = (light + 0.05) / CONTRAST - 0.05, colour.luminance(DARK), high
        if worst <= goal:
            return DARK, 0.0
        return DARK, _opacity_for(worst, shade, max(goal, shade * 1.2))
    goal, shade, worst = (light + 0.05) * CONTRAST - 0.05, 1.0, low
    if worst >= goal:
        return WHITE, 0.0
    return WHITE, _opacity_for(worst, shade, min(goal, 0.97))


def _opacity_for(worst: float, shade: float, goal: float) -> float:
    """The opacity that brings a luminance to a goal, blended in gamma-encoded values."""

    def curve(value: float) -> float:
        return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055  # noqa: PLR2004 - sRGB

    start, end, aim = curve(worst), curve(shade), curve(goal)
    return min(0.94, max(0.0, (start - aim) / (start - end)))


def soft_scrim(size: tuple[float, float], soft: float, color: Rgb, strength: float) -> Sheet:
    """A scrim with blurred edges; its sheet reaches `3 * soft` beyond the size on each side."""
    edge = round(soft * 3)
    wide, tall = (round((side + 2 * edge) / 2) * 2 for side in size)
    scale = max(1, round(soft / 6))
    small = Image.new("L", (max(4, wide // scale), max(4, tall // scale)))
    rim = edge * 0.62
    inner = [round(part / scale) for part in (rim, rim, wide - rim, tall - rim)]
    small.paste(255, (inner[0], inner[1], inner[2], inner[3]))
    blurred = small.filter(ImageFilter.GaussianBlur(edge * 0.3 / scale)).resize(
        (wide, tall), Image.Resampling.BICUBIC
    )
    alpha = np.asarray(blurred, np.float32) / 255 * np.float32(strength)
    return Sheet.of(
        np.broadcast_to(np.array(color, np.float32), (tall, wide, 3)), alpha, dither=0.6
    )


def round_scrim(side: float, color: Rgb, strength: float) -> Sheet:
    """A round scrim that fades out towards its rim."""
    count = round(side / 2) * 2
    at = (np.arange(count, dtype=np.float32) + 0.5) * np.float32(2 / count) - 1
    away = np.sqrt(np.square(at)[:, None] + np.square(at)[None, :])
    fall = np.clip((1 - away) / np.float32(0.42), 0, 1)
    alpha = fall * fall * (3 - 2 * fall) * np.float32(strength)
    rgb = np.broadcast_to(np.array(color, np.float32), (count, count, 3))
    return Sheet.of(rgb, alpha, dither=0.6)
