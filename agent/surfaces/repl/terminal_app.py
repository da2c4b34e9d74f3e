"""The conversation on a terminal: one prompt for all of it, alive from first to last.

Nothing that knows of backends is imported before the prompt is there: what is typed by then waits
here until the controller has woken up.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Always, Condition
from prompt_toolkit.key_binding.vi_state import InputMode
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Attrs, DynamicStyle, Style

from agent.speech import ui_language
from agent.surfaces import themes, toolkit_style
from agent.surfaces.repl import completion, cursor_text, first_paint, key_bindings, terminal_modes
from agent.surfaces.repl.input_history import InputHistory
from agent.surfaces.repl.key_actions import KeyActions
from agent.surfaces.repl.screen import Screen
from agent.world import folder_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Mapping
    from typing import Any, Final

    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from agent.speech.words import Words
    from agent.surfaces.repl.chat_state import ChatState
    from agent.surfaces.repl.controller import Controller
    from agent.surfaces.repl.file_candidates import Candidate

_IDLE_S: Final = 0.3  # then nobody is typing, and what is heavy may wake up
_TICK_S: Final = 0.5
_MENU: Final = 6  # rows for what may follow


class TerminalApp:
    """The prompt session, the screen, the background tasks; the controller joins once loaded."""

    actions: KeyActions

    def __init__(
        self,
        flags: Mapping[str, str],
        environment: Mapping[str, str],
        typed: Input | None = None,
        seen: Output | None = None,
    ) -> None:
        self.flags, self.environment = flags, environment
        self.controller: Controller | None = None
        self.early: list[str] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.group = asyncio.TaskGroup()
        self._styles: dict[str, Style] = {}
        self._is_typed, self._is_over = asyncio.Event(), asyncio.Event()
        is_painted = "no_color" not in flags and themes.is_painted(environment, is_seen=True)
        history = InputHistory(f"{folder_paths.state(environment)}/history")
        self.session: PromptSession[str] = PromptSession(
            message=self._above,
            bottom_toolbar=self._below,
            style=DynamicStyle(self._style),
            multiline=True,
            prompt_continuation="  ",
            history=history,
            erase_when_done=True,
            completer=completion.InputCompleter(self._candidates),
            auto_suggest=completion.InputSuggester(self._samples),
            complete_while_typing=Condition(lambda: cursor_text.is_completed(self.actions.text)),
            reserve_space_for_menu=_MENU,
            color_depth=None if is_painted else ColorDepth.DEPTH_1_BIT,
            input=typed,
            output=seen,
        )
        buffer = self.session.default_buffer
        buffer.accept_handler = self._accept
        self.actions = KeyActions(self, buffer, history)
        history.whole = self.actions.pasted.whole
        # A terminal that does not tell where its cursor is needs no warning in the talk.
        self.session.app.renderer.cpr_not_supported_callback = None
        self.session.key_bindings = key_bindings.bindings(self.actions)
        theme = themes.chosen(flags.get("theme", ""), environment)
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

    @property
    def state(self) -> ChatState | None:
        """The state of the conversation; None before it has woken up."""
        return self.controller.state if self.controller is not None else None

    def words(self) -> Words:
        """Our words, in the language of the conversation."""
        if self.state is not None:
            return self.state.words
        from agent.speech import words  # 3 ms, and the prompt needs none

        return words.words(ui_language.chosen(self.flags.get("lang", ""), self.environment))

    def leave(self) -> None:
        """End the conversation."""
        self._is_over.set()

    def refresh(self) -> None:
        """Draw anew what is not in the scrollback."""
        self.session.app.invalidate()

    def _accept(self, buffer: Buffer) -> bool:
        self._is_typed.set()
        if self.controller is None:
            self.early.append(buffer.text)
            return False
        self.controller.submit(buffer.text)
        state = self.controller.state
        if state.keys:
            self.choose_keys(state.keys)
            state.keys = ""
        return False

    def _candidates(self, text: str, *, is_asked: bool) -> Iterable[Candidate]:
        if self.controller is None:
            return ()
        return self.controller.candidates(text, is_asked=is_asked)

    def _samples(self) -> Iterable[str]:
        return self.controller.samples() if self.controller is not None else ()

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
        question = self.actions.question
        if self.controller is None:
            return [("note", f"  {one}\n") for one in [question, *self.early] if one]
        rows = self.controller.above(self.screen.columns, question)
        return [piece for row in rows for piece in (*row, ("", "\n"))]

    def _below(self) -> StyleAndTextTuples:
        if self.controller is None:
            return [("", "")]
        return [("class:foot", self.controller.below(self.screen.columns))]

    # What runs

    async def talk(self) -> int:
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
        state = self.state
        return 0 if state is None or state.conversation is not None else state.code

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
        if self.controller is not None:
            await self.controller.close(self.tasks)
            return
        for task in self.tasks:
            task.cancel()

    def _write(self, sequence: str) -> None:
        self.session.output.write_raw(sequence)
        self.session.output.flush()

    async def _open(self) -> None:
        """Load the controller once nobody types, or something is to be done."""
        first = self.flags.get("first", "")
        if not first:
            await self._idle()
        await asyncio.to_thread(import_module, "agent.surfaces.repl.controller")
        from agent.surfaces.repl import chat_state, controller  # 120 ms, by now loaded

        options = chat_state.ChatOptions.of_flags(self.flags)
        state = chat_state.ChatState(
            self.screen, self.words(), options, self.environment, self.refresh
        )
        state.is_over, state.whole = self._is_over, self.actions.pasted.whole
        self.controller = controller.Controller(state, self.start)
        for typed in filter(None, [first, *self.early]):
            self.controller.submit(typed)
        self.early.clear()
        await self.controller.open()
        await asyncio.to_thread(self.actions.history.trim)

    async def _idle(self) -> None:
        """Wait until nobody types any more, or something was said."""
        before = None
        while before != self.actions.text and not self._is_typed.is_set():
            before = self.actions.text
            with suppress(TimeoutError):
                await asyncio.wait_for(self._is_typed.wait(), _IDLE_S)

    async def _end(self) -> None:
        await self._is_over.wait()
        if self.session.app.is_running and not self.session.app.is_done:
            self.session.app.exit(result="")

    async def _tick(self) -> None:
        """Draw anew while seconds pass."""
        while True:
            await asyncio.sleep(_TICK_S)
            has_gone = self.actions.forget()
            state = self.state
            if has_gone or (state is not None and (state.queue.running or state.connecting)):
                self.refresh()

    def _listen(self) -> None:
        """Leave on SIGTERM and SIGHUP as on Ctrl-D: everything is written down."""
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError, RuntimeError, ValueError):
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self.leave)


async def _while_away(doing: Callable[[], None]) -> None:
    await run_in_terminal(doing)


def _log(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what no task has caught; nothing of it goes onto the screen."""
    logging.getLogger("reeltalk").error(
        "%s", context.get("message"), exc_info=context.get("exception")
    )


def run(flags: Mapping[str, str], environment: Mapping[str, str]) -> int:
    """Talk at the terminal there is; the exit code."""
    logging.getLogger().addHandler(logging.NullHandler())  # nothing is written over the prompt

    async def talk() -> int:
        return await TerminalApp(flags, environment).talk()

    try:
        return asyncio.run(talk())
    finally:
        first_paint.give_back()
