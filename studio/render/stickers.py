"""Stickers: text on a slanted label; emoji coloured and cut out with a white rim."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from studio.render import colour, easing, fonts, letter_sheets, typesetting
from studio.render.easing import EasingWindow
from studio.render.fonts import DISPLAY
from studio.render.sheet import Sheet, lay
from studio.render.title_cards import ACCENT, anchored, font_name, font_size, readable_on
from studio.render.typesetting import Block, Style

if TYPE_CHECKING:
    from studio.render.colour import Rgb
    from studio.render.film import Film, TextSegment
    from studio.render.planes import Planes

SUPERSAMPLING = 2  # drawn so much larger
MOST_EMOJI = 4  # more in a row are a text
YELLOW: Rgb = (255, 205, 60)
LINE_COLOR: Rgb = (58, 36, 20)
# Our emoji font has no colours: each glyph is painted in one, yellow where none is named here.
EMOJI_COLORS: dict[Rgb, str] = {
    (236, 52, 74): "❤♥💯💕💖💗💓💘💝💞🌹🍎🍓💋🎈🚗🛑📌",
    (255, 138, 42): "🔥🧡🍊🎃🦊🏀🥕🍂",
    (86, 178, 82): "💚🍀🌿🌱🌲🌳✅☘🌵🥑🐸",
    (70, 142, 240): "💙💧🌊🐳🐬❄☔🌧➡⬅⬆⬇↗↘👕🦋🌀🌍🌎🌏🚀✈",
    (164, 98, 222): "💜🔮🍇☂👾😈",
    (250, 132, 178): "🌸🌺🎀🐷🧠💐🌷",
    (245, 245, 248): "☁💭💬👻💀🐰🐼🤍⛄🕊",
}
HATCHED = "❤♥💙💚💛💜🧡🤍"  # which the font hatches, having no colours
INNER_GLOW = "🔥"  # yellow inside, its own colour as the drawing
FILLED_SHARE = 0.72  # from this share of ink on a glyph is a shape and no drawing


class StickerText:
    """A word on a coloured label, aslant, or an emoji; it pops up and leaves by easing."""

    def __init__(self, segment: TextSegment, film: Film) -> None:
        self._fps, self._window = film.fps, EasingWindow.of(segment, film.fps, 0.4)
        size = font_size(segment, film, 84)
        self._image = _sticker(segment, film, size)
        x, y = anchored(segment.pos or "top-right", self._image.size, film)
        self._middle = x + self._image.width / 2, y + self._image.height / 2
        self._sheet = Sheet.of_image(self._image)

    def paint(self, onto: Planes, frame: int) -> None:
        seconds = (frame + 1) / self._fps
        exit_strength = self._window.exit_strength(seconds)
        scale = easing.out_back(seconds / 0.35) * (0.6 + 0.4 * exit_strength)
        sheet = self._sheet
        if abs(scale - 1) > 0.002:  # noqa: PLR2004 - seen as still
            size = (
                max(2, round(self._image.width * scale)),
                max(2, round(self._image.height * scale)),
            )
            sheet = Sheet.of_image(self._image.resize(size, Image.Resampling.BILINEAR))
        x, y = self._middle[0] - sheet.width / 2, self._middle[1] - sheet.height / 2
        lay(onto, sheet, x, y, exit_strength)


def _sticker(segment: TextSegment, film: Film, size: float) -> Image.Image:
    """Emoji as cut-outs; other text on a label."""
    if is_emoji(segment.text):
        return emoji_image(segment.text, size * 1.5)
    block = typesetting.block(
        segment.text, Style(font_name(segment, DISPLAY), size), film.width * 0.7, 2
    )
    panel = colour.named(segment.background, ACCENT) or ACCENT
    color = colour.named(segment.color) or readable_on(panel)
    pad = size * 0.34
    wide, tall = round(block.width + 2 * pad), round(block.height + 1.2 * pad)
    return _label((wide, tall), size * 0.18, panel, (segment.text, block, color))


def _label(
    size: tuple[int, int], radius: float, panel: Rgb, text_block: tuple[str, Block, Rgb]
) -> Image.Image:
    """Draw a label at twice its size, rotate it, and reduce it."""
    wide, tall = size
    _, block, color = text_block
    image = Image.new("RGBA", (wide * 2, tall * 2), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle(
        (0, 0, wide * 2 - 1, tall * 2 - 1), radius * 2, tuple(round(p) for p in panel)
    )
    ink_color = tuple(round(part) for part in color)
    top = (tall - block.height) / 2
    for index, line in enumerate(block.lines):
        left = (wide - block.width) / 2 + letter_sheets.line_left(block, index, "center")
        for letter in line.letters:
            at = (left + letter.x) * 2, (top + line.base) * 2
            draw.text(at, letter.text, ink_color, letter.face.at(block.size * 2), anchor="ls")
    turned = image.convert("RGBa").rotate(5, Image.Resampling.BICUBIC, expand=True)
    return turned.reduce(2).convert("RGBA")


def is_emoji(text: str) -> bool:
    """True for a few emoji and nothing else, all of which the font has."""
    kept = _visible_letters(text)
    return 0 < len(kept) <= MOST_EMOJI and all(fonts.has(fonts.EMOJI, one) for one in kept)


def emoji_image(text: str, size: float) -> Image.Image:
    """Draw emoji side by side, at a size in pixels."""
    parts = [_emoji(one, size) for one in _visible_letters(text)]
    gap = round(size * 0.06)
    wide = sum(part.width for part in parts) + gap * (len(parts) - 1)
    image = Image.new("RGBA", (wide, max(part.height for part in parts)))
    left = 0
    for part in parts:
        image.paste(part, (left, 0))
        left += part.width + gap
    return image


def _visible_letters(text: str) -> str:
    return "".join(
        one
        for one in text
        if one not in fonts.INVISIBLE and not one.isspace() and unicodedata.category(one) != "Sk"
    )


def _emoji(letter: str, size: float) -> Image.Image:
    em = round(size * SUPERSAMPLING)
    room = round(em * 0.2)
    side = round(em * 1.3) + 2 * room
    mask = Image.new("L", (side, side))
    font = fonts.bundled(fonts.EMOJI).at(em)
    ImageDraw.Draw(mask).text((side / 2, side / 2), letter, 255, font, anchor="mm")
    body = _silhouette(mask)
    rim = _dilated(body, em * 0.055)
    shadow = ImageChops.offset(rim.filter(ImageFilter.GaussianBlur(em * 0.04)), 0, round(em * 0.03))
    out = Image.new("RGBA", (side, side))
    out.paste((0, 0, 0, 255), (0, 0), shadow.point(lambda value: value * 0.32))
    out = _composited(out, rim, (255, 255, 255))
    for shape, color in _paint_layers(letter, mask, body):
        out = _composited(out, shape, color)
    half = out.convert("RGBa").reduce(SUPERSAMPLING).convert("RGBA")
    return half.crop(half.getbbox())


def _paint_layers(
    letter: str, mask: Image.Image, body: Image.Image
) -> list[tuple[Image.Image, Rgb]]:
    """The masks of an emoji with their colours, bottom first: mostly a body under dark lines."""
    if letter in HATCHED:
        return [(body, _emoji_color(letter))]
    if letter in INNER_GLOW:
        return [(body, YELLOW), (mask, _emoji_color(letter))]
    if np.asarray(mask).sum() > FILLED_SHARE * np.asarray(body).sum():
        return [(body, (255, 255, 255)), (mask, _emoji_color(letter))]
    return [(body, _emoji_color(letter)), (mask, LINE_COLOR)]


def _silhouette(mask: Image.Image) -> Image.Image:
    """The glyph with everything it encloses."""
    air = mask.point(lambda value: 255 if value > 90 else 0)  # noqa: PLR2004 - of 255: ink
    ImageDraw.floodfill(air, (0, 0), 128)
    inside = air.point(lambda value: 0 if value == 128 else 255)  # noqa: PLR2004 - the flood
    return ImageChops.lighter(inside.filter(ImageFilter.GaussianBlur(1)), mask)


def _dilated(body: Image.Image, by: float) -> Image.Image:
    """The shape grown on all sides with round corners."""
    soft = body.filter(ImageFilter.GaussianBlur(by))
    return soft.point(lambda value: min(255, max(0, (value - 12) * 12)))


def _composited(onto: Image.Image, mask: Image.Image, color: Rgb) -> Image.Image:
    layer = Image.new("RGBA", onto.size, (*(round(part) for part in color), 0))
    layer.putalpha(mask)
    return Image.alpha_composite(onto, layer)


def _emoji_color(letter: str) -> Rgb:
    return next((color for color, letters in EMOJI_COLORS.items() if letter in letters), YELLOW)
