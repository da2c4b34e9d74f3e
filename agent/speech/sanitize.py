"""Sanitizes untrusted text for terminals: control characters are made visible."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# C0 and C1 but for line feed and tab; marks that turn the direction of what follows; marks and
# letters (the fillers of Hangul) that have nothing to see and hide; line separators that some
# terminals obey; lone surrogates.
CONTROL_CHARACTERS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u115f\u1160\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# The flags of England, Scotland and Wales are the one use of tags that there is.
_FLAG: Final = "\U0001f3f4\U000e0067\U000e0062[\U000e0061-\U000e007a]{3}\U000e007f"
_ACTING: Final = re.compile(f"({_FLAG})|{CONTROL_CHARACTERS.pattern}")
# A selector chooses the look of the character before it, one for each. Runs of them are bytes that
# somebody hides: 256 selectors are all that it takes.
_SELECTOR: Final = "[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_STRAY_SELECTORS: Final = re.compile(f"(?:(?<![^\\s])|(?<={_SELECTOR})){_SELECTOR}+")
# Where marks may be piled up: the letters that bear them and the marks, by their blocks.
_PILE: Final = re.compile(
    "[\u0300-\u1fff\u20d0-\u20ff\u2de0-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\uabff\ufb1e\ufe20-\ufe2f"
    "\U00010000-\U0001efff]{5,}"
)
# On one letter. Hebrew with accents and Tibetan stacks have four; what is more covers other lines.
_MOST_MARKS: Final = 4
_MARKS: Final = ("Mn", "Me")
_CONTROL_PICTURES: Final = 0x2400  # ␀, ␁ ... ␛: a picture for each control character
_DELETE: Final = 0x7F
_LAST_CONTROL: Final = 0x20


def sanitized(text: str) -> str:
    """The text without anything that a terminal would obey, or that hides or covers other text."""
    if _ACTING.search(text):
        text = _ACTING.sub(_visible_form, text.replace("\r\n", "\n"))
    if text.isascii():
        return text
    return _PILE.sub(_thinned, _STRAY_SELECTORS.sub("�", text))


def one_line(text: str) -> str:
    """The sanitized text on one line."""
    return " ".join(sanitized(text).split())


def _thinned(match: re.Match[str]) -> str:
    """A run of letters and marks with no more marks on a letter than it can bear."""
    kept: list[str] = []
    piled = 0
    for char in match[0]:
        piled = piled + 1 if unicodedata.category(char) in _MARKS else 0
        if piled <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def _visible_form(match: re.Match[str]) -> str:
    if match[1]:
        return match[1]
    code = ord(match[0])
    if code < _LAST_CONTROL:
        return chr(_CONTROL_PICTURES + code)
    return "␡" if code == _DELETE else "�"
