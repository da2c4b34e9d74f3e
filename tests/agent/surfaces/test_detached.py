"""The head of the detached process."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="no fork there")
def test_it_leaves_its_parent_before_anything_is_loaded() -> None:
    program = (
        "import os, sys; from agent.surfaces import detached;"
        "os.fork = lambda: 7; os._exit = lambda code: sys.exit(str(code));"
        "import atexit; atexit.register(lambda: print(*sys.modules));"
        "detached.main(['--job', 'j1', 'en'])"
    )

    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert done.stderr == "0\n"  # the code it would have ended with
    assert not {"asyncio", "sqlite3", "agent.surfaces.worker"} & set(done.stdout.split())
