"""Words over the film: titles, lower thirds, captions, end cards, countdowns, stickers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from studio.render import caption_layer, countdown, planes, stickers, title_cards
from studio.render.scrim import Backing

if TYPE_CHECKING:
    from studio.render.film import Film, TextSegment
    from studio.render.planes import Planes

__all__ = ["Backing", "TextLayer", "open_words"]


class TextLayer(Protocol):
    """Words, set and ready."""

    def paint(self, onto: Planes, frame: int) -> None:
        """Paint, in place, what is to be seen at a frame from the words' beginning."""


@dataclass(frozen=True, slots=True)
class EmptyLayer:
    """Words of which no font has a letter."""

    def paint(self, onto: Planes, frame: int) -> None:
        """Paint nothing."""


@dataclass(frozen=True, slots=True)
class FaintLayer:
    """Words through which the film is seen."""

    said: TextLayer
    opacity: float

    def paint(self, onto: Planes, frame: int) -> None:
        """Paint, in place."""
        bare = onto.copy()
        self.said.paint(onto, frame)
        planes.mix(onto, bare, 1 - self.opacity)


def open_words(words: TextSegment, film: Film, backing: Backing) -> TextLayer:
    """Set the words for a film; what lies behind them decides how much shade they get."""
    said = _set(words, film, backing)
    return FaintLayer(said, words.opacity) if words.opacity < 1 else said


def _set(  # noqa: PLR0911 - one line for each kind
    words: TextSegment, film: Film, backing: Backing
) -> TextLayer:
    if words.kind == "countdown":
        return countdown.Countdown(words, film, backing)
    if not words.text and not words.sub:
        return EmptyLayer()
    match words.kind:
        case "lower_third":
            return title_cards.LowerThird(words, film)
        case "caption":
            return caption_layer.CaptionLayer(words, film, backing)
        case "end_card":
            return title_cards.EndCard(words, film)
        case "sticker_text":
            return stickers.StickerText(words, film)
        case _:
            return title_cards.Title(words, film, backing)
