"""The controller of the conversation: lines in, and everything that a line may set off.

It knows commands, questions and start-up; the terminal and the plain lines know it, and nothing
else does.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from agent.core import notices
from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.session.queue import Wish, WishQueue
from agent.surfaces import settings
from agent.surfaces.repl import (
    input_candidates,
    live_area,
    questions,
    shutdown,
    startup,
    typed_files,
)
from agent.surfaces.repl.commands import command_reader
from agent.surfaces.repl.commands.registry import COMMANDS
from agent.surfaces.repl.wish_presenter import WishPresenter

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator
    from typing import Any

    from agent.surfaces.printer import Piece
    from agent.surfaces.repl.chat_state import ChatState
    from agent.surfaces.repl.commands.command_reader import SlashCommand
    from agent.surfaces.repl.file_candidates import Candidate

_LOG: Final = logging.getLogger("reeltalk")
_LATER_S: Final = 0.05


@dataclass(slots=True)
class Controller:
    """One conversation. `start` begins a task of the loop."""

    state: ChatState
    start: Callable[[Coroutine[Any, Any, None]], object]
    _early: list[str] = field(default_factory=list)  # typed before the conversation was open
    _doing: int = 0  # commands that are being carried out

    def __post_init__(self) -> None:
        """Make the queue: it is there before the conversation is."""
        self.state.queue = WishQueue(self.state.words, WishPresenter(self.state), self.start)

    async def open(self) -> None:
        """Open the conversation and connect, while somebody types already."""
        state = self.state
        for said in settings.sentences(settings.faults(state.environment), state.words):
            state.output.row("warn", said)
        try:
            conversation = await startup.opened(state.options, state.words, state.environment)
        except LocalError as error:
            state.tell(notices.Failed(error.kind, about=error.about))
            state.code = error.kind.refusal_code
            state.leave()
            return
        state.conversation = state.queue.conversation = conversation
        for typed in self._early:
            self.submit(typed)
        self._early.clear()
        await startup.connect(state)

    # What is typed

    def submit(self, typed: str) -> None:
        """Take a line. Whatever comes of it, it is taken: the next one must not wait for it."""
        with self._told():
            self._take(typed.strip())
        self.state.refresh()

    def _take(self, said: str) -> None:
        """A command, a wish, or Enter alone, which takes what was proposed."""
        state = self.state
        guess, state.guess = state.guess, ""
        said = said or guess
        if not said:
            state.queue.go_on()
            return
        whole = state.whole(said)
        command = command_reader.read(whole)
        if command is None:
            self._say(said, whole)
        elif command.name == "":
            self._unknown(command)
        elif state.conversation is None and not COMMANDS[command.name].at_once:
            self._early.append(said)
        else:
            if not COMMANDS[command.name].is_wish:
                state.echo(said)
            self._do(command)

    def _say(self, said: str, whole: str) -> None:
        """What is no command is an answer, where something was asked, or a wish.

        `said` has the sizes of long pastes, `whole` the pastes.
        """
        if questions.answered(self.state, whole):
            return
        if whole != said and self.state.has_person:
            questions.about_paste(self.state, said, whole)
        else:
            self.state.wish(typed_files.unfit(whole) or Wish(whole))

    def _unknown(self, command: SlashCommand) -> None:
        """A command there is not is never sent to anybody."""
        state = self.state
        state.echo(command.said)
        word = command.said.split()[0]
        if command.near:
            state.guess = f"/{command.near} {command.rest}".strip()
            state.warn("repl.meant", word=word, near=state.guess)
        else:
            state.warn("repl.no_order", word=word)

    def _do(self, command: SlashCommand) -> None:
        done = COMMANDS[command.name].run(self.state, command.rest)
        if done is not None:
            self._doing += 1
            self.start(self._safely(done))

    async def _safely(self, doing: Coroutine[Any, Any, None]) -> None:
        try:
            with self._told():
                await doing
        finally:
            self._doing -= 1
        self.state.refresh()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong with a command is told, and the conversation goes on."""
        try:
            yield
        except LocalError as error:
            self.state.tell(notices.Failed(error.kind, about=error.about))
        except OSError as error:
            self.state.tell(notices.Failed(FailureKind.DISK, about=error.strerror or str(error)))
        except Exception:  # noqa: BLE001 - a fault of ours ends a command, not the conversation
            _LOG.exception("a command broke")
            self.state.tell(notices.Failed(FailureKind.FAULT, retry=True))

    # What a terminal shows besides rows

    def above(self, columns: int, question: str) -> list[list[Piece]]:
        """The rows over the line one types in."""
        return live_area.above(self.state, columns, question)

    def below(self, columns: int) -> str:
        """The bottom line."""
        return live_area.below(self.state, columns)

    def candidates(self, text: str, *, is_asked: bool) -> Iterator[Candidate]:
        """What may follow the text before the cursor."""
        return input_candidates.candidates(self.state, text, is_asked=is_asked)

    def samples(self) -> list[str]:
        """What one may try."""
        return input_candidates.samples(self.state)

    # Leaving

    async def rest(self, *, is_seen: bool) -> None:
        """Wait until the queue is empty; exports beside it are not waited for when `is_seen`."""
        while not self.state.is_over.is_set() and self._is_at_work(is_seen=is_seen):  # noqa: ASYNC110 - many things end it
            await asyncio.sleep(_LATER_S)

    def _is_at_work(self, *, is_seen: bool) -> bool:
        queue = self.state.queue
        runs = self._doing or (queue.is_busy if is_seen else queue.running)
        return bool(runs or not queue.is_ready or queue.has_next)

    async def close(self, tasks: Iterable[asyncio.Task[None]]) -> None:
        """End every task and say how to come back."""
        await shutdown.leave(self.state, tasks)
