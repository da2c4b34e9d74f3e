"""Captions: what is said, at the bottom, and karaoke that follows the voice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from studio.render import colour, easing, letter_sheets, typesetting
from studio.render.fonts import SANS
from studio.render.scrim import Backing, chosen, needed, shade
from studio.render.sheet import Sheet, lay
from studio.render.title_cards import ACCENT, face, ink, panel_sheet, pixels, place
from studio.render.typesetting import Style, clusters

if TYPE_CHECKING:
    from studio.render.film import Film, TextSegment
    from studio.render.planes import Planes, Rgb
    from studio.render.typesetting import Block

ARRIVAL_S = 0.14


@dataclass(frozen=True, slots=True)
class Sung:
    """A letter of karaoke: its line, where it begins and ends, and when it is sung (frames)."""

    line: int
    left: float
    right: float
    first: float
    last: float


class CaptionLayer:
    """One caption."""

    def __init__(self, words: TextSegment, film: Film, backing: Backing) -> None:
        self._words, self._fps, self._film = words, film.fps, film
        self._stay = easing.Stay(words.frames / film.fps, ARRIVAL_S, ARRIVAL_S)
        upright = film.height > film.width
        size = pixels(words, film, 60 if upright else 50)
        style = Style(face(words, SANS), size)
        text = words.text or " ".join(one.text for one in words.spoken)
        self.block = typesetting.block(text, style, film.width * (0.84 if upright else 0.78), 2)
        wide, tall = self.block.width, self.block.height
        self.x, self.y = place(words.pos or "bottom", (wide, tall), film)
        if upright and not words.pos:  # the apps lay their buttons over the lowest part
            self.y = film.height * 0.80 - tall
        self._shade: tuple[Sheet, float, float] | None = None
        color = self._beneath(backing, size, (wide, tall))
        look = ink(words, color, 0.25)
        self._plain = letter_sheets.whole(self.block, look)
        self._sung: list[Sung] = []
        if words.karaoke or words.spoken:
            lit = (255, 214, 92) if colour.named(words.color) is None else _other(color)
            self._lit = letter_sheets.whole(self.block, replace(look, color=lit))
            self._sung = timed(self.block, words)

    def _beneath(self, backing: Backing, size: float, box: tuple[float, float]) -> Rgb:
        words, (wide, tall) = self._words, box
        asked, panel = colour.named(words.color), colour.named(words.background)
        if words.background == "none" or words.outline:
            behind = backing.seen((self.x, self.y, self.x + wide, self.y + tall))
            low, high = behind.low, behind.high
            color = chosen(asked or (255, 255, 255), low, high)
            tone, strength = needed(color, low, high)
            if strength and not words.outline and words.background != "none":
                soft = size * 0.5
                sheet = shade((wide, tall), soft, tone, strength)
                self._shade = sheet, self.x - round(soft * 3), self.y - round(soft * 3)
            return color
        pad = size * 0.42
        tone, strength = (panel, 0.9) if panel is not None else ((10, 11, 16), 0.72)
        sheet = panel_sheet((wide + 2 * pad, tall + 1.1 * pad), size * 0.24, tone, strength)
        self._shade = sheet, self.x - pad - 2, self.y - pad * 0.5 - 2
        best = max(((255, 255, 255), (14, 16, 24)), key=lambda one: colour.contrast(one, tone))
        return asked or best

    def paint(self, onto: Planes, frame: int) -> None:
        """Paint, in place."""
        seconds = (frame + 1) / self._fps
        strength = easing.out_cubic(seconds / ARRIVAL_S) * self._stay.leaving(seconds)
        drop = (1 - easing.out_cubic(seconds / ARRIVAL_S)) * self.block.size * 0.12
        if self._shade is not None:
            lay(onto, self._shade[0], self._shade[1], self._shade[2], strength)
        at = self.x + self._plain.x, self.y + self._plain.y + drop
        lay(onto, self._plain.sheet, *at, strength)
        if self._sung:
            self._sing(onto, frame, at, strength)

    def _sing(self, onto: Planes, frame: int, at: tuple[float, float], strength: float) -> None:
        """What has been sung, line by line up to where the voice is, in the other colour."""
        step = (
            self.block.lines[1].base - self.block.lines[0].base if len(self.block.lines) > 1 else 0
        )
        for place_, line in enumerate(self.block.lines):
            own = [one for one in self._sung if one.line == place_]
            reach = max((_reach(one, frame) for one in own), default=0.0)
            if reach <= 0:
                continue
            left = letter_sheets.line_left(self.block, place_, "center")
            right = round((left + reach - self._plain.x) / 2) * 2
            top = 0 if place_ == 0 else round((line.base - step * 0.80 - self._plain.y) / 2) * 2
            last = place_ == len(self.block.lines) - 1
            low = (
                self._lit.sheet.height
                if last
                else round((line.base + step * 0.20 - self._plain.y) / 2) * 2
            )
            part = _part(self._lit.sheet, top, low, right)
            lay(onto, part, at[0], at[1] + top, strength)


def _other(color: Rgb) -> Rgb:
    """What sets off what has been sung: the accent, or white where the words are of its kind."""
    return ACCENT if colour.contrast(ACCENT, color) > 1.3 else (255, 255, 255)  # noqa: PLR2004


def _part(sheet: Sheet, top: int, low: int, right: int) -> Sheet:
    """The rows and columns of a sheet that are wanted, all even."""
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


def _reach(one: Sung, frame: int) -> float:
    """How far into a letter the voice is, from the line's left; 0 before it."""
    if frame < one.first:
        return 0.0
    share = min(1.0, (frame + 1 - one.first) / max(1.0, one.last - one.first))
    return one.left + (one.right - one.left) * share


def timed(block: Block, words: TextSegment) -> list[Sung]:
    """When each letter is sung: by the words' own times, or evenly over the caption."""
    letters = [
        (place_, letter) for place_, line in enumerate(block.lines) for letter in line.letters
    ]
    spans = _spans(words, len(letters))
    return [
        Sung(place_, letter.x, letter.x + letter.wide, first, last)
        for (place_, letter), (first, last) in zip(letters, spans, strict=True)
    ]


def _spans(words: TextSegment, count: int) -> list[tuple[float, float]]:
    """First and last frame of each letter."""
    spans: list[tuple[float, float]] = []
    for spoken in words.spoken:
        some = [one for one in clusters(spoken.text) if not one.isspace()]
        step = (spoken.last - spoken.first) / max(1, len(some))
        spans += [
            (spoken.first + step * at, spoken.first + step * (at + 1)) for at in range(len(some))
        ]
    if len(spans) == count:
        return spans
    step = words.frames * 0.94 / max(1, count)
    return [(step * at, step * (at + 1)) for at in range(count)]
