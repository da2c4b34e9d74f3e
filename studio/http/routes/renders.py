"""Exports: submit, poll, download."""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING, Final

from anyio.to_thread import run_sync
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from intents.quality import Quality
from studio.http.app_state import AppState, app_state, faults
from studio.state.render_jobs import RenderJob, RenderRequest, checked_draft, job_id
from studio.wire.envelopes import Json, RefusalError, as_json, good, read_json, text

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

# Headers without which the vendor answers 402.
ATTRIBUTION: Final = ("x-skill-source", "x-skill-version", "x-skill-platform")
# In front of an id that the server made of the client's: half of the answers name such a one.
RENAMED: Final = "srv_"
POSTER: Final = "poster"  # a frame of the film, for pages
# What a finished render can be downloaded as besides the MP4.
SIDE_FILES: Final = {"otio": "application/json", "srt": "application/x-subrip"}


async def submit(request: Request) -> Response:
    """Accept an export; 402 without the attribution headers."""
    studio = app_state(request)
    body = await read_json(request)
    job = await run_sync(_submit, studio, request, body)
    shape = studio.habits.pick("submit", job.job_id, 4)
    fields: Json = {"id": job.job_id, "status": job.state}
    if shape == 1:
        return as_json(fields)
    if shape == 2:  # noqa: PLR2004  the third of four shapes
        return good({"id": f"{RENAMED}{job.job_id}", "status": job.state})
    return good(fields) if shape == 0 else good({"status": job.state})


def _submit(studio: AppState, request: Request, body: Json) -> RenderJob:
    user_id = studio.user(request)
    if not all(request.headers.get(name, "").strip() for name in ATTRIBUTION):
        raise RefusalError(402)
    session = studio.sessions.read(text(body, "sessionId"), user_id)
    output = body.get("output")
    wanted = output if isinstance(output, dict) else {}
    if wanted.get("format", "mp4") != "mp4":
        raise RefusalError(4001, "exports are mp4")
    wrong = faults(request)
    # Faults that the job carries out rather than the response.
    names = ("render-hangs", "render-fails", "render-fails-once")
    return studio.jobs.submit(
        RenderRequest(
            job_id(body.get("id")),
            session,
            checked_draft(body.get("draft")),
            Quality.of(wanted.get("quality")),
            next((name for name in names if name in wrong), ""),
        )
    )


def poll(request: Request) -> Response:
    studio = app_state(request)
    job = studio.jobs.poll(_job_id(request), studio.user(request))
    fields: Json = {"id": job.job_id, "status": job.state, "progress": int(job.progress * 100)}
    shape = studio.habits.pick("poll", job.job_id, 4)
    if job.state == "failed":
        fields["error"] = job.error
    if job.state == "completed":
        url = f"{request.url_for('download', job_id=job.job_id)}?key={job.download_key}"
        fields |= {"outputUrl": url} if shape > 1 else {"output": {"url": url}}
        if left_out := studio.jobs.left_out(job):
            fields["left_out"] = left_out
    return as_json(fields) if shape % 2 else good(fields)


def download(request: Request) -> Response:
    """Send the film, with ranges; its timeline or captions with `as`."""
    studio = app_state(request)
    job = studio.jobs.read(_job_id(request))
    if not hmac.compare_digest(_key(request), job.download_key.encode()):
        studio.jobs.read(job.job_id, studio.user(request))
    wanted = request.query_params.get("as", "")
    if wanted and wanted != POSTER:
        return _side_file(studio, job, wanted)
    film = studio.jobs.film(job)
    if studio.jobs.poll(job.job_id).state != "completed" or not film.is_file():
        raise RefusalError(409, "the render is not completed")
    if wanted:
        return _poster(studio, film)
    return FileResponse(film, media_type="video/mp4", filename=f"{_file_name(job)}.mp4")


def _poster(studio: AppState, film: Path) -> Response:
    """Send a frame of the film, made when it is first asked for."""
    kept = film.with_suffix(".jpg")
    if not kept.is_file():
        made = film.with_suffix(f".{secrets.token_hex(4)}.jpg")  # two may ask at once
        if not studio.services.poster(film, made):
            raise RefusalError(404, "there is no picture of this render")
        made.replace(kept)
    return FileResponse(kept, media_type="image/jpeg")


def _side_file(studio: AppState, job: RenderJob, wanted: str) -> Response:
    job_file = studio.jobs.job_file(job)
    made = None
    if wanted in SIDE_FILES:
        made = studio.services.side_file(
            wanted, job_file.get("draft", {}), job_file.get("media", {})
        )
    if made is None:
        raise RefusalError(404, "there is no such file of this render")
    headers = {"content-disposition": f'attachment; filename="film.{wanted}"'}
    return Response(made, 200, headers, SIDE_FILES[wanted])


def _job_id(request: Request) -> str:
    return str(request.path_params["job_id"]).removeprefix(RENAMED)


def _key(request: Request) -> bytes:
    return request.query_params.get("key", "").encode("utf-8", "replace")


def _file_name(job: RenderJob) -> str:
    kept = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in job.title)
    return " ".join(kept.split())[:80] or "film"


ROUTES: Final = [
    Route("/api/render/proxy/lambda", submit, methods=["POST"]),
    Route("/api/render/proxy/lambda/{job_id}", poll),
    Route("/api/render/proxy/{job_id}/download", download, name="download"),
]
