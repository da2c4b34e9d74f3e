from __future__ import annotations

import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from intents import whole_file
from tests.patience import HANG_S

ROOT = Path(__file__).parents[2]


def test_a_file_is_written_whole_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("before", "utf-8")

    whole_file.write(file, "晚霞\n")

    assert file.read_text("utf-8") == "晚霞\n"
    assert list(tmp_path.iterdir()) == [file]


def test_where_something_goes_wrong_the_file_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("before", "utf-8")

    with pytest.raises(UnicodeEncodeError):
        whole_file.write(file, "half \ud800")
    with pytest.raises(ZeroDivisionError), whole_file.Beside(file) as part:
        Path(part).write_text(f"half {1 / 0}", "utf-8")

    assert file.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_part_that_was_never_begun_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole_file.Beside(tmp_path / "a.txt"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such rights there")
def test_a_private_file_is_read_by_nobody_else(tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "token", tmp_path / "elsewhere"
    Path(whole_file.Beside(file).part).symlink_to(elsewhere)

    whole_file.write(file, "secret", is_private=True)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not elsewhere.exists()
    assert not file.is_symlink()


def test_hardly_anything_is_imported_with_it() -> None:
    code = (
        "import os, sys; a = set(sys.modules); import intents.whole_file;"
        "print(*set(sys.modules) - a)"
    )

    told = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )

    assert set(told.stdout.split()) <= {"__future__", "intents", "intents.whole_file"}


def test_threads_write_the_same_file_beside_each_other(tmp_path: Path) -> None:
    at = tmp_path / "kept"
    together = threading.Barrier(8)

    def write(number: int) -> None:
        together.wait(HANG_S)
        for _ in range(20):
            whole_file.write(at, f"{number}" * 1_000, is_private=True)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))

    assert at.read_text() in {f"{number}" * 1_000 for number in range(8)}
    assert list(tmp_path.iterdir()) == [at]
