"""Words over the film: titles, lower thirds, captions, end cards, countdowns, stickers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from studio.render import captions, cards, counting, planes, stickers
from studio.render.scrim import Backing

if TYPE_CHECKING:
    from studio.render.film import Film, Words
    from studio.render.planes import Planes

__all__ = ["Backing", "Said", "open_words"]


class Said(Protocol):
    """Words, set and ready."""

    def paint(self, onto: Planes, frame: int) -> None:
        """Paint, in place, what is to be seen at a frame from the words' beginning."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Words of which no font has a letter."""

    def paint(self, onto: Planes, frame: int) -> None:
        """Paint nothing."""


@dataclass(frozen=True, slots=True)
class Faint:
    """Words through which the film is seen."""

    said: Said
    opacity: float

    def paint(self, onto: Planes, frame: int) -> None:
        """Paint, in place."""
        bare = onto.copy()
        self.said.paint(onto, frame)
        planes.mix(onto, bare, 1 - self.opacity)


def open_words(words: Words, film: Film, backing: Backing) -> Said:
    """Set the words for a film; what lies behind them decides how much shade they get."""
    said = _set(words, film, backing)
    return Faint(said, words.opacity) if words.opacity < 1 else said


def _set(  # noqa: PLR0911 - one line for each kind
    words: Words, film: Film, backing: Backing
) -> Said:
    if words.kind == "countdown":
        return counting.Countdown(words, film, backing)
    if not words.text and not words.sub:
        return Nothing()
    match words.kind:
        case "lower_third":
            return cards.LowerThird(words, film)
        case "caption":
            return captions.Caption(words, film, backing)
        case "end_card":
            return cards.EndCard(words, film)
        case "sticker_text":
            return stickers.StickerText(words, film)
        case _:
            return cards.Title(words, film, backing)
