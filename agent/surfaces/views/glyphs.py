"""The glyphs that each kind of track is drawn with, as far as a stream has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from agent.speech import words as speech
from agent.surfaces.views import cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agent.speech.words import Words


@dataclass(frozen=True, slots=True)
class TrackGlyphs:
    """How a kind of track is drawn: a picture is a mass, a sound a line, a text is dots."""

    left: str
    fill: str
    right: str
    paint: str


@dataclass(frozen=True, slots=True)
class GlyphSet:
    """Glyphs that a stream has letters for, and words likewise."""

    encoding: str
    tracks: Mapping[str, TrackGlyphs]
    ruler: str  # a tick, the line between, its end
    cut: str
    words: Words

    def written(self, text: str) -> str:
        """The text in one line of letters that the stream has."""
        said = cells.flat(text)
        return said.encode(self.encoding, "replace").decode(self.encoding)


BOXES: Final = {
    "video": TrackGlyphs("▐", "▒", "▌", "video"),
    "audio": TrackGlyphs("├", "─", "┤", "audio"),
    "text": TrackGlyphs("┊", "·", "┊", "text"),
    "other": TrackGlyphs("╎", " ", "╎", "other"),
}
ASCII: Final = {
    "video": TrackGlyphs("[", "=", "]", "video"),
    "audio": TrackGlyphs("(", "-", ")", "audio"),
    "text": TrackGlyphs("|", ".", "|", "text"),
    "other": TrackGlyphs("<", " ", ">", "other"),
}


def glyph_set(encoding: str, words: Words) -> GlyphSet:
    """The glyphs and words for a stream; English and ASCII where it has no others."""
    known = encoding if _has(encoding, "") else "ascii"
    if not _has(known, "".join(words.say(f"track.{kind}") for kind in BOXES)):
        words = speech.words("en")
    if _has(known, "…┬─┐" + "".join(f"{one.left}{one.fill}{one.right}" for one in BOXES.values())):
        return GlyphSet(known, BOXES, "┬─┐", "…", words)
    return GlyphSet(known, ASCII, "+-+", ".", words)


def _has(encoding: str, letters: str) -> bool:
    try:
        letters.encode(encoding)
    except (LookupError, UnicodeError):
        return False
    return True
