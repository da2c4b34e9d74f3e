"""How long things take: CPU time, many times, the median."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def cpu_of_command(command: Sequence[str]) -> float:
    """Seconds of CPU, user and system, that a command takes from start to end."""
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own commands
    after = os.times()
    return (
        after.children_user + after.children_system - before.children_user - before.children_system
    )


def in_turn(commands: Sequence[Sequence[str]], times: int = 21) -> list[float]:
    """The median CPU seconds of each command, the commands run in turn so that noise hits all."""
    runs: list[list[float]] = [[] for _ in commands]
    for _ in range(times):
        for place, command in enumerate(commands):
            runs[place].append(cpu_of_command(command))
    return [statistics.median(run) for run in runs]


def python(code: str) -> list[str]:
    """The command that runs a piece of Python as a user's installation would."""
    return [sys.executable, "-c", code]


def cpu_of_call(call: Callable[[], object], times: int = 5) -> float:
    """The median CPU seconds of a call."""
    runs = []
    for _ in range(times):
        start = time.process_time()
        call()
        runs.append(time.process_time() - start)
    return statistics.median(runs)
