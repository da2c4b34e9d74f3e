"""What it costs to start the command."""

from __future__ import annotations

import sys
from pathlib import Path

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
