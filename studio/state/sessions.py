"""Sessions: a project, its media, and its owner."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from studio.wire.envelopes import Json, RefusalError
from studio.wire.ids import new_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from studio.media.uploaded_file import UploadedFile
    from studio.state.store import Store


@dataclass(frozen=True, slots=True)
class Session:
    """A row of the session table; `version` counts the changes of `project`."""

    session_id: str
    task_id: str
    user_id: str
    name: str
    language: str
    project: Json
    version: int
    turns: int


class Sessions:
    """The tables behind `/api/tasks`, `/api/state` and the claim link."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    def make(self, user_id: str, name: str, language: str) -> Session:
        made = Session(new_id(), f"task_{secrets.token_hex(8)}", user_id, name, language, {}, 0, 0)
        with self._store.writing() as connection:
            connection.execute(
                "INSERT INTO session (session_id, task_id, user_id, name, language, made)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (made.session_id, made.task_id, user_id, name, language, self._clock()),
            )
        return made

    def read(self, session_id: str, user_id: str | None = None) -> Session:
        """A session; 1002 if it is unknown or somebody else's."""
        row = self._store.row("SELECT * FROM session WHERE session_id = ?", session_id)
        if row is None or user_id not in (None, row["user_id"]):
            raise RefusalError(1002)
        return _session(row)

    def claim(self, session: Session, task_id: str) -> str:
        """Issue a claim token, which may stand in a link."""
        if task_id not in ("", session.task_id):
            raise RefusalError(1002, "task not found in this session")
        claim_token = f"clm_{secrets.token_urlsafe(18)}"
        with self._store.writing() as connection:
            connection.execute("INSERT INTO claim VALUES (?, ?)", (claim_token, session.session_id))
        return claim_token

    def claimed(self, claim_token: str) -> Session:
        """The session behind a claim token."""
        row = self._store.row("SELECT * FROM claim WHERE claim_token = ?", claim_token)
        if row is None:
            raise RefusalError(404, "this link is not known")
        return self.read(row["session_id"])

    def folder(self, session_id: str) -> Path:
        return self._store.folder / "media" / session_id

    def media(self, session_id: str) -> dict[str, Json]:
        """The facts of each file by its media id, oldest first."""
        rows = self._store.rows(
            "SELECT * FROM media WHERE session_id = ? ORDER BY made, rowid", session_id
        )
        return {
            row["media_id"]: json.loads(row["facts"])
            | {"path": str(self._store.folder / row["path"]), "name": row["name"]}
            for row in rows
        }

    def keep(self, session_id: str, arrival: UploadedFile, facts: Mapping[str, Any]) -> None:
        """Store the facts of an uploaded file."""
        known = {**facts, "path": str(arrival.path), "name": arrival.name, "bytes": arrival.size}
        with self._store.writing() as connection:
            self.insert(connection, session_id, arrival.media_id, known)

    def insert(
        self,
        connection: sqlite3.Connection,
        session_id: str,
        media_id: str,
        facts: Mapping[str, Any],
    ) -> None:
        """Like `keep`, within a transaction; a known file stays as it is."""
        known = {key: fact for key, fact in facts.items() if key not in {"path", "name"}}
        # The path is kept as seen from the studio's folder, which may be moved.
        path = os.path.relpath(facts["path"], self._store.folder)
        connection.execute(
            "INSERT OR IGNORE INTO media VALUES (?, ?, ?, ?, ?, ?)",
            (media_id, session_id, facts["name"], path, json.dumps(known), self._clock()),
        )

    def change(self, session_id: str, change: Callable[[Session], Json]) -> None:
        """Replace the project; computed again if another writer was faster (optimistic locking)."""
        while True:
            session = self.read(session_id)
            project = json.dumps(change(session))
            with self._store.writing() as connection:
                # Only if nobody changed it since it was read.
                done = connection.execute(
                    "UPDATE session SET project = ?, version = version + 1"
                    " WHERE session_id = ? AND version = ?",
                    (project, session_id, session.version),
                )
            if done.rowcount == 1:
                return


def _session(row: sqlite3.Row) -> Session:
    return Session(
        row["session_id"],
        row["task_id"],
        row["user_id"],
        row["name"],
        row["language"],
        json.loads(row["project"]),
        row["version"],
        row["turns"],
    )
