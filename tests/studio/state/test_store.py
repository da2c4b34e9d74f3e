from __future__ import annotations

import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from studio.state.store import DATABASE_FILE, MIGRATIONS, Store, count
from tests.patience import HANG_S

if TYPE_CHECKING:
    from pathlib import Path

COUNT_TO_50 = """
import sys, pathlib
from studio.state.store import Store, count
store = Store(pathlib.Path(sys.argv[1]))
for _ in range(50):
    with store.writing() as line:
        count(line, "visits")
store.close()
"""


def test_nothing_is_opened_before_it_is_used(tmp_path: Path) -> None:
    Store(tmp_path / "new")

    assert not (tmp_path / "new").exists()


def test_what_was_written_is_there_after_a_restart(tmp_path: Path) -> None:
    first = Store(tmp_path)
    with first.writing() as connection:
        count(connection, "visits", "visits", "others")
    first.close()

    second = Store(tmp_path)

    assert (second.count("visits"), second.count("others"), second.count("none")) == (2, 1, 0)
    second.close()


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)

    def fail() -> None:
        with store.writing() as connection:
            count(connection, "visits")
            connection.execute("SELECT * FROM nothing")

    with pytest.raises(sqlite3.OperationalError):
        fail()

    assert store.count("visits") == 0
    store.close()


def test_two_processes_lose_no_update(tmp_path: Path) -> None:
    command = [sys.executable, "-c", COUNT_TO_50, str(tmp_path)]
    runs = [subprocess.Popen(command) for _ in range(2)]  # noqa: S603  our own program

    ends = [run.wait(HANG_S) for run in runs]

    store = Store(tmp_path)
    assert (ends, store.count("visits")) == ([0, 0], 100)
    store.close()


def test_a_file_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / DATABASE_FILE)
    assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    connection.close()

    store = Store(tmp_path)

    found = store.row("SELECT user_version FROM pragma_user_version")
    assert found is not None
    assert found["user_version"] == len(MIGRATIONS)
    store.close()


def test_the_file_is_written_to_the_disk_at_each_commit(tmp_path: Path) -> None:
    store = Store(tmp_path)

    mode = store.row("SELECT journal_mode FROM pragma_journal_mode")
    full = store.row("SELECT synchronous FROM pragma_synchronous")

    assert mode is not None
    assert full is not None
    assert (mode[0], full[0]) == ("wal", 2)
    store.close()


def test_a_file_that_is_none_of_ours_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / DATABASE_FILE).write_bytes(b"words, not a database" * 100)

    with pytest.raises(sqlite3.DatabaseError):
        Store(tmp_path).count("visits")

    assert (tmp_path / DATABASE_FILE).read_bytes().startswith(b"words")


def test_a_step_that_fails_leaves_the_file_at_its_version(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / DATABASE_FILE)
    connection.execute("CREATE TABLE counter (another INTEGER)")
    connection.close()

    with pytest.raises(sqlite3.OperationalError):
        Store(tmp_path).count("visits")

    connection = sqlite3.connect(tmp_path / DATABASE_FILE)
    assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("counter",)]
    connection.close()
