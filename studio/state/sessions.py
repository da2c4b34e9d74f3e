"""Sessions: a timeline, the media it is made of, and who owns it."""

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
    """A session as it is on disk; `version` counts the changes of `project`."""

    session_id: str
    task_id: str
    user_id: str
    name: str
    language: str
    project: Json
    version: int
    turns: int


class Sessions:
    """The rows behind `/api/tasks`, `/api/state` and the claim link."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    def make(self, user_id: str, name: str, language: str) -> Session:
        """A session with an empty timeline."""
        made = Session(new_id(), f"task_{secrets.token_hex(8)}", user_id, name, language, {}, 0, 0)
        with self._store.writing() as line:
            line.execute(
                "INSERT INTO session (session_id, task_id, user_id, name, language, made)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (made.session_id, made.task_id, user_id, name, language, self._clock()),
            )
        return made

    def read(self, session_id: str, user_id: str | None = None) -> Session:
        """The session, if it is there and theirs; else 1002."""
        row = self._store.row("SELECT * FROM session WHERE session_id = ?", session_id)
        if row is None or user_id not in (None, row["user_id"]):
            raise RefusalError(1002)
        return _session(row)

    def claim(self, session: Session, task_id: str) -> str:
        """What may stand in a link instead of the token."""
        if task_id not in ("", session.task_id):
            raise RefusalError(1002, "task not found in this session")
        claim_token = f"clm_{secrets.token_urlsafe(18)}"
        with self._store.writing() as line:
            line.execute("INSERT INTO claim VALUES (?, ?)", (claim_token, session.session_id))
        return claim_token

    def claimed(self, claim_token: str) -> Session:
        """The session behind a claim link."""
        row = self._store.row("SELECT * FROM claim WHERE claim_token = ?", claim_token)
        if row is None:
            raise RefusalError(404, "this link is not known")
        return self.read(row["session_id"])

    def folder(self, session_id: str) -> Path:
        """Where the files of a session lie."""
        return self._store.folder / "media" / session_id

    def media(self, session_id: str) -> dict[str, Json]:
        """Media id -> what is known of the file, oldest first."""
        rows = self._store.rows(
            "SELECT * FROM media WHERE session_id = ? ORDER BY made, rowid", session_id
        )
        return {
            row["media_id"]: json.loads(row["facts"])
            | {"path": str(self._store.folder / row["path"]), "name": row["name"]}
            for row in rows
        }

    def keep(self, session_id: str, arrival: UploadedFile, facts: Mapping[str, Any]) -> None:
        """Remember a file that has arrived."""
        known = {**facts, "path": str(arrival.path), "name": arrival.name, "bytes": arrival.size}
        with self._store.writing() as line:
            self.insert(line, session_id, arrival.media_id, known)

    def insert(
        self, line: sqlite3.Connection, session_id: str, media_id: str, facts: Mapping[str, Any]
    ) -> None:
        """The same within a transaction; a file that is known stays as it is."""
        known = {key: fact for key, fact in facts.items() if key not in {"path", "name"}}
        # The path is kept as seen from the studio's folder, which may be moved.
        path = os.path.relpath(facts["path"], self._store.folder)
        line.execute(
            "INSERT OR IGNORE INTO media VALUES (?, ?, ?, ?, ?, ?)",
            (media_id, session_id, facts["name"], path, json.dumps(known), self._clock()),
        )

    def change(self, session_id: str, change: Callable[[Session], Json]) -> None:
        """Another project instead of the one there is; worked out anew when somebody was faster."""
        while True:
            session = self.read(session_id)
            project = json.dumps(change(session))
            with self._store.writing() as line:
                done = line.execute(
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
