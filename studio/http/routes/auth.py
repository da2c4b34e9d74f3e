"""Anonymous tokens, and claim tokens for links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from anyio.to_thread import run_sync
from starlette.routing import Route

from studio.http.app_state import app_state
from studio.state.accounts import STARTER_CREDITS, WEEK_S
from studio.wire.envelopes import RefusalError, clean, good, read_json, text

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LONGEST_CLIENT_ID: Final = 200  # a UUID has 36


def grant(request: Request) -> Response:
    """Issue a token to a client that names itself, one in 7 days."""
    client_id = clean(request.headers.get("x-client-id", "")).strip()
    if not client_id or len(client_id) > LONGEST_CLIENT_ID:
        raise RefusalError(400)
    granted = app_state(request).accounts.grant(client_id)
    return good(
        {
            "token": granted.token,
            "user_id": granted.user_id,
            "credits": STARTER_CREDITS,
            "expires_in": int(WEEK_S),
        }
    )


async def claim(request: Request) -> Response:
    """Issue a claim token, which may stand in a link instead of the session's own."""
    studio = app_state(request)
    body = await read_json(request)
    session_id, task_id = text(body, "session_id"), text(body, "task_id", "")

    def made() -> str:
        session = studio.sessions.read(session_id, studio.user(request))
        return studio.sessions.claim(session, task_id)

    return good({"claim_token": await run_sync(made)})


ROUTES: Final = [
    Route("/api/auth/anonymous-token", grant, methods=["POST"]),
    Route("/api/auth/claim-token", claim, methods=["POST"]),
]
