"""Key actions: interrupt (Ctrl-C), quit (Ctrl-D), pause (Ctrl-Z), recall a queued wish (Up)."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from agent.surfaces.repl import terminal_modes
from agent.surfaces.repl.pasted_text import PastedTexts

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.buffer import Buffer

    from agent.speech.words import Words
    from agent.surfaces.repl.chat_state import ChatState
    from agent.surfaces.repl.input_history import InputHistory
    from agent.surfaces.repl.screen import Screen

ASKED_FOR_S: Final = 6.0  # so long a question stands
TWICE_WITHIN_S: Final = 2.0
_WHILE_BUSY: Final = frozenset({"repl.stop", "repl.leave_busy"})  # moot when it has ended


class TerminalPort(Protocol):
    """Port: what key actions need of the terminal they belong to."""

    @property
    def screen(self) -> Screen:
        """The scrollback."""

    @property
    def state(self) -> ChatState | None:
        """The state of the conversation; None before it has woken up."""

    def words(self) -> Words:
        """Our words, in the language of the conversation."""

    def leave(self) -> None:
        """End the conversation."""

    def pause(self, stop: Callable[[], None]) -> None:
        """Give the terminal back for as long as `stop` takes."""

    def refresh(self) -> None:
        """Draw anew what is not in the scrollback."""


@dataclass(slots=True)
class KeyActions:
    """Keys that ask for something, on the line and the conversation."""

    terminal: TerminalPort
    buffer: Buffer
    history: InputHistory
    pasted: PastedTexts = field(default_factory=PastedTexts)
    question: str = ""
    _asked: str = ""
    _asked_at: float = float("-inf")

    @property
    def text(self) -> str:
        """What stands in the line."""
        return self.buffer.text

    def shortened(self, pasted: str) -> str:
        """What stands in the line for a paste."""
        return self.pasted.shortened(pasted, self.terminal.words())

    def interrupt(self) -> None:
        """Ctrl-C: stop listening, else clear the line, else leave; each but clearing is asked."""
        state = self.terminal.state
        if state is not None and state.looking and state.output.stop_picture():
            self.question = ""  # it is told above
        elif state is not None and state.queue.is_busy:
            if self._is_again("repl.stop", ASKED_FOR_S):
                self.question = state.words.say("repl.stopping")
                state.queue.stop()
            else:
                self._ask("repl.stop")
        elif self.text:
            self.history.remember(self.text)
            self.buffer.reset()
        elif self._is_again("repl.leave_how", TWICE_WITHIN_S):
            self.terminal.leave()
        else:
            self._ask("repl.leave_how")
        self.terminal.refresh()

    def hang_up(self) -> None:
        """Ctrl-D on an empty line: leave; in the middle of something it is asked first."""
        state = self.terminal.state
        is_busy = state is not None and state.queue.is_busy
        if not is_busy or self._is_again("repl.leave_busy", ASKED_FOR_S):
            self.terminal.leave()
        else:
            self._ask("repl.leave_busy")
        self.terminal.refresh()

    def can_take_back(self) -> bool:
        """Whether Up would take a wish out of the queue."""
        state = self.terminal.state
        return not self.text and state is not None and bool(state.queue.waiting)

    def take_back(self) -> None:
        """The wish typed last goes back into the line."""
        state = self.terminal.state
        wish = state.queue.take_back() if state is not None else None
        if wish is not None:
            text = self.pasted.folded(wish.text)
            self.buffer.text = text
            self.buffer.cursor_position = len(text)
        self.terminal.refresh()

    def pause(self) -> None:
        """Ctrl-Z: the shell, until somebody says go on."""
        self.terminal.pause(terminal_modes.stop)

    def look(self, *, is_here: bool) -> None:
        """The window is looked at, or no longer."""
        self.terminal.screen.is_looked_at = is_here

    def _ask(self, key: str) -> None:
        self.question, self._asked = self.terminal.words().say(key), key
        self._asked_at = time.monotonic()

    def _is_again(self, key: str, within_s: float) -> bool:
        """Whether this is the second press, of the same question: what was to be stopped may
        have ended between the two, and then the second one does not leave.
        """
        is_same = bool(self.question) and self._asked == key
        is_again = is_same and time.monotonic() - self._asked_at < within_s
        self._asked_at = float("-inf")
        self.question = ""
        return is_again

    def forget(self) -> bool:
        """A question that nobody answered stands no longer, nor one that has no use any more.

        Whether one has gone just now.
        """
        state = self.terminal.state
        is_busy = state is not None and state.queue.is_busy
        is_over = time.monotonic() - self._asked_at > ASKED_FOR_S
        if (is_over and not (is_busy and self._asked_at < 0)) or (
            self._asked in _WHILE_BUSY and not is_busy
        ):
            had, self.question, self._asked_at = self.question, "", float("-inf")
            return bool(had)
        return False
