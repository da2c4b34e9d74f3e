"""Test harness: a conversation without a terminal, and one on a modelled terminal."""

from __future__ import annotations

import asyncio
import io
import os
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyte
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from agent.speech import words
from agent.surfaces.repl.chat_state import ChatOptions, ChatState
from agent.surfaces.repl.controller import Controller
from agent.surfaces.repl.terminal_app import TerminalApp
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Sequence

    from prompt_toolkit.input.base import PipeInput

    from agent.session.open_conversation import OpenConversation
    from agent.surfaces.printer import Piece


# The terminal that is modelled, whichever the tests run in.
_ENVIRONMENT = {"TERM": "xterm-256color", "TERM_PROGRAM": "", "TMUX": "", "STY": ""}
_ALWAYS = 3  # writing, ticking, waiting for the end


@dataclass(slots=True)
class MemoryOutput:
    """Output port that keeps what is written."""

    columns: int = 60
    theme: str = "default"
    said: list[str] = field(default_factory=list)
    painted: list[Piece] = field(default_factory=list)
    rung: list[str] = field(default_factory=list)
    shares: list[float | None] = field(default_factory=list)

    def rows(self, rows: Iterable[Sequence[Piece]], *, hang: int | None = None) -> None:
        """Write rows."""
        assert hang is None or hang >= 0
        for row in rows:
            self.painted += row
            self.said.append("".join(text for _, text in row))

    def row(self, paint: str, text: str) -> None:
        """Write a row."""
        self.rows([[(paint, text)]])

    def gap(self) -> None:
        """Gaps are not looked at."""

    def raw(self, line: str) -> None:
        """Write a line."""
        self.said.append(line)

    async def picture(self, path: str) -> bool | None:
        """There are no pictures on it."""
        assert path
        return False

    def stop_picture(self) -> bool:
        """As above."""
        return False

    def dress(self, theme: str) -> None:
        """Paints are names here."""
        self.theme = theme

    def ring(self, text: str) -> None:
        """Somebody is called."""
        self.rung.append(text)

    def progress(self, share: float | None) -> None:
        """How far something is."""
        self.shares.append(share)

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.said)


@dataclass(slots=True)
class Harness:
    """A conversation that is talked in."""

    controller: Controller
    output: MemoryOutput

    @property
    def state(self) -> ChatState:
        """Its state."""
        return self.controller.state

    @property
    def conversation(self) -> OpenConversation:
        """The conversation, which is open."""
        return self.state.opened

    async def say(self, *lines: str) -> list[str]:
        """Say something and see it through; what was written meanwhile."""
        before = len(self.output.said)
        for line in lines:
            self.controller.submit(line)
            await asyncio.sleep(0)
            await self.controller.rest(is_seen=False)
            await asyncio.sleep(0.02)
        return self.output.said[before:]

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait for something that will be so."""
        await until(is_so)


async def until(is_so: Callable[[], object], within_s: float = HANG_S) -> None:
    """Wait for something that will be so."""
    end = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        await asyncio.sleep(0.01)


@asynccontextmanager
async def opened(language: str = "en", **asked: Any) -> AsyncIterator[Harness]:
    """A conversation that is open and connected."""
    tasks: list[asyncio.Task[None]] = []
    async with asyncio.TaskGroup() as group:

        def start(doing: Coroutine[Any, Any, None]) -> None:
            task = group.create_task(doing)
            tasks.append(task)
            task.add_done_callback(tasks.remove)

        output = MemoryOutput()
        state = ChatState(
            output, words.words(language), ChatOptions(**asked), os.environ, lambda: None
        )
        controller = Controller(state, start)
        await controller.open()
        yield Harness(controller, output)
        await controller.close(tasks)


def talk(
    doing: Callable[[Harness], Awaitable[None]], language: str = "en", **asked: Any
) -> MemoryOutput:
    """Hold a conversation; what was written."""

    async def hold() -> MemoryOutput:
        async with opened(language, **asked) as chat:
            await doing(chat)
        return chat.output

    return asyncio.run(hold())


class _Stream(io.StringIO):
    encoding = "utf-8"

    def __init__(self, stream: pyte.Stream) -> None:
        super().__init__()
        self.stream = stream
        self.all = ""

    def write(self, text: str) -> int:
        """Let the model see it."""
        self.all += text
        self.stream.feed(text)
        return len(text)

    def isatty(self) -> bool:
        """It is one."""
        return True


class _Output(Vt100_Output):
    def get_rows_below_cursor_position(self) -> int:
        """It need not be asked where its cursor is."""
        return 20


class Terminal:
    """A conversation on a terminal: what is seen on it, and keys that are typed."""

    def __init__(self, typed: PipeInput, columns: int, rows: int, **asked: str) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = _Stream(pyte.Stream(self.screen))
        self.typed = typed
        self._glance: tuple[int, int, str] = (-1, 0, "")
        self.output = _Output(self.stream, self._size, term="xterm")
        self.app = TerminalApp(asked, {**os.environ, **_ENVIRONMENT}, typed, self.output)

    def _size(self) -> Size:
        return Size(rows=self.screen.lines, columns=self.screen.columns)

    @property
    def seen(self) -> str:
        """The screen as text; a wide letter is one."""
        now = len(self.stream.all), self.screen.columns
        if self._glance[:2] != now:  # it is asked for often while one waits
            rows = (
                "".join(row[at].data for at in range(self.screen.columns)).rstrip()
                for row in (self.screen.buffer[line] for line in range(self.screen.lines))
            )
            self._glance = *now, "\n".join(rows).strip("\n")
        return self._glance[2]

    async def sees(self, text: str) -> None:
        """Wait until it can be read."""
        try:
            await until(lambda: text in self.seen)
        except AssertionError as error:
            raise AssertionError(f"no {text!r} in\n{self.seen}") from error

    async def sees_no(self, text: str) -> None:
        """Wait until it is gone."""
        await until(lambda: text not in self.seen)

    async def rests(self) -> None:
        """Wait until nothing runs and nothing waits."""
        await until(self._is_at_rest)

    def _is_at_rest(self) -> bool:
        state = self.app.state
        if self.app.tasks and len(self.app.tasks) > _ALWAYS:
            return False  # something is asked aside
        if state is None or not state.queue.is_ready:
            return False
        return not state.queue.running and not state.queue.has_next

    def type(self, keys: str) -> None:
        """Type."""
        self.typed.send_text(keys)


def at_terminal(
    doing: Callable[[Terminal], Awaitable[None]], columns: int = 80, rows: int = 30, **asked: str
) -> Terminal:
    """Do something at a terminal, and leave."""

    async def hold() -> Terminal:
        with create_pipe_input() as typed:
            terminal = Terminal(typed, columns, rows, **asked)
            async with asyncio.TaskGroup() as group:
                talking = group.create_task(terminal.app.talk())
                try:
                    async with asyncio.timeout(HANG_S):
                        await doing(terminal)
                        await terminal.rests()
                finally:
                    terminal.app.leave()
                await talking
            return terminal

    return asyncio.run(hold())
