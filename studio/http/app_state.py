"""Everything an application consists of, in one place: what its routes work with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from studio.state.accounts import Accounts
from studio.state.render_jobs import RenderJobs
from studio.state.sessions import Session, Sessions
from studio.state.store import Store
from studio.state.turns import Turns
from studio.wire.envelopes import RefusalError
from studio.wire.faults import NONE, FaultBook, Faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request

    from studio.http.allowed_hosts import AllowedHosts
    from studio.http.heartbeats import Heartbeats
    from studio.wire.habits import Habits
    from studio.wire.ports import Services


@dataclass(frozen=True, slots=True)
class AppState:
    """One application's state and hands."""

    store: Store
    accounts: Accounts
    sessions: Sessions
    turns: Turns
    jobs: RenderJobs
    crew: Services
    manners: Habits
    faults: FaultBook
    hosts: AllowedHosts
    beats: Heartbeats

    def close(self) -> None:
        """Let go of the files; the next request opens them again."""
        self.store.close()

    def user(self, request: Request) -> str:
        """Who asks; 1001 without a good token."""
        return self.accounts.user(bearer(request.headers.get("authorization", "")))

    def session(self, request: Request) -> Session:
        """The session in the path, if it is theirs."""
        return self.sessions.read(str(request.path_params["session_id"]), self.user(request))


def build(  # noqa: PLR0913  each is one thing an application can be told
    folder: Path,
    *,
    crew: Services,
    manners: Habits,
    faults: FaultBook,
    clock: Callable[[], float],
    hosts: AllowedHosts,
    detach: bool,
    credits_given: int,
    beats: Heartbeats,
) -> AppState:
    """Put the pieces together; nothing is opened yet."""
    store = Store(folder)
    sessions = Sessions(store, clock)
    return AppState(
        store,
        Accounts(store, clock, credits_given),
        sessions,
        Turns(store, sessions, crew, manners, clock),
        RenderJobs(store, sessions, crew, clock, detach=detach),
        crew,
        manners,
        faults,
        hosts,
        beats,
    )


def app_state(request: Request) -> AppState:
    """The backend that a request has come to."""
    backend = request.app.state.backend
    if not isinstance(backend, AppState):
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
