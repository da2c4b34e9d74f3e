"""Captions: spoken text at the bottom of the frame, with karaoke that follows the voice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from studio.render import colour, easing, letter_sheets, typesetting
from studio.render.fonts import SANS
from studio.render.scrim import TextBackground, scrim_for, soft_scrim, text_color
from studio.render.sheet import Sheet, lay
from studio.render.title_cards import (
    ACCENT,
    anchored,
    font_name,
    font_size,
    letter_ink,
    panel_sheet,
)
from studio.render.typesetting import Style, clusters

if TYPE_CHECKING:
    from studio.render.film import Film, TextSegment
    from studio.render.planes import Planes, Rgb
    from studio.render.typesetting import Block

FADE_S = 0.14  # short, as the next caption follows at once
# The sizes, widths and opacities below were chosen by eye on the sheet docs/looks/words.jpg.


@dataclass(frozen=True, slots=True)
class KaraokeLetter:
    """A letter of a karaoke caption: its line, its left and right edge, the frames of its turn."""

    line: int
    left: float
    right: float
    first: float
    last: float


class CaptionLayer:
    def __init__(self, segment: TextSegment, film: Film, background: TextBackground) -> None:
        self._segment, self._fps, self._film = segment, film.fps, film
        self._window = easing.EasingWindow(segment.frames / film.fps, FADE_S, FADE_S)
        upright = film.height > film.width
        size = font_size(segment, film, 60 if upright else 50)
        style = Style(font_name(segment, SANS), size)
        text = segment.text or " ".join(one.text for one in segment.spoken)
        self.block = typesetting.block(text, style, film.width * (0.84 if upright else 0.78), 2)
        wide, tall = self.block.width, self.block.height
        self.x, self.y = anchored(segment.pos or "bottom", (wide, tall), film)
        if upright and not segment.pos:  # the apps lay their buttons over the lowest part
            self.y = film.height * 0.80 - tall
        self._scrim: tuple[Sheet, float, float] | None = None
        color = self._beneath(background, size, (wide, tall))
        look = letter_ink(segment, color, 0.25)
        self._plain = letter_sheets.block_sheet(self.block, look)
        self._sung: list[KaraokeLetter] = []
        if segment.karaoke or segment.spoken:
            # Sung letters turn the gold of karaoke films, unless the caption has its own colour.
            lit = (255, 214, 92) if colour.named(segment.color) is None else _karaoke_color(color)
            self._lit = letter_sheets.block_sheet(self.block, replace(look, color=lit))
            self._sung = karaoke_letters(self.block, segment)

    def _beneath(self, background: TextBackground, size: float, box: tuple[float, float]) -> Rgb:
        segment, (wide, tall) = self._segment, box
        asked, panel = colour.named(segment.color), colour.named(segment.background)
        if segment.background == "none" or segment.outline:
            tones = background.tones((self.x, self.y, self.x + wide, self.y + tall))
            low, high = tones.low, tones.high
            color = text_color(asked or (255, 255, 255), low, high)
            tone, strength = scrim_for(color, low, high)
            if strength and not segment.outline and segment.background != "none":
                soft = size * 0.5
                sheet = soft_scrim((wide, tall), soft, tone, strength)
                self._scrim = sheet, self.x - round(soft * 3), self.y - round(soft * 3)
            return color
        pad = size * 0.42
        tone, strength = (panel, 0.9) if panel is not None else ((10, 11, 16), 0.72)
        sheet = panel_sheet((wide + 2 * pad, tall + 1.1 * pad), size * 0.24, tone, strength)
        self._scrim = sheet, self.x - pad - 2, self.y - pad * 0.5 - 2
        best = max(((255, 255, 255), (14, 16, 24)), key=lambda one: colour.contrast(one, tone))
        return asked or best

    def paint(self, onto: Planes, frame: int) -> None:
        seconds = (frame + 1) / self._fps
        strength = easing.out_cubic(seconds / FADE_S) * self._window.exit_strength(seconds)
        drop = (1 - easing.out_cubic(seconds / FADE_S)) * self.block.size * 0.12
        if self._scrim is not None:
            lay(onto, self._scrim[0], self._scrim[1], self._scrim[2], strength)
        at = self.x + self._plain.x, self.y + self._plain.y + drop
        lay(onto, self._plain.sheet, *at, strength)
        if self._sung:
            self._sing(onto, frame, at, strength)

    def _sing(self, onto: Planes, frame: int, at: tuple[float, float], strength: float) -> None:
        """Lay what was sung so far over the caption in the karaoke colour, line by line."""
        step = (
            self.block.lines[1].base - self.block.lines[0].base if len(self.block.lines) > 1 else 0
        )
        for index, line in enumerate(self.block.lines):
            own = [one for one in self._sung if one.line == index]
            reach = max((_sung_width(one, frame) for one in own), default=0.0)
            if reach <= 0:
                continue
            left = letter_sheets.line_left(self.block, index, "center")
            right = round((left + reach - self._plain.x) / 2) * 2
            top = 0 if index == 0 else round((line.base - step * 0.80 - self._plain.y) / 2) * 2
            last = index == len(self.block.lines) - 1
            low = (
                self._lit.sheet.height
                if last
                else round((line.base + step * 0.20 - self._plain.y) / 2) * 2
            )
            part = _clipped(self._lit.sheet, top, low, right)
            lay(onto, part, at[0], at[1] + top, strength)


def _karaoke_color(color: Rgb) -> Rgb:
    """The accent, or white where the accent is too close to the caption's own colour."""
    return ACCENT if colour.contrast(ACCENT, color) > 1.3 else (255, 255, 255)  # noqa: PLR2004


def _clipped(sheet: Sheet, top: int, low: int, right: int) -> Sheet:
    """A part of a sheet, sharing its arrays; all edges must be even."""
    right = max(2, min(right, sheet.width))
    rows, half = slice(top, low), slice(top // 2, low // 2)
    across, half_across = slice(0, right), slice(0, right // 2)
    return Sheet(
        sheet.y[rows, across],
        sheet.u[half, half_across],
        sheet.v[half, half_across],
        sheet.a[rows, across],
        sheet.half[half, half_across],
        low - top,
        0,
    )


def _sung_width(one: KaraokeLetter, frame: int) -> float:
    """Pixels from the line's left up to where the voice is inside this letter; 0 before it."""
    if frame < one.first:
        return 0.0
    share = min(1.0, (frame + 1 - one.first) / max(1.0, one.last - one.first))
    return one.left + (one.right - one.left) * share


def karaoke_letters(block: Block, segment: TextSegment) -> list[KaraokeLetter]:
    """Time each letter by the words' own times, or evenly over the caption if these do not fit."""
    letters = [(index, letter) for index, line in enumerate(block.lines) for letter in line.letters]
    spans = _letter_spans(segment, len(letters))
    return [
        KaraokeLetter(index, letter.x, letter.x + letter.wide, first, last)
        for (index, letter), (first, last) in zip(letters, spans, strict=True)
    ]


def _letter_spans(segment: TextSegment, count: int) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    for spoken in segment.spoken:
        some = [one for one in clusters(spoken.text) if not one.isspace()]
        step = (spoken.last - spoken.first) / max(1, len(some))
        spans += [
            (spoken.first + step * at, spoken.first + step * (at + 1)) for at in range(len(some))
        ]
    if len(spans) == count:
        return spans
    # Without times of their own the letters are done shortly before the caption goes.
    step = segment.frames * 0.94 / max(1, count)
    return [(step * at, step * (at + 1)) for at in range(count)]
