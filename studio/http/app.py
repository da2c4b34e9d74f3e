"""The application: the vendor's wire, spoken from this machine.

    client = httpx.AsyncClient(transport=..., base_url="http://studio")   with app(folder) behind it

Its whole state lies in the folder. Several applications, in one process or in many, may share it.
Nothing runs besides the requests, and nothing depends on a lifespan.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route

from studio.editor.services import DefaultServices
from studio.http.allowed_hosts import AllowedHosts
from studio.http.app_state import build
from studio.http.heartbeats import Heartbeats
from studio.http.middleware import FaultAndErrorMiddleware
from studio.http.routes import auth, claim, messages, renders, session_state, uploads
from studio.state.accounts import STARTER_CREDITS
from studio.wire.envelopes import RefusalError, WrongShapeError, as_json, good
from studio.wire.faults import FaultBook
from studio.wire.habits import Habits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

    from studio.wire.service_ports import Services


def now() -> float:
    """The wall clock in seconds: tokens are as old as people think they are."""
    return datetime.now(UTC).timestamp()


def app(  # noqa: PLR0913  each is one thing an application can be told
    folder: Path,
    *,
    manners: str = "real",
    faults: str | None = None,
    clock: Callable[[], float] = now,
    seed: int = 0,
    services: Services | None = None,
    hosts: AllowedHosts | None = None,
    detach: bool = True,
    credits_given: int = STARTER_CREDITS,
    heartbeats: Heartbeats | None = None,
) -> Starlette:
    """Build the ASGI application on a folder; nothing is opened before the first request."""
    made = Starlette(
        routes=[
            *auth.ROUTES,
            *session_state.ROUTES,
            *messages.ROUTES,
            *uploads.ROUTES,
            *renders.ROUTES,
            *claim.ROUTES,
            Route("/health", health),
        ],
        middleware=[Middleware(FaultAndErrorMiddleware)],
        exception_handlers={
            RefusalError: _refusal,
            WrongShapeError: _wrong_shape,
            HTTPException: _http_error,
        },
    )
    made.state.backend = build(
        folder,
        services=services or DefaultServices(),
        habits=Habits(manners, seed),
        faults=FaultBook(faults),
        clock=clock,
        hosts=hosts or AllowedHosts(),
        detach=detach,
        credits_given=credits_given,
        heartbeats=heartbeats or Heartbeats(),
    )
    return made


def local_only(served: ASGIApp) -> ASGIApp:
    """Answer to local host names only: a foreign page whose name resolves here gets nothing."""
    return TrustedHostMiddleware(served, ["127.0.0.1", "localhost", "[::1]"])


def health(_: Request) -> Response:
    return good({"status": "ok"})


def _refusal(_: Request, error: Exception) -> Response:
    assert isinstance(error, RefusalError)
    return error.response()


def _wrong_shape(_: Request, error: Exception) -> Response:
    assert isinstance(error, WrongShapeError)
    return error.response()


def _http_error(_: Request, error: Exception) -> Response:
    """Unknown paths and methods, in the shape of the vendor's server software (FastAPI)."""
    assert isinstance(error, HTTPException)
    return as_json({"detail": error.detail}, error.status_code, error.headers)
