"""The SQLite database of the studio, which several processes may have open at once."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A writer of another process is waited for this long.
BUSY_TIMEOUT_S: Final = 10.0
DATABASE_FILE: Final = "studio.sqlite3"

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
        self._connection: sqlite3.Connection | None = None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the write lock from its first statement on."""
        with self._lock:
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def row(self, sql: str, *values: object) -> sqlite3.Row | None:
        """The first row, or None."""
        return next(iter(self.rows(sql, *values)), None)

    def rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with self._lock:
            return self._open().execute(sql, values).fetchall()

    def count(self, name: str) -> int:
        """The value of a counter; `executed` counts the messages carried out."""
        found = self.row("SELECT n FROM counter WHERE name = ?", name)
        return int(found["n"]) if found else 0

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._connection = _connect(self.folder / DATABASE_FILE)
        return self._connection


def count(connection: sqlite3.Connection, *names: str) -> None:
    """Increment counters in the open transaction."""
    for name in names:
        connection.execute(
            "INSERT INTO counter VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET n = n + 1", (name,)
        )


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        file, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    try:
        connection.row_factory = sqlite3.Row
        # Where WAL is refused (network file systems) sqlite answers with the mode it keeps.
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        # What was answered is on disk, also after a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection) -> None:
    if _schema_version(connection) >= len(MIGRATIONS):
        return
    connection.execute(
        "BEGIN IMMEDIATE"
    )  # another process may be at it: look again behind the lock
    try:
        for number in range(_schema_version(connection), len(MIGRATIONS)):
            for statement in MIGRATIONS[number].split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _schema_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
