"""What it costs to open the conversation: to the first paint, to the prompt, from key to echo."""

from __future__ import annotations

import os
import pty
import select
import signal
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

TIMES: Final = 15
KEYS: Final = 60
_BARE: Final = [sys.executable, "-c", "input('\\u203a ')"]
_MARK: Final = "› ".encode()
_PROMPT: Final = b"\x1b[?2004h"  # prompt_toolkit has taken over
_CURSOR: Final = b"\x1b[6n"


class Terminal:
    """A command in a terminal of its own that answers where its cursor is."""

    def __init__(self, command: list[str], home: str) -> None:
        self.begun = time.monotonic()
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            more = {"REELTALK_HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
            more["PYTHONPYCACHEPREFIX"] = home  # an installation has its modules compiled
            not_ours = ("CI", "NO_COLOR", "PYTHONDONTWRITEBYTECODE")
            kept = {key: value for key, value in os.environ.items() if key not in not_ours}
            os.execve(command[0], command, kept | more)  # noqa: S606 - our own command
        self.seen = b""

    def until(self, what: bytes, within_s: float = 20.0) -> float:
        """Read until something is seen; the seconds since the start."""
        until = time.monotonic() + within_s
        while what not in self.seen:
            if not select.select([self.screen], [], [], max(until - time.monotonic(), 0))[0]:
                raise TimeoutError(what, self.seen[-200:])
            piece = os.read(self.screen, 65536)
            self.seen += piece
            if _CURSOR in piece:
                os.write(self.screen, b"\x1b[12;1R")
        return time.monotonic() - self.begun

    def cpu(self) -> float:
        """Seconds of CPU so far."""
        total = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            with suppress(OSError):
                total += int((task / "schedstat").read_text("ascii").split()[0])
        return total / 1e9

    def memory(self) -> float:
        """Megabytes that are its own or shared."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def type(self, keys: bytes) -> None:
        """Type something that is not looked for before."""
        self.seen = b""
        os.write(self.screen, keys)

    def end(self) -> None:
        """Take it away."""
        with suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.screen)


def main() -> None:
    """Print the figures."""
    command = [str(Path(sys.executable).with_name("reeltalk")), "--backend", "http://127.0.0.1:1"]
    with tempfile.TemporaryDirectory() as home:
        _start(command, home).end()  # what is kept is made once
        runs = [_run(command, home) for _ in range(TIMES)]
        echo = _echo(command, home)
    bare, paint, prompt, seen_s, memory = (
        statistics.median(run[at] for run in runs) for at in range(5)
    )
    print(f"bare python input(): {1e3 * bare:.0f} ms of CPU to its prompt")
    print(
        f"first paint: {1e3 * paint:.0f} ms of CPU, {paint / bare:.1f} times bare, "
        f"seen after {1e3 * seen_s:.0f} ms"
    )
    print(
        f"first prompt: {1e3 * prompt:.0f} ms of CPU, {prompt / bare:.1f} times bare, "
        f"{memory:.0f} MB"
    )
    print(
        f"key to echo: median {1e3 * statistics.median(echo):.1f} ms, "
        f"worst {1e3 * max(echo):.0f} ms"
        f" ({len(echo)} keys while everything else wakes up)"
    )


def _start(command: list[str], home: str) -> Terminal:
    found = Terminal(command, home)
    found.until(_PROMPT)
    return found


def _run(command: list[str], home: str) -> tuple[float, float, float, float, float]:
    one = Terminal(_BARE, home)
    one.until(_MARK)
    bare = one.cpu()
    one.end()
    two = Terminal(command, home)
    seen_s = two.until(_MARK)
    paint = two.cpu()
    two.until(_PROMPT)
    prompt, memory = two.cpu(), two.memory()
    two.end()
    return bare, paint, prompt, seen_s, memory


def _echo(command: list[str], home: str) -> list[float]:
    talk = _start(command, home)
    took = []
    for number in range(KEYS):
        key = bytes([ord("a") + number % 26])
        begun = time.monotonic()
        talk.type(key)
        talk.until(key)
        took.append(time.monotonic() - begun)
        time.sleep(0.03)
    talk.end()
    return took
