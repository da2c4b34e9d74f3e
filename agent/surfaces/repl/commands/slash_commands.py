"""Orders of the conversation: words behind a slash, and where each is carried out."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from intents import slash_words

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
_NOW: Final = frozenset({"undo"})  # these ask, and do not with a mark behind them


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """An order as it was typed. One there is not has no name, and perhaps a neighbour."""

    said: str
    name: str
    rest: str = ""
    near: str = ""


def read(said: str) -> SlashCommand | None:
    """The order that a line is; None for a wish."""
    found = slash_words.read(said)
    if found is None:
        return None
    name, rest = found.name or ("help" if not found.word else ""), found.rest
    if found.mark == "!":
        if name not in _NOW:
            return SlashCommand(
                said, "", rest, found.said[1:] if name else slash_words.near(found.word)
            )
        rest = "!"
    return SlashCommand(said, name, rest, "" if name else slash_words.near(found.word))


def find(name: str) -> Doing:
    """What carries an order out."""
    module = import_module(f"agent.surfaces.repl.commands.{ORDERS[name]}")
    doing: Doing = getattr(module, f"do_{name}")
    return doing
