"""Cleaning of pasted text, and short texts that stand for long ones in the line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from agent.speech.sanitize import CONTROL_CHARACTERS
from intents.language import detect

if TYPE_CHECKING:
    from agent.speech.words import Words

LONG: Final = 2_000  # letters, as of documents (agent.flows.upload.LONG, not loaded by then)


def cleaned(pasted: str) -> str:
    """The rows of a paste; the line feed at its end is the copy's, not the person's. Files that
    were dragged in are spelt as they are read.
    """
    rows = pasted.replace("\r\n", "\n").replace("\r", "\n")
    from agent.surfaces.views import dropped_paths  # 11 ms, and hardly anybody pastes

    if len(rows) <= LONG and (paths := dropped_paths.files(rows)[0]):
        return " ".join(map(dropped_paths.spelt, paths)) + " "
    return CONTROL_CHARACTERS.sub("", rows).rstrip("\n") if rows.strip() else ""


@dataclass(slots=True)
class PastedTexts:
    """Long pastes of this process, each by the short text that stands for it in the line."""

    _wholes: dict[str, str] = field(default_factory=dict)

    def shortened(self, pasted: str, words: Words) -> str:
        """What stands in the line: the paste, or `[pasted 2,008 words]` for a long one."""
        if len(pasted) <= LONG:
            return pasted
        is_counted_in_words = detect(pasted) == "en"
        key = "repl.pasted_words" if is_counted_in_words else "repl.pasted_letters"
        count = len(pasted.split()) if is_counted_in_words else len(pasted)
        said = words.say(key, count=f"{count:,}")
        number, short = 1, f"[{said}]"
        while self._wholes.get(short, pasted) != pasted:  # as long as an earlier one
            number += 1
            short = f"[{said} #{number}]"
        self._wholes[short] = pasted
        return short

    def whole(self, line: str) -> str:
        """The line with what was pasted."""
        for short, pasted in self._wholes.items():
            line = line.replace(short, pasted)
        return line

    def folded(self, line: str) -> str:
        """The line with short texts for what was pasted."""
        for short, pasted in self._wholes.items():
            line = line.replace(pasted, short)
        return line
