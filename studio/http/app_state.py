"""The application state: everything the routes work with, built once for each application."""

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
    from studio.wire.service_ports import Services


@dataclass(frozen=True, slots=True)
class AppState:
    """The state on `app.state`: the store and all services of one application."""

    store: Store
    accounts: Accounts
    sessions: Sessions
    turns: Turns
    jobs: RenderJobs
    services: Services
    habits: Habits
    faults: FaultBook
    hosts: AllowedHosts
    heartbeats: Heartbeats

    def close(self) -> None:
        """Close the files; the next request opens them again."""
        self.store.close()

    def user(self, request: Request) -> str:
        """The user of the request's token; 1001 without a good one."""
        return self.accounts.user(bearer(request.headers.get("authorization", "")))

    def session(self, request: Request) -> Session:
        """The session in the request's path; 1002 if it is not theirs."""
        return self.sessions.read(str(request.path_params["session_id"]), self.user(request))


def build(  # noqa: PLR0913  each is one thing an application can be told
    folder: Path,
    *,
    services: Services,
    habits: Habits,
    faults: FaultBook,
    clock: Callable[[], float],
    hosts: AllowedHosts,
    detach: bool,
    credits_given: int,
    heartbeats: Heartbeats,
) -> AppState:
    """Wire the parts together; nothing is opened yet."""
    store = Store(folder)
    sessions = Sessions(store, clock)
    return AppState(
        store,
        Accounts(store, clock, credits_given),
        sessions,
        Turns(store, sessions, services, habits, clock),
        RenderJobs(store, sessions, services, clock, detach=detach),
        services,
        habits,
        faults,
        hosts,
        heartbeats,
    )


def app_state(request: Request) -> AppState:
    """The AppState of the application that a request has come to."""
    backend = request.app.state.backend
    if not isinstance(backend, AppState):
        raise RefusalError(503, "this application has no backend")
    return backend


def faults(request: Request) -> Faults:
    """The faults to inject into this request."""
    found = request.scope.get("faults")
    return found if isinstance(found, Faults) else NONE


def bearer(header: str) -> str:
    """The token of an Authorization header, or nothing."""
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
