"""The conversation on a terminal: one prompt for all of it, alive from first to last.

Nothing that knows of backends is imported before the prompt is there: what is typed by then waits
on the table until the scene has woken up.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Always, Condition
from prompt_toolkit.key_binding.vi_state import InputMode
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Attrs, DynamicStyle, Style

from agent.surfaces import themes, toolkit_style
from agent.surfaces.repl import completion, first_paint, key_bindings, terminal_modes
from agent.surfaces.repl.input_history import InputHistory
from agent.surfaces.repl.key_actions import KeyActions
from agent.surfaces.repl.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping
    from typing import Any, Final

    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from agent.speech.words import Words
    from agent.surfaces.repl.controller import Controller

_IDLE_S: Final = 0.3  # then nobody is typing, and what is heavy may wake up
_TICK_S: Final = 0.5
_MENU: Final = 6  # rows for what may follow


class TerminalApp:
    """What one sits at: the line, the screen, the tasks; later the scene."""

    def __init__(
        self,
        asked: Mapping[str, str],
        environment: Mapping[str, str],
        typed: Input | None = None,
        seen: Output | None = None,
    ) -> None:
        self.asked, self.environment = asked, environment
        self.scene: Controller | None = None
        self.early: list[str] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.group = asyncio.TaskGroup()
        self._styles: dict[str, Style] = {}
        self._is_typed, self._is_over = asyncio.Event(), asyncio.Event()
        is_painted = "no_color" not in asked and themes.is_painted(environment, is_seen=True)
        history = InputHistory(f"{first_paint.state(environment)}/history")
        self.session: PromptSession[str] = PromptSession(
            message=self._above,
            bottom_toolbar=self._below,
            style=DynamicStyle(self._style),
            multiline=True,
            prompt_continuation="  ",
            history=history,
            erase_when_done=True,
            completer=completion.InputCompleter(lambda: self.scene),
            auto_suggest=completion.InputSuggester(lambda: self.scene),
            complete_while_typing=Condition(lambda: completion.is_wanted(self.hands.text)),
            reserve_space_for_menu=_MENU,
            color_depth=None if is_painted else ColorDepth.DEPTH_1_BIT,
            input=typed,
            output=seen,
        )
        buffer = self.session.default_buffer
        buffer.accept_handler = self._accept
        self.hands = KeyActions(self, buffer, history)
        self.session.key_bindings = key_bindings.bindings(self.hands)
        theme = themes.chosen(asked.get("theme", ""), environment)
        self.screen = Screen(self.session.output, is_painted, environment, theme)
        for window in self.session.app.layout.find_all_windows():
            window.dont_extend_height = Always()
        self.choose_keys(environment.get("REELTALK_EDITMODE", ""))

    def choose_keys(self, name: str) -> None:
        """Keys as in vi or as in emacs."""
        self.session.editing_mode = EditingMode.VI if name == "vi" else EditingMode.EMACS
        self.session.app.vi_state.input_mode = InputMode.INSERT  # a search leaves another

    def start(self, doing: Coroutine[Any, Any, None]) -> None:
        """Begin a task that ends with the conversation at the latest."""
        task = self.group.create_task(doing)
        self.tasks.append(task)
        task.add_done_callback(self.tasks.remove)

    def words(self) -> Words:
        """Our words, in the language of the scene."""
        if self.scene is not None:
            return self.scene.words
        from agent.speech import words

        given = [f"--lang={self.asked['lang']}"] if "lang" in self.asked else []
        return words.words(first_paint.language(given, self.environment))

    def leave(self) -> None:
        """End the conversation."""
        self._is_over.set()

    def refresh(self) -> None:
        """Draw anew what is not in the scrollback."""
        self.session.app.invalidate()

    def _accept(self, buffer: Buffer) -> bool:
        self._is_typed.set()
        if self.scene is None:
            self.early.append(buffer.text)
            return False
        self.scene.submit(buffer.text)
        if self.scene.keys:
            self.choose_keys(self.scene.keys)
            self.scene.keys = ""
        return False

    # What is drawn

    def _style(self) -> Style:
        theme = self.screen.theme
        if theme not in self._styles:
            has_dim = "dim" in Attrs._fields  # a release of 2025 brought it
            made = toolkit_style.style(theme, self.environment, has_dim=has_dim)
            self._styles[theme] = Style.from_dict(made)
        return self._styles[theme]

    def _above(self) -> StyleAndTextTuples:
        shown: StyleAndTextTuples = []
        for paint, text, *_ in self._rows():
            shown.append((f"class:{paint}" if paint else "", text))
        return [*shown, ("class:chat", first_paint.MARK)]

    def _rows(self) -> StyleAndTextTuples:
        question = self.hands.question
        if self.scene is None:
            return [("note", f"  {one}\n") for one in [question, *self.early] if one]
        from agent.surfaces.repl import live_area

        rows = live_area.above(self.scene, self.screen.columns, question)
        return [piece for row in rows for piece in (*row, ("", "\n"))]

    def _below(self) -> StyleAndTextTuples:
        if self.scene is None:
            return [("", "")]
        from agent.surfaces.repl import live_area

        return [("class:foot", live_area.below(self.scene, self.screen.columns))]

    # What runs

    async def sit(self) -> int:
        """Talk until the person leaves; the exit code."""
        asyncio.get_running_loop().set_exception_handler(_log)
        self._listen()
        self._write("\r\x1b[K" + terminal_modes.begin(self.environment))
        try:
            async with self.group:
                for doing in (self.screen.keep_writing(), self._tick(), self._open(), self._end()):
                    self.start(doing)
                await self._prompt()
            self.screen.flush()
        finally:  # whatever happens, the shell gets the terminal as it was
            self._write(terminal_modes.end(self.environment))
        is_open = self.scene is None or self.scene.room is not None
        return 0 if is_open or self.scene is None else self.scene.code

    async def _prompt(self) -> None:
        with suppress(EOFError, KeyboardInterrupt):
            await self.session.prompt_async(set_exception_handler=False, handle_sigint=False)
        self.screen.flush()
        await self._close()

    def pause(self, stop: Callable[[], None]) -> None:
        """Give the terminal back for as long as `stop` takes."""

        def away() -> None:
            self._write(terminal_modes.end(self.environment))
            stop()
            self._write(terminal_modes.begin(self.environment))
            if self.screen.is_looked_at is not None:
                self.screen.is_looked_at = True  # somebody said go on

        self.start(_while_away(away))

    async def _close(self) -> None:
        if self.scene is None:
            for task in self.tasks:
                task.cancel()
            return
        from agent.surfaces.repl import shutdown

        await shutdown.leave(self.scene, self.tasks)

    def _write(self, sequence: str) -> None:
        self.session.output.write_raw(sequence)
        self.session.output.flush()

    async def _open(self) -> None:
        """Wake the rest once nobody types, or something is to be done."""
        first = self.asked.get("first", "")
        if not first:
            await self._idle()
        await asyncio.to_thread(_wake)
        from agent.surfaces.repl.controller import ChatOptions, Controller

        asked = ChatOptions(
            self.asked.get("skill", ""),
            self.asked.get("backend", ""),
            "goes_on" in self.asked,
            self.asked.get("id_", ""),
            self.asked.get("max_credits", ""),
        )
        self.scene = Controller(
            self.screen, self.words(), asked, self.environment, self.start, self.refresh
        )
        self.scene.is_over = self._is_over
        for typed in filter(None, [first, *self.early]):
            self.scene.submit(typed)
        self.early.clear()
        await self.scene.open()
        await asyncio.to_thread(self.hands.history.trim)

    async def _idle(self) -> None:
        """Until nobody types any more, or something was said."""
        before = None
        while before != self.hands.text and not self._is_typed.is_set():
            before = self.hands.text
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_typed.wait(), _IDLE_S)

    async def _end(self) -> None:
        await self._is_over.wait()
        if self.session.app.is_running and not self.session.app.is_done:
            self.session.app.exit(result="")

    async def _tick(self) -> None:
        """Seconds that pass are seen."""
        while True:
            await asyncio.sleep(_TICK_S)
            has_gone = self.hands.forget()
            scene = self.scene
            if has_gone or (scene is not None and (scene.turns.running or scene.connecting)):
                self.refresh()

    def _listen(self) -> None:
        """A terminal that closes or a kill leaves as Ctrl-D does: everything is written down."""
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError, RuntimeError, ValueError):
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.leave)


async def _while_away(doing: Callable[[], None]) -> None:
    await run_in_terminal(doing)


def _wake() -> None:
    import agent.surfaces.repl.controller
    import agent.surfaces.repl.live_area  # noqa: F401 - so that both are there when they are wanted


def _log(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What goes wrong beside everything belongs into the log, not onto the screen."""
    import logging

    logging.getLogger("reeltalk").error(
        "%s", context.get("message"), exc_info=context.get("exception")
    )


def run(asked: Mapping[str, str], environment: Mapping[str, str]) -> int:
    """Sit down at the terminal there is."""
    import logging

    logging.getLogger().addHandler(logging.NullHandler())  # nothing is written over the prompt

    async def sit() -> int:
        return await TerminalApp(asked, environment).sit()

    try:
        return asyncio.run(sit())
    finally:
        first_paint.give_back()
