"""Stickers: words on a label, aslant; emoji coloured and cut out along a white rim."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from studio.render import colour, easing, fonts, letter_sheets, typesetting
from studio.render.easing import Stay
from studio.render.fonts import DISPLAY
from studio.render.sheet import Sheet, lay
from studio.render.title_cards import ACCENT, face, pixels, place, readable
from studio.render.typesetting import Block, Style

if TYPE_CHECKING:
    from studio.render.colour import Rgb
    from studio.render.film import Film, TextSegment
    from studio.render.planes import Planes

TIMES = 2  # drawn so much larger
MOST = 4
YELLOW: Rgb = (255, 205, 60)
LINES: Rgb = (58, 36, 20)
PAINTS: dict[Rgb, str] = {
    (236, 52, 74): "❤♥💯💕💖💗💓💘💝💞🌹🍎🍓💋🎈🚗🛑📌",
    (255, 138, 42): "🔥🧡🍊🎃🦊🏀🥕🍂",
    (86, 178, 82): "💚🍀🌿🌱🌲🌳✅☘🌵🥑🐸",
    (70, 142, 240): "💙💧🌊🐳🐬❄☔🌧➡⬅⬆⬇↗↘👕🦋🌀🌍🌎🌏🚀✈",
    (164, 98, 222): "💜🔮🍇☂👾😈",
    (250, 132, 178): "🌸🌺🎀🐷🧠💐🌷",
    (245, 245, 248): "☁💭💬👻💀🐰🐼🤍⛄🕊",
}
PLAIN = "❤♥💙💚💛💜🧡🤍"  # which the font hatches, having no colours
FLAMES = "🔥"
FILLED = 0.72  # from this share of ink on a glyph is a shape and no drawing


class StickerText:
    """A word on a coloured label, aslant, that pops up."""

    def __init__(self, words: TextSegment, film: Film) -> None:
        self._fps, self._stay = film.fps, Stay.of(words, film.fps, 0.4)
        size = pixels(words, film, 84)
        self._image = _sticker(words, film, size)
        x, y = place(words.pos or "top-right", self._image.size, film)
        self._middle = x + self._image.width / 2, y + self._image.height / 2
        self._sheet = Sheet.of_image(self._image)

    def paint(self, onto: Planes, frame: int) -> None:
        """Paint, in place."""
        seconds = (frame + 1) / self._fps
        leaving = self._stay.leaving(seconds)
        scale = easing.out_back(seconds / 0.35) * (0.6 + 0.4 * leaving)
        sheet = self._sheet
        if abs(scale - 1) > 0.002:  # noqa: PLR2004 - seen as still
            size = (
                max(2, round(self._image.width * scale)),
                max(2, round(self._image.height * scale)),
            )
            sheet = Sheet.of_image(self._image.resize(size, Image.Resampling.BILINEAR))
        x, y = self._middle[0] - sheet.width / 2, self._middle[1] - sheet.height / 2
        lay(onto, sheet, x, y, leaving)


def _sticker(words: TextSegment, film: Film, size: float) -> Image.Image:
    """Emoji cut out; other words on a label."""
    if is_emoji(words.text):
        return drawn(words.text, size * 1.5)
    block = typesetting.block(words.text, Style(face(words, DISPLAY), size), film.width * 0.7, 2)
    panel = colour.named(words.background, ACCENT) or ACCENT
    color = colour.named(words.color) or readable(panel)
    pad = size * 0.34
    wide, tall = round(block.width + 2 * pad), round(block.height + 1.2 * pad)
    return _label((wide, tall), size * 0.18, panel, (words.text, block, color))


def _label(
    size: tuple[int, int], radius: float, panel: Rgb, said: tuple[str, Block, Rgb]
) -> Image.Image:
    """The label, drawn twice as large, turned, and brought to its size."""
    wide, tall = size
    _, block, color = said
    image = Image.new("RGBA", (wide * 2, tall * 2), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle(
        (0, 0, wide * 2 - 1, tall * 2 - 1), radius * 2, tuple(round(p) for p in panel)
    )
    ink_color = tuple(round(part) for part in color)
    top = (tall - block.height) / 2
    for place_, line in enumerate(block.lines):
        left = (wide - block.width) / 2 + letter_sheets.line_left(block, place_, "center")
        for letter in line.letters:
            at = (left + letter.x) * 2, (top + line.base) * 2
            draw.text(at, letter.text, ink_color, letter.face.at(block.size * 2), anchor="ls")
    turned = image.convert("RGBa").rotate(5, Image.Resampling.BICUBIC, expand=True)
    return turned.reduce(2).convert("RGBA")


def is_emoji(text: str) -> bool:
    """Whether a text is a few emoji and nothing else, all of which can be drawn."""
    kept = _kept(text)
    return 0 < len(kept) <= MOST and all(fonts.has(fonts.EMOJI, one) for one in kept)


def drawn(text: str, size: float) -> Image.Image:
    """The emoji beside each other, at a size in pixels."""
    parts = [_cut_out(one, size) for one in _kept(text)]
    gap = round(size * 0.06)
    wide = sum(part.width for part in parts) + gap * (len(parts) - 1)
    image = Image.new("RGBA", (wide, max(part.height for part in parts)))
    left = 0
    for part in parts:
        image.paste(part, (left, 0))
        left += part.width + gap
    return image


def _kept(text: str) -> str:
    return "".join(
        one
        for one in text
        if one not in fonts.SILENT and not one.isspace() and unicodedata.category(one) != "Sk"
    )


def _cut_out(letter: str, size: float) -> Image.Image:
    em = round(size * TIMES)
    room = round(em * 0.2)
    side = round(em * 1.3) + 2 * room
    mask = Image.new("L", (side, side))
    font = fonts.ours(fonts.EMOJI).at(em)
    ImageDraw.Draw(mask).text((side / 2, side / 2), letter, 255, font, anchor="mm")
    body = _body(mask)
    rim = _grown(body, em * 0.055)
    shadow = ImageChops.offset(rim.filter(ImageFilter.GaussianBlur(em * 0.04)), 0, round(em * 0.03))
    out = Image.new("RGBA", (side, side))
    out.paste((0, 0, 0, 255), (0, 0), shadow.point(lambda value: value * 0.32))
    out = _laid(out, rim, (255, 255, 255))
    for shape, color in _coats(letter, mask, body):
        out = _laid(out, shape, color)
    half = out.convert("RGBa").reduce(TIMES).convert("RGBA")
    return half.crop(half.getbbox())


def _coats(letter: str, mask: Image.Image, body: Image.Image) -> list[tuple[Image.Image, Rgb]]:
    """What is painted over what: mostly dark lines over one colour."""
    if letter in PLAIN:
        return [(body, _paint(letter))]
    if letter in FLAMES:
        return [(body, YELLOW), (mask, _paint(letter))]
    if np.asarray(mask).sum() > FILLED * np.asarray(body).sum():
        return [(body, (255, 255, 255)), (mask, _paint(letter))]
    return [(body, _paint(letter)), (mask, LINES)]


def _body(mask: Image.Image) -> Image.Image:
    """The glyph with all that it encloses."""
    air = mask.point(lambda value: 255 if value > 90 else 0)  # noqa: PLR2004 - of 255: ink
    ImageDraw.floodfill(air, (0, 0), 128)
    inside = air.point(lambda value: 0 if value == 128 else 255)  # noqa: PLR2004 - the flood
    return ImageChops.lighter(inside.filter(ImageFilter.GaussianBlur(1)), mask)


def _grown(body: Image.Image, by: float) -> Image.Image:
    """A shape grown on all sides, round at its corners."""
    soft = body.filter(ImageFilter.GaussianBlur(by))
    return soft.point(lambda value: min(255, max(0, (value - 12) * 12)))


def _laid(onto: Image.Image, mask: Image.Image, color: Rgb) -> Image.Image:
    layer = Image.new("RGBA", onto.size, (*(round(part) for part in color), 0))
    layer.putalpha(mask)
    return Image.alpha_composite(onto, layer)


def _paint(letter: str) -> Rgb:
    return next((color for color, letters in PAINTS.items() if letter in letters), YELLOW)
