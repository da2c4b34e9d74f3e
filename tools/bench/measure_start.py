"""What it costs to start the command."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from socket import create_server

import timing


def main() -> None:
    """Print the figures."""
    command = str(Path(sys.executable).with_name("reeltalk"))
    bare, *rest = timing.in_turn(
        [
            timing.python("pass"),
            [command, "--version"],
            [command, "--help"],
            [command, "explain", "add music and then export it"],
        ]
    )
    print(f"bare python: {1e3 * bare:.0f} ms of CPU")
    for name, took in zip(("--version", "--help", "explain"), rest, strict=True):
        print(f"reeltalk {name}: {1e3 * took:.0f} ms of CPU, {took / bare:.1f} times bare python")
    first = statistics.median(_to_first_byte(command) for _ in range(7))
    print(f"a command up to its first byte on the line: {1e3 * first:.0f} ms of CPU, ", end="")
    print(f"{first / bare:.1f} times bare python")


def _to_first_byte(command: str) -> float:
    """CPU of `reeltalk credits` until the backend hears from it; it is ended there."""
    listener = create_server(("127.0.0.1", 0))
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [command, "credits", "--backend", base],
            stdout=subprocess.DEVNULL,
            env=os.environ | {"REELTALK_HOME": home},
        )
        line, _ = listener.accept()
        with listener, line:
            line.recv(1)
            fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
        process.kill()
        process.wait()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
