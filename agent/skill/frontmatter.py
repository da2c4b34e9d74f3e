"""The YAML between two lines of hyphens at the head of a Markdown file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from agent.skill import yaml_document

if TYPE_CHECKING:
    from agent.skill.yaml_document import YamlValue

MOST_LETTERS: Final = 65_536
_WANTED: Final = ("name", "version", "description", "title", "displayName")
_LINE: Final = re.compile(r"(name|version|description|title|displayName):[ \t]*(\S.*)")


def split(text: str) -> tuple[dict[str, str], str]:
    """What is wanted of it, and the text behind it. What is no YAML is read line by line."""
    lines = text.lstrip("\n").split("\n")
    if lines[0].rstrip() != "---":
        return {}, text
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)
    head, body = "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])
    if not end or len(head) > MOST_LETTERS:
        return {}, text
    try:
        document = yaml_document.parse(head, "frontmatter", may_repeat=False)
        return _wanted(document), body
    except yaml_document.YamlDocumentError:  # many have a colon where YAML wants none
        return _line_by_line(head), body


def _wanted(document: YamlValue) -> dict[str, str]:
    found = {}
    for name in _WANTED:
        for way in ((name,), ("metadata", name), ("metadata", "openclaw", name)):
            said = _at(document, way)
            if said and name not in found:
                found[name] = said
    return found


def _at(document: YamlValue, way: tuple[str, ...]) -> str:
    place: YamlValue | None = document
    try:
        for step in way:
            place = place.get(step) if place is not None else None
        return place.text() if place is not None else ""
    except yaml_document.YamlDocumentError:
        return ""


def _line_by_line(head: str) -> dict[str, str]:
    matches = map(_LINE.fullmatch, head.split("\n"))
    return {match[1]: match[2].strip().strip("\"'") for match in matches if match}
