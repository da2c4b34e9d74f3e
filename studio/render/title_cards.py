"""Titles, lower thirds and end cards: how each is set and animated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from studio.render import colour, dimming, easing, letter_sheets, scrim, typesetting
from studio.render.easing import EasingWindow
from studio.render.fonts import DISPLAY, SANS, SERIF
from studio.render.letter_sheets import Ink
from studio.render.sheet import Sheet, lay
from studio.render.typesetting import Block, Style

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.render.film import Film, TextSegment
    from studio.render.planes import Planes, Rgb

SAFE_MARGIN = 0.075  # of each side: television's title-safe areas leave 5 to 10 %
# Type sizes in 1080ths of the shorter side; all other numbers of the cards are in shares of them.
SIZES = {"small": 62, "medium": 104, "large": 152, "big": 152, "huge": 190, "tiny": 44}
ACCENT: Rgb = (255, 196, 77)  # a warm yellow: rules, rings and bars
PANEL: Rgb = (13, 15, 22)  # nearly black, as the scrim
STAGGER_S = 0.028  # from letter to letter of a title that rises


def unit(film: Film) -> float:
    """The shorter side in 1080ths."""
    return min(film.width, film.height) / 1080


def font_size(segment: TextSegment, film: Film, default: float) -> float:
    """The type size in pixels: by name relative to `default`, or as a share of the height."""
    if isinstance(segment.size, float) and segment.size > 0:
        return max(8.0, segment.size * film.height)
    named = SIZES.get(str(segment.size), SIZES["medium"]) / SIZES["medium"]
    return max(8.0, default * named * unit(film))


def font_name(segment: TextSegment, default: str) -> str:
    """The bundled font that a text asks for."""
    if "serif" in segment.font and "sans" not in segment.font:
        return SERIF
    asked = {"display": DISPLAY, "sans": SANS, "georgia": SERIF, "times": SERIF, "song": SERIF}
    return next((font for name, font in asked.items() if name in segment.font), default)


def letter_ink(segment: TextSegment, color: Rgb, shadow: float = 0.3) -> Ink:
    """Outline, shadow, bold and italic as the text asks; light text gets a soft shadow."""
    dark = colour.luminance(color) < 0.18  # noqa: PLR2004 - of two contrasts the greater
    return Ink(
        color,
        outline=0.055 if segment.outline else 0.0,
        outline_color=colour.named(segment.edge_color) or ((255, 255, 255) if dark else (0, 0, 0)),
        shadow=0.75 if segment.shadow else (0.0 if dark else shadow),
        bold=0.012 if segment.bold else 0.0,
        italic=segment.italic,
    )


def anchored(
    pos: str | tuple[float, float], size: tuple[float, float], film: Film
) -> tuple[float, float]:
    """The upper left corner of a box at a position by name, kept within the safe area."""
    width, height = size
    edge_x, edge_y = film.width * SAFE_MARGIN, film.height * SAFE_MARGIN
    if isinstance(pos, tuple):
        x, y = pos[0] * film.width - width / 2, pos[1] * film.height - height / 2
    else:
        x, y = (film.width - width) / 2, (film.height - height) / 2
        if "left" in pos:
            x = edge_x
        elif "right" in pos:
            x = film.width - edge_x - width
        if "top" in pos:
            y = edge_y
        elif "bottom" in pos:
            y = film.height - edge_y - height
        elif pos == "lower-third":
            y = film.height * 0.74 - height / 2
        elif pos == "upper-third":
            y = film.height * 0.28 - height / 2
    return (
        min(max(x, edge_x * 0.6), max(edge_x * 0.6, film.width - edge_x * 0.6 - width)),
        min(max(y, edge_y * 0.6), max(edge_y * 0.6, film.height - edge_y * 0.6 - height)),
    )


def alignment(pos: str | tuple[float, float]) -> str:
    """Left, right or center, by the position's name."""
    return next(
        (side for side in ("left", "right") if isinstance(pos, str) and side in pos), "center"
    )


class Title:
    """Large text whose letters rise one after the other, or animate as asked."""

    def __init__(self, segment: TextSegment, film: Film, background: scrim.TextBackground) -> None:
        self._segment, self._fps = segment, film.fps
        size = font_size(segment, film, 124)
        self._face = font_name(segment, DISPLAY)
        limit = film.width * (1 - 2.4 * SAFE_MARGIN)
        self.block = typesetting.block(segment.text, Style(self._face, size, -0.012), limit)
        sub = Style(SANS, max(10.0, size * 0.36), 0.01)
        self._sub = typesetting.block(segment.sub, sub, limit, 2) if segment.sub else None
        gap = size * 0.28
        tall = self.block.height + (gap + self._sub.height if self._sub else 0)
        wide = max(self.block.width, self._sub.width if self._sub else 0)
        self._at = anchored(segment.pos or "center", (wide, tall), film)
        side = alignment(segment.pos)
        x = self._at[0] + {"left": 0.0, "right": wide - self.block.width}.get(
            side, (wide - self.block.width) / 2
        )
        self.x, self.y = x, self._at[1]
        spots = _line_boxes(self.block, (x, self._at[1]), side)
        if self._sub:
            spots += _line_boxes(self._sub, (self.x, self.y + self.block.height + gap), side)
        frame = film.width, film.height
        self.color, self._scrim = _color_and_backing(
            segment, background, (self._at, (wide, tall)), (frame, spots)
        )
        look = letter_ink(segment, self.color, 0.62 if self._scrim else 0.3)
        self._whole = letter_sheets.block_sheet(self.block, look, side)
        self._letters = letter_sheets.letters(self.block, look, side)
        self._small = None
        if self._sub:
            self._small = letter_sheets.block_sheet(
                self._sub, letter_ink(segment, self.color), side
            )
            free = wide - self._sub.width
            left = {"left": 0.0, "right": free}.get(side, free / 2)
            self._small_at = self._at[0] + left, self.y + self.block.height + gap
        self._window = EasingWindow.of(segment, film.fps)

    def paint(self, onto: Planes, frame: int) -> None:
        seconds = (frame + 1) / self._fps
        exit_strength = self._window.exit_strength(seconds)
        if self._scrim is not None:
            self._scrim(onto, easing.out_cubic(seconds / 0.5) * exit_strength)
        self._arriving(onto, seconds, exit_strength)
        if self._small is not None:
            share = easing.out_cubic((seconds - self._window.entrance_s * 0.5) / 0.5)
            x, y = self._small_at
            drop = (1 - share) * self.block.size * 0.18
            lay(
                onto,
                self._small.sheet,
                x + self._small.x,
                y + self._small.y + drop,
                share * exit_strength,
            )

    def _arriving(self, onto: Planes, seconds: float, exit_strength: float) -> None:
        count, kind = len(self._letters), self._segment.anim or "rise"
        step = min(STAGGER_S, self._window.entrance_s / max(1, count))
        if kind == "type":
            step = min(0.07, self._window.duration_s * 0.4 / max(1, count))
        settled = step * count + 0.45
        if seconds >= settled or kind in {"fade", "none"}:
            share = easing.out_cubic(seconds / self._window.entrance_s) if kind == "fade" else 1.0
            whole = self._whole
            lay(onto, whole.sheet, self.x + whole.x, self.y + whole.y, share * exit_strength)
            return
        for at, cut in enumerate(self._letters):
            share = (seconds - at * step) / 0.45
            x, y, strength = _letter_offset(kind, share, self.block.size)
            if strength > 0:
                lay(
                    onto,
                    cut.sheet,
                    self.x + cut.x + x,
                    self.y + cut.y + y,
                    strength * exit_strength,
                )


def _letter_offset(kind: str, share: float, size: float) -> tuple[float, float, float]:
    """The offset of a letter from its place, and its opacity, at a share of its entrance."""
    if share <= 0:
        return 0.0, 0.0, 0.0
    if kind == "type":
        return 0.0, 0.0, 1.0
    # How far each starts from its place, in shares of the type size; chosen by eye.
    if kind == "slide":
        return -(1 - easing.out_expo(share)) * size * 0.9, 0.0, easing.out_cubic(share)
    if kind == "pop":
        return 0.0, (1 - easing.out_back(share)) * size * 0.5, easing.out_cubic(share * 2)
    return 0.0, (1 - easing.out_expo(share)) * size * 0.42, easing.out_cubic(share * 1.4)


def _line_boxes(block: Block, at: tuple[float, float], side: str) -> list[dimming.Box]:
    """The boxes of a block's lines: left, top, width, height."""
    high, deep = block.size * 0.74, block.size * 0.1
    return [
        (
            at[0] + letter_sheets.line_left(block, index, side),
            at[1] + line.base - high,
            line.width,
            high + deep,
        )
        for index, line in enumerate(block.lines)
    ]


def _color_and_backing(
    segment: TextSegment,
    background: scrim.TextBackground,
    box: tuple[tuple[float, float], tuple[float, float]],
    where: tuple[tuple[int, int], list[dimming.Box]],
) -> tuple[Rgb, Callable[[Planes, float], None] | None]:
    """The text's colour and what is painted under it: a panel if asked for, dimming, or nothing."""
    (x, y), (wide, tall) = box
    asked = colour.named(segment.color)
    panel = colour.named(segment.background)
    frame, spots = where
    size = spots[0][3] / 0.84
    if panel is not None:
        pad = size * 0.28
        sheet = panel_sheet((wide + 2 * pad, tall + 2 * pad), size * 0.16, panel, 0.92)
        return asked or readable_on(panel), lambda onto, share: lay(
            onto, sheet, x - pad - 2, y - pad - 2, share
        )
    tones = background.tones((x, y, x + wide, y + tall))
    color = scrim.text_color(asked, tones.low, tones.high)
    tone, strength = scrim.scrim_for(color, tones.low, tones.high)
    if strength < 0.02 or segment.background == "none":  # noqa: PLR2004 - not to be seen
        return color, None
    to_light = tone == scrim.WHITE
    return color, dimming.dimming_layer(frame, spots, size, strength, to_light=to_light).paint


def panel_sheet(size: tuple[float, float], radius: float, color: Rgb, strength: float) -> Sheet:
    """A box with round corners."""
    wide, tall = round(size[0]), round(size[1])
    image = Image.new("RGBA", (wide * 2, tall * 2), (0, 0, 0, 0))
    fill = (*(round(part) for part in color), round(255 * strength))
    ImageDraw.Draw(image).rounded_rectangle((0, 0, wide * 2 - 1, tall * 2 - 1), radius * 2, fill)
    return Sheet.of_image(image.convert("RGBa").reduce(2).convert("RGBA"))


class LowerThird:
    """A name and a role on a panel that slides in from the side."""

    def __init__(self, segment: TextSegment, film: Film) -> None:
        self._fps, self._window = film.fps, EasingWindow.of(segment, film.fps, 0.6)
        size = font_size(segment, film, 58)
        limit = film.width * 0.62
        name = typesetting.block(segment.text, Style(font_name(segment, SANS), size), limit, 2)
        sub = (
            typesetting.block(segment.sub, Style(SANS, size * 0.62, 0.015), limit, 2)
            if segment.sub
            else None
        )
        pad, bar = size * 0.5, max(3, round(size * 0.11))
        gap = size * 0.16 if sub else 0
        tall = name.height + (sub.height + gap if sub else 0) + pad * 1.5
        wide = max(name.width, sub.width if sub else 0) + 2 * pad + bar
        pos = segment.pos if isinstance(segment.pos, tuple) or "right" in segment.pos else "left"
        x, y = anchored(pos, (wide, tall), film)
        if not isinstance(pos, tuple):
            y = film.height * (0.86 if film.width >= film.height else 0.78) - tall
            if isinstance(segment.pos, str) and "top" in segment.pos:
                y = film.height * SAFE_MARGIN
        self._at, self._wide, self._slide = (
            (round(x), round(y)),
            wide,
            -1 if alignment(pos) != "right" else 1,
        )
        panel = colour.named(segment.background, PANEL) or PANEL
        color = colour.named(segment.color) or readable_on(panel)
        accent = ACCENT if colour.contrast(ACCENT, panel) > 2 else (20, 20, 28)  # noqa: PLR2004
        self._panel = panel_sheet(
            (wide, tall), size * 0.1, panel, 0.0 if segment.background == "none" else 0.84
        )
        self._bar = panel_sheet((bar, tall - pad), bar / 2, accent, 1.0)
        self._lines = []
        top, left = pad * 0.75, pad + bar
        for block, share in ((name, 1.0), (sub, 0.82)):
            if block is not None:
                look = letter_ink(segment, colour.between(panel, color, share), 0.15)
                self._lines.append((letter_sheets.block_sheet(block, look, "left"), left, top))
                top += block.height + gap
        self._bar_at = pad * 0.5, pad * 0.5

    def paint(self, onto: Planes, frame: int) -> None:
        seconds = (frame + 1) / self._fps
        exit_strength = self._window.exit_strength(seconds)
        x, y = self._at
        come = easing.out_expo(seconds / 0.6)
        off = self._slide * (
            (1 - come) * self._wide * 0.35 + easing.in_cubic(1 - exit_strength) * self._wide * 0.2
        )
        strength = easing.out_cubic(seconds / 0.3) * exit_strength
        lay(onto, self._panel, x + off - 2, y - 2, strength)
        lay(onto, self._bar, x + off + self._bar_at[0], y + self._bar_at[1], strength)
        for index, (cut, left, top) in enumerate(self._lines):
            share = easing.out_cubic((seconds - 0.12 - 0.1 * index) / 0.45)
            shift = self._slide * (1 - share) * self._wide * 0.08
            lay(
                onto,
                cut.sheet,
                x + off + left + cut.x + shift,
                y + top + cut.y,
                share * exit_strength,
            )


def readable_on(panel: Rgb) -> Rgb:
    """White or nearly black, whichever contrasts more with a panel."""
    return max(((255, 255, 255), (14, 16, 24)), key=lambda one: colour.contrast(one, panel))


class EndCard:
    """The closing card: the film is covered, a rule is drawn, the text stands to the very end."""

    def __init__(self, segment: TextSegment, film: Film) -> None:
        self._fps, self._film = film.fps, film
        self._window = EasingWindow.of(segment, film.fps, 0.8)
        size = font_size(segment, film, 118)
        limit = film.width * (1 - 2.4 * SAFE_MARGIN)
        panel = colour.named(segment.background, PANEL) or PANEL
        color = colour.named(segment.color) or readable_on(panel)
        block = typesetting.block(
            segment.text, Style(font_name(segment, DISPLAY), size, -0.012), limit
        )
        sub = (
            typesetting.block(segment.sub, Style(SANS, size * 0.34, 0.03), limit, 2)
            if segment.sub
            else None
        )
        rule = max(3, round(size * 0.045))
        gap = size * 0.42
        tall = block.height + gap + rule + (gap * 0.8 + sub.height if sub else 0)
        x, y = anchored(segment.pos or "center", (block.width, tall), film)
        self._cover = Sheet.of_image(
            Image.new("RGBA", (film.width, film.height), (*(round(p) for p in panel), 214)), 0
        )
        self._parts: list[tuple[letter_sheets.LetterSheet, float, float, float]] = []
        self._parts += [
            (cut, x, y, 0.15 + 0.02 * at)
            for at, cut in enumerate(letter_sheets.letters(block, letter_ink(segment, color)))
        ]
        self._rule = panel_sheet((size * 1.3, rule), rule / 2, ACCENT, 1.0)
        middle = x + block.width / 2
        self._rule_at = middle - size * 0.65 - 2, y + block.height + gap * 0.7
        if sub:
            cut = letter_sheets.block_sheet(sub, letter_ink(segment, color))
            self._parts.append(
                (cut, middle - sub.width / 2, y + block.height + gap * 1.5 + rule, 0.55)
            )
        self._size = size

    def paint(self, onto: Planes, frame: int) -> None:
        seconds = (frame + 1) / self._fps
        lay(onto, self._cover, 0, 0, easing.out_cubic(seconds / 0.6))
        share = easing.out_expo((seconds - 0.35) / 0.7)
        lay(onto, self._rule, *self._rule_at, share)
        for cut, x, y, when in self._parts:
            at = (seconds - when) / 0.6
            if at > 0:
                drop = (1 - easing.out_expo(at)) * self._size * 0.3
                lay(onto, cut.sheet, x + cut.x, y + cut.y + drop, easing.out_cubic(at))
