"""Finds things a prompt names that its scene does not draw, so that the reply can say so."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from intents import table_cache, yaml_file
from studio.render import scene_looks

if TYPE_CHECKING:
    from collections.abc import Iterator

_HERE: Final = Path(__file__).parent
_MOST: Final = 3  # named in a reply; a list of ten helps nobody


def is_known(prompt: str) -> bool:
    """True if some scene family fits the prompt; otherwise it becomes moving type."""
    return scene_looks.choose(prompt).known


def missing(prompt: str) -> list[str]:
    """Things in the prompt that will not be drawn, in its own letters, three at most."""
    family = scene_looks.choose(prompt).family
    drawn = data()["drawn"]
    return [
        word
        for subject, word in _subjects_in(prompt.lower())
        if family not in drawn.get(subject, ())
    ][:_MOST]


@cache
def data() -> dict[str, Any]:
    """The tables of subjects.yaml."""
    return table_cache.cached(_HERE / "subjects.kept.json", [_HERE / "subjects.yaml"], _load)


def _load() -> dict[str, Any]:
    return dict(yaml_file.read(_HERE / "subjects.yaml"))


def _subjects_in(said: str) -> Iterator[tuple[str, str]]:
    """Yield each subject once, in the order of the prompt; a longer word hides those inside it."""
    words = sorted(
        ((word.lower(), subject) for subject, row in data()["subjects"].items() for word in row),
        key=lambda one: -len(one[0]),
    )
    found: dict[str, tuple[int, str]] = {}
    for word, subject in words:
        if word not in said:
            continue
        pattern = rf"(?<![a-z]){re.escape(word)}(?:e?s)?(?![a-z])" if word.isascii() else word
        for one in re.finditer(pattern, said):
            found.setdefault(subject, (one.start(), one[0]))
            said = said[: one.start()] + "\0" * len(one[0]) + said[one.end() :]
    for subject, (_, word) in sorted(found.items(), key=lambda one: one[1][0]):
        yield subject, word
