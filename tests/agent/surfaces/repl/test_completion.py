"""Completion as prompt_toolkit asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from agent.surfaces.repl import completion
from agent.surfaces.repl.file_candidates import Candidate
from agent.surfaces.repl.input_history import InputHistory

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def find(text: str, *, is_asked: bool) -> Iterable[Candidate]:
    """A word that begins as the last one before the cursor."""
    word = text.rpartition(" ")[2]
    return [Candidate("beach.mp4", len(word), "12 MB")] if is_asked else []


def test_what_may_follow_replaces_what_is_begun() -> None:
    completer = completion.InputCompleter(find)

    asked = CompleteEvent(completion_requested=True)
    (found,) = completer.get_completions(Document("/upload be"), asked)

    assert (found.text, found.start_position, found.display_meta_text) == ("beach.mp4", -2, "12 MB")


def test_tab_is_told_from_typing() -> None:
    completer = completion.InputCompleter(find)

    assert list(completer.get_completions(Document("be"), CompleteEvent())) == []


def test_what_was_said_before_is_suggested_and_then_the_samples(tmp_path: Path) -> None:
    history = InputHistory(str(tmp_path / "history"))
    history.remember("generate rain")
    suggester = completion.InputSuggester(lambda: ["generate a two-sentence scene", "two\nrows"])
    buffer = Buffer(history=history)

    said = ["gen", "generate a t", "", "generate rain", "two"]
    found = [suggester.get_suggestion(buffer, Document(one)) for one in said]

    assert [one.text if one else None for one in found] == [
        "erate rain",
        "wo-sentence scene",
        None,
        None,
        None,
    ]
