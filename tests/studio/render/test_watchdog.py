"""The end of a render that takes too long, or that nobody can ask for."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from studio.render import watchdog
from tests.patience import HANG_S

if TYPE_CHECKING:
    from pathlib import Path

# A render that never ends by itself.
ENDLESS: Final = """
import pathlib, sys, time
from studio.render import watchdog
job = pathlib.Path(sys.argv[1])
watchdog.LOOK_EVERY_S, watchdog.LEAST_S = 0.05, float(sys.argv[2])
watchdog.watch(job, 0.0, job.with_name("said").write_text)
print("begun", flush=True)
while True:
    time.sleep(0.01)
"""


def begun(job: Path, least_s: float) -> subprocess.Popen[str]:
    child = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", ENDLESS, str(job), str(least_s)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "begun\n"
    return child


def test_a_render_that_takes_too_long_says_so_and_ends(tmp_path: Path) -> None:
    job = tmp_path / "job.json"
    job.touch()

    with begun(job, 0.1) as child:
        assert child.wait(HANG_S) == 1

    assert (tmp_path / "said").read_text("utf-8") == watchdog.TOO_LONG


def test_a_render_that_nobody_can_ask_for_ends(tmp_path: Path) -> None:
    job = tmp_path / "job.json"
    job.touch()

    with begun(job, 600) as child:
        job.unlink()
        assert child.wait(HANG_S) == 1

    assert not (tmp_path / "said").exists()


def test_a_long_film_may_take_longer() -> None:
    assert watchdog.patience_s(0) == 900
    assert watchdog.patience_s(3_600_000) == 900 + 30 * 3600


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits")
def test_no_file_grows_without_end(tmp_path: Path) -> None:
    code = """
import os, sys
from studio.render import watchdog
watchdog.LARGEST_FILE = 1000
watchdog.limit_files()
open(sys.argv[1], "wb", buffering=0).write(bytes(900))
try:
    os.truncate(sys.argv[1], 2000)
except OSError as error:
    print(error.strerror)
"""

    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code, str(tmp_path / "film")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "File too large\n"
