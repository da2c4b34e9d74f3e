"""Runs media inspection of untrusted files in a resource-limited child process.

The child limits itself before it opens anything (where the platform knows limits) and is killed
when it takes too long. Where no child may be started the work is done here, without limits.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from studio.media import sandbox_child

_ROOT: Final = Path(__file__).parents[2]
# A child needs no secret of its parent.
_PASSED_VARIABLES: Final = ("PATH", "HOME", "TMPDIR", "TEMP", "SYSTEMROOT", "LD_LIBRARY_PATH")
_MOST_ANSWER: Final = 1_000_000  # bytes; the longest true answer lists 2000 silences


@dataclass(frozen=True, slots=True)
class Limits:
    """Resource limits of a child; a `file_mb` of 0 lets it write nothing."""

    memory_mb: int
    cpu_s: int
    wall_s: int
    file_mb: int = 0


def run_in_child(verb: str, question: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """Run a verb: {"facts": ...}, or {"refused": reason}, also if the child crashed."""
    request = json.dumps({"verb": verb, "limits": asdict(limits), **question})
    command = [sys.executable, "-P", "-m", "studio.media.sandbox_child"]
    try:
        child = subprocess.run(  # noqa: S603 - our own module, nothing of the file in it
            command,
            input=request.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.wall_s,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "too_heavy"}
    except OSError:
        return sandbox_child.answer(verb, question)
    return _answer(child.stdout, child.returncode)


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _PASSED_VARIABLES if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def _answer(output: bytes, code: int) -> dict[str, Any]:
    if code:
        # Killed by the kernel for its memory or its time, or fallen over the file.
        return {"refused": "too_heavy" if code in {-9, -24} else "damaged"}  # SIGKILL, SIGXCPU
    try:
        answer = json.loads(output[:_MOST_ANSWER])
    except ValueError:
        return {"refused": "damaged"}
    return answer if isinstance(answer, dict) else {"refused": "damaged"}
