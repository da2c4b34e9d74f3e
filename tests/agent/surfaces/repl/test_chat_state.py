"""State that the parts of a conversation share, and its shorthands."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from agent.core import notices
from agent.session.queue import Wish
from agent.speech import words
from agent.surfaces.repl.chat_state import ChatOptions, ChatState
from agent.timeline.changes import Change
from agent.timeline.draft import EMPTY
from tests.agent.surfaces.repl.harness import MemoryOutput, talk

if TYPE_CHECKING:
    from tests.agent.backend import Backend
    from tests.agent.surfaces.repl.harness import Harness


def made(output: MemoryOutput) -> ChatState:
    """The state of a conversation that is not open."""
    return ChatState(output, words.words("en"), ChatOptions(), os.environ, lambda: None)


@pytest.mark.parametrize("paint", ["note", "good", "warn", "bad"])
def test_a_sentence_is_written_in_its_paint(paint: str) -> None:
    output = MemoryOutput()

    getattr(made(output), paint)("repl.held", count=2)

    assert output.painted == [(paint, words.words("en").say("repl.held", count=2))]


def test_what_was_typed_is_shown_in_part_where_it_is_long() -> None:
    output = MemoryOutput()

    made(output).echo("\n".join("abcdefg"))

    assert output.said == ["› a", "  b", "  c", "  d", "  e", "  …"]


def test_a_terminal_that_shows_what_is_typed_is_not_told_again() -> None:
    output = MemoryOutput()
    state = made(output)
    state.has_echo = True

    state.echo("a")

    assert output.said == []


def test_changes_and_films_are_kept_as_they_are_told() -> None:
    state = made(MemoryOutput())
    change = Change("+", "video", "city", 0, 10_000)

    state.tell(notices.Changed((change,), EMPTY))
    state.tell(notices.Delivered("/a.mp4", 1, 2, 3, 4))

    assert (state.changes, state.films) == ((change,), ["/a.mp4"])


def test_a_conversation_that_is_not_open_is_a_fault_of_ours() -> None:
    with pytest.raises(AssertionError):
        _ = made(MemoryOutput()).opened


def test_the_flags_are_read() -> None:
    flags = {"skill": "s", "goes_on": "yes", "lang": "ja", "max_credits": "5"}

    assert ChatOptions.of_flags(flags) == ChatOptions("s", "", goes_on=True, max_credits="5")


def test_what_waits_counts_as_busy(backend: Backend) -> None:
    async def doing(chat: Harness) -> None:
        assert not chat.state.refuses_while_busy()
        chat.state.wish(Wish("a city", is_held=True))
        assert not chat.state.refuses_while_busy(bears_held=True)
        assert chat.state.refuses_while_busy()
        assert chat.output.said[-1].startswith("Something is still running")
        chat.state.queue.waiting.clear()

    talk(doing)
    assert backend.messages() == []
