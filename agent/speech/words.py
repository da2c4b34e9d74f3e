"""Our sentences, a YAML page for each language: `words("ja").say("doctor.found", name=...)`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from intents import wording
from intents.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LANGUAGES", "Words", "words"]
_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Words:
    language: str
    texts: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """The sentence of a key with its gaps filled."""
        return self.texts[key].format(**values)

    def knows(self, key: str) -> bool:
        return key in self.texts


@cache
def words(language: str) -> Words:
    return Words(language, _tables()[language])


@cache
def _tables() -> dict[str, Any]:
    return wording.tables(_HERE, LANGUAGES)
