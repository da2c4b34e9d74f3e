"""Render jobs: each a process of its own, found again by whoever polls it.

The renderer is started once and left alone: it writes its progress beside the job. A lock on a file
it inherited tells that it lives; the lock goes when it goes, however that is. A renderer that died
without a word is started again (it goes on from its chunks), twice.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from studio.project.draft import LONGEST
from studio.render.tolerant_values import items, mapping, number
from studio.state.processes import is_alive, start
from studio.wire.envelopes import Json, RefusalError, WrongShapeError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from intents.quality import Quality
    from studio.state.sessions import Session, Sessions
    from studio.state.store import Store
    from studio.wire.service_ports import Services

MOST_STARTS: Final = 3  # of one job: what killed it three times will do so again
MOST_RUNNING: Final = 2  # at once; each uses all cores and about 440 MB at 1080p
JOB_FILE: Final = "job.json"
PROGRESS_FILE: Final = "job.progress.json"
FILM_FILE: Final = "film.mp4"
CLEARED_AWAY: Final = "the film has been cleared away; export it again"
# A client's id becomes the name of a folder.
_ID: Final = r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}"
# Names of devices, which on Windows no folder may have.
_RESERVED: Final = r"(?i)(con|prn|aux|nul|(com|lpt)[0-9])"
# No screen is wider, and pixels beyond it would fill the memory.
_MOST_PIXELS_A_SIDE: Final = 8192
_SIDES: Final = ("width", "height")
_BEYOND: Final = 1e30  # more than any number that is taken
_OVER: Final = ("completed", "failed")
# Spellings of states that renderers of other makers write.
_STATE_ALIASES: Final = {"done": "completed", "finished": "completed", "error": "failed"}


@dataclass(frozen=True, slots=True)
class RenderRequest:
    job_id: str
    session: Session
    draft: Json
    quality: Quality
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RenderJob:
    """A row of the job table; `progress` is a share of 0..1."""

    job_id: str
    user_id: str
    session_id: str
    download_key: str
    title: str
    state: str
    progress: float
    error: str
    starts: int
    fault: str


class RenderJobs:
    """The tables and folders behind `/api/render`."""

    def __init__(
        self,
        store: Store,
        sessions: Sessions,
        services: Services,
        clock: Callable[[], float],
        *,
        detach: bool = True,
    ) -> None:
        self._store = store
        self._sessions = sessions
        self._services = services
        self._clock = clock
        self._detach = detach

    def submit(self, request: RenderRequest) -> RenderJob:
        """Store a job and start it; the same id again is the same job."""
        known = self._store.row("SELECT * FROM job WHERE job_id = ?", request.job_id)
        if known is not None:
            if known["user_id"] != request.session.user_id:
                raise RefusalError(409, "this id is taken")
            return self.poll(request.job_id, request.session.user_id)
        folder = self.folder(request.job_id)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        media = self._sessions.media(request.session.session_id)
        (folder / JOB_FILE).write_text(json.dumps(self._job_fields(request, media)), "ascii")
        self._insert(request)
        return self.poll(request.job_id, request.session.user_id)

    def poll(self, job_id: str, user_id: str | None = None) -> RenderJob:
        """The state of a job; starts its renderer if none is running."""
        job = self.read(job_id, user_id)
        if job.state == "completed" and not self.film(job).is_file():
            return self._note(job, "failed", job.progress, CLEARED_AWAY)
        if job.state in _OVER or job.fault == "render-hangs":
            return job
        if job.fault == "render-fails":
            return self._note(job, "failed", job.progress, "the render failed, as asked for")
        return self._note(job, *self._progress(job))

    def read(self, job_id: str, user_id: str | None = None) -> RenderJob:
        """The row, without a look at the process."""
        row = self._store.row("SELECT * FROM job WHERE job_id = ?", job_id)
        if row is None or user_id not in (None, row["user_id"]):
            raise RefusalError(404, "render not found")
        return _job(row)

    def of_session(self, session_id: str) -> list[RenderJob]:
        """All jobs of a session, newest first."""
        rows = self._store.rows(
            "SELECT * FROM job WHERE session_id = ? ORDER BY made DESC", session_id
        )
        return [_job(row) for row in rows]

    def folder(self, job_id: str) -> Path:
        return self._store.folder / "renders" / job_id

    def film(self, job: RenderJob) -> Path:
        return self.folder(job.job_id) / FILM_FILE

    def job_file(self, job: RenderJob) -> Json:
        """The job as the renderer was given it."""
        return _json_file(self.folder(job.job_id) / JOB_FILE)

    def left_out(self, job: RenderJob) -> str:
        """Letters of a finished film that no font had."""
        return str(_json_file(self.folder(job.job_id) / PROGRESS_FILE).get("left_out") or "")[:200]

    def _progress(self, job: RenderJob) -> tuple[str, float, str]:
        folder = self.folder(job.job_id)
        # Life first, words second: what it wrote last is then seen, if it has just gone.
        lives = is_alive(folder)
        progress = _json_file(folder / PROGRESS_FILE)
        state = _STATE_ALIASES.get(str(progress.get("state")), str(progress.get("state")))
        if state == "completed" and self.film(job).is_file():
            return "completed", 1.0, ""
        if state == "failed":
            return "failed", job.progress, str(progress.get("error") or "the render failed")[:500]
        # Progress never goes back, and 1.0 is left for a film that is there.
        share = max(job.progress, min(_progress_share(progress.get("progress")), 0.99))
        if lives:
            return "processing", share, ""
        return self._start(job, share)

    def _start(self, job: RenderJob, share: float) -> tuple[str, float, str]:
        if job.starts >= MOST_STARTS:
            return "failed", share, "the renderer ended without a word, three times"
        if not job.starts and self._running(job) >= MOST_RUNNING:
            return "pending", share, ""
        folder = self.folder(job.job_id)
        command = self._services.render_command(folder / JOB_FILE)
        run_here = partial(self._services.render_here, folder / JOB_FILE)
        if start(command, folder, run_here, detach=self._detach):
            with self._store.writing() as connection:
                connection.execute(
                    "UPDATE job SET starts = starts + 1 WHERE job_id = ?", (job.job_id,)
                )
        return "processing", share, ""

    def _running(self, job: RenderJob) -> int:
        rows = self._store.rows(
            "SELECT job_id FROM job WHERE state = 'processing' AND job_id <> ?", job.job_id
        )
        return sum(is_alive(self.folder(row["job_id"])) for row in rows)

    def _note(self, job: RenderJob, state: str, progress: float, error: str) -> RenderJob:
        if (state, progress, error) != (job.state, job.progress, job.error):
            with self._store.writing() as connection:
                connection.execute(
                    "UPDATE job SET state = ?, progress = ?, error = ? WHERE job_id = ?",
                    (state, progress, error, job.job_id),
                )
        return self.read(job.job_id)

    def _insert(self, request: RenderRequest) -> None:
        fault = request.fault
        with self._store.writing() as connection:
            # The first job of a session fails as asked for; after that the fault is spent.
            if fault == "render-fails-once":
                fault = (
                    "" if _has_failed(connection, request.session.session_id) else "render-fails"
                )
            connection.execute(
                "INSERT OR IGNORE INTO job (job_id, user_id, session_id, download_key, title,"
                " state, fault, made) VALUES (?, ?, ?, ?, ?, 'pending', ?, ?)",
                (
                    request.job_id,
                    request.session.user_id,
                    request.session.session_id,
                    secrets.token_urlsafe(18),
                    _title(request),
                    fault,
                    self._clock(),
                ),
            )

    def _job_fields(self, request: RenderRequest, media: dict[str, Json]) -> Json:
        meta = request.draft.get("m")
        meta = meta if isinstance(meta, dict) else {}
        return {
            "draft": request.draft,
            "media": media,
            "out": str(self.folder(request.job_id) / FILM_FILE),
            "quality": request.quality,
            "width": _picture_side(meta.get("width")),
            "height": _picture_side(meta.get("height")),
            "cache": str(self._store.folder / "chunks"),
        }


def job_id(wanted: object) -> str:
    """The client's id for its render if it is a valid one, else a fresh one."""
    if isinstance(wanted, str) and re.fullmatch(_ID, wanted):
        return fresh_job_id() if re.fullmatch(_RESERVED, wanted) else wanted
    return fresh_job_id()


def fresh_job_id() -> str:
    return f"render_{secrets.token_hex(8)}"


def checked_draft(draft: object) -> Json:
    """The draft, if there is anything to render in it."""
    if not isinstance(draft, dict):
        raise WrongShapeError("draft", "Input should be a valid dictionary")
    tracks = draft.get("t")
    full = isinstance(tracks, list) and any(
        isinstance(track, dict) and track.get("sg") for track in tracks
    )
    if not full:
        raise WrongShapeError("draft", "the timeline is empty: there is nothing to render")
    if _length_ms(draft) > LONGEST:
        raise WrongShapeError("draft", "the film is longer than four hours")
    if any(_size(mapping(draft.get("m")).get(side)) > _MOST_PIXELS_A_SIDE for side in _SIDES):
        raise WrongShapeError("draft", f"the picture is larger than {_MOST_PIXELS_A_SIDE} pixels")
    return draft


def _length_ms(draft: Json) -> float:
    """The longest length that anything in a draft asks for, whoever of the renderers reads it."""
    longest = _size(draft.get("d"))
    for track in items(draft.get("t")):
        end = 0.0
        for segment in items(track.get("sg")):
            length = _size(segment.get("d"))
            end += length
            longest = max(longest, end, _size(mapping(segment.get("m")).get("start")) + length)
    return longest


def _size(value: object) -> float:
    """A length as it is written, without bounds; what is no number is none."""
    return number(value, 0.0, 0.0, _BEYOND)


def _has_failed(connection: sqlite3.Connection, session_id: str) -> bool:
    failed = "SELECT 1 FROM job WHERE session_id = ? AND fault = 'render-fails'"
    return connection.execute(failed, (session_id,)).fetchone() is not None


def _title(request: RenderRequest) -> str:
    meta = request.draft.get("m")
    title = meta.get("title") if isinstance(meta, dict) else None
    return str(title or request.session.name or "film")[:120]


def _picture_side(value: object) -> int:
    """A side of the picture, even and encodable; 0 leaves it to the renderer."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0
    return int(min(max(value, 64), 3840)) // 2 * 2


def _progress_share(value: object) -> float:
    """Progress as a share, also where it is written in percent."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return max(0.0, min(value / 100 if value > 1 else float(value), 1.0))


def _json_file(file: Path) -> Json:
    """A JSON file that another process writes; empty if it is not there yet."""
    try:
        found: Any = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _job(row: sqlite3.Row) -> RenderJob:
    return RenderJob(**{field.name: row[field.name] for field in fields(RenderJob)})
