"""Finds what is not speech in a line: paths, addresses, quotations, code.

One pass from left to right in which each character is looked at a bounded number of times, so that
a pasted megabyte of brackets costs no more than a pasted megabyte of prose. Positions are found on
the folded text (see `text.fold`), which has one character for each of the original; values are read
from the original.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from intents.file_address import local

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """The kind of a span; the value is the word by which the lexicon knows it."""

    FILE = "<file>"
    PATH = "<path>"
    MEDIA_URL = "<media>"
    URL = "<url>"
    QUOTE = "<quote>"
    CODE = "<code>"


@dataclass(frozen=True, slots=True)
class Span:
    """`start:end` of the line, and its value: a path as on disk, a bare address."""

    kind: Kind
    start: int
    end: int
    value: str


# Extensions: of media, and of documents that an edit may hand over as well.
MEDIA: Final = [
    "mp4",
    "mov",
    "avi",
    "webm",
    "mkv",
    "m4v",
    "mpg",
    "mpeg",
    "wmv",
    "flv",
    "3gp",
    "mxf",
    "mts",
    "m2ts",
    "ogv",
    "jpg",
    "jpeg",
    "png",
    "gif",
    "webp",
    "heic",
    "bmp",
    "tiff",
    "tif",
    "svg",
    "mp3",
    "wav",
    "m4a",
    "aac",
    "flac",
    "ogg",
    "opus",
    "wma",
    "aiff",
]
DOCUMENTS: Final = ["txt", "md", "srt", "vtt", "ass", "docx", "doc", "pdf", "rtf"]

# Opening quotation marks and what closes each.
CLOSERS: Final = {
    "“": "”", "‘": "’", "「": "」", "『": "』", "«": "»", "‹": "›", "《": "》", "【": "】",
    "〈": "〉", '"': '"', "'": "'", "`": "`",
}  # fmt: skip
_LONGEST_QUOTE: Final = 4000  # letters; a mark without its partner must not swallow a script
_LONGEST_PATH: Final = 300  # letters
_LONGEST_QUOTED_NAME: Final = 6  # words; a longer quotation that ends in ".mp4" is a sentence

_FILE_END: Final = (
    rf"\.(?:{'|'.join(sorted(MEDIA + DOCUMENTS, key=len, reverse=True))})(?![a-z0-9])"
)
_TRIGGER: Final = re.compile(
    rf"```|[“‘「『«‹《【〈\"'`]|https?://|file:/|\\\\(?=[a-z0-9])|(?<![a-z0-9])[a-z]:[\\/]|{_FILE_END}"
    r"|(?:~|\.{1,2})?/(?=[^\s/])|\.{1,2}\\(?=[^\s\\])"
)
_ADDRESS: Final = re.compile(r"[^\s<>\"“”‘’「」『』《》，。！？；、）】]+")
_ENDS_AS_FILE: Final = re.compile(_FILE_END)
_MEDIA_ADDRESS: Final = re.compile(rf"\.(?:{'|'.join(MEDIA)})(?:$|[?#&])")
_ROOT: Final = re.compile(r"[a-z]:[\\/]|\\\\[a-z0-9]|~?/|\.{1,2}[\\/]")
_WORD_OF_PATH: Final = re.compile(r"(?:\\[ ()\[\]&'\"]|[^\s\"“”「」『』<>|，。！？；、）】])+")
_WIDE_STOP: Final = re.compile("[，！？；]")  # folding hides them; no folder is called so
_NEXT_PATH: Final = re.compile(r"[\"'“”「」,，、;:]|\s(?:[a-z]:[\\/]|\\\\|~?/|\.{1,2}[\\/])")
_BLANK: Final = frozenset(" \n\r\t")
_BEFORE: Final = _BLANK | frozenset("\"'“‘「『«‹《(（[【<,，;；:：、。=|`")
_AFTER_QUOTE: Final = frozenset(" \n\r\t,.;:!?)]}，。；：！？）、-…")


def scan(folded: str, text: str, cut: re.Pattern[str] | None = None) -> list[Span]:
    """All spans of a line, in order, not overlapping; `cut` finds words glued to a file name."""
    if _TRIGGER.search(folded) is None:
        return []
    return list(_Scanner(folded, text, cut).spans())


class _Scanner:
    """A cursor over one line; no span reaches back over `floor`, the end of the last one."""

    def __init__(self, folded: str, text: str, cut: re.Pattern[str] | None) -> None:
        self.folded = folded
        self.text = text
        self.cut = cut
        self.floor = 0
        self.closers: dict[str, int] = {}

    def spans(self) -> Iterator[Span]:
        position = 0
        while found := _TRIGGER.search(self.folded, position):
            span = self._at(found)
            if span is None:
                position = max(found.end(), position + 1)
            else:
                yield span
                position = self.floor = span.end

    def _at(self, found: re.Match[str]) -> Span | None:
        start, mark = found.start(), found.group()
        if mark == "```":
            return self._fence(start)
        if mark in CLOSERS:
            return self._quote(start, mark)
        if mark.startswith("http"):
            return self._address(start)
        if mark == "file:/":
            return self._file_uri(start)
        if mark[0] == "." and mark[-1] not in "/\\":
            return self._bare_name(start, found.end())
        return self._path(start)

    def _fence(self, start: int) -> Span | None:
        close = self._closer("```", start + 3)
        return (
            None if close < 0 else Span(Kind.CODE, start, close + 3, self.text[start + 3 : close])
        )

    def _quote(self, start: int, mark: str) -> Span | None:
        if not self._opens(start, mark):
            return None
        close = self._closer(CLOSERS[mark], start + 1)
        while mark == "'" and close >= 0 and not self._ends_quote(close):
            close = self._closer("'", close + 1)
            if close - start > _LONGEST_QUOTE:
                return None
        if close <= start + 1 or close - start > _LONGEST_QUOTE:
            return None
        inside = self.text[start + 1 : close]
        return Span(
            self._meaning(inside, mark, called=self._is_argument(start)),
            start,
            close + 1,
            _as_on_disk(inside),
        )

    def _is_argument(self, start: int) -> bool:
        """True for a quotation in a call, as in `open("a.mp4")`."""
        return (
            start > 1
            and self.text[start - 1] == "("
            and self.text[start - 2].isascii()
            and self.text[start - 2].isalnum()
        )

    def _opens(self, start: int, mark: str) -> bool:
        """False for an apostrophe inside a word and an inch mark behind a number."""
        before = self.text[start - 1] if start else " "
        after = self.text[start + 1 : start + 2]
        if mark == "'":
            return before in _BEFORE and after not in _BLANK
        return not (mark == '"' and before.isascii() and before.isalnum())

    def _ends_quote(self, close: int) -> bool:
        after = self.text[close + 1 : close + 2]
        return not after or after in _AFTER_QUOTE or not after.isascii()

    def _closer(self, mark: str, start: int) -> int:
        """The place of the next `mark`, -1 for none; cached, so that no text is searched twice."""
        known = self.closers.get(mark)
        if known is None or 0 <= known < start:
            source = self.text if mark == "’" else self.folded  # folding makes an apostrophe of it
            known = self.closers[mark] = source.find(mark, start)
        return known

    def _meaning(self, inside: str, mark: str, *, called: bool) -> Kind:
        small = inside.strip().lower()
        if called:
            return Kind.CODE
        if small.startswith(("http://", "https://")) and not _BLANK.intersection(small):
            return Kind.MEDIA_URL if _MEDIA_ADDRESS.search(small) else Kind.URL
        if "\n" not in small and len(small) <= _LONGEST_PATH:
            end = _ENDS_AS_FILE.search(small)
            rooted = _ROOT.match(small) or small.startswith("file:/")
            if rooted and (end or "\\" in small or small.count("/") > 1):
                return Kind.FILE if end else Kind.PATH
            if end and end.end() == len(small) and end.start() > 0 and _is_name(small):
                return Kind.FILE
        return Kind.CODE if mark == "`" else Kind.QUOTE

    def _address(self, start: int) -> Span:
        end = self._end(_ADDRESS, start)
        end -= _trailing(self.folded[start:end])
        small = self.folded[start:end]
        kind = Kind.MEDIA_URL if _MEDIA_ADDRESS.search(small) else Kind.URL
        return Span(kind, start, end, self.text[start:end])

    def _end(self, pattern: re.Pattern[str], start: int) -> int:
        """The end of a run: at a blank that only folding shows, or at a stop that folding hides."""
        found = (pattern.match(source, start) for source in (self.folded, self.text))
        return min(one.end() if one else start for one in found)

    def _file_uri(self, start: int) -> Span:
        end = self._end(_ADDRESS, start)
        end -= _trailing(self.folded[start:end])
        return Span(Kind.FILE, start, end, _as_on_disk(self.text[start:end]))

    def _path(self, start: int) -> Span | None:
        """A rooted path; without a media extension it needs folders, as `/home/ana/clip` has."""
        before = self.text[start - 1] if start else " "
        if before.isascii() and before not in _BEFORE:
            return None
        word = _WORD_OF_PATH.match(self.folded, start)
        if word is None:
            return None
        end = self._file_end(start, word.end())
        kind = Kind.FILE
        if end is None:
            kind = Kind.PATH
            loose = _WIDE_STOP.split(self.text[start : word.end()], maxsplit=1)[0]
            loose = loose.rstrip(".,;:!?)]'")
            rooted = loose[0] != "/" and len(loose.strip("./~\\")) > 0
            if not before.isascii() or not (rooted or loose.strip("/").count("/")):
                return None
            end = start + len(loose)
        return Span(kind, start, end, _as_on_disk(self.text[start:end]))

    def _file_end(self, start: int, word_end: int) -> int | None:
        """The end of the media extension that closes a path, in its first word or soon after."""
        inside = _ENDS_AS_FILE.search(self.folded, start, word_end)
        while inside and self.folded[inside.end() : inside.end() + 1] in {".", "/", "\\", "-", "_"}:
            if self.folded[inside.end() : inside.end() + 1] == "." and inside.end() + 1 >= word_end:
                break
            inside = _ENDS_AS_FILE.search(self.folded, inside.end(), word_end)
        if inside:
            return inside.end()
        line_end = self.folded.find("\n", word_end, start + _LONGEST_PATH)
        limit = line_end if line_end >= 0 else start + _LONGEST_PATH
        later = _ENDS_AS_FILE.search(self.folded, word_end, limit)
        if later is None:
            return None
        between = self.folded[word_end : later.start()]
        if not between.startswith(" ") or len(between.split()) > _LONGEST_QUOTED_NAME:
            return None
        if _NEXT_PATH.search(between) or between[-1] in _BLANK:
            return None
        return later.end()

    def _bare_name(self, dot: int, end: int) -> Span | None:
        """`holiday.mp4`: back from its extension to where the name begins."""
        start = dot
        lowest = max(self.floor, dot - _LONGEST_PATH)
        while (
            start > lowest
            and (char := self.text[start - 1]) not in _BEFORE
            and char not in "”’」』»›》)）]】"
        ):
            start -= 1
        if self.cut is not None and not self.text[start:dot].isascii():
            for found in self.cut.finditer(self.text, start, dot):
                if found.end() < dot:
                    start = found.end()
        if start == dot or self.folded[start:dot].strip(".-_/\\") == "":
            return None
        return Span(Kind.FILE, start, end, _as_on_disk(self.text[start:end]))


def _is_name(small: str) -> bool:
    return len(small.split()) <= _LONGEST_QUOTED_NAME and not any(
        mark in small for mark in ",;!?，。！？"
    )


def _trailing(address: str) -> int:
    """The number of characters at an address's end that belong to the sentence around it."""
    bare = address.rstrip(".,;:!?'*_~")
    while bare.endswith((")", "]", "}")) and bare.count(bare[-1]) > bare.count(
        "([{"[")]}".index(bare[-1])]
    ):
        bare = bare[:-1].rstrip(".,;:!?'*_~")
    return len(address) - len(bare)


def _as_on_disk(value: str) -> str:
    """A path as the disk knows it: file addresses decoded, shell escapes undone."""
    value = value.strip()
    if value.lower().startswith("file:"):
        return local(value)
    if re.match(r"[A-Za-z]:[\\/]|\\\\", value):
        return value
    return re.sub(r"\\([ ()\[\]{}&'\"!$;#*?<>|`\\])", r"\1", value)
