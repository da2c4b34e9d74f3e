"""What the text of a skill says of itself, each by the words this family says it in."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from agent.skill import markdown_sections, profile
from agent.skill.profile import DETECTED, Example, Span, Workflow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agent.skill.markdown_sections import Section
    from agent.skill.profile import Export

_MOST_MB: Final = 100_000
_MOST_SAMPLES: Final = 12
_LONGEST: Final = 400  # letters of what is shown
_MOST_S: Final = 86_400
_VERSION: Final = re.compile(r"v?(\d{1,6}(?:\.\d{1,6}){0,3}(?:[-+.][A-Za-z0-9.-]{1,40})?)")
_TRY: Final = re.compile(
    r"try (?:saying|asking|these|one)|(?:you can|things to) (?:say|ask)|example prompts"
)
_STARTS: Final = re.compile(r"getting started|quick ?start|welcome|greeting", re.IGNORECASE)
_CONNECTING: Final = re.compile(r'["“]((?!⏳|Still)[^"“”\n]{2,40}(?:\.\.\.|…))["”]')
_LANGUAGE: Final = re.compile(r'"language"\s*:\s*"([A-Za-z-]{2,10}|<[^>"]{1,20}>)"')
_TIME: Final = r"(\d{1,4})(?:\s*(?:-|–|to)\s*(\d{1,4}))?\s*(seconds?|secs?|minutes?|mins?)\b"
_TAKES: Final = re.compile(
    r"(?:(?:back in|takes)\D{0,20}|and (?:about|roughly|around) )" + _TIME, re.IGNORECASE
)
_RENDER: Final = re.compile(r"download url (?:with)?in\D{0,10}" + _TIME, re.IGNORECASE)
_EXAMPLES: Final = (
    re.compile(
        r"upload (?P<upload>[^,\n]{1,200}), type [\"“](?P<say>[^\"”\n]{1,300})[\"”],? and"
        r" you'll get (?P<get>[^\n]{1,200}?) back"
    ),
    re.compile(
        r"you send (?:an? )?(?P<upload>[^,\n]{1,200}), ask for (?P<say>.{1,300}?), and .{5,40}?"
        r" later you've got (?P<get>[^.\n]{1,200})"
    ),
)
_WORTH: Final = re.compile(r"worth (?:noting|knowing)\s*(?::|—|–|-)\s*(.+)", re.IGNORECASE)
_TOPICS: Final = re.compile(r"referencing (.+?) (?:get|are) routed")
_TYPES: Final = re.compile(
    r"(?:(?:accepted|supported)? ?(?:file )?(?:types|formats)|(?:accepts|supports))\s*:\s*(.+)",
    re.IGNORECASE,
)
_TYPE: Final = re.compile(r"(?<![\w/.])\.?([a-z0-9]{2,5})(?![\w/])")
_SIZE: Final = re.compile(
    r"(?:file size|size limit|max(?:imum)? (?:size|upload)|up to)\D{0,24}?(\d{1,6})\s?(MB|GB)\b",
    re.IGNORECASE,
)
_SMOOTHEST: Final = re.compile(r"stick to (.+?) for the smoothest", re.IGNORECASE)
_AFTER_SUMMARY: Final = re.compile(r"a quick ex|here's a typ|(?:one thing )?worth", re.IGNORECASE)
_STEPS: Final = re.compile(r"([A-Z][^:]{2,40}): (.+)")
_NO_TYPES: Final = frozenset({"and", "or", "the", "etc", "all", "most", "other"})
_READ_HERE: Final = frozenset({"txt", "md", "srt", "vtt", "docx", "pdf"})


def facts(head: dict[str, str], body: str, text: str) -> dict[str, Any]:
    """Whatever is said, by the field that it fills."""
    every = markdown_sections.sections(body)
    greeting, samples = _greeting(body, every)
    smoothest = _names(_SMOOTHEST.search(text))
    found: dict[str, Any] = {
        "version": _version(head.get("version", "")),
        "summary": _summary(every) or head.get("description", "")[:600],
        "greeting": greeting,
        "samples": samples,
        "connecting": _first(_CONNECTING, text),
        "session_language": _language(text),
        "example": _example(text),
        "worth_noting": _first(_WORTH, text),
        "topics": _names(_TOPICS.search(text)),
        "media": _types(text),
        "smoothest": smoothest,
        "documents": tuple(one.lower() for one in smoothest if one.lower() in _READ_HERE),
        "max_mb": _size(text),
        "takes": _span(_TAKES.search(text)),
        "render_takes": _span(_RENDER.search(text)),
        "export": _export(text),
        "tips": _tips(every),
        "workflows": _workflows(every),
    }
    return {key: value for key, value in found.items() if value}


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1].strip() if match else ""


def _version(said: str) -> str:
    match = _VERSION.fullmatch(said.strip())
    return match[1] if match else ""


def _greeting(body: str, every: Sequence[Section]) -> tuple[str, tuple[str, ...]]:
    """What it says first, and what it proposes: a list in quotes, and the line before it."""
    said = ""
    samples: tuple[str, ...] = ()
    for before, held in markdown_sections.lists(body):
        some = tuple(filter(None, map(markdown_sections.quoted, held)))
        label = markdown_sections.plain(before[-1]).casefold() if before else ""
        is_asked = bool(_TRY.search(label))
        if is_asked or len(some) == len(held) > 1:
            samples = (some if len(some) == len(held) else tuple(held))[:_MOST_SAMPLES]
            samples = tuple(one[:_LONGEST] for one in samples)
            prose = [one for one in before[: -1 if is_asked else None] if not one.startswith("#")]
            said = markdown_sections.plain(prose[-1]) if prose else ""
            break
    if not said or _STARTS.fullmatch(said):
        starts = [one for one in every if _STARTS.search(one.heading)]
        said = next((row for one in starts for row in one.paragraphs()), "")
    return said[:_LONGEST], samples


def _language(text: str) -> str:
    said = _first(_LANGUAGE, text)
    return DETECTED if said.startswith("<") else said


def _example(text: str) -> Example | None:
    for pattern in _EXAMPLES:
        if match := pattern.search(text):
            return Example(match["upload"].strip(), match["say"].strip(), match["get"].strip())
    return None


def _names(match: re.Match[str] | None) -> tuple[str, ...]:
    """`a, b, or c` as three."""
    if match is None:
        return ()
    parts = re.split(r",\s*(?:or |and )?|\s+(?:or|and)\s+", match[1])
    return tuple(part.strip() for part in parts if part.strip())


def _types(text: str) -> tuple[str, ...]:
    for match in _TYPES.finditer(text):
        every = dict.fromkeys(_TYPE.findall(match[1].casefold()))
        found = tuple(one for one in every if one not in _NO_TYPES)
        if len(found) > 2:  # noqa: PLR2004 - a list, and no remark
            return found[:60]
    return ()


def _size(text: str) -> int:
    match = _SIZE.search(text)
    if match is None:
        return 0
    size = int(match[1]) * (1024 if match[2].upper() == "GB" else 1)
    return size if 0 < size <= _MOST_MB else 0


def _span(match: re.Match[str] | None) -> Span | None:
    if match is None:
        return None
    unit = 60 if match[3].casefold().startswith("m") else 1
    first, last = int(match[1]) * unit, int(match[2] or match[1]) * unit
    return Span(first, last) if 0 < first <= last <= _MOST_S else None


def _export(text: str) -> Export:
    """As our default says, where the text does not."""
    usual = profile.product().profile().export
    return replace(
        usual,
        codec=_first(re.compile(r"\b(H\.26[45]|HEVC|AV1)\b"), text) or usual.codec,
        largest=_first(re.compile(r"up to (\d{3,5}x\d{3,5})"), text) or usual.largest,
        note=_first(re.compile(r"^(Export as .+)$", re.MULTILINE), text),
    )


def _summary(every: Sequence[Section]) -> str:
    """The prose under the title, up to its example."""
    great = [one for one in every if one.level == 1]
    bare = [one for one in every if markdown_sections.titled(one.heading)]
    for one in (*great, *bare):
        rows = itertools.takewhile(lambda row: not _AFTER_SUMMARY.match(row), one.paragraphs())
        if said := " ".join(rows):
            return said[:600]
    return ""


def _tips(every: Sequence[Section]) -> tuple[str, ...]:
    for one in every:
        if one.heading.casefold().startswith("tips"):
            return (*one.paragraphs(), *one.items())[:_MOST_SAMPLES]
    return ()


def _workflows(every: Sequence[Section]) -> tuple[Workflow, ...]:
    for one in every:
        if one.heading.casefold().endswith("workflows"):
            rows = [_STEPS.fullmatch(row) for row in (*one.paragraphs(), *one.items())]
            return tuple(Workflow(row[1], row[2]) for row in rows if row)[:_MOST_SAMPLES]
    return ()
