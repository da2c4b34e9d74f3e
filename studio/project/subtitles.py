"""Captions as files: a draft written as SubRip; SubRip and WebVTT read."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from studio.project.draft import number

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT: Final = 7
_MOST: Final = 10_000  # captions of a file, so that a hostile one cannot fill the draft
_MOST_LETTERS: Final = 5_000_000
_MOST_IN_ONE: Final = 1000
_LONGEST_MS: Final = 100 * 3_600_000 - 1
_SHORTEST_MS: Final = 1
# 00:01:02,345 as SubRip has it, 01:02.345 as WebVTT may, and what people make of both.
_TIME: Final = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?"
_SPAN: Final = re.compile(rf"^\s*{_TIME}\s*-+>\s*{_TIME}")
_MARKS: Final = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,200}\}")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Subtitle:
    """Words, and when they are to be read, in ms."""

    start: int
    end: int
    text: str


def captions(draft: Mapping[str, Any]) -> list[Subtitle]:
    """The captions of a draft, in the order of their time."""
    found = [caption for track in _many(draft.get("t")) for caption in _captions_on(track)]
    return sorted(found[:_MOST], key=lambda caption: (caption.start, caption.end))


def srt(draft: Mapping[str, Any]) -> str:
    """The captions of a draft as SubRip."""
    pieces = [
        f"{number}\n{_stamp(one.start)} --> {_stamp(one.end)}\n{one.text}\n"
        for number, one in enumerate(captions(draft), 1)
    ]
    return "\n".join(pieces)


def parse(text: str) -> list[Subtitle]:
    """The captions of a SubRip or WebVTT file, however well it is made; its markup is dropped."""
    lines = _LINE_END.split(text[:_MOST_LETTERS].lstrip("\ufeff"))
    is_vtt = bool(lines) and lines[0].startswith("WEBVTT")
    found = list(_captions_in(lines, is_vtt=is_vtt))
    return sorted(found, key=lambda caption: (caption.start, caption.end))


def _captions_in(lines: list[str], *, is_vtt: bool) -> Iterator[Subtitle]:
    count = 0
    place = 0
    while place < len(lines) and count < _MOST:
        span = _SPAN.match(lines[place])
        place += 1
        if span is None:
            continue
        start, end = _ms(span.groups()[:4]), _ms(span.groups()[4:])
        words, place = _text_lines(lines, place)
        plain = _MARKS.sub("", "\n".join(words)).strip()[:_MOST_IN_ONE]
        if plain:
            count += 1
            said = html.unescape(plain) if is_vtt else plain
            yield Subtitle(start, max(end, start + _SHORTEST_MS), said)


def _text_lines(lines: list[str], place: int) -> tuple[list[str], int]:
    """The lines up to an empty one, or up to the next times where the empty one was forgotten."""
    words: list[str] = []
    while place < len(lines) and lines[place].strip():
        if _SPAN.match(lines[place]):
            if words and words[-1].strip().isdecimal():
                words.pop()
            break
        words.append(lines[place].strip())
        place += 1
    return words, place


def _ms(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, thousandths = parts
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return min(whole * 1000 + int((thousandths or "").ljust(3, "0")), _LONGEST_MS)


def _stamp(ms: int) -> str:
    seconds, thousandths = divmod(min(max(0, ms), _LONGEST_MS), 1000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02},{thousandths:03}"


def _captions_on(track: object) -> Iterator[Subtitle]:
    if not isinstance(track, Mapping) or track.get("tt") != TEXT:
        return
    name = _mapping(track.get("m")).get("name")
    place = 0
    for segment in _many(track.get("sg")):
        words = _mapping(_mapping(segment).get("m"))
        start = round(number(words.get("start"), place, 0, _LONGEST_MS))
        place = end = start + round(number(_mapping(segment).get("d"), 0, 0, _LONGEST_MS))
        text = words.get("text")
        is_caption = words.get("kind") == "caption" or (name == "Captions" and "kind" not in words)
        if is_caption and isinstance(text, str) and (plain := _lines_of(text)):
            yield Subtitle(start, max(end, start + _SHORTEST_MS), plain)


def _lines_of(text: str) -> str:
    """Lines without empty ones between, which would end a caption, and without its arrow."""
    lines = [line.strip() for line in _LINE_END.split(text[:_MOST_IN_ONE])]
    return "\n".join(line for line in lines if line).replace("-->", "→")


def _many(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
