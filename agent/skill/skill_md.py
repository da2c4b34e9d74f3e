"""Any SKILL.md of this family as it is found in the wild, read as a profile.

Whatever it does not say is as in our default profile; `Profile.missing` names it. The file is
somebody else's: its size is bounded, its YAML has no aliases, and nothing in it acts on a terminal.
"""

from __future__ import annotations

import re
import stat
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from agent.skill import frontmatter, markdown_sections, profile, prose_facts
from agent.skill.profile import Example

if TYPE_CHECKING:
    from pathlib import Path

    from agent.skill.profile import Profile

NAME: Final = "SKILL.md"
MOST_BYTES: Final = 512 * 1024
_SHORT: Final = 40  # letters of a heading that may be a title
_ACTS: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|.?)")
_SAFE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_SOURCE: Final = re.compile(r"X-Skill-Source\s*(?:\||:|is|=)\s*([A-Za-z0-9][\w.-]{1,79})")


class SkillFileError(ValueError):
    """A file that is no skill; `kind` is a key of our words, `about` what it is about."""

    def __init__(self, kind: str, about: str) -> None:
        super().__init__(f"{kind}: {about}")
        self.kind = kind
        self.about = about


def read(at: Path) -> Profile:
    """The skill in a file, or in the SKILL.md of a folder. Raises SkillFileError."""
    path = at.absolute()
    if path.is_dir():
        path = path / NAME
        if not path.is_file():
            raise SkillFileError("skill_folder", str(at))
    return understood(_text(path), path)


def _text(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # to open a pipe would be to wait for its writer
            raise SkillFileError("skill_unreadable", str(path))
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise SkillFileError("skill_away", str(path)) from error
    except (OSError, ValueError) as error:
        raise SkillFileError("skill_unreadable", str(path)) from error
    if len(raw) > MOST_BYTES:
        raise SkillFileError("skill_too_long", str(path))
    try:
        said = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SkillFileError("skill_no_text", str(path)) from error
    if "\0" in said:
        raise SkillFileError("skill_no_text", str(path))
    return _harmless(said)


def _harmless(said: str) -> str:
    """Letters, blanks and line ends: what would act on a terminal, or hide, is not read at all."""
    rows = _ACTS.sub("", said).splitlines()
    return "\n".join(
        "".join(one if one.isprintable() else " " if one.isspace() else "" for one in row)
        for row in rows
    )


def understood(said: str, path: Path) -> Profile:
    """Read a text as a profile. Raises SkillFileError where there is nothing of a skill in it."""
    head, body = frontmatter.split(said)
    text = markdown_sections.unmarked(body)
    found = prose_facts.facts(head, body, text)
    name = _name(head, text)
    if not name and "samples" not in found and "greeting" not in found:
        raise SkillFileError("skill_none", str(path))
    title, subtitle = _title(head, body)
    found |= {"name": name} if name else {}
    found |= {"title": title} if title else {}
    base = profile.product().profile()
    own = name or _slug(title) or _slug(path.parent.name) or "skill"
    read_so_far = replace(
        base,
        name=own,
        title=title or own.replace("-", " ").replace("_", " ").title(),
        subtitle=subtitle,
        summary="",
        example=Example("", "", ""),
        worth_noting="",
        topics=(),
        smoothest=(),
        documents=(),
        tips=(),
        workflows=(),
        path=str(path),
        missing=tuple(one for one in _SHOULD if one not in found),
    )
    return replace(read_so_far, **{key: value for key, value in found.items() if key not in _OWN})


_OWN: Final = frozenset({"name", "title"})
# What a skill of this family says; whatever else it may say is a gift.
_SHOULD: Final = ("name", "version", "title", "greeting", "samples", "media", "max_mb")


def _name(head: dict[str, str], text: str) -> str:
    """What X-Skill-Source says: it goes into a header, so it is letters and hyphens."""
    said = head.get("name", "")
    if said:
        return said if _SAFE.fullmatch(said) else _slug(said)
    match = _SOURCE.search(text)
    return match[1].rstrip(".") if match else ""


def _slug(said: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", said.casefold())[:80].strip("-")


def _title(head: dict[str, str], body: str) -> tuple[str, str]:
    """As its head says, else the first great heading, else a line with a dash that reads so.

    A great heading without a dash may be a whole sentence: then a title is made of the name.
    """
    shown = head.get("displayName") or head.get("title") or ""
    if shown:
        return markdown_sections.titled(shown) or _cut_at_dash(shown)
    every = markdown_sections.sections(body)
    great = [one.heading for one in every if one.level == 1]
    bare = [one.heading for one in every if markdown_sections.titled(one.heading)]
    said = next(iter([*great, *bare]), "")
    return markdown_sections.titled(said) or (said if len(said) <= _SHORT else "", "")


def _cut_at_dash(said: str) -> tuple[str, str]:
    title, _, subtitle = re.sub(r"\s+[-–—|]\s+", "\n", said, count=1).partition("\n")
    return title.strip()[:80], subtitle.strip()[:160]
