"""A real terminal, as far as a program can tell: a pty with a model of the screen behind it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pyte

from tests.patience import HANG_S

if TYPE_CHECKING:
    from types import TracebackType

REELTALK = str(Path(sys.executable).with_name("reeltalk"))
_ASKS_FOR_CURSOR = b"\x1b[6n"


class Terminal:
    """The command in a window of so many columns and rows."""

    def __init__(self, home: Path, *arguments: str, columns: int = 80, rows: int = 40) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.all = b""
        self.code: int | None = None
        self.pid, self.line = pty.fork()
        if self.pid == 0:
            os.chdir(home)
            os.execve(REELTALK, [REELTALK, *arguments], _environment(home))  # noqa: S606 - our own
        self._size(columns, rows)

    def __enter__(self) -> Self:
        """It runs already."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take it away, however far it is."""
        if self.code is None:
            with suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.line)

    def _size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.line, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns: int, rows: int) -> None:
        """Pull at a corner of the window."""
        self.screen.resize(rows, columns)
        self._size(columns, rows)
        os.kill(self.pid, signal.SIGWINCH)

    def type(self, keys: str) -> None:
        """Type."""
        os.write(self.line, keys.encode())

    @property
    def seen(self) -> str:
        """The screen as text; a wide letter is one."""
        rows = (
            "".join(self.screen.buffer[row][at].data for at in range(self.screen.columns)).rstrip()
            for row in range(self.screen.lines)
        )
        return "\n".join(rows)

    def sees(self, text: str, within_s: float = HANG_S) -> None:
        """Wait until it can be read."""
        end = time.monotonic() + within_s
        while text not in self.seen:
            assert time.monotonic() < end, f"no {text!r} in\n{self.seen}"
            self._read(0.1)

    def _read(self, within_s: float) -> bool:
        if not select.select([self.line], [], [], within_s)[0]:
            return False
        try:
            piece = os.read(self.line, 65536)
        except OSError:  # nobody holds the other end any more
            return False
        self.all += piece
        self.stream.feed(piece)
        for _ in range(piece.count(_ASKS_FOR_CURSOR)):
            cursor = self.screen.cursor
            self.type(f"\x1b[{cursor.y + 1};{cursor.x + 1}R")
        return True

    def ends(self, within_s: float = HANG_S) -> int:
        """Wait until the command is over; its exit code."""
        end = time.monotonic() + within_s
        while self.code is None:
            self._read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
            assert time.monotonic() < end, self.seen
        return self.code


def _environment(home: Path) -> dict[str, str]:
    not_ours = ("NEMO_", "REELTALK_", "XDG_", "SKILL_", "LC_", "TMUX", "TERM_PROGRAM", "CI", "NO_C")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(not_ours)}
    return kept | {
        "HOME": str(home),
        "REELTALK_HOME": str(home / "own"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }
