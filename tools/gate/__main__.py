"""The gate: its steps beside the tests, shown as they go: python tools/gate [STEP...]

Options: --constraints FILE, the versions that the wheel is tried with; --weigh, write down how long
each file of tests took.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent.parent
BIN: Final = Path(sys.executable).parent
TESTS: Final = "tests"
LOOK_EVERY_S: Final = 0.2
# Where nobody can see a line rewritten: often enough to show life, seldom enough to be read.
LINE_EVERY_S: Final = 10


def steps(constraints: str) -> dict[str, list[str]]:
    """The command of each step but the tests, quick ones first."""
    python = sys.executable
    return {
        "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
        "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
        "imports": [str(BIN / "lint-imports"), "--no-cache"],
        "types": [str(BIN / "mypy"), "--no-error-summary"],
        "wheel": ["sh", "tools/try_wheel.sh", python, *([constraints] if constraints else [])],
    }


@dataclass(slots=True)
class Step:
    """A step that runs, with its output in a file."""

    name: str
    process: subprocess.Popen[bytes]
    output: IO[bytes]
    began: float = field(default_factory=time.monotonic)

    def said(self) -> str:
        """Its output so far."""
        self.output.seek(0)
        return self.output.read().decode(errors="replace").strip()


def start(name: str, command: list[str], **more: object) -> Step:
    """Begin a step."""
    output = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the step
    # Without this every command that a test starts would compile the sources anew.
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(  # type: ignore[call-overload]  # noqa: S603 - our own commands
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        **more,
    )
    return Step(name, process, output)


class Progress:
    """What `tests.py` tells of its progress: `of N`, `passed`, `skipped`, `failed NAME`."""

    def __init__(self, reader: int) -> None:
        os.set_blocking(reader, False)
        self.reader, self.rest = reader, b""
        self.of = self.done = 0
        self.failed: list[str] = []

    def read(self) -> None:
        """Take in what has come."""
        with suppress(BlockingIOError):
            while piece := os.read(self.reader, 1 << 16):
                *rows, self.rest = (self.rest + piece).split(b"\n")
                for row in rows:
                    self._take(*row.decode().split(" ", 1))

    def _take(self, kind: str, what: str = "") -> None:
        if kind == "of":
            self.of = int(what)
            return
        self.done += 1
        if kind == "failed":
            self.failed.append(what)

    def __str__(self) -> str:
        if not self.of:
            return "tests are collected"
        failed = f", {len(self.failed)} failed" if self.failed else ""
        return f"tests {self.done} of {self.of}{failed}"


class Screen:
    """One line that is rewritten on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        self.began = self.last = time.monotonic()
        self.is_terminal = sys.stdout.isatty()

    def show(self, said: str) -> None:
        """How far it is."""
        now = time.monotonic()
        if self.is_terminal:
            print(f"\r\x1b[K{self.clock()}  {said}", end="", flush=True)
        elif now - self.last >= LINE_EVERY_S:
            self.last = now
            print(f"{self.clock()}  {said}", flush=True)

    def row(self, said: str) -> None:
        """A line that stays."""
        print(f"\r\x1b[K{said}" if self.is_terminal else said, flush=True)

    def clock(self) -> str:
        """Minutes and seconds since the start."""
        minutes, seconds = divmod(int(time.monotonic() - self.began), 60)
        return f"{minutes}:{seconds:02}"


class Gate:
    """The tests, and beside them one of the other steps after the other."""

    def __init__(self, names: list[str], constraints: str, *, weighs: bool) -> None:
        commands = steps(constraints)
        self.screen = Screen()
        self.waiting = [(name, commands[name]) for name in commands if name in names]
        self.running: list[Step] = []
        self.failed: list[tuple[str, str]] = []
        self.is_whole = len(names) > len(commands)
        reader, writer = os.pipe()
        self.progress = Progress(reader)
        if TESTS in names:
            command = [sys.executable, str(HERE / "tests.py"), str(writer)]
            command += ["--weigh"] if weighs else []
            self.running.append(start(TESTS, command, pass_fds=[writer]))
        os.close(writer)

    def run(self) -> int:
        """See it through; the exit code."""
        try:
            while self.waiting or self.running:
                self._look()
        finally:
            for step in self.running:
                step.process.terminate()
                step.process.wait()
        return self._end()

    def _look(self) -> None:
        if self.waiting and all(step.name == TESTS for step in self.running):
            self.running.append(start(*self.waiting.pop(0)))
        time.sleep(LOOK_EVERY_S)
        self.progress.read()
        for step in [one for one in self.running if one.process.poll() is not None]:
            self.running.remove(step)
            self._finish(step)
        if self.running:
            names = [str(self.progress) if one.name == TESTS else one.name for one in self.running]
            self.screen.show(", ".join(names))

    def _finish(self, step: Step) -> None:
        is_fine = step.process.returncode == 0
        if not is_fine:
            self.failed.append((step.name, step.said()))
        last = step.said().rpartition("\n")[2] if step.name == TESTS and is_fine else ""
        took = time.monotonic() - step.began
        self.screen.row(f"{step.name:8} {'ok' if is_fine else 'FAILED':6} {took:6.1f} s  {last}")

    def _end(self) -> int:
        for name, said in self.failed:
            print(f"\n== {name}\n{said}")
        if not self.failed:
            if self.is_whole:
                print(f"All is well, after {self.screen.clock()}.")
            return 0
        print("\nFailed:")
        for name, _ in self.failed:
            hint = ": make fix mends that" if name == "format" else ""
            print(f"  {name}{hint}")
        for name in self.progress.failed:
            print(f"  {name}")
        return 1


def main() -> int:
    """Run the steps named, or all of them."""
    known = [*steps(""), TESTS]
    parser = argparse.ArgumentParser(prog="tools/gate")
    parser.add_argument("steps", nargs="*", metavar="STEP", help=", ".join(known))
    parser.add_argument("--constraints", default="")
    parser.add_argument("--weigh", action="store_true")
    given = parser.parse_args()
    if unknown := set(given.steps) - set(known):
        parser.error(f"no such step: {', '.join(sorted(unknown))}")
    try:
        return Gate(given.steps or known, given.constraints, weighs=given.weigh).run()
    except KeyboardInterrupt:
        return 130


sys.exit(main())
