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
    from studio.wire.ports import Reply, Services

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
        crew: Services,
        manners: Habits,
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._sessions = sessions
        self._crew = crew
        self._manners = manners
        self._clock = clock

    def carry_out(self, wish: TurnRequest) -> TurnRecord:
        """Do it, or find that it was done. Blocks: a thread of its own is its place."""
        for _ in range(ATTEMPTS):
            session = self._sessions.read(wish.session_id, wish.user_id)
            if known := self._known(wish):
                return known
            reply = self._answer(wish, session)
            frames = self._tell(wish, session, reply)
            if told := self._write(wish, session, reply, frames):
                return told
        raise RefusalError(429, "the session is busy")

    def _known(self, wish: TurnRequest) -> TurnRecord | None:
        if wish.key is None:
            return None
        row = self._store.row(
            "SELECT * FROM turn WHERE session_id = ? AND idempotency = ?", wish.session_id, wish.key
        )
        return _again(wish, row) if row is not None else None

    def _answer(self, wish: TurnRequest, session: Session) -> Reply:
        media = self._sessions.media(session.session_id)
        folder = self._sessions.folder(session.session_id)
        return self._crew.answer(wish.message, session.project, media, session.language, folder)

    def _tell(self, wish: TurnRequest, session: Session, reply: Reply) -> tuple[str, ...]:
        manner = self._manner(wish, session, reply)
        return tuple(event_writer(manner, self._clock).frames(reply))

    def _manner(self, wish: TurnRequest, session: Session, reply: Reply) -> TurnHabits:
        is_edit = reply.changed and not catalogue.of(reply.op).is_staged and not reply.must_tell
        manner = self._manners.of_turn(session.turns, wish.message, reply.said, is_edit=is_edit)
        # A client that says how it wants to be told is told so, as by the real server.
        return manner if wish.streaming is None else replace(manner, streamed=wish.streaming)

    def _write(
        self, wish: TurnRequest, session: Session, reply: Reply, frames: tuple[str, ...]
    ) -> TurnRecord | None:
        """All of the turn in one transaction; None when another turn came between."""
        now = self._clock()
        with self._store.writing() as line:
            if not _is_current(line, session):
                return None
            hold(line, wish.user_id, reply.cost)
            for media_id, facts in reply.media.items():
                self._sessions.insert(line, session.session_id, media_id, facts)
            line.execute(
                "UPDATE session SET project = ?, version = version + 1, turns = turns + 1"
                " WHERE session_id = ?",
                (json.dumps(reply.project), session.session_id),
            )
            turn = line.execute(
                "INSERT INTO turn (session_id, user_id, idempotency, digest, message, frames, cost,"
                " held_until, began) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    wish.session_id,
                    wish.user_id,
                    wish.key,
                    wish.digest,
                    wish.message,
                    json.dumps(frames),
                    reply.cost,
                    now + HOLD_S,
                    now,
                ),
            )
            count(line, "executed", f"executed {wish.session_id}")
        return TurnRecord(int(turn.lastrowid or 0), frames, is_new=True)


def _is_current(line: sqlite3.Connection, session: Session) -> bool:
    row = line.execute(
        "SELECT version FROM session WHERE session_id = ?", (session.session_id,)
    ).fetchone()
    return row is not None and int(row["version"]) == session.version


def _again(wish: TurnRequest, row: sqlite3.Row) -> TurnRecord:
    if row["digest"] != wish.digest:
        raise WrongShapeError("Idempotency-Key", "this key was used with another message")
    return TurnRecord(int(row["turn_id"]), tuple(json.loads(row["frames"])), is_new=False)
