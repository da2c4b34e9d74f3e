"""Reader of slash commands, in three languages; one there is not is met with its neighbour."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from agent.speech import words as speech
from agent.surfaces.repl.commands.registry import COMMANDS

# A path is no command: it goes on behind its first name.
_COMMAND: Final = re.compile(r"[/／]([^\s/\\.:~?!！]*)([?!！]?)(?:\s+(.*))?", re.DOTALL)
# From these scores of 100 on a word is taken for another that is misspelt; of two letters, as
# Chinese words have, one is wrong.
_LIKE: Final = 60.0
_LIKE_OF_TWO: Final = 45.0


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command as it was typed. One there is not has no name, and perhaps a neighbour."""

    said: str
    name: str
    rest: str = ""
    near: str = ""


def read(said: str) -> SlashCommand | None:
    """The command that a line is; None for a wish."""
    found = _COMMAND.fullmatch(said)
    if found is None:
        return None
    word, mark, rest = found[1].casefold(), found[2], (found[3] or "").strip()
    name = _names().get(word, "") or ("help" if not word else "")
    if mark in ("!", "！"):
        if not (name and COMMANDS[name].takes_mark):
            return SlashCommand(said, "", rest, word if name else near(word))
        rest = "!"
    return SlashCommand(said, name, rest, "" if name else near(word))


@cache
def _names() -> dict[str, str]:
    """Every word there is for a command, in all languages at once."""
    found = {name: name for name in COMMANDS}
    for language in speech.LANGUAGES:
        texts = speech.words(language)
        for name in COMMANDS:
            found |= dict.fromkeys(texts.say(f"repl.order.{name}").casefold().split(), name)
    return found


def called(name: str, language: str) -> str:
    """How a command is called in a language."""
    return speech.words(language).say(f"repl.order.{name}").split()[0]


def near(word: str) -> str:
    """The command that was meant, if one is like it."""
    begun = [one for one in _names() if len(word) > 1 and one.startswith(word)]
    if begun:
        return min(begun, key=len)
    from rapidfuzz import fuzz, process  # 10 ms, and only where somebody mistypes

    like = _LIKE if word.isascii() else _LIKE_OF_TWO
    found = process.extractOne(word, list(_names()), scorer=fuzz.ratio, score_cutoff=like)
    return found[0] if found is not None else ""
