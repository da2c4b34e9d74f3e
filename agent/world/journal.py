"""The journal: conversations, wishes and relayed notices in one sqlite file."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from agent.core import state as states
from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.core.state import WishState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

# Each is applied once, in order; what stands here is never changed, only added to.
MIGRATIONS: Final = (
    """
    CREATE TABLE talks (
        id TEXT PRIMARY KEY, folder TEXT NOT NULL, profile TEXT NOT NULL, backend TEXT NOT NULL,
        title TEXT NOT NULL, memory TEXT NOT NULL, born REAL NOT NULL, used REAL NOT NULL);
    CREATE TABLE jobs (
        id TEXT PRIMARY KEY, talk TEXT NOT NULL, kind TEXT NOT NULL, wish TEXT NOT NULL,
        order_ TEXT NOT NULL, state TEXT NOT NULL, facts TEXT NOT NULL, answer TEXT NOT NULL,
        born REAL NOT NULL, touched REAL NOT NULL,
        owner TEXT NOT NULL DEFAULT '', expires REAL NOT NULL DEFAULT 0,
        stops INTEGER NOT NULL DEFAULT 0);
    CREATE INDEX jobs_by_talk ON jobs (talk, born);
    CREATE TABLE notices (
        job TEXT NOT NULL, number INTEGER NOT NULL, told TEXT NOT NULL,
        PRIMARY KEY (job, number)) WITHOUT ROWID;
    """,
    # Wishes of callers who may be killed before they are told the answer; told, they leave it.
    "CREATE TABLE untold (job TEXT PRIMARY KEY) WITHOUT ROWID;",
    # Counts how often a wish was leased: who holds an earlier lease may be the same process.
    "ALTER TABLE jobs ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;",
)
_COLUMNS: Final = (
    "id,talk,kind,wish,order_,state,facts,answer,born,touched,owner,expires,stops,fence"
)
LEASE_S: Final = 20.0
# The file system's fault, not ours.
_DISK: Final = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
     sqlite3.SQLITE_BUSY}
)  # fmt: skip
READERS: Final = frozenset({"credits", "status"})


@dataclass(frozen=True, slots=True)
class Job:
    """A wish as it stands in the journal."""

    id: str
    talk: str
    kind: str
    wish: str
    order: Mapping[str, Any]
    state: WishState
    facts: Mapping[str, Any]
    answer: Mapping[str, Any]
    born: float
    touched: float
    owner: str = ""
    expires: float = 0.0
    stops: bool = False
    fence: int = 0  # the number of its lease: what is written under an earlier one is refused

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state.is_over

    @property
    def is_beside(self) -> bool:
        """Whether it is an export that was ordered, and nothing is said to the backend after it."""
        last = len(self.order.get("legs", ())) - 1
        return self.state.is_render and int(self.facts.get("leg") or 0) >= last

    def is_owned(self, now: float) -> bool:
        """Whether somebody is at work on it."""
        return bool(self.owner) and self.expires > now and not _is_dead(self.owner)

    def is_orphaned(self, now: float) -> bool:
        """Whether somebody began it and died, or slept through its lease, before giving it back."""
        return bool(self.owner) and not self.is_over and not self.is_owned(now)


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A conversation as it stands in the journal."""

    id: str
    folder: str
    profile: str
    backend: str
    title: str
    memory: Mapping[str, Any] = field(repr=False)
    born: float
    used: float

    @property
    def skill(self) -> str:
        """How its skill calls itself: `profile` is the path of one that is none of ours."""
        return str((self.memory.get("skill") or {}).get("name") or self.profile)


class Journal:
    """The file, on one connection that threads and tasks of a process share.

    Each call is a transaction of its own and ends before it returns, so tasks of a loop never see
    each other's halves; threads wait for each other at the lock.
    """

    orders_own: bool = False  # this process does several wishes and sees to their order itself

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = path
        self.me = f"{_boot()}:{os.getpid()}"
        self._lock = threading.RLock()  # reads within a change come from the same thread
        self.db = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        self.db.execute("PRAGMA busy_timeout = 10000")
        if str(self.db.execute("PRAGMA journal_mode = WAL").fetchone()[0]).lower() != "wal":
            self.db.execute("PRAGMA journal_mode = DELETE")  # network file systems
        self.db.execute("PRAGMA synchronous = FULL")
        self._migrate()

    def _migrate(self) -> None:
        if self.db.execute("PRAGMA user_version").fetchone()[0] >= len(MIGRATIONS):
            return
        with self._change() as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            for number, script in enumerate(MIGRATIONS[version:], version + 1):
                for statement in filter(str.strip, script.split(";")):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {number}")

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self.db.execute("BEGIN IMMEDIATE")
                yield self.db
                self.db.execute("COMMIT")
            except sqlite3.OperationalError as error:
                self._undo()
                if error.sqlite_errorcode & 0xFF not in _DISK:  # the rest of it is which one
                    raise
                raise LocalError(FailureKind.DISK, str(error)) from error
            except BaseException:
                self._undo()
                raise

    def _rows(self, query: str, values: Sequence[Any]) -> list[Any]:
        with self._lock:
            return self.db.execute(query, values).fetchall()

    def _undo(self) -> None:
        """Roll back where a transaction is open: a full disk has ended some by itself."""
        if self.db.in_transaction:
            with suppress(sqlite3.OperationalError):
                self.db.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self.db.close()

    # Conversations

    def keep_talk(self, row: ConversationRow) -> None:
        """Write a conversation down."""
        with self._change() as db:
            db.execute(
                "INSERT INTO talks VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET"
                " backend=excluded.backend, title=excluded.title, memory=excluded.memory,"
                " used=excluded.used",
                (row.id, row.folder, row.profile, row.backend, row.title, _out(row.memory),
                 row.born, row.used),
            )  # fmt: skip

    def talk(self, id_: str) -> ConversationRow | None:
        """A conversation by its id, or by a beginning of it that only one has."""
        found = self._talks("WHERE id LIKE ? || '%' ESCAPE '!' LIMIT 2", (_literal(id_),))
        return found[0] if len(found) == 1 else None

    def last_talk(self, folder: str, profile: str, backend: str) -> ConversationRow | None:
        """The conversation last used in a folder with a skill and a backend ("" is any)."""
        where = "WHERE folder=? AND profile=? AND ? IN ('', backend) ORDER BY used DESC LIMIT 1"
        found = self._talks(where, (folder, profile, backend))
        return found[0] if found else None

    def talks(self) -> list[ConversationRow]:
        """All conversations, the last used first."""
        return self._talks("ORDER BY used DESC", ())

    def _talks(self, where: str, values: Sequence[Any]) -> list[ConversationRow]:
        rows = self._rows(
            f"SELECT id,folder,profile,backend,title,memory,born,used FROM talks {where}",  # noqa: S608 - our own words
            values,
        )
        return [
            ConversationRow(id_, folder, profile, backend, title, _in(memory), born, used)
            for id_, folder, profile, backend, title, memory, born, used in rows
        ]

    def rename_talk(self, id_: str, title: str) -> None:
        """Give a conversation another title."""
        with self._change() as db:
            db.execute("UPDATE talks SET title=? WHERE id=?", (title, id_))

    def delete_talk(self, id_: str) -> None:
        """Forget a conversation and its wishes."""
        with self._change() as db:
            db.execute(
                "DELETE FROM notices WHERE job IN (SELECT id FROM jobs WHERE talk=?)", (id_,)
            )
            db.execute("DELETE FROM untold WHERE job IN (SELECT id FROM jobs WHERE talk=?)", (id_,))
            db.execute("DELETE FROM jobs WHERE talk=?", (id_,))
            db.execute("DELETE FROM talks WHERE id=?", (id_,))

    # Wishes

    def add_job(self, job: Job, *, repeats_within_s: float = 0) -> Job:
        """Write a wish down before anything is done; the same one, if it runs, is given back.

        So is one that has ended within some seconds, if its answer was not told yet (`tell_answer`
        says so) and nothing was asked for since.
        """
        with self._change() as db:
            same = "WHERE talk=? AND kind=? AND wish=?"
            for other in self._jobs(same, (job.talk, job.kind, job.wish)):
                if not other.is_over and _is_same(job, other):
                    return other
            if repeats_within_s:
                if (last := self._untold(job, job.born - repeats_within_s)) is not None:
                    return last
                db.execute("INSERT INTO untold VALUES (?)", (job.id,))
            db.execute(
                "INSERT INTO jobs (id,talk,kind,wish,order_,state,facts,answer,born,touched)"
                " VALUES (?,?,?,?,?,?,?,?,?,?)",
                (job.id, job.talk, job.kind, job.wish, _out(job.order), job.state,
                 _out(job.facts), _out(job.answer), job.born, job.touched),
            )  # fmt: skip
        return job

    def _untold(self, job: Job, since: float) -> Job | None:
        """The wish before this one, if it is the same, has ended, and its answer is not told."""
        before = (one for one in self.jobs(job.talk) if one.kind not in READERS)
        last = next(before, None)
        if last is None or not last.answer or last.touched < since:
            return None
        if not last.state.may_be_repeated or (last.kind, last.wish) != (job.kind, job.wish):
            return None
        is_untold = self._rows("SELECT 1 FROM untold WHERE job=?", (last.id,))
        return last if is_untold and last.order.get("asked") == job.order.get("asked") else None

    def tell_answer(self, id_: str) -> None:
        """Write down that somebody was told what a wish came to."""
        with self._change() as db:
            db.execute("DELETE FROM untold WHERE job=?", (id_,))

    def job(self, id_: str) -> Job | None:
        """A wish by its id, or by a beginning of it that only one has."""
        found = self._jobs("WHERE id LIKE ? || '%' ESCAPE '!' LIMIT 2", (_literal(id_),))
        return found[0] if len(found) == 1 else None

    def jobs(self, talk: str = "") -> list[Job]:
        """All wishes, or those of a conversation, the newest first."""
        where = "WHERE talk=? ORDER BY born DESC" if talk else "ORDER BY born DESC"
        return self._jobs(where, (talk,) if talk else ())

    def _jobs(self, where: str, values: Sequence[Any]) -> list[Job]:
        rows = self._rows(
            f"SELECT {_COLUMNS} FROM jobs {where}",  # noqa: S608 - our own words
            values,
        )
        return [_job(row) for row in rows]

    def take(self, id_: str) -> Job | None:
        """Lease a wish; None while anybody holds it, this process too, or it is not its turn."""
        with self._change() as db:
            job = self.job(id_)
            now = time.time()  # noqa: TID251 - a lease is held against the wall clock
            if job is None or job.is_over or job.is_owned(now) or self.is_behind(job):
                return None
            taken = replace(job, owner=self.me, expires=now + LEASE_S, fence=job.fence + 1)
            db.execute(
                "UPDATE jobs SET owner=?, expires=?, fence=? WHERE id=?",
                (taken.owner, taken.expires, taken.fence, taken.id),
            )
        return taken

    def is_behind(self, job: Job) -> bool:
        """Whether another wish of the same conversation is being done, which comes first.

        One turn at a time: a backend loses one of two. What only reads need not wait.
        """
        if job.kind in READERS:
            return False
        others = self._jobs("WHERE talk=? AND id<>?", (job.talk, job.id))
        if self.orders_own:  # then exports run beside what is said, in whichever process
            others = [one for one in others if one.owner != self.me and not one.is_beside]
        now = time.time()  # noqa: TID251 - as above
        return any(
            one.is_owned(now) and not one.is_over and one.kind not in READERS for one in others
        )

    def has_export_behind(self, job: Job) -> bool:
        """Whether an export of the same conversation waits that was asked for after a wish."""
        return any(
            one.born > job.born
            and one.state is WishState.QUEUED
            and not one.stops
            and any(leg.get("route") == "export" for leg in one.order["legs"])
            for one in self.jobs(job.talk)
        )

    def hold(self, id_: str, fence: int | None = None) -> bool:
        """Renew a lease; False when it is no longer ours, or somebody wants the wish stopped."""
        now = time.time()  # noqa: TID251 - as above
        with self._change() as db:
            if not self._update_ours("expires=?", (now + LEASE_S,), id_, fence):
                return False
            row = db.execute("SELECT stops FROM jobs WHERE id=?", (id_,)).fetchone()
        return not row[0]

    def leave(self, id_: str, fence: int | None = None) -> None:
        """Give a lease back."""
        with self._change():
            self._update_ours("owner='', expires=0", (), id_, fence)

    def mark(
        self, id_: str, state: WishState, facts: Mapping[str, Any], fence: int | None = None
    ) -> bool:
        """Write down how far a wish is; False when it is no longer ours, or over and begun again.

        An end may become another: what was REFUSED turns out to be for the person to see to.
        """
        said, now = _out(facts), time.time()  # noqa: TID251 - as above
        with self._change() as db:
            row = db.execute("SELECT state FROM jobs WHERE id=?", (id_,)).fetchone()
            if row is None or (states.known(row[0]).is_over and not state.is_over):
                return False
            facts_ = "facts=CASE WHEN ?='{}' THEN facts ELSE ? END"
            values = (state, said, said, now)
            return self._update_ours(f"state=?, {facts_}, touched=?", values, id_, fence)

    def finish(self, id_: str, answer: Mapping[str, Any], fence: int | None = None) -> None:
        """Write down what a wish of ours came to."""
        with self._change():
            self._update_ours("answer=?", (_out(answer),), id_, fence)

    def _update_ours(self, sets: str, values: Sequence[Any], id_: str, fence: int | None) -> bool:
        """Within a change: only under a lease of this process, of that number where one is said."""
        done = self.db.execute(
            f"UPDATE jobs SET {sets} WHERE id=? AND owner=? AND (? IS NULL OR fence=?)",  # noqa: S608 - our own words
            (*values, id_, self.me, fence, fence),
        )
        return done.rowcount == 1

    def amend(self, id_: str, answer: Mapping[str, Any]) -> None:
        """Write down what was found out later about a wish that is over."""
        with self._change() as db:
            db.execute("UPDATE jobs SET answer=? WHERE id=? AND owner=''", (_out(answer), id_))

    def stop(self, id_: str) -> None:
        """Ask whoever works on it to stop; what nobody works on is over at once."""
        with self._change() as db:
            job = self.job(id_)
            if job is None or job.is_over:
                return
            now = time.time()  # noqa: TID251 - as above
            is_owned = job.is_owned(now)
            state = job.state if is_owned else WishState.STOPPED
            touched = job.touched if is_owned else now
            db.execute(
                "UPDATE jobs SET stops=1, state=?, touched=? WHERE id=?", (state, touched, job.id)
            )

    def forget(self, id_: str) -> None:
        """Take a wish off the list."""
        with self._change() as db:
            db.execute("DELETE FROM notices WHERE job=?", (id_,))
            db.execute("DELETE FROM untold WHERE job=?", (id_,))
            db.execute("DELETE FROM jobs WHERE id=?", (id_,))

    # What was said

    def tell(self, job: str, told: Mapping[str, Any]) -> None:
        """Add a notice to those of a wish."""
        with self._change() as db:
            db.execute(
                "INSERT INTO notices SELECT ?, COALESCE(MAX(number), 0) + 1, ? FROM notices"
                " WHERE job=?",
                (job, _out(told), job),
            )

    def told(self, job: str, after: int = 0) -> list[tuple[int, dict[str, Any]]]:
        """The notices of a wish behind a number."""
        rows = self._rows(
            "SELECT number, told FROM notices WHERE job=? AND number>? ORDER BY number",
            (job, after),
        )
        return [(number, _in(told)) for number, told in rows]


def _is_same(job: Job, other: Job) -> bool:
    """Whether two wishes of the same words ask for the same.

    Their legs may differ: a "yes" takes the offers, and is but a message where they are taken.
    """
    asked = job.order.get("asked")
    is_asked = asked is not None and asked == other.order.get("asked")
    return is_asked or other.order.get("legs") == job.order.get("legs")


def _job(row: Sequence[Any]) -> Job:
    (id_, talk, kind, wish, order, state, facts, answer, born, touched,
     owner, expires, stops, fence) = row  # fmt: skip
    return Job(
        id_, talk, kind, wish, _in(order), states.known(state), _in(facts), _in(answer), born,
        touched, owner, expires, bool(stops), fence,
    )  # fmt: skip


def _out(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _in(said: str) -> Any:
    return json.loads(said)


def _literal(id_: str) -> str:
    """Escape an id for LIKE; an empty one finds nothing."""
    return id_.replace("!", "!!").replace("%", "!%").replace("_", "!_") or "!%"


def _boot() -> str:
    """The id of this boot: after a restart a process id alone would be somebody else's."""
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:  # noqa: PTH123 - no path to build
            return file.read(8)
    except OSError:
        return "boot"


def _is_dead(owner: str) -> bool:
    """Whether the owner is a process of this machine's that is gone."""
    boot, _, pid = owner.partition(":")
    if boot != _boot():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError):
        return False
    return _is_zombie(int(pid))


def _is_zombie(pid: int) -> bool:
    """Whether it is dead and its parent has not asked yet: some containers have no init that does.

    Where /proc does not tell, the lease runs out.
    """
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:  # noqa: PTH123 - no path to build
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False
