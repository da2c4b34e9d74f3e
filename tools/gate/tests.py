"""The tests in several processes, and what they cover: python tools/gate/tests.py PIPE [--weigh]

How far they are is written to the pipe, a line each; what failed, to standard output.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import coverage

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent.parent
WEIGHTS: Final = HERE / "weights.txt"
# What is lighter is not worth a line.
LIGHTEST_S: Final = 0.5


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def weights() -> dict[str, float]:
    """The seconds that a file of tests took when it was last weighed."""
    rows = WEIGHTS.read_text("utf-8").splitlines() if WEIGHTS.exists() else []
    pairs = (row.split() for row in rows if not row.startswith("#"))
    return {name: float(seconds) for seconds, name in pairs}


def weigh(took: dict[str, float]) -> None:
    """Write down the seconds that each file of tests took, heaviest first."""
    heavy = sorted((one for one in took.items() if one[1] >= LIGHTEST_S), key=lambda one: -one[1])
    head = "# Seconds that a file of tests takes, made by: python tools/gate tests --weigh\n"
    rows = "".join(f"{seconds:.1f} {name}\n" for name, seconds in heavy)
    WEIGHTS.write_text(head + rows, "utf-8")


def counted(counts: Mapping[str, int]) -> str:
    """How many tests passed, were skipped, failed."""
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def main() -> int:
    """Run all tests; the exit code."""
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT), str(HERE)]
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        # With tracing 2 min 13 s, without 1 min 55 s: it is for .ci/run and whoever asks.
        is_traced = bool(os.environ.get("COVERAGE"))
        measured = coverage.Coverage(data_file=f"{folder}/.coverage", data_suffix=True)
        if is_traced:
            measured.start()
        import pytest
        from workers import Workers

        # More than there are cores: many tests wait for processes and lines. On two cores six took
        # 149 s where three took 165 s.
        count = int(os.environ.get("TEST_WORKERS") or cores() + 4)
        workers = Workers(count, weights(), os.fdopen(int(sys.argv[1]), "w", buffering=1))
        code = pytest.main(["-q", "--no-header", "--tb=short", "-rN"], plugins=[workers])
        if code or not is_traced:
            if "--weigh" in sys.argv:
                weigh(workers.took)
            print(f"{counted(workers.counts)}, in {time.monotonic() - began:.0f} s")
            return int(code)
        measured.stop()
        measured.save()
        measured.combine([folder])
        # Kept for whoever wants to look closer, with `coverage html`.
        shutil.copy(measured.get_data().data_filename(), ROOT / ".coverage")
        table = io.StringIO()
        total = measured.report(file=table)
    least = float(measured.get_option("report:fail_under") or 0)  # type: ignore[arg-type]
    if total < least:
        print(table.getvalue())
    print(f"{counted(workers.counts)}, {total:.1f} % covered, in {time.monotonic() - began:.0f} s")
    return int(total < least)


if __name__ == "__main__":
    sys.exit(main())
