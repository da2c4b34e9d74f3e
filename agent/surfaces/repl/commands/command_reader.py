"""Reader of slash commands: which command a line is, and what is meant by one there is not."""

from __future__ import annotations

from dataclasses import dataclass

from agent.surfaces.repl.commands.registry import COMMANDS
from intents import slash_words


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command as it was typed. One there is not has no name, and perhaps a neighbour."""

    said: str
    name: str
    rest: str = ""
    near: str = ""


def read(said: str) -> SlashCommand | None:
    """The command that a line is; None for a wish."""
    found = slash_words.read(said)
    if found is None:
        return None
    name, rest = found.name or ("help" if not found.word else ""), found.rest
    if found.mark == "!":
        if not (name and COMMANDS[name].takes_mark):
            near = found.said[1:] if name else slash_words.near(found.word)
            return SlashCommand(said, "", rest, near)
        rest = "!"
    return SlashCommand(said, name, rest, "" if name else slash_words.near(found.word))
