"""Commands about the conversation itself: help, quit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.surfaces.repl.commands import command_reader
from agent.surfaces.repl.commands.registry import COMMANDS, command
from intents import slash_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agent.speech.words import Words
    from agent.surfaces.printer import Piece
    from agent.surfaces.repl.chat_state import ChatState


@command("help", at_once=True)
def show_help(state: ChatState, rest: str) -> None:
    """Say what one may say and which commands there are, or what one of them does."""
    words = state.words
    asked = command_reader.read(f"/{rest.lstrip('/')}") if rest else None
    names: Sequence[str] = [asked.name] if asked and asked.name else list(COMMANDS)
    rows = [_row(name, words) for name in names]
    if rest:
        state.output.rows(rows, hang=4)
        return
    state.output.rows([[("", words.say("repl.help_talk"))], []], hang=0)
    state.output.rows(rows, hang=4)
    state.output.rows([[], [("note", words.say("repl.help_keys"))]], hang=0)


def _row(name: str, words: Words) -> list[Piece]:
    row = [("chat", "/" + slash_words.called(name, words.language))]
    if words.knows(f"repl.gap.{name}"):
        row.append(("note", " " + words.say(f"repl.gap.{name}")))
    return [*row, ("", "  " + words.say(f"repl.about.{name}"))]


@command("quit", at_once=True)
def leave(state: ChatState, _: str) -> None:
    """End the conversation."""
    state.leave()
