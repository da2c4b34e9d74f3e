"""Who may talk to the studio, and the credits they have: tokens of a week, sums held and spent."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from studio.wire.envelopes import RefusalError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from studio.state.store import Store

WEEK_S: Final = 7 * 24 * 3600.0
STARTER_CREDITS: Final = 100


@dataclass(frozen=True, slots=True)
class NewToken:
    """A new token; it is told once and kept only as a digest."""

    token: str
    user_id: str
    expires: float


@dataclass(frozen=True, slots=True)
class Balance:
    """What is left, and what a running turn holds."""

    available: int
    frozen: int


class Accounts:
    """The rows behind `/api/auth` and `/api/credits`."""

    def __init__(
        self, store: Store, clock: Callable[[], float], starter: int = STARTER_CREDITS
    ) -> None:
        self._store = store
        self._clock = clock
        self._starter = starter

    def grant(self, client_id: str) -> NewToken:
        """A token for a client that has had none for a week; its sessions stay its own."""
        now = self._clock()
        token = f"st_{secrets.token_urlsafe(32)}"
        with self._store.writing() as line:
            user_id = _account_of(line, client_id, now)
            line.execute(
                "INSERT INTO token VALUES (?, ?, ?, ?)",
                (_digest(token), user_id, now, now + WEEK_S),
            )
            line.execute(
                "UPDATE account SET available = max(available, ?) WHERE user_id = ?",
                (self._starter, user_id),
            )
        return NewToken(token, user_id, now + WEEK_S)

    def user(self, token: str) -> str:
        """Whose token it is; 1001 when nobody's or too old."""
        row = self._store.row("SELECT * FROM token WHERE digest = ?", _digest(token))
        if row is None or row["expires"] <= self._clock():
            raise RefusalError(1001)
        return str(row["user_id"])

    def age(self, token: str) -> None:
        """Make a token as old as its week: the client may ask for the next one."""
        with self._store.writing() as line:
            line.execute(
                "UPDATE token SET expires = 0, issued = -? WHERE digest = ?",
                (WEEK_S, _digest(token)),
            )

    def balance(self, user_id: str) -> Balance:
        """The credits, after letting go of what a lost process held."""
        now = self._clock()
        late = "SELECT 1 FROM turn WHERE user_id = ? AND held_until < ?"
        if self._store.row(late, user_id, now) is not None:
            with self._store.writing() as line:
                _settle(line, "user_id = ? AND held_until < ?", user_id, now)
        row = self._store.row("SELECT * FROM account WHERE user_id = ?", user_id)
        return Balance(row["available"], row["frozen"]) if row else Balance(0, 0)

    def settle(self, turn_id: int) -> None:
        """A turn is over: what it held is spent."""
        with self._store.writing() as line:
            _settle(line, "turn_id = ? AND held_until > ?", turn_id, -1)


def hold(line: sqlite3.Connection, user_id: str, cost: int) -> None:
    """Freeze the price of a turn in the transaction that carries it out; else 2001."""
    if cost <= 0:
        return
    held = line.execute(
        "UPDATE account SET available = available - ?, frozen = frozen + ?"
        " WHERE user_id = ? AND available >= ?",
        (cost, cost, user_id, cost),
    )
    if held.rowcount != 1:
        raise RefusalError(2001)


def _account_of(line: sqlite3.Connection, client_id: str, now: float) -> str:
    row = line.execute("SELECT * FROM account WHERE client_id = ?", (client_id,)).fetchone()
    if row is None:
        user_id = f"u_{secrets.token_hex(8)}"
        line.execute("INSERT INTO account VALUES (?, ?, 0, 0)", (user_id, client_id))
        return user_id
    newest = "SELECT max(issued) AS issued FROM token WHERE user_id = ?"
    issued = line.execute(newest, (row["user_id"],)).fetchone()["issued"]
    if issued is not None and 0 <= now - issued < WEEK_S:
        raise RefusalError(429, "one token per client in 7 days")
    return str(row["user_id"])


def _settle(line: sqlite3.Connection, which: str, *values: object) -> None:
    for row in line.execute(f"SELECT * FROM turn WHERE {which}", values).fetchall():  # noqa: S608  `which` is ours
        line.execute(
            "UPDATE account SET frozen = frozen - ? WHERE user_id = ?",
            (row["cost"], row["user_id"]),
        )
        line.execute("UPDATE turn SET held_until = NULL WHERE turn_id = ?", (row["turn_id"],))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
