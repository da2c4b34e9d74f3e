"""Turns: a message is carried out once, with its price held, and what was told is kept.

The work is done and on disk before the first event leaves. So leaving a stream early loses nothing,
and the same Idempotency-Key is answered with the recorded events. Turns of one session are carried
out one after another: one that was overtaken is worked out anew on what the other left.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from studio import catalogue
from studio.state.accounts import hold
from studio.state.store import count
from studio.wire.envelopes import RefusalError, WrongShapeError
from studio.wire.events import event_writer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from studio.state.sessions import Session, Sessions
    from studio.state.store import Store
    from studio.wire.habits import Habits, TurnHabits
    from studio.wire.service_ports import Reply, Services

# As long as a turn may take on the wire; a hold that is older belongs to a process that died.
HOLD_S: Final = 900.0
ATTEMPTS: Final = 20


@dataclass(frozen=True, slots=True)
class TurnRequest:
    """A message as it came."""

    session_id: str
    user_id: str
    message: str
    key: str | None = None
    streaming: bool | None = None

    @property
    def digest(self) -> str:
        """Tells two messages under one key apart."""
        return hashlib.sha256(self.message.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """A turn that has been carried out, and how it is told."""

    turn_id: int
    frames: tuple[str, ...]
    is_new: bool


class Turns:
    """Carries messages out."""

    def __init__(
        self,
        store: Store,
        sessions: Sessions,
        services: Services,
        habits: Habits,
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._sessions = sessions
        self._services = services
        self._habits = habits
        self._clock = clock

    def carry_out(self, request: TurnRequest) -> TurnRecord:
        """Do it, or find that it was done. It blocks: call it in a thread."""
        for _ in range(ATTEMPTS):
            session = self._sessions.read(request.session_id, request.user_id)
            if known := self._known(request):
                return known
            reply = self._answer(request, session)
            frames = self._written(request, session, reply)
            if record := self._keep(request, session, reply, frames):
                return record
        raise RefusalError(429, "the session is busy")

    def _known(self, request: TurnRequest) -> TurnRecord | None:
        if request.key is None:
            return None
        row = self._store.row(
            "SELECT * FROM turn WHERE session_id = ? AND idempotency = ?",
            request.session_id,
            request.key,
        )
        return _again(request, row) if row is not None else None

    def _answer(self, request: TurnRequest, session: Session) -> Reply:
        media = self._sessions.media(session.session_id)
        folder = self._sessions.folder(session.session_id)
        return self._services.answer(
            request.message, session.project, media, session.language, folder
        )

    def _written(self, request: TurnRequest, session: Session, reply: Reply) -> tuple[str, ...]:
        habits = self._habits_of(request, session, reply)
        return tuple(event_writer(habits, self._clock).frames(reply))

    def _habits_of(self, request: TurnRequest, session: Session, reply: Reply) -> TurnHabits:
        is_edit = reply.changed and not catalogue.of(reply.op).is_staged and not reply.must_tell
        habits = self._habits.of_turn(session.turns, request.message, reply.said, is_edit=is_edit)
        # A client may say whether it wants the stream in pieces, as with the real server.
        return habits if request.streaming is None else replace(habits, streamed=request.streaming)

    def _keep(
        self, request: TurnRequest, session: Session, reply: Reply, frames: tuple[str, ...]
    ) -> TurnRecord | None:
        """All of the turn in one transaction; None when another turn came between."""
        now = self._clock()
        with self._store.writing() as connection:
            if not _is_current(connection, session):
                return None
            hold(connection, request.user_id, reply.cost)
            for media_id, facts in reply.media.items():
                self._sessions.insert(connection, session.session_id, media_id, facts)
            connection.execute(
                "UPDATE session SET project = ?, version = version + 1, turns = turns + 1"
                " WHERE session_id = ?",
                (json.dumps(reply.project), session.session_id),
            )
            turn = connection.execute(
                "INSERT INTO turn (session_id, user_id, idempotency, digest, message, frames, cost,"
                " held_until, began) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    request.session_id,
                    request.user_id,
                    request.key,
                    request.digest,
                    request.message,
                    json.dumps(frames),
                    reply.cost,
                    now + HOLD_S,
                    now,
                ),
            )
            count(connection, "executed", f"executed {request.session_id}")
        return TurnRecord(int(turn.lastrowid or 0), frames, is_new=True)


def _is_current(connection: sqlite3.Connection, session: Session) -> bool:
    row = connection.execute(
        "SELECT version FROM session WHERE session_id = ?", (session.session_id,)
    ).fetchone()
    return row is not None and int(row["version"]) == session.version


def _again(request: TurnRequest, row: sqlite3.Row) -> TurnRecord:
    if row["digest"] != request.digest:
        raise WrongShapeError("Idempotency-Key", "this key was used with another message")
    return TurnRecord(int(row["turn_id"]), tuple(json.loads(row["frames"])), is_new=False)
