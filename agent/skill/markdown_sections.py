"""A Markdown text as sections: what stands under which heading, also where they lost their #."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADING: Final = re.compile(r"#{1,6}\s+(.+?)\s*#*")
_ITEM: Final = re.compile(r"\s*(?:[-*+•]|\d{1,2}[.)])\s+(.+)")
_MARKS: Final = re.compile(r"\*\*|__|`")
_QUOTES: Final = "\"'“”‘’「」『』«»"
# Headings of this family, as pages show them that were copied without their Markdown.
_KNOWN: Final = re.compile(
    r"getting started|quick ?start|welcome|getting connected|first[- ]time (?:connection|set-?up)"
    r"|matching input.*|.*pipeline(?: details)?|error (?:codes|handling)|(?:reading the )?sse .*"
    r"|backend response translation|gui translation|(?:common|typical) workflows"
    r"|tips(?: and tricks)?|supported (?:formats|files)|examples?",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(r"([A-Z0-9][^—–]{1,70}?) [—–] ([A-Z0-9][^.—–]{2,90})")
_LONGEST: Final = 2_000  # letters of a line that are looked at
_WIDEST: Final = 300  # of a heading that has its #
_SHORT: Final = 60  # letters of a heading


@dataclass(slots=True)
class Section:
    """What stands under a heading; the first one has none."""

    heading: str = ""
    level: int = 0  # 0 for a heading without its #
    lines: list[str] = field(default_factory=list)

    def paragraphs(self) -> list[str]:
        """Lines of prose: no lists, tables, fences."""
        found, is_code = [], False
        for line in self.lines:
            if line.lstrip().startswith(("```", "~~~")):
                is_code = not is_code
            elif not is_code and _is_prose(line):
                found.append(plain(line))
        return found

    def items(self) -> list[str]:
        """What its lists hold."""
        return [one for line in self.lines if (one := item(line)) is not None]


def _is_prose(line: str) -> bool:
    is_row = not line.strip() or line.lstrip().startswith(("|", "---"))
    return not is_row and item(line) is None


def sections(text: str) -> list[Section]:
    """The sections in their order."""
    found, is_code = [Section()], False
    for line in text.splitlines():
        if line.lstrip().startswith(("```", "~~~")):
            is_code = not is_code
        heading = None if is_code else _heading(line)
        if heading is not None:
            found.append(heading)
        else:
            found[-1].lines.append(line[:_LONGEST])
    return found


def _heading(line: str) -> Section | None:
    if match := _HEADING.fullmatch(line.strip()[:_WIDEST]):
        level = len(line.strip()) - len(line.strip().lstrip("#"))
        return Section(plain(match[1]), level)
    said = plain(line)
    is_short = bool(said) and len(said) <= _SHORT and said[-1] not in ".:,;"
    is_known = is_short and _KNOWN.fullmatch(said) is not None
    is_bare = line[:1].isalnum() and titled(said) is not None
    return Section(said) if is_known or is_bare else None


def titled(said: str) -> tuple[str, str] | None:
    """A title and what stands behind its dash."""
    match = _TITLE.fullmatch(said[:_WIDEST])
    return (match[1], match[2]) if match else None


def plain(line: str) -> str:
    """A line without its Markdown."""
    return _MARKS.sub("", line[:_LONGEST]).strip().lstrip("> ").strip()


def item(line: str) -> str | None:
    """What an entry of a list says."""
    match = _ITEM.fullmatch(line[:_LONGEST].lstrip("> ") if line.startswith(">") else line)
    return plain(match[1]) if match else None


def quoted(said: str) -> str | None:
    """What stands in quotation marks, where all of it does."""
    is_quoted = len(said) > 2 and said[0] in _QUOTES and said[-1] in _QUOTES  # noqa: PLR2004 - the marks
    return said[1:-1].strip() if is_quoted else None


def lists(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Each list: the prose in front of it, nearest last, and what it holds."""
    before: list[str] = []
    held: list[str] = []
    for line in [*text.splitlines(), "end"]:
        entry = item(line)
        if entry is not None:
            held.append(entry)
        elif line.strip():
            if held:
                yield before[-3:], held
                held = []
            before.append(line.strip()[:_LONGEST])


def unmarked(text: str) -> str:
    """The whole text without its Markdown, line by line."""
    return "\n".join(map(plain, text.splitlines()))
