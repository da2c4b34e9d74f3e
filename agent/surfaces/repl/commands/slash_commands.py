"""Orders: a word behind a slash, in three languages; one there is not is met with its neighbour."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from agent.speech import words as speech

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from agent.surfaces.repl.controller import Controller

    Doing = Callable[[Controller, str], Coroutine[Any, Any, None] | None]

# Each order and the room it is carried out in, in the order of the help.
ORDERS: Final[Mapping[str, str]] = {
    "export": "film",
    "credits": "film",
    "status": "film",
    "upload": "film",
    "undo": "undo",
    "timeline": "film",
    "preview": "film",
    "why": "film",
    "queue": "film",
    "skill": "preferences",
    "backend": "preferences",
    "lang": "preferences",
    "keys": "preferences",
    "theme": "preferences",
    "new": "preferences",
    "sessions": "history",
    "resume": "preferences",
    "rename": "history",
    "delete": "history",
    "jobs": "history",
    "cancel": "history",
    "transcript": "history",
    "record": "history",
    "help": "film",
    "quit": "preferences",
}
# These need nothing but the prompt.
AT_ONCE: Final = frozenset({"help", "quit", "lang", "keys", "theme", "queue"})
# These become wishes, which are shown when it is their turn.
WISHES: Final = frozenset({"export", "credits", "status", "upload"})
# A path is no order: it goes on behind its first name.
_ORDER: Final = re.compile(r"[/／]([^\s/\\.:~?!！]*)([?!！]?)(?:\s+(.*))?", re.DOTALL)
_NOW: Final = frozenset({"undo"})  # these ask, and do not with a mark behind them
_LIKE: Final = 60.0
_LIKE_OF_TWO: Final = 45.0  # of two letters, one is wrong


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """An order as it was typed. One there is not has no name, and perhaps a neighbour."""

    said: str
    name: str
    rest: str = ""
    near: str = ""


def read(said: str) -> SlashCommand | None:
    """The order that a line is; None for a wish."""
    found = _ORDER.fullmatch(said)
    if found is None:
        return None
    word, mark, rest = found[1].casefold(), found[2], (found[3] or "").strip()
    name = _names().get(word, "") or ("help" if not word else "")
    if mark in ("!", "！"):
        if name not in _NOW:
            return SlashCommand(said, "", rest, word if name else near(word))
        rest = "!"
    return SlashCommand(said, name, rest, "" if name else near(word))


@cache
def _names() -> dict[str, str]:
    """Every word there is for an order, in all languages at once."""
    found = {name: name for name in ORDERS}
    for language in speech.LANGUAGES:
        texts = speech.words(language)
        for name in ORDERS:
            found |= dict.fromkeys(texts.say(f"repl.order.{name}").casefold().split(), name)
    return found


def called(name: str, language: str) -> str:
    """How an order is called in a language."""
    return speech.words(language).say(f"repl.order.{name}").split()[0]


def near(word: str) -> str:
    """The order that was meant, if one is like it."""
    begun = [one for one in _names() if len(word) > 1 and one.startswith(word)]
    if begun:
        return min(begun, key=len)
    from rapidfuzz import fuzz, process

    like = _LIKE if word.isascii() else _LIKE_OF_TWO
    found = process.extractOne(word, list(_names()), scorer=fuzz.ratio, score_cutoff=like)
    return found[0] if found is not None else ""


def find(name: str) -> Doing:
    """What carries an order out."""
    module = import_module(f"agent.surfaces.repl.commands.{ORDERS[name]}")
    doing: Doing = getattr(module, f"do_{name}")
    return doing
