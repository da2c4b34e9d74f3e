"""Everything an application consists of, in one place: what its routes work with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.accounts import Accounts
from studio.envelopes import RefusalError
from studio.faults import NONE, Book, Faults
from studio.jobs import Jobs
from studio.sessions import Session, Sessions
from studio.store import Store
from studio.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request

    from studio.beats import Beats
    from studio.crew import Crew
    from studio.hosts import Hosts
    from studio.manners import Manners


@dataclass(frozen=True, slots=True)
class Backend:
    """One application's state and hands."""

    store: Store
    accounts: Accounts
    sessions: Sessions
    turns: Turns
    jobs: Jobs
    crew: Crew
    manners: Manners
    faults: Book
    hosts: Hosts
    beats: Beats

    def close(self) -> None:
        """Let go of the files; the next request opens them again."""
        self.store.close()

    def user(self, request: Request) -> str:
        """Who asks; 1001 without a good token."""
        return self.accounts.user(bearer(request.headers.get("authorization", "")))

    def session(self, request: Request) -> Session:
        """The session in the path, if it is theirs."""
        return self.sessions.read(str(request.path_params["session_id"]), self.user(request))


def assemble(  # noqa: PLR0913  each is one thing an application can be told
    folder: Path,
    *,
    crew: Crew,
    manners: Manners,
    faults: Book,
    clock: Callable[[], float],
    hosts: Hosts,
    detach: bool,
    credits_given: int,
    beats: Beats,
) -> Backend:
    """Put the pieces together; nothing is opened yet."""
    store = Store(folder)
    sessions = Sessions(store, clock)
    return Backend(
        store,
        Accounts(store, clock, credits_given),
        sessions,
        Turns(store, sessions, crew, manners, clock),
        Jobs(store, sessions, crew, clock, detach=detach),
        crew,
        manners,
        faults,
        hosts,
        beats,
    )


def at(request: Request) -> Backend:
    """The backend that a request has come to."""
    backend = request.app.state.backend
    if not isinstance(backend, Backend):
        raise RefusalError(503, "this application has no backend")
    return backend


def faults(request: Request) -> Faults:
    """What is to go wrong with this request."""
    found = request.scope.get("faults")
    return found if isinstance(found, Faults) else NONE


def bearer(header: str) -> str:
    """The token of an Authorization header."""
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
