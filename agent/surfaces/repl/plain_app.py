"""The conversation in plain lines: pipes, dumb terminals, screen readers. Not one escape."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TextIO

from agent.core.errors import LocalError
from agent.skill import lookup, skill_md
from agent.speech.sanitize import sanitized
from agent.surfaces import printer, progress, settings_check
from agent.surfaces.printer import writable
from agent.surfaces.repl import first_paint
from agent.surfaces.repl.chat_state import ChatOptions, ChatState
from agent.surfaces.repl.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence

    from agent.speech.words import Words
    from agent.surfaces.printer import Piece

NOTHING: Final = -1  # nothing was said at all
_COLUMNS: Final = 80
_PIECE: Final = 65536


@dataclass(slots=True)
class PlainOutput:
    """A stream that is only ever added to."""

    stream: TextIO
    theme: str = ""
    _is_blank: bool = True

    @property
    def columns(self) -> int:
        """The width of drawings; words are not folded."""
        return _COLUMNS

    def rows(self, rows: Iterable[Sequence[Piece]], *, hang: int | None = None) -> None:
        """Write rows."""
        del hang
        for row in rows:
            self.raw(sanitized("".join(text for _, text in row)).rstrip())
        self.stream.flush()

    def row(self, paint: str, text: str) -> None:
        """Write a row, or several."""
        self.rows([[(paint, one)] for one in text.split("\n")])

    def gap(self) -> None:
        """An empty row, unless there is one."""
        if not self._is_blank:
            self.raw("")

    def raw(self, line: str) -> None:
        """Write a line."""
        self.stream.write(writable(line, self.stream) + "\n")
        self._is_blank = not line

    async def picture(self, path: str) -> bool | None:
        """There are no pictures here."""
        del path
        return False

    def stop_picture(self) -> bool:
        """As above."""
        return False

    def dress(self, theme: str) -> None:
        """Plain lines have no paint."""
        self.theme = theme

    def ring(self, text: str) -> None:
        """Nobody is called back from a pipe."""

    def progress(self, share: float | None) -> None:
        """There is no bar."""


@dataclass(slots=True)
class PlainApp:
    """One conversation, line by line."""

    words: Words
    options: ChatOptions
    stdin: TextIO
    stdout: TextIO

    async def talk(self, first: str) -> int:
        """Talk until the lines end; the exit code."""
        tasks: list[asyncio.Task[None]] = []
        is_seen = self.stdin.isatty()
        async with asyncio.TaskGroup() as group:

            def start(doing: Coroutine[Any, Any, None]) -> None:
                task = group.create_task(doing)
                tasks.append(task)
                task.add_done_callback(tasks.remove)

            output = PlainOutput(self.stdout)
            state = ChatState(output, self.words, self.options, os.environ, _nothing)
            state.has_echo, state.tells_phases, state.has_person = is_seen, True, is_seen
            _stop_with(state)
            controller = Controller(state, start)
            count = await self._through(controller, first, is_seen=is_seen)
            await controller.close(tasks)
        if not count and not is_seen and not state.code:
            return NOTHING
        return state.code

    async def _through(self, controller: Controller, first: str, *, is_seen: bool) -> int:
        """Every line in its order; how many there were."""
        typed = _Typed(self.stdin)
        state, count = controller.state, 0
        line = first or await self._next(state, typed, is_seen=is_seen, is_first=True)
        while line is not None and not state.is_over.is_set():
            if state.conversation is None:
                await controller.open()
            count += 1
            controller.submit(line)
            await controller.rest(is_seen=is_seen)
            if state.is_over.is_set():
                break
            line = await self._next(state, typed, is_seen=is_seen)
        return count

    async def _next(
        self, state: ChatState, typed: _Typed, *, is_seen: bool, is_first: bool = False
    ) -> str | None:
        if is_seen:
            if is_first:
                self._greet()
            self.stdout.write("> ")
            self.stdout.flush()
        while (line := await typed.line(state.is_over)) is not None:
            if line.strip() or is_seen:
                return line
        if is_seen and state.is_over.is_set():
            self.stdout.write("\n")  # the row of the prompt is left
        return None

    def _greet(self) -> None:
        with suppress(KeyError, skill_md.SkillFileError):
            skill = lookup.find(self.options.skill or os.environ.get("REELTALK_SKILL", ""))
            PlainOutput(self.stdout).rows(
                [[row] for row in first_paint.greeting(self.words, skill)]
            )


class _Typed:
    """Lines as they come, read where nothing else waits for them."""

    def __init__(self, stdin: TextIO) -> None:
        self.lines: asyncio.Queue[str | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def read() -> None:
            for line in [*_read(stdin), None] if not _number(stdin) else _each(stdin):
                with suppress(RuntimeError):  # nobody listens any more
                    loop.call_soon_threadsafe(self.lines.put_nowait, line)

        threading.Thread(target=read, daemon=True).start()

    async def line(self, over: asyncio.Event) -> str | None:
        """The next one; None at the end, and as soon as it is over."""
        typed = asyncio.ensure_future(self.lines.get())
        left = asyncio.ensure_future(over.wait())
        try:
            await asyncio.wait({typed, left}, return_when=asyncio.FIRST_COMPLETED)
            return None if over.is_set() else typed.result()
        finally:
            typed.cancel()
            left.cancel()


def _number(stdin: TextIO) -> int | None:
    try:
        return stdin.fileno() + 1
    except (OSError, ValueError):
        return None


def _read(stdin: TextIO) -> list[str]:
    return stdin.read().split("\n")


def _each(stdin: TextIO) -> Iterator[str | None]:
    """Past Python's own buffer: a thread that waits there cannot be left."""
    rest = b""
    with suppress(OSError):
        while piece := os.read(stdin.fileno(), _PIECE):
            *lines, rest = (rest + piece).split(b"\n")
            yield from (line.decode("utf-8", "replace").rstrip("\r") for line in lines)
    if rest:
        yield rest.decode("utf-8", "replace")
    yield None


def _nothing() -> None:
    """There is nothing to draw anew."""


def _stop_with(state: ChatState) -> None:
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()

    def interrupt() -> None:
        if state.queue.is_busy:
            state.queue.stop()
        else:
            state.code = 130
            state.leave()

    with suppress(NotImplementedError, RuntimeError, ValueError):
        loop.add_signal_handler(signal.SIGINT, interrupt)
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, state.leave)


def refused(words: Words, *, asks_json: bool | None, refuses_color: bool) -> int:
    """Refuse a config file that is wrong, where nobody could read a warning; 0 if it is right."""
    try:
        settings_check.check(os.environ, words)
    except LocalError as error:
        output = printer.open_printer(asks_json=bool(asks_json), refuses_color=refuses_color)
        return progress.ProgressPrinter(output, words).refuse(error)
    return 0


def run(words: Words, flags: Mapping[str, str], stdin: TextIO, stdout: TextIO) -> int:
    """Talk in plain lines; NOTHING when there were none."""
    options = ChatOptions.of_flags(flags)
    return asyncio.run(PlainApp(words, options, stdin, stdout).talk(flags.get("first", "")))
