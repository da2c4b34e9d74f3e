"""A picture of a terminal for the README: the ANSI text of `tmux capture-pane -ep`, as SVG.

tmux capture-pane -ep -t SESSION | python tools/terminal_picture.py > docs/looks/terminal.svg
"""

from __future__ import annotations

import re
import sys
from html import escape
from typing import Final
from unicodedata import east_asian_width

_CELL, _ROW, _EDGE = 8.4, 19, 16  # of a font of 14 pixels
_COLORS: Final = (
    "#3b4252", "#e06c75", "#7fc383", "#d9b25f", "#6fa8dc", "#c792ea", "#5fb8c4", "#d8dee9",
    "#7b8494", "#f08a92", "#9ad69d", "#e6c988", "#8fc1ee", "#d7aef2", "#83cfd9", "#ffffff",
)  # fmt: skip
_FAINT: Final = 2
_CODES: Final = re.compile(r"\x1b\[([\d;]*)m")


def main() -> int:
    """Read the text, write the picture."""
    rows = sys.stdin.read().rstrip("\n").split("\n")
    plain = [_CODES.sub("", row) for row in rows]
    width = max(sum(map(_columns, row)) for row in plain) * _CELL + 2 * _EDGE
    height = len(rows) * _ROW + 2 * _EDGE
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}"')
    print(f'     width="{width:.0f}" height="{height}">')
    print(f'<rect width="{width:.0f}" height="{height}" rx="8" fill="#1e222a"/>')
    print('<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14"')
    print('   xml:space="preserve">')
    style = ""  # tmux lets it go on from row to row
    for number, row in enumerate(rows):
        style = _row(row, _EDGE + number * _ROW + 14, style)
    print("</g>\n</svg>")
    return 0


def _row(row: str, y: int, style: str) -> str:
    """Print a row; the style that is left at its end."""
    column = 0
    for place, part in enumerate(_CODES.split(row)):
        if place % 2:
            style = _style(part, style)
        elif part:
            if part.strip():
                # Blanks in front are a place: not every reader of SVG keeps them.
                x = _EDGE + (column + len(part) - len(part.lstrip(" "))) * _CELL
                fill = style or 'fill="#d8dee9"'
                print(f'<text x="{x:.1f}" y="{y}" {fill}>{escape(part.strip(" "))}</text>')
            column += sum(map(_columns, part))
    return style


def _style(codes: str, before: str) -> str:
    """The style behind those codes: one colour of the sixteen, bold or faint."""
    style = before
    for code in map(int, codes.split(";") if codes else ["0"]):
        if code in {0, 39}:
            style = ""
        elif code in range(30, 38) or code in range(90, 98):
            style = f'fill="{_COLORS[code - 30 if code in range(30, 38) else code - 82]}"'
        elif code == 1:
            style = f'{style or "fill=" + chr(34) + "#ffffff" + chr(34)} font-weight="bold"'
        elif code == _FAINT:
            style = 'fill="#7b8494"'
    return style


def _columns(char: str) -> int:
    return 2 if east_asian_width(char) in "WF" else 1


if __name__ == "__main__":
    sys.exit(main())
