"""A conversation without a terminal, and one on a terminal that is a model of its glass."""

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
from agent.surfaces.repl import shutdown
from agent.surfaces.repl.controller import ChatOptions, Controller
from agent.surfaces.repl.terminal_app import TerminalApp
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Sequence

    from prompt_toolkit.input.base import PipeInput

    from agent.session.open_conversation import OpenConversation
    from agent.surfaces.printer import Piece


# The terminal that is modelled, whichever the tests run in.
_GLASS = {"TERM": "xterm-256color", "TERM_PROGRAM": "", "TMUX": "", "STY": ""}
_ALWAYS = 3  # writing, ticking, waiting for the end


@dataclass(slots=True)
class Sheet:
    """A glass that keeps what is written on it."""

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
class Stand:
    """A conversation that is talked in."""

    scene: Controller
    sheet: Sheet

    @property
    def room(self) -> OpenConversation:
        """The room, which is open."""
        assert self.scene.room is not None
        return self.scene.room

    async def say(self, *lines: str) -> list[str]:
        """Say something and see it through; what was written meanwhile."""
        before = len(self.sheet.said)
        for line in lines:
            self.scene.submit(line)
            await asyncio.sleep(0)
            await self.scene.rest(is_seen=False)
            await asyncio.sleep(0.02)
        return self.sheet.said[before:]

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
async def standing(language: str = "en", **asked: Any) -> AsyncIterator[Stand]:
    """A conversation whose room is open and whose line stands."""
    tasks: list[asyncio.Task[None]] = []
    async with asyncio.TaskGroup() as group:

        def start(doing: Coroutine[Any, Any, None]) -> None:
            task = group.create_task(doing)
            tasks.append(task)
            task.add_done_callback(tasks.remove)

        sheet = Sheet()
        scene = Controller(
            sheet, words.words(language), ChatOptions(**asked), os.environ, start, lambda: None
        )
        await scene.open()
        yield Stand(scene, sheet)
        await shutdown.leave(scene, tasks)


def talk(doing: Callable[[Stand], Awaitable[None]], language: str = "en", **asked: Any) -> Sheet:
    """Hold a conversation; what was written."""

    async def hold() -> Sheet:
        async with standing(language, **asked) as stand:
            await doing(stand)
        return stand.sheet

    return asyncio.run(hold())


class _Pen(io.StringIO):
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
    """A conversation on a terminal: what the eye sees, and hands that type."""

    def __init__(self, typed: PipeInput, columns: int, rows: int, **asked: str) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.pen = _Pen(pyte.Stream(self.screen))
        self.typed = typed
        self.output = _Output(self.pen, self._size, term="xterm")
        self.table = TerminalApp(asked, {**os.environ, **_GLASS}, typed, self.output)

    def _size(self) -> Size:
        return Size(rows=self.screen.lines, columns=self.screen.columns)

    @property
    def seen(self) -> str:
        """The glass as text; a wide letter is one."""
        rows = (
            "".join(self.screen.buffer[row][at].data for at in range(self.screen.columns)).rstrip()
            for row in range(self.screen.lines)
        )
        return "\n".join(rows).strip("\n")

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
        scene = self.table.scene
        if self.table.tasks and len(self.table.tasks) > _ALWAYS:
            return False  # something is asked aside
        if scene is None or not scene.turns.is_ready:
            return False
        return not scene.turns.running and (scene.turns.is_held or not scene.turns.queue)

    def type(self, keys: str) -> None:
        """Type."""
        self.typed.send_text(keys)


def sit(
    doing: Callable[[Terminal], Awaitable[None]], columns: int = 80, rows: int = 30, **asked: str
) -> Terminal:
    """Sit at a terminal, do something, leave."""

    async def hold() -> Terminal:
        with create_pipe_input() as typed:
            terminal = Terminal(typed, columns, rows, **asked)
            async with asyncio.TaskGroup() as group:
                sitting = group.create_task(terminal.table.sit())
                try:
                    async with asyncio.timeout(HANG_S):
                        await doing(terminal)
                        await terminal.rests()
                finally:
                    terminal.table.leave()
                await sitting
            return terminal

    return asyncio.run(hold())
