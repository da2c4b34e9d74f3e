"""Accounts, tokens of a week, and credits: available, held by running turns, spent."""

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

WEEK_S: Final = 7 * 24 * 3600.0  # a token's life, and the time between two, as the vendor has it
STARTER_CREDITS: Final = 100  # with each token, as the vendor gives


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token as it is handed out; only its digest is stored."""

    token: str
    user_id: str
    expires: float


@dataclass(frozen=True, slots=True)
class Balance:
    """Available credits, and those held by running turns."""

    available: int
    frozen: int


class Accounts:
    """The tables behind `/api/auth` and `/api/credits`."""

    def __init__(
        self, store: Store, clock: Callable[[], float], starter: int = STARTER_CREDITS
    ) -> None:
        self._store = store
        self._clock = clock
        self._starter = starter

    def grant(self, client_id: str) -> NewToken:
        """Issue a token to a client that had none for a week; its sessions stay its own."""
        now = self._clock()
        token = f"st_{secrets.token_urlsafe(32)}"
        with self._store.writing() as connection:
            user_id = _account_of(connection, client_id, now)
            connection.execute(
                "INSERT INTO token VALUES (?, ?, ?, ?)",
                (_digest(token), user_id, now, now + WEEK_S),
            )
            connection.execute(
                "UPDATE account SET available = max(available, ?) WHERE user_id = ?",
                (self._starter, user_id),
            )
        return NewToken(token, user_id, now + WEEK_S)

    def user(self, token: str) -> str:
        """The owner of a token; 1001 if it is unknown or expired."""
        row = self._store.row("SELECT * FROM token WHERE digest = ?", _digest(token))
        if row is None or row["expires"] <= self._clock():
            raise RefusalError(1001)
        return str(row["user_id"])

    def age(self, token: str) -> None:
        """Expire a token, so that its client may get the next one at once."""
        with self._store.writing() as connection:
            connection.execute(
                "UPDATE token SET expires = 0, issued = -? WHERE digest = ?",
                (WEEK_S, _digest(token)),
            )

    def balance(self, user_id: str) -> Balance:
        """The credits, after releasing what crashed processes held."""
        now = self._clock()
        late = "SELECT 1 FROM turn WHERE user_id = ? AND held_until < ?"
        if self._store.row(late, user_id, now) is not None:
            with self._store.writing() as connection:
                _settle(connection, "user_id = ? AND held_until < ?", user_id, now)
        row = self._store.row("SELECT * FROM account WHERE user_id = ?", user_id)
        return Balance(row["available"], row["frozen"]) if row else Balance(0, 0)

    def settle(self, turn_id: int) -> None:
        """Spend what a finished turn held."""
        with self._store.writing() as connection:
            _settle(connection, "turn_id = ? AND held_until > ?", turn_id, -1)


def hold(connection: sqlite3.Connection, user_id: str, cost: int) -> None:
    """Hold the price of a turn in the transaction that carries it out; 2001 if it is too much."""
    if cost <= 0:
        return
    held = connection.execute(
        "UPDATE account SET available = available - ?, frozen = frozen + ?"
        " WHERE user_id = ? AND available >= ?",
        (cost, cost, user_id, cost),
    )
    if held.rowcount != 1:
        raise RefusalError(2001)


def _account_of(connection: sqlite3.Connection, client_id: str, now: float) -> str:
    row = connection.execute("SELECT * FROM account WHERE client_id = ?", (client_id,)).fetchone()
    if row is None:
        user_id = f"u_{secrets.token_hex(8)}"
        connection.execute("INSERT INTO account VALUES (?, ?, 0, 0)", (user_id, client_id))
        return user_id
    newest = "SELECT max(issued) AS issued FROM token WHERE user_id = ?"
    issued = connection.execute(newest, (row["user_id"],)).fetchone()["issued"]
    # An aged token was issued at a negative time and does not count.
    if issued is not None and 0 <= now - issued < WEEK_S:
        raise RefusalError(429, "one token per client in 7 days")
    return str(row["user_id"])


def _settle(connection: sqlite3.Connection, which: str, *values: object) -> None:
    for row in connection.execute(f"SELECT * FROM turn WHERE {which}", values).fetchall():  # noqa: S608  `which` is ours
        connection.execute(
            "UPDATE account SET frozen = frozen - ? WHERE user_id = ?",
            (row["cost"], row["user_id"]),
        )
        connection.execute("UPDATE turn SET held_until = NULL WHERE turn_id = ?", (row["turn_id"],))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
