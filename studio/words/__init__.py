"""The studio's own sentences, a YAML page for each language: `say("ja", "done.trim", {...})`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from intents import wording
from intents.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE: Final = Path(__file__).parent
_SHARES: Final = frozenset({"vol", "share"})
# Values that are words of the draft, and the table in which each stands as people say it.
_TABLES: Final = {
    "pos": "place", "area": "place", "look": "look", "join": "join", "color": "color",
    "mood": "mood", "music": "mood",
}  # fmt: skip
# "upbeat" needs the word music behind it in English, "an upbeat song" does not.
_IS_MUSIC: Final = re.compile(r"(?i)\b(music|songs?|tracks?|tunes?|beats?|score|soundtrack|bgm)\b")
_MINUTE: Final = 60_000


def say(language: str, key: str, values: Mapping[str, Any] | None = None) -> str:
    """The sentence of a key. Values named `..._ms` are times, `vol` is a share, a list is told as
    one, and words of the draft (`bottom-right`, `warm`) are told in the language.
    """
    texts = _texts()[language if language in LANGUAGES else "en"]
    shown = {}
    for name, value in (values or {}).items():
        if name.endswith("_ms"):
            shown[name.removesuffix("_ms")] = time(language, value)
        elif name in _SHARES:
            shown[name] = f"{round(float(value) * 100)}%"
        elif name == "levels":
            shown[name] = _levels(language, value)
        elif isinstance(value, (list, tuple)):
            shown[name] = str(texts["word.list"]).join(map(str, value))
        elif name in _TABLES:
            shown[name] = _word(language, name, str(value))
        elif isinstance(value, float):
            shown[name] = f"{value:g}"
        else:
            shown[name] = str(value)
    # "{count} scene{count_s}": English has an s for more than one, the others have none.
    plurals = {f"{name}_s": "" if shown[name] == "1" else "s" for name in shown}
    return str(texts[key]).format(**plurals, **shown)


def _word(language: str, name: str, value: str) -> str:
    """A word of the draft as people say it; a person's own words stay as they are."""
    texts = _texts()[language if language in LANGUAGES else "en"]
    word = str(texts.get(f"{_TABLES[name]}.{value}", value))
    if name == "music" and not _IS_MUSIC.search(word):
        return str(texts["word.music"]).format(mood=word)
    return word


def _levels(language: str, changes: Mapping[str, int]) -> str:
    """`brightness +10, contrast -5`."""
    texts = _texts()[language if language in LANGUAGES else "en"]
    told = (f"{texts[f'level.{name}']} {change:+d}" for name, change in changes.items())
    return str(texts["word.list"]).join(told)


def knows(key: str) -> bool:
    """Whether there is such a sentence."""
    return key in _texts()["en"]


def time(language: str, ms: Any) -> str:
    """A time as people say it."""
    texts = _texts()[language if language in LANGUAGES else "en"]
    if ms < _MINUTE:
        return str(texts["word.second"]).format(n=f"{ms / 1000:.2f}".rstrip("0").rstrip("."))
    return str(texts["word.minute"]).format(
        m=int(ms) // _MINUTE, s=f"{int(ms) % _MINUTE // 1000:02d}"
    )


@cache
def _texts() -> dict[str, Any]:
    return wording.tables(_HERE, LANGUAGES)
