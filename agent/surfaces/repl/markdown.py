"""What a backend writes, line by line, as painted rows: headings, lists, fences, tables, stress."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from agent.surfaces.repl.line_folding import width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from agent.surfaces.printer import Piece

_HEADING: Final = re.compile(r"#{1,6} +(.*?)(?: +#+)?$")
_ITEM: Final = re.compile(r"( *)[-*+] +(.*)$")
_FENCE: Final = re.compile(r" *(```|~~~)")
_RULE: Final = re.compile(r" *([-*_])(?: *\1){2,} *$")
_TABLE: Final = re.compile(r" *\|.*\| *$")
_CELLS: Final = re.compile(r" *\|?[ :|-]+\|? *$")
_INLINE: Final = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<strong>\S(?:[^*]*\S)?)\*\*|__(?P<thick>\S(?:[^_]*\S)?)__"
    r"|(?<![\w*])\*(?P<stress>\S(?:[^*]*\S)?)\*(?![\w*])"
    r"|\[(?P<name>[^\[\]\n]{1,300})\]\((?P<address>[^()\s]{1,2000})\)"
)
_PAINT: Final = {"code": "code", "strong": "bold", "thick": "bold", "stress": "stress"}
_MOST: Final = 4000  # letters of a line in which marks are looked for


def rows(text: str) -> Iterator[list[Piece]]:
    """The rows of a message."""
    is_code = False
    table: list[str] = []
    for line in text.split("\n"):
        if not is_code and _TABLE.match(line):
            table.append(line)
            continue
        yield from _table(table)
        table = []
        if _FENCE.match(line):
            is_code = not is_code
        elif is_code:
            yield [("code", f"  {line}")]
        else:
            yield _row(line)
    yield from _table(table)


def _row(line: str) -> list[Piece]:
    if heading := _HEADING.match(line):
        return [(paint or "bold", text) for paint, text in inline(heading[1])]
    if _RULE.match(line):
        return [("dim", "─" * 8)]
    if item := _ITEM.match(line):
        return [("", f"{item[1]}• "), *inline(item[2])]
    return inline(line)


def inline(line: str) -> list[Piece]:
    """Stress, code and links within a line."""
    if len(line) > _MOST:
        return [("", line)]
    made: list[Piece] = []
    at = 0
    for found in _INLINE.finditer(line):
        if found.start() > at:
            made.append(("", line[at : found.start()]))
        at = found.end()
        kind = str(found.lastgroup)
        if kind == "address":
            same = found["name"] == found["address"]
            made += [("bold", found["name"])] if not same else []
            made += [] if same else [("", " ")]
            made.append(("link", found["address"]))
        else:
            made.append((_PAINT[kind], found[kind]))
    return [*made, ("", line[at:])] if line[at:] or not made else made


def _table(lines: Sequence[str]) -> Iterator[list[Piece]]:
    cells = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in lines
        if not _CELLS.fullmatch(line)
    ]
    wide = [max(width(row[at]) for row in cells if at < len(row)) for at in range(_most(cells))]
    for number, row in enumerate(cells):
        made: list[Piece] = []
        for cell, columns in zip(row, wide, strict=False):
            paint = "bold" if number == 0 else ""
            made += [(paint, cell), ("", " " * (columns - width(cell) + 2))]
        yield made


def _most(cells: Sequence[Sequence[str]]) -> int:
    return max(map(len, cells), default=0)
