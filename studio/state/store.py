"""The studio's state on disk: one sqlite3 file that several processes may have open at once."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A writer of another process is waited for this long.
PATIENCE_S: Final = 10.0
FILE: Final = "studio.sqlite3"

# The past of the file, one step each. A step that has been released is never changed again.
MIGRATIONS: Final = (
    """
    CREATE TABLE account (
        user_id TEXT PRIMARY KEY,
        client_id TEXT NOT NULL UNIQUE,
        available INTEGER NOT NULL,
        frozen INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE token (
        digest TEXT PRIMARY KEY,
        user_id TEXT NOT NULL REFERENCES account,
        issued REAL NOT NULL,
        expires REAL NOT NULL);
    CREATE INDEX token_of ON token (user_id, issued);
    CREATE TABLE session (
        session_id TEXT PRIMARY KEY,
        task_id TEXT NOT NULL,
        user_id TEXT NOT NULL REFERENCES account,
        name TEXT NOT NULL,
        language TEXT NOT NULL,
        project TEXT NOT NULL DEFAULT '{}',
        version INTEGER NOT NULL DEFAULT 0,
        turns INTEGER NOT NULL DEFAULT 0,
        made REAL NOT NULL);
    CREATE TABLE claim (
        claim_token TEXT PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES session);
    CREATE TABLE media (
        media_id TEXT PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES session,
        name TEXT NOT NULL,
        path TEXT NOT NULL,
        facts TEXT NOT NULL,
        made REAL NOT NULL);
    CREATE INDEX media_of ON media (session_id, made);
    CREATE TABLE turn (
        turn_id INTEGER PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES session,
        user_id TEXT NOT NULL,
        idempotency TEXT,
        digest TEXT NOT NULL,
        message TEXT NOT NULL,
        frames TEXT NOT NULL,
        cost INTEGER NOT NULL,
        held_until REAL,
        began REAL NOT NULL,
        UNIQUE (session_id, idempotency));
    CREATE TABLE job (
        job_id TEXT PRIMARY KEY,
        user_id TEXT NOT NULL,
        session_id TEXT NOT NULL,
        download_key TEXT NOT NULL,
        title TEXT NOT NULL,
        state TEXT NOT NULL,
        progress REAL NOT NULL DEFAULT 0,
        error TEXT NOT NULL DEFAULT '',
        starts INTEGER NOT NULL DEFAULT 0,
        fault TEXT NOT NULL DEFAULT '',
        made REAL NOT NULL);
    CREATE INDEX job_of ON job (session_id, made);
    CREATE TABLE counter (name TEXT PRIMARY KEY, n INTEGER NOT NULL);
    """,
)


class Store:
    """One connection a process, opened by its first use; writers queue, readers do not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = RLock()
        self._line: sqlite3.Connection | None = None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the right to write from its first statement on."""
        with self._lock:
            line = self._open()
            line.execute("BEGIN IMMEDIATE")
            try:
                yield line
            except BaseException:
                line.execute("ROLLBACK")
                raise
            line.execute("COMMIT")

    def row(self, sql: str, *values: object) -> sqlite3.Row | None:
        """The first row that answers, if any."""
        return next(iter(self.rows(sql, *values)), None)

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """All rows that answer."""
        with self._lock:
            return self._open().execute(sql, values).fetchall()

    def count(self, name: str) -> int:
        """How often something was counted: `executed` is the messages carried out."""
        found = self.row("SELECT n FROM counter WHERE name = ?", name)
        return int(found["n"]) if found else 0

    def close(self) -> None:
        """Let go of the file; the next use opens it again."""
        with self._lock:
            if self._line is not None:
                self._line.close()
                self._line = None

    def _open(self) -> sqlite3.Connection:
        if self._line is None:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._line = _connect(self.folder / FILE)
        return self._line


def count(line: sqlite3.Connection, *names: str) -> None:
    """One more of each, in the transaction at hand."""
    for name in names:
        line.execute(
            "INSERT INTO counter VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET n = n + 1", (name,)
        )


def _connect(file: Path) -> sqlite3.Connection:
    line = sqlite3.connect(file, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False)
    try:
        line.row_factory = sqlite3.Row
        # Where WAL is refused (network file systems) sqlite answers with the mode it keeps.
        line.execute("PRAGMA journal_mode = WAL").fetchone()
        line.execute("PRAGMA synchronous = FULL")
        line.execute("PRAGMA foreign_keys = ON")
        _migrate(line)
    except BaseException:
        line.close()
        raise
    return line


def _migrate(line: sqlite3.Connection) -> None:
    if _age(line) >= len(MIGRATIONS):
        return
    line.execute("BEGIN IMMEDIATE")  # another process may be at it: look again behind the lock
    try:
        for number in range(_age(line), len(MIGRATIONS)):
            for statement in MIGRATIONS[number].split(";"):
                line.execute(statement)
            line.execute(f"PRAGMA user_version = {number + 1}")
    except BaseException:
        line.execute("ROLLBACK")
        raise
    line.execute("COMMIT")


def _age(line: sqlite3.Connection) -> int:
    return int(line.execute("PRAGMA user_version").fetchone()[0])
