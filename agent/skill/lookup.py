"""The skill that somebody asks for: one of ours by its name, or one in a file by its path."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from agent.skill import profile, skill_md

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agent.skill.profile import Profile

# What a conversation needs of a skill whose file may be gone when it goes on.
_KEPT: Final = ("name", "version", "title", "greeting", "connecting", "session_language", "path")
_KEPT_LISTS: Final = ("samples", "media", "documents")


def is_path(asked: str) -> bool:
    """Whether it can only be meant as a path."""
    return any(one in asked for one in "/\\") or asked.startswith("~") or asked.endswith(".md")


def find(asked: str) -> Profile:
    """The skill. Raises KeyError with those there are, or SkillFileError."""
    product = profile.product()
    if not asked or any(one.name == asked for one in product.profiles):
        return product.profile(asked)
    try:
        at = Path(asked).expanduser()
        is_there = is_path(asked) or at.exists()
    except (OSError, ValueError, RuntimeError) as error:  # no such person, a name too long
        raise skill_md.SkillFileError("skill_away", asked) from error
    return skill_md.read(at) if is_there else product.profile(asked)


def to_facts(skill: Profile) -> dict[str, Any]:
    """As a conversation keeps it."""
    facts: dict[str, Any] = {name: getattr(skill, name) for name in _KEPT}
    facts |= {name: list(getattr(skill, name)) for name in _KEPT_LISTS}
    return facts | {"max_mb": skill.max_mb}


def from_facts(facts: Mapping[str, Any]) -> Profile:
    """As it was kept; what is not there is as in our default."""
    usual = profile.product().profile()
    some: dict[str, Any] = {name: str(facts[name]) for name in _KEPT if facts.get(name)}
    some |= {name: tuple(map(str, facts[name])) for name in _KEPT_LISTS if name in facts}
    return replace(usual, **some, max_mb=int(facts.get("max_mb") or usual.max_mb))
