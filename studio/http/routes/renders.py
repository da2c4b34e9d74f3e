"""Exports: taken on, looked at, fetched."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Final

from anyio.to_thread import run_sync
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from intents.quality import Quality
from studio.http.app_state import AppState, at, faults
from studio.state.render_jobs import RenderJob, RenderRequest, job_id, ready
from studio.wire.envelopes import Json, RefusalError, as_json, good, read_json, text

if TYPE_CHECKING:
    from starlette.requests import Request

ATTRIBUTION: Final = ("x-skill-source", "x-skill-version", "x-skill-platform")
# In front of an id that the server made of the client's: half of the answers name such a one.
RENAMED: Final = "srv_"
SIDE_FILES: Final = {"otio": "application/json", "srt": "application/x-subrip"}


async def submit(request: Request) -> Response:
    """Take an export on; 402 for whoever does not say who they are."""
    backend = at(request)
    body = await read_json(request)
    job = await run_sync(_submit, backend, request, body)
    shape = backend.manners.pick("submit", job.job_id, 4)
    told: Json = {"id": job.job_id, "status": job.state}
    if shape == 1:
        return as_json(told)
    if shape == 2:  # noqa: PLR2004  the third of four shapes
        return good({"id": f"{RENAMED}{job.job_id}", "status": job.state})
    return good(told) if shape == 0 else good({"status": job.state})


def _submit(backend: AppState, request: Request, body: Json) -> RenderJob:
    user_id = backend.user(request)
    if not all(request.headers.get(name, "").strip() for name in ATTRIBUTION):
        raise RefusalError(402)
    session = backend.sessions.read(text(body, "sessionId"), user_id)
    output = body.get("output")
    wanted = output if isinstance(output, dict) else {}
    if wanted.get("format", "mp4") != "mp4":
        raise RefusalError(4001, "exports are mp4")
    wrong = faults(request)
    names = ("render-hangs", "render-fails", "render-fails-once")
    return backend.jobs.submit(
        RenderRequest(
            job_id(body.get("id")),
            session,
            ready(body.get("draft")),
            Quality.of(wanted.get("quality")),
            next((name for name in names if name in wrong), ""),
        )
    )


def poll(request: Request) -> Response:
    """How an export stands."""
    backend = at(request)
    job = backend.jobs.look(_own_id(request), backend.user(request))
    told: Json = {"id": job.job_id, "status": job.state, "progress": int(job.progress * 100)}
    shape = backend.manners.pick("poll", job.job_id, 4)
    if job.state == "failed":
        told["error"] = job.error
    if job.state == "completed":
        url = f"{request.url_for('download', job_id=job.job_id)}?key={job.download_key}"
        told |= {"outputUrl": url} if shape > 1 else {"output": {"url": url}}
        if left_out := backend.jobs.left_out(job):
            told["left_out"] = left_out
    return as_json(told) if shape % 2 else good(told)


def download(request: Request) -> Response:
    """The film, whole or in ranges; its timeline and captions for other programs with `as`."""
    backend = at(request)
    job = backend.jobs.read(_own_id(request))
    if not hmac.compare_digest(_key(request), job.download_key.encode()):
        backend.jobs.read(job.job_id, backend.user(request))
    if wanted := request.query_params.get("as", ""):
        return _side_file(backend, job, wanted)
    film = backend.jobs.film(job)
    if backend.jobs.look(job.job_id).state != "completed" or not film.is_file():
        raise RefusalError(409, "the render is not completed")
    return FileResponse(film, media_type="video/mp4", filename=f"{_name(job)}.mp4")


def _side_file(backend: AppState, job: RenderJob, wanted: str) -> Response:
    sheet = backend.jobs.sheet(job)
    made = None
    if wanted in SIDE_FILES:
        made = backend.crew.side_file(wanted, sheet.get("draft", {}), sheet.get("media", {}))
    if made is None:
        raise RefusalError(404, "there is no such file of this render")
    headers = {"content-disposition": f'attachment; filename="film.{wanted}"'}
    return Response(made, 200, headers, SIDE_FILES[wanted])


def _own_id(request: Request) -> str:
    return str(request.path_params["job_id"]).removeprefix(RENAMED)


def _key(request: Request) -> bytes:
    return request.query_params.get("key", "").encode("utf-8", "replace")


def _name(job: RenderJob) -> str:
    kept = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in job.title)
    return " ".join(kept.split())[:80] or "film"


ROUTES: Final = [
    Route("/api/render/proxy/lambda", submit, methods=["POST"]),
    Route("/api/render/proxy/lambda/{job_id}", poll),
    Route("/api/render/proxy/{job_id}/download", download, name="download"),
]
