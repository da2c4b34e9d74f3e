"""Text layers: titles, lower thirds, captions, end cards, countdowns and stickers, by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from studio.render import caption_layer, countdown, planes, stickers, title_cards
from studio.render.scrim import TextBackground

if TYPE_CHECKING:
    from studio.render.film import Film, TextSegment
    from studio.render.planes import Planes

__all__ = ["TextBackground", "TextLayer", "open_text"]


class TextLayer(Protocol):
    """A typeset text that paints itself over a frame."""

    def paint(self, onto: Planes, frame: int) -> None:
        """Paint, in place, the text at a frame counted from its own beginning."""


@dataclass(frozen=True, slots=True)
class EmptyLayer:
    """A text without any letter that a font has."""

    def paint(self, onto: Planes, frame: int) -> None: ...


@dataclass(frozen=True, slots=True)
class FaintLayer:
    """A text with an opacity of its own."""

    layer: TextLayer
    opacity: float

    def paint(self, onto: Planes, frame: int) -> None:
        bare = onto.copy()
        self.layer.paint(onto, frame)
        planes.mix(onto, bare, 1 - self.opacity)


def open_text(segment: TextSegment, film: Film, background: TextBackground) -> TextLayer:
    """Open the layer of a text; the picture behind it decides how much scrim it gets."""
    layer = _layer(segment, film, background)
    return FaintLayer(layer, segment.opacity) if segment.opacity < 1 else layer


def _layer(  # noqa: PLR0911 - one line for each kind
    segment: TextSegment, film: Film, background: TextBackground
) -> TextLayer:
    if segment.kind == "countdown":
        return countdown.Countdown(segment, film, background)
    if not segment.text and not segment.sub:
        return EmptyLayer()
    match segment.kind:
        case "lower_third":
            return title_cards.LowerThird(segment, film)
        case "caption":
            return caption_layer.CaptionLayer(segment, film, background)
        case "end_card":
            return title_cards.EndCard(segment, film)
        case "sticker_text":
            return stickers.StickerText(segment, film)
        case _:
            return title_cards.Title(segment, film, background)
