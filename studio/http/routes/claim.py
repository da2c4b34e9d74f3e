"""The page behind a claim link."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from starlette.responses import HTMLResponse
from starlette.routing import Route

from studio.http.app_state import AppState, app_state
from studio.http.claim_page import POLICY, ClaimPage, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from studio.state.render_jobs import RenderJob
    from studio.state.sessions import Session
    from studio.wire.envelopes import Json

LAST_TURNS: Final = 50  # of a conversation are shown


def claim(request: Request) -> Response:
    """Show a session; whoever has the link may see it, and the link holds no token."""
    studio = app_state(request)
    session = studio.sessions.claimed(request.query_params.get("ct", ""))
    draft = studio.services.draft(session.project)
    jobs = [studio.jobs.poll(job.job_id) for job in studio.jobs.of_session(session.session_id)]
    running = [job for job in jobs if job.state in ("pending", "processing")]
    claim = ClaimPage(
        str((draft.get("m") or {}).get("title") or session.name),
        # The language last spoken; a session may have begun in another.
        str(session.project.get("language") or session.language),
        draft,
        list(_conversation(studio, session)),
        [_download_address(request, job) for job in jobs if job.state == "completed"],
        int(running[0].progress * 100) if running else None,
    )
    # The link is a key: it must not reach other sites as a referrer, nor stay in a cache.
    headers = {"content-security-policy": POLICY, "referrer-policy": "no-referrer"}
    return HTMLResponse(render(claim), headers=headers | {"cache-control": "no-store"})


def _download_address(request: Request, job: RenderJob) -> str:
    path = request.url_for("download", job_id=job.job_id).path
    return f"{path}?key={job.download_key}"


def _conversation(studio: AppState, session: Session) -> Iterator[tuple[str, str]]:
    """Yield messages with their replies, oldest first."""
    rows = studio.store.rows(
        "SELECT message, frames FROM turn WHERE session_id = ? ORDER BY turn_id DESC LIMIT ?",
        session.session_id,
        LAST_TURNS,
    )
    for row in reversed(rows):
        yield row["message"], "\n".join(_reply_texts(json.loads(row["frames"])))


def _reply_texts(frames: list[str]) -> Iterator[str]:
    """Yield the texts for people among recorded events, each once."""
    for frame in frames:
        if not frame.startswith("data: {"):
            continue
        event: Json = json.loads(frame[6:])
        if event.get("partial"):
            continue
        for part in (event.get("content") or {}).get("parts") or []:
            if part.get("text") and not part.get("thought"):
                yield part["text"]


ROUTES: Final = [Route("/workspace/claim", claim)]
