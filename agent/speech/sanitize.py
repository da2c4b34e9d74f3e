"""Sanitizes untrusted text for terminals: control characters are made visible."""

from __future__ import annotations

import re
from typing import Final

# C0 and C1 but for line feed and tab; marks that turn the direction of what follows; marks that
# have no width and hide; line separators that some terminals obey; lone surrogates.
CONTROL_CHARACTERS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_CONTROL_PICTURES: Final = 0x2400  # ␀, ␁ ... ␛: a picture for each control character
_DELETE: Final = 0x7F
_LAST_CONTROL: Final = 0x20


def sanitized(text: str) -> str:
    """The text without anything that a terminal would obey."""
    return (
        CONTROL_CHARACTERS.sub(_visible_form, text.replace("\r\n", "\n"))
        if CONTROL_CHARACTERS.search(text)
        else text
    )


def one_line(text: str) -> str:
    """The sanitized text on one line."""
    return " ".join(sanitized(text).split())


def _visible_form(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < _LAST_CONTROL:
        return chr(_CONTROL_PICTURES + code)
    return "␡" if code == _DELETE else "�"
