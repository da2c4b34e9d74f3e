from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from studio.state.processes import LOG_FILE, is_alive, start
from tests.patience import HANG_S

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Gone = Callable[[Path], None]

# Runs until the file `end` is there.
WAITING = [
    *(sys.executable, "-c"),
    "import os, time\nwhile not os.path.exists('end'): time.sleep(0.01)",
]


# Starts a process that tells what it knows of a token.
STARTER = """
import pathlib, sys
from studio.state.processes import start
told = "import os; print([os.environ.get(one) for one in ('NEMO_TOKEN', 'REELTALK_MEDIA_KEY')])"
start([sys.executable, "-c", told], pathlib.Path(sys.argv[1]), lambda: None)
"""


def never() -> None:
    raise AssertionError("a process was allowed")


def test_a_process_is_known_to_live_until_it_ends(tmp_path: Path, gone: Gone) -> None:
    assert start(WAITING, tmp_path, never)
    during = is_alive(tmp_path)

    (tmp_path / "end").touch()

    gone(tmp_path)
    assert (during, is_alive(tmp_path)) == (True, False)


def test_a_second_start_leaves_the_first_alone(tmp_path: Path, gone: Gone) -> None:
    start(WAITING, tmp_path, never)

    is_second = start(WAITING, tmp_path, never)

    (tmp_path / "end").touch()
    gone(tmp_path)
    assert not is_second


def test_what_a_process_says_is_in_its_log(tmp_path: Path, gone: Gone) -> None:
    start([sys.executable, "-c", "print('here')"], tmp_path, never)

    gone(tmp_path)

    assert (tmp_path / LOG_FILE).read_text() == "here\n"


def test_where_no_process_is_allowed_a_thread_does_the_work(tmp_path: Path, gone: Gone) -> None:
    done = threading.Event()

    start(WAITING, tmp_path, done.set, detach=False)

    assert done.wait(HANG_S)
    gone(tmp_path)


def test_a_command_that_there_is_not_is_done_here_too(tmp_path: Path, gone: Gone) -> None:
    done = threading.Event()

    start([str(tmp_path / "missing")], tmp_path, done.set)

    assert done.wait(HANG_S)
    gone(tmp_path)


def test_a_process_is_told_no_secret(tmp_path: Path, gone: Gone) -> None:
    environ = {**os.environ, "NEMO_TOKEN": "secret", "REELTALK_MEDIA_KEY": "secret"}

    run = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-c", STARTER, str(tmp_path)],
        env=environ,
        check=False,
    )

    gone(tmp_path)
    assert run.returncode == 0
    assert (tmp_path / LOG_FILE).read_text() == "[None, None]\n"


def test_a_process_has_a_session_of_its_own(tmp_path: Path, gone: Gone) -> None:
    told = "import os; print(os.getsid(0), os.nice(0) > 0 or os.getpid())"
    start([sys.executable, "-c", told], tmp_path, never)

    gone(tmp_path)

    assert int((tmp_path / LOG_FILE).read_text().split()[0]) != os.getsid(0)
