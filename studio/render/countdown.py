"""Countdown layer: a number, and a ring around it that runs out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from studio.render import colour, easing, letter_sheets, scrim, typesetting
from studio.render.fonts import DISPLAY, SANS
from studio.render.sheet import Sheet, lay
from studio.render.title_cards import ACCENT, anchored, font_size, letter_ink
from studio.render.typesetting import Style

if TYPE_CHECKING:
    from studio.render.film import Film, TextSegment
    from studio.render.planes import Planes

SUPERSAMPLING = 2  # the ring is drawn so much larger and reduced: Pillow's arcs have hard edges


class Countdown:
    """Counts the seconds left of its segment; each number pulses as it comes."""

    def __init__(self, segment: TextSegment, film: Film, background: scrim.TextBackground) -> None:
        self._fps, self._frames = film.fps, segment.frames
        self._count = max(1, math.ceil(segment.frames / film.fps))
        size = font_size(segment, film, 210)
        self._radius = size * 0.92
        side = self._radius * 2.3
        x, y = anchored(segment.pos or "center", (side, side), film)
        self._middle = x + side / 2, y + side / 2
        tones = background.tones((x, y, x + side, y + side))
        low, high = tones.low, tones.high
        color = scrim.text_color(colour.named(segment.color), low, high)
        tone, strength = scrim.scrim_for(color, low, high)
        self._scrim = scrim.round_scrim(side * 1.02, tone, max(strength, 0.35))
        self._color, self._ink = color, letter_ink(segment, color)
        self._numbers = {
            number: typesetting.block(str(number), Style(DISPLAY, size), side)
            for number in range(1, self._count + 1)
        }
        self._cuts = {
            number: letter_sheets.block_sheet(block, self._ink)
            for number, block in self._numbers.items()
        }
        self._label = None
        if segment.text and not segment.text.strip().isdigit():
            block = typesetting.block(segment.text, Style(SANS, size * 0.24), film.width * 0.8, 1)
            self._label = block, letter_sheets.block_sheet(block, self._ink)

    def paint(self, onto: Planes, frame: int) -> None:
        left = (self._frames - frame) / self._fps
        number = min(self._count, max(1, math.ceil(left - 1e-6)))
        passed = number - left
        x, y = self._middle
        lay(onto, self._scrim, x - self._scrim.width / 2, y - self._scrim.height / 2)
        ring = self._ring(1 - passed if number < self._count or passed >= 0 else 1.0)
        lay(onto, ring, x - ring.width / 2, y - ring.height / 2)
        block, cut = self._numbers[number], self._cuts[number]
        rise = (1 - easing.out_expo(passed / 0.4)) * block.size * 0.22
        top = y - block.height / 2 + rise
        lay(
            onto,
            cut.sheet,
            x - block.width / 2 + cut.x,
            top + cut.y,
            easing.out_cubic(passed / 0.2),
        )
        if self._label:
            block, drawn = self._label
            below = y + self._radius * 1.25
            lay(onto, drawn.sheet, x - block.width / 2 + drawn.x, below + drawn.y)

    def _ring(self, share: float) -> Sheet:
        """The ring, lit over the share that is left."""
        side, wide = round(self._radius * 2.1), max(2, round(self._radius * 0.085))
        image = Image.new("RGBA", (side * SUPERSAMPLING, side * SUPERSAMPLING), (0, 0, 0, 0))
        draw = ImageDraw.Draw(image)
        inset = wide * SUPERSAMPLING
        box = (inset, inset, side * SUPERSAMPLING - inset, side * SUPERSAMPLING - inset)
        pale = tuple(round(part) for part in self._color)
        draw.ellipse(box, outline=(*pale, 60), width=wide * SUPERSAMPLING)
        lit = tuple(round(part) for part in ACCENT)
        draw.arc(box, -90, -90 + 360 * min(1.0, max(0.0, share)), lit, wide * SUPERSAMPLING)
        return Sheet.of_image(image.convert("RGBa").reduce(SUPERSAMPLING).convert("RGBA"))
