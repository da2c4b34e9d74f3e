"""Splits a reply into rows and sentences, and marks rows that are content as they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from intents import spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from intents.text import Line

# Bullets and numbers in front of list items, "Step 2:" and 第2步 among them.
BULLET: Final = re.compile(
    r"[ \t]*(?:>[ \t]*)?(?:[-*+•▪◦·‣](?=\s)|\(?[0-9０-９]{1,2}[.)．、）:：](?![0-9])"
    r"|[①-⑳]|[a-zA-Z][.)](?=\s)|(?:\*\*)?(?:Step|步骤|步驟|第|手順|ステップ)"
    r"\s*[0-9一二三四五六七八九十]+\s*[步歩]?[.:：、)），,]*(?:\*\*[:：]?)?)\s*"
)
# An entry of a shot list: "Scene 2 – ...", 镜头一：..., a time and a sentence. NARRATOR: speaks.
_SHOT: Final = re.compile(
    r"[ \t]*(?:[-*•▪]|\d+[.)])?[ \t]*[*_]*"
    r"(?:(?:scene|shot|take|frame|act|chapter|panel|シーン|カット|場面|镜头|鏡頭|场景|場景"
    r"|分镜|分鏡) ?[\d一二三四五六七八九十]+|第.{1,3}[幕场場章镜鏡])\s*[*_]*\s*[:：–—|(（、-]",
    re.IGNORECASE,
)
_TIMED: Final = re.compile(r"[ \t]*(?:[-*•▪]|\d+[.)])?[ \t]*[*_]*\d{1,2}:\d{2}")
_SPEAKER: Final = re.compile(r"[ \t]*[*_]*[A-Z][A-Z .'-]+[*_]*:")
_MORE_SENTENCES: Final = re.compile(r"[.!?]\s|[。！？](?=.)")
_ENDS: Final = frozenset({".", "!", "?", "。", "…"})
# People end sentences with a picture, or with a wave and a blank.
_SENTENCE_PICTURE: Final = re.compile("[~～][\\s]|[\u2600-\u27bf\U0001f300-\U0001faff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the reply: its tokens without the bullet, and the list it belongs to (or -1)."""

    low: int
    high: int
    block: int
    is_content: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of a sentence, without its stop."""

    low: int
    high: int
    is_question: bool = False


def rows(line: Line) -> Iterator[Row]:
    """Yield the rows that have words; neighbouring rows with bullets make a list."""
    position = token = block = 0
    in_list = False
    for raw in line.text.split("\n"):
        low, end = token, position + len(raw)
        while token < len(line.words) and line.starts[token] <= end:
            token += 1
        bullet = BULLET.match(raw)
        if raw.strip():
            block += 0 if in_list and bullet else 1
            in_list = bullet is not None
        while bullet and low < token and line.starts[low] < position + bullet.end():
            low += 1
        high = token
        while low < high and line.words[high - 1] == "\n":
            high -= 1
        if low < high:
            yield Row(low, high, block if in_list else -1, _is_content(raw))
        position = end + 1


def _is_content(raw: str) -> bool:
    if raw.lstrip().startswith("|") or _SPEAKER.match(raw) or _SHOT.match(raw):
        return True
    return _TIMED.match(raw) is not None and _MORE_SENTENCES.search(raw.strip()) is None


def sentences(line: Line, row: Row) -> Iterator[Sentence]:
    low = row.low
    for here in range(row.low, row.high):
        if here > low and _SENTENCE_PICTURE.search(
            line.text, line.ends[here - 1], line.starts[here]
        ):
            yield Sentence(low, here)
            low = here
        if _is_quoted_sentence(line, here):
            yield Sentence(low, here + 1)
            low = here + 1
        if line.words[here] in _ENDS and not _is_label_ellipsis(line, here, row.high):
            if low < here:
                yield Sentence(low, here, is_question=line.words[here] == "?")
            low = here + 1
    if low < row.high:
        yield Sentence(low, row.high)


def _is_quoted_sentence(line: Line, here: int) -> bool:
    span = line.spans.get(here)
    return span is not None and span.kind is spans.Kind.QUOTE and span.value[-1:] in _ENDS


def _is_label_ellipsis(line: Line, here: int, high: int) -> bool:
    """True if the dots belong to a label ("Export video… and select 1080p")."""
    following = here + 1
    return (
        line.words[here] == "…" and following < high and line.text[line.starts[following]].islower()
    )
