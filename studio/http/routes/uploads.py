"""Files from people: as multipart, streamed to disk, or fetched from an address."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from anyio.to_thread import run_sync
from starlette.routing import Route

from studio.http.app_state import AppState, app_state, faults
from studio.wire.envelopes import (
    Json,
    RefusalError,
    WrongShapeError,
    as_json,
    clean,
    good,
    read_json,
)

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from studio.media.uploaded_file import UploadedFile
    from studio.state.sessions import Session

MOST_URLS: Final = 20
# What stands around the file in a body: boundaries and headers.
ENVELOPE_BYTES: Final = 64 * 1024


async def upload(request: Request) -> Response:
    """Take files in; those of a refused request are gone again."""
    backend = app_state(request)
    session = await run_sync(backend.session, request)
    if request.headers.get("content-type", "").startswith("multipart/"):
        arrivals = await _from_multipart(backend, request, session)
    else:
        arrivals = await _from_urls(backend, request, session)
    kept = await run_sync(_register, backend, session, arrivals)
    if "empty-upload" in faults(request):
        return as_json([])
    shape = backend.manners.pick("upload", "|".join(fact["filename"] for fact in kept), 4)
    return _response(kept, shape)


async def _from_multipart(
    backend: AppState, request: Request, session: Session
) -> list[UploadedFile]:
    from studio.http.multipart import drain, receive

    limit = backend.hosts.most_bytes
    pieces = request.stream()
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit * MOST_URLS + ENVELOPE_BYTES:
        await drain(pieces)
        raise RefusalError(4002)
    folder = backend.sessions.folder(session.session_id)
    return await receive(pieces, request.headers["content-type"], folder, limit)


async def _from_urls(backend: AppState, request: Request, session: Session) -> list[UploadedFile]:
    from studio.http.url_fetch import fetch

    urls = (await read_json(request, ENVELOPE_BYTES)).get("urls")
    if not isinstance(urls, list) or not all(isinstance(url, str) for url in urls):
        raise WrongShapeError("urls", "Input should be a list of valid strings")
    if not 0 < len(urls) <= MOST_URLS:
        raise WrongShapeError("urls", f"1 to {MOST_URLS} addresses are needed")
    folder = backend.sessions.folder(session.session_id)
    arrivals: list[UploadedFile] = []
    try:
        for url in map(clean, urls):
            arrivals += [await run_sync(partial(fetch, url, folder, backend.hosts))]
    except BaseException:
        _discard(arrivals)
        raise
    return arrivals


def _register(backend: AppState, session: Session, arrivals: list[UploadedFile]) -> list[Json]:
    """Look into each file and remember it; all of them or none."""
    try:
        facts = [backend.crew.probe(arrival.path, arrival.name) for arrival in arrivals]
    except BaseException:
        _discard(arrivals)
        raise
    for arrival, fact in zip(arrivals, facts, strict=True):
        backend.sessions.keep(session.session_id, arrival, fact)
        backend.sessions.change(
            session.session_id, partial(_with_upload, backend, arrival.media_id)
        )
    return [
        {
            "file_id": arrival.media_id,
            "filename": arrival.name,
        }
        for arrival in arrivals
    ]


def _with_upload(backend: AppState, media_id: str, session: Session) -> Json:
    media = backend.sessions.media(session.session_id)
    return backend.crew.uploaded(session.project, media, media_id, session.language)


def _response(kept: list[Json], shape: int) -> Response:
    """The shapes in which the real one was seen to answer."""
    if shape == 1:
        return as_json(kept)
    if shape == 2 and len(kept) == 1:  # noqa: PLR2004  the third of four shapes
        return good({"fileId": kept[0]["file_id"], "name": kept[0]["filename"]})
    if shape == 3:  # noqa: PLR2004  the last of four shapes
        return as_json({"success": True, "data": {"files": kept}})
    return good(kept)


def _discard(arrivals: list[UploadedFile]) -> None:
    for arrival in arrivals:
        arrival.path.unlink(missing_ok=True)


ROUTES: Final = [
    Route("/api/upload-video/nemo_agent/me/{session_id}", upload, methods=["POST"]),
]
