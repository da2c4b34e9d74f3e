"""Typesetting: line breaking, font fallback and letter positions."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.render import fonts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.render.fonts import Face

# Japanese and Chinese line breaking (kinsoku): what may not begin a line, and what may not end one.
NEVER_FIRST = set(
    "、。，．！？：；）」』】》〉〕”’…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.!?:;)]}%℃々〜・"
)
NEVER_LAST = set("（「『【《〈〔“‘([{$¥￥")
LEADING = 1.16  # from baseline to baseline, in type sizes
EASTERN_LEADING = 1.32  # ideographs fill their square and need more air


@dataclass(frozen=True, slots=True)
class Style:
    """Font name, size in pixels, and tracking in ems."""

    face: str
    size: float
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter (with its combining marks), its x from the line's left, the word it belongs to."""

    text: str
    face: Face
    x: float
    wide: float
    word: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line: its letters, its width, its baseline from the block's top."""

    letters: tuple[Letter, ...]
    width: float
    base: float


@dataclass(frozen=True, slots=True)
class Block:
    """Typeset lines; `size` is the type size they ended up with."""

    lines: tuple[TextLine, ...]
    width: float
    height: float
    size: float
    eastern: bool


def is_eastern(letter: str) -> bool:
    """True for Chinese, Japanese and full-width letters, between which a line may be broken."""
    return unicodedata.east_asian_width(letter) in {"W", "F"} or "\u3040" <= letter <= "\u30ff"


def unbreakable_parts(text: str) -> list[str]:
    """Split a text at every allowed line break: words, and single East Asian letters."""
    parts: list[str] = []
    is_glued = True
    for letter in text:
        opens = bool(parts) and parts[-1][-1] in NEVER_LAST
        if parts and (
            letter in NEVER_FIRST or opens or _is_glued(parts[-1][-1], letter, is_glued=is_glued)
        ):
            parts[-1] += letter
        else:
            parts.append(letter)
        is_glued = not letter.isspace()
    return parts


def _is_glued(before: str, letter: str, *, is_glued: bool) -> bool:
    if letter.isspace():
        return True
    return is_glued and not is_eastern(before) and not is_eastern(letter)


def clusters(text: str) -> list[str]:
    """Letters with their combining marks."""
    out: list[str] = []
    for letter in text:
        if out and unicodedata.combining(letter):
            out[-1] += letter
        else:
            out.append(letter)
    return out


def width_of(text: str, style: Style) -> float:
    """The width of a text set in one line."""
    wide = sum(face.at(style.size).getlength(run) for run, face in _runs(text, style.face))
    return wide + style.tracking * style.size * max(0, len(clusters(text)) - 1)


def _runs(text: str, asked: str) -> list[tuple[str, Face]]:
    """Split a text into runs of one font; spaces and combining marks join the run before them."""
    runs: list[tuple[str, Face]] = []
    for letter in text:
        if runs and (letter.isspace() or unicodedata.combining(letter)):
            runs[-1] = (runs[-1][0] + letter, runs[-1][1])
            continue
        face = fonts.face_of(letter, asked) or fonts.bundled(fonts.SANS)
        if runs and runs[-1][1] == face:
            runs[-1] = (runs[-1][0] + letter, face)
        else:
            runs.append((letter, face))
    return runs


def wrapped(text: str, style: Style, limit: float) -> list[str]:
    """Break a text into lines within a width, as even as possible."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        parts = _split_overlong(unbreakable_parts(paragraph.strip()), style, limit)
        widths = [width_of(part, style) for part in parts]
        count = len(_greedy_lines(parts, widths, limit))
        low, high = max(widths, default=0.0), limit
        for _ in range(9):  # the narrowest measure that takes no more lines
            middle = (low + high) / 2
            if len(_greedy_lines(parts, widths, middle)) <= count:
                high = middle
            else:
                low = middle
        lines.extend(_greedy_lines(parts, widths, high))
    return [line.strip() for line in lines] or [""]


def _split_overlong(parts: Sequence[str], style: Style, limit: float) -> list[str]:
    """Cut words that are wider than a line."""
    out: list[str] = []
    for part in parts:
        rest = part
        while len(rest) > 1 and width_of(rest.rstrip(), style) > limit:
            fits = max(1, int(len(rest) * limit / max(1.0, width_of(rest, style))))
            while fits > 1 and width_of(rest[:fits], style) > limit:
                fits -= 1
            out.append(rest[:fits])
            rest = rest[fits:]
        out.append(rest)
    return out


def _greedy_lines(parts: Sequence[str], widths: Sequence[float], limit: float) -> list[str]:
    lines, wide = [""], 0.0
    for part, width in zip(parts, widths, strict=True):
        if lines[-1] and wide + width > limit + 1:
            lines.append("")
            wide = 0.0
        lines[-1] += part
        wide += width
    return lines


def block(text: str, style: Style, limit: float, most: int = 3) -> Block:
    """Typeset a text within a width, smaller if it would take too many lines."""
    clean = fonts.cleaned(text)
    size = style.size
    while True:
        now = Style(style.face, size, style.tracking)
        lines = wrapped(clean, now, limit)
        # Rather a fourth line than type at less than half of its size.
        if len(lines) <= most or size < style.size * 0.45:
            break
        size *= 0.92
    return _block(lines, now)


def _block(lines: Sequence[str], style: Style) -> Block:
    eastern = any(is_eastern(letter) for line in lines for letter in line)
    step = style.size * (EASTERN_LEADING if eastern else LEADING)
    out, word = [], 0
    for index, text in enumerate(lines):
        letters, wide, word = _placed_letters(text, style, word)
        # The first baseline is 0.9 sizes below the top; descenders reach 0.22 below the last one.
        out.append(TextLine(tuple(letters), wide, style.size * 0.9 + index * step))
    height = style.size * 1.12 + step * (len(lines) - 1)
    return Block(
        tuple(out), max((line.width for line in out), default=0.0), height, style.size, eastern
    )


def _placed_letters(text: str, style: Style, word: int) -> tuple[list[Letter], float, int]:
    letters: list[Letter] = []
    x, tracking = 0.0, style.tracking * style.size
    for run, face in _runs(text, style.face):
        font, done = face.at(style.size), ""
        start = x
        for cluster in clusters(run):
            left = start + font.getlength(done) + tracking * len(clusters(done))
            done += cluster
            right = start + font.getlength(done) + tracking * len(clusters(done))
            if cluster.isspace():
                word += 1
            else:
                letters.append(Letter(cluster, face, left, right - left, word))
                word += is_eastern(cluster)
            x = right
    return letters, max(0.0, x - tracking), word + 1
