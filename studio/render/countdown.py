"""A countdown: a number, and a ring around it that runs out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from studio.render import colour, easing, letter_sheets, scrim, typesetting
from studio.render.fonts import DISPLAY, SANS
from studio.render.sheet import Sheet, lay
from studio.render.title_cards import ACCENT, ink, pixels, place
from studio.render.typesetting import Style

if TYPE_CHECKING:
    from studio.render.film import Film, TextSegment
    from studio.render.planes import Planes

TIMES = 2


class Countdown:
    """Seconds left, as large as asked; each number comes with a small pulse."""

    def __init__(self, words: TextSegment, film: Film, backing: scrim.Backing) -> None:
        self._fps, self._frames = film.fps, words.frames
        self._count = max(1, math.ceil(words.frames / film.fps))
        size = pixels(words, film, 210)
        self._radius = size * 0.92
        side = self._radius * 2.3
        x, y = place(words.pos or "center", (side, side), film)
        self._middle = x + side / 2, y + side / 2
        behind = backing.seen((x, y, x + side, y + side))
        low, high = behind.low, behind.high
        color = scrim.chosen(colour.named(words.color), low, high)
        tone, strength = scrim.needed(color, low, high)
        self._shade = scrim.disc(side * 1.02, tone, max(strength, 0.35))
        self._color, self._ink = color, ink(words, color)
        self._numbers = {
            number: typesetting.block(str(number), Style(DISPLAY, size), side)
            for number in range(1, self._count + 1)
        }
        self._cuts = {
            number: letter_sheets.whole(block, self._ink) for number, block in self._numbers.items()
        }
        self._label = None
        if words.text and not words.text.strip().isdigit():
            block = typesetting.block(words.text, Style(SANS, size * 0.24), film.width * 0.8, 1)
            self._label = block, letter_sheets.whole(block, self._ink)

    def paint(self, onto: Planes, frame: int) -> None:
        """Paint, in place."""
        left = (self._frames - frame) / self._fps
        number = min(self._count, max(1, math.ceil(left - 1e-6)))
        passed = number - left
        x, y = self._middle
        lay(onto, self._shade, x - self._shade.width / 2, y - self._shade.height / 2)
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
            words, drawn = self._label
            below = y + self._radius * 1.25
            lay(onto, drawn.sheet, x - words.width / 2 + drawn.x, below + drawn.y)

    def _ring(self, share: float) -> Sheet:
        """The ring with what is left of it."""
        side, wide = round(self._radius * 2.1), max(2, round(self._radius * 0.085))
        image = Image.new("RGBA", (side * TIMES, side * TIMES), (0, 0, 0, 0))
        draw = ImageDraw.Draw(image)
        inset = wide * TIMES
        box = (inset, inset, side * TIMES - inset, side * TIMES - inset)
        pale = tuple(round(part) for part in self._color)
        draw.ellipse(box, outline=(*pale, 60), width=wide * TIMES)
        lit = tuple(round(part) for part in ACCENT)
        draw.arc(box, -90, -90 + 360 * min(1.0, max(0.0, share)), lit, wide * TIMES)
        return Sheet.of_image(image.convert("RGBa").reduce(TIMES).convert("RGBA"))
