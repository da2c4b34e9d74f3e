"""A picture as a file that the terminal itself draws: kitty's protocol, and that of iTerm2."""

from __future__ import annotations

from base64 import standard_b64encode
from typing import Final

_CHUNK: Final = 4096  # letters of base64, the most kitty takes at a time


def kitty(png: bytes, columns: int, rows: int) -> str:
    """A PNG over so many cells. q=2: the terminal answers nothing, not even an error."""
    payload = standard_b64encode(png).decode("ascii")
    parts = [payload[at : at + _CHUNK] for at in range(0, len(payload), _CHUNK)] or [""]
    heads = [f"a=T,f=100,q=2,c={columns},r={rows},"] + ["q=2,"] * (len(parts) - 1)
    more = [1] * (len(parts) - 1) + [0]
    return "".join(
        f"\x1b_G{head}m={follows};{part}\x1b\\"
        for head, follows, part in zip(heads, more, parts, strict=True)
    )


def iterm2(png: bytes, columns: int, rows: int) -> str:
    """A PNG over so many cells."""
    payload = standard_b64encode(png).decode("ascii")
    facts = f"inline=1;size={len(png)};width={columns};height={rows};preserveAspectRatio=1"
    return f"\x1b]1337;File={facts}:{payload}\a"
