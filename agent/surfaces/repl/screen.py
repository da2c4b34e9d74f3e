"""The scrollback above the prompt: only ever added to, a batch at a time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from prompt_toolkit.application import get_app_or_none

from agent.speech.sanitize import sanitized
from agent.surfaces import themes
from agent.surfaces.repl.line_folding import fold, hang_of
from agent.surfaces.repl.preview_process import PreviewProcess
from agent.surfaces.views import terminal_signals

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from prompt_toolkit.output import Output as TerminalOutput

    from agent.surfaces.printer import Piece

BATCH_EVERY_S: Final = 0.05
COLUMNS: Final = 80  # of a terminal that tells none


@dataclass(slots=True)
class Screen:
    """The scrollback of a terminal."""

    output: TerminalOutput
    is_painted: bool
    environment: Mapping[str, str]
    theme: str = themes.DEFAULT
    is_looked_at: bool | None = None  # nobody knows where the terminal never told
    _preview: PreviewProcess | None = None
    _codes: Mapping[str, str] = field(init=False)
    _pending: list[str] = field(default_factory=list)
    _due: asyncio.Event = field(default_factory=asyncio.Event)
    _is_blank: bool = True

    def __post_init__(self) -> None:
        self.dress(self.theme)

    def dress(self, theme: str) -> None:
        """Paint in this theme from now on."""
        self.theme = theme
        self._codes = themes.codes(theme, self.environment)

    @property
    def columns(self) -> int:
        """The width there is, less one: some terminals break a row that fills it."""
        return max((self.output.get_size().columns or COLUMNS) - 1, 10)

    def rows(self, rows: Iterable[Sequence[Piece]], *, hang: int | None = None) -> None:
        """Write rows, folded at the width there is."""
        columns = self.columns
        for row in rows:
            said = "".join(text for _, text in row)
            inset = hang_of(said) if hang is None else hang
            for one in fold(row, columns, inset):
                self.raw("".join(self._painted(*piece) for piece in one).rstrip(" "))
            self._is_blank = not said.strip()

    def row(self, paint: str, text: str) -> None:
        """Write a row, or several."""
        self.rows([[(paint, one)] for one in text.split("\n")])

    def gap(self) -> None:
        """An empty row, unless there is one."""
        if not self._is_blank:
            self.raw("")
            self._is_blank = True

    def raw(self, line: str) -> None:
        """Write a line of our own making as it is."""
        self._pending.append(line)
        self._due.set()

    def _painted(self, paint: str, text: str) -> str:
        code = self._codes.get(paint, "") if self.is_painted else ""
        shown = self._link(text) if paint == "link" else sanitized(text)
        return f"\x1b[{code}m{shown}\x1b[0m" if code else shown

    def ring(self, text: str) -> None:
        """Notify the person in the way this terminal does, unless they are looking."""
        if self.is_looked_at:
            return
        self.output.write_raw(terminal_signals.notify("reeltalk", text, self.environment))
        self.output.flush()

    def progress(self, share: float | None) -> None:
        """Show on the task bar how far something is; None takes it away."""
        self.output.write_raw(terminal_signals.progress(share, self.environment))
        self.output.flush()

    async def picture(self, path: str) -> bool | None:
        """Have a film shown above the prompt; whether it could be, None if that was stopped."""
        from agent.surfaces.views import preview  # 1 ms that the prompt need not wait for

        if not preview.may_show(self.environment, self.output.encoding()):
            return False
        if self._preview is None:
            self._preview = PreviewProcess(self.environment)
        drawn = await self._preview.drawn(path, self.columns)
        if drawn:
            self.rows([[("note", "▸ "), ("link", path)]])
            self.raw(drawn.rstrip("\n").replace("\n", "\r\n"))
        return None if drawn is None else bool(drawn)

    def stop_picture(self) -> bool:
        """Draw it no further; whether anything was being drawn."""
        return self._preview is not None and self._preview.stop()

    def _link(self, text: str) -> str:
        return terminal_signals.link(text, text, self.environment)

    async def keep_writing(self) -> None:
        """Write what there is, again and again, above the prompt."""
        while True:
            await self._due.wait()
            await self._write_above()
            await asyncio.sleep(BATCH_EVERY_S)

    async def _write_above(self) -> None:
        """The prompt away, what there is, the prompt again, with the keys where they are.

        prompt_toolkit's `run_in_terminal` hands the terminal its line editor back meanwhile: an
        Enter typed at that moment comes as another key, and is lost as an Enter.
        """
        app = get_app_or_none()
        if app is None or not app.is_running or app.is_done:
            self.flush()
            return
        if self.output.responds_to_cpr:
            await app.renderer.wait_for_cpr_responses()
        app.renderer.erase()
        self.flush()
        app.renderer.request_absolute_cursor_position()
        app.renderer.render(app, app.layout)

    def flush(self) -> None:
        """Write what there is."""
        self._due.clear()
        if self._pending:
            lines, self._pending = self._pending, []
            self.output.write_raw("".join(f"{line}\r\n" for line in lines))
            self.output.flush()
