"""Completion for prompt_toolkit: the menu of what may follow, and the grey end of a past line.

What may follow is known to those that wake up after the prompt; it is handed in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.completion import Completer, Completion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from agent.surfaces.repl.file_candidates import Candidate


class FindCandidates(Protocol):
    """What may follow a text; `is_asked` when somebody has pressed Tab."""

    def __call__(self, text: str, *, is_asked: bool) -> Iterable[Candidate]:
        """Give them in the order of the menu."""


class InputCompleter(Completer):
    """Completes what stands before the cursor."""

    def __init__(self, find: FindCandidates) -> None:
        self.find = find

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """What may stand there."""
        is_asked = complete_event.completion_requested
        for one in self.find(document.text_before_cursor, is_asked=is_asked):
            yield Completion(one.text, -one.replaced, display_meta=one.about)


class InputSuggester(AutoSuggest):
    """The end of what was said before, else of a sample."""

    def __init__(self, samples: Callable[[], Iterable[str]]) -> None:
        self.samples = samples

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        """What Right would add."""
        text = document.text
        if not text.strip() or "\n" in text:
            return None
        for one in (*reversed(buffer.history.get_strings()), *self.samples()):
            if one.startswith(text) and one != text and "\n" not in one:
                return Suggestion(one[len(text) :])
        return None
