"""Which things a prompt names that its scene does not draw, so that the reply can say so."""

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
_MOST: Final = 3  # things that are told; a list of ten helps nobody


def is_known(prompt: str) -> bool:
    """Whether any scene fits the words; what fits none is written in moving letters."""
    return scene_looks.choose(prompt).known


def missing(prompt: str) -> list[str]:
    """The things that will not be seen, in the prompt's own letters."""
    family = scene_looks.choose(prompt).family
    drawn = page()["drawn"]
    return [
        word for subject, word in _named(prompt.lower()) if family not in drawn.get(subject, ())
    ][:_MOST]


@cache
def page() -> dict[str, Any]:
    """The data."""
    return table_cache.tables(_HERE / "subjects.kept.json", [_HERE / "subjects.yaml"], _read)


def _read() -> dict[str, Any]:
    return dict(yaml_file.read(_HERE / "subjects.yaml"))


def _named(said: str) -> Iterator[tuple[str, str]]:
    """Each subject once, in the order of the prompt; a longer word hides the ones inside it."""
    words = sorted(
        ((word.lower(), subject) for subject, row in page()["subjects"].items() for word in row),
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
