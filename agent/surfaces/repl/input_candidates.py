"""What may follow the text before the cursor: commands, their values, files, samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.speech.sanitize import one_line
from agent.surfaces.repl.commands import command_reader
from agent.surfaces.repl.commands.registry import COMMANDS
from agent.surfaces.repl.commands.wishes import fit_files
from agent.surfaces.repl.cursor_text import COMMAND, FILE, VALUE
from agent.surfaces.repl.file_candidates import Candidate
from intents import slash_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agent.surfaces.repl.chat_state import ChatState


def candidates(state: ChatState, text: str, *, is_asked: bool) -> Iterator[Candidate]:
    """What may follow; `is_asked` when somebody has pressed Tab."""
    if file := FILE.search(text):
        yield from fit_files(state, file[1])
    elif value := VALUE.fullmatch(text):
        yield from _values(state, value[1], value[2])
    elif COMMAND.fullmatch(text):
        yield from _commands(state, text)
    elif is_asked:
        yield from (Candidate(one, len(text)) for one in samples(state) if one.startswith(text))


def _commands(state: ChatState, text: str) -> Iterator[Candidate]:
    word, words = text[1:].casefold(), state.words
    for name in COMMANDS:
        called = slash_words.called(name, words.language)
        shown = called if called.startswith(word) or not name.startswith(word) else name
        if shown.startswith(word):
            yield Candidate(f"/{shown}", len(text), words.say(f"repl.about.{name}"))


def _values(state: ChatState, word: str, typed: str) -> Iterator[Candidate]:
    """What may stand behind a command; each value begins with what is replaced."""
    asked = command_reader.read(f"/{word}")
    values = COMMANDS[asked.name].values if asked and asked.name else None
    for one in values(state, typed) if values else ():
        if one.text.startswith(typed[len(typed) - one.replaced :]):
            yield Candidate(one.text, one.replaced, one_line(one.about))


def samples(state: ChatState) -> list[str]:
    """What the skill says one may try, in our language."""
    if state.conversation is not None and state.words.language == "en":
        return list(state.conversation.skill.samples)
    return state.words.say("repl.samples").split("\n")
