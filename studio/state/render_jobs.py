"""Renders: each a process of its own, found again by whoever asks for it later.

The renderer is started once and left alone: it writes its progress beside the job. That it lives is
told by a lock on a file which it inherited and never heard of; the lock goes when it goes, however
that is. A renderer that went without a word is started again (it goes on from its chunks), twice.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from studio.state.processes import is_alive, start
from studio.wire.envelopes import Json, RefusalError, WrongShapeError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from intents.quality import Quality
    from studio.state.sessions import Session, Sessions
    from studio.state.store import Store
    from studio.wire.ports import Services

STARTS: Final = 3
AT_ONCE: Final = 2
JOB: Final = "job.json"
PROGRESS: Final = "job.progress.json"
FILM: Final = "film.mp4"
CLEARED: Final = "the film has been cleared away; export it again"
_ID: Final = r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}"
_OVER: Final = ("completed", "failed")
_WORDS: Final = {"done": "completed", "finished": "completed", "error": "failed"}


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """A render as it was asked for."""

    job_id: str
    session: Session
    draft: Json
    quality: Quality
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RenderJob:
    """A render as it stands: `progress` is a share."""

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
    """The rows and folders behind `/api/render`."""

    def __init__(
        self,
        store: Store,
        sessions: Sessions,
        crew: Services,
        clock: Callable[[], float],
        *,
        detach: bool = True,
    ) -> None:
        self._store = store
        self._sessions = sessions
        self._crew = crew
        self._clock = clock
        self._detach = detach

    def submit(self, order: RenderRequest) -> RenderJob:
        """Take a render on; the same id again is the same job."""
        known = self._store.row("SELECT * FROM job WHERE job_id = ?", order.job_id)
        if known is not None:
            if known["user_id"] != order.session.user_id:
                raise RefusalError(409, "this id is taken")
            return self.look(order.job_id, order.session.user_id)
        folder = self.folder(order.job_id)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        media = self._sessions.media(order.session.session_id)
        (folder / JOB).write_text(json.dumps(self._sheet(order, media)), "ascii")
        self._insert(order)
        return self.look(order.job_id, order.session.user_id)

    def look(self, job_id: str, user_id: str | None = None) -> RenderJob:
        """How a render stands; starts it when nobody else has."""
        job = self.read(job_id, user_id)
        if job.state == "completed" and not self.film(job).is_file():
            return self._note(job, "failed", job.progress, CLEARED)
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
        """All renders of a session, newest first."""
        rows = self._store.rows(
            "SELECT * FROM job WHERE session_id = ? ORDER BY made DESC", session_id
        )
        return [_job(row) for row in rows]

    def folder(self, job_id: str) -> Path:
        """Where a job keeps its files."""
        return self._store.folder / "renders" / job_id

    def film(self, job: RenderJob) -> Path:
        """The finished film."""
        return self.folder(job.job_id) / FILM

    def sheet(self, job: RenderJob) -> Json:
        """The job as the renderer was given it."""
        return _read(self.folder(job.job_id) / JOB)

    def left_out(self, job: RenderJob) -> str:
        """Letters of a finished film that no font had."""
        return str(_read(self.folder(job.job_id) / PROGRESS).get("left_out") or "")[:200]

    def _progress(self, job: RenderJob) -> tuple[str, float, str]:
        folder = self.folder(job.job_id)
        # Life first, words second: what it wrote last is then seen, if it has just gone.
        lives = is_alive(folder)
        told = _read(folder / PROGRESS)
        state = _WORDS.get(str(told.get("state")), str(told.get("state")))
        if state == "completed" and self.film(job).is_file():
            return "completed", 1.0, ""
        if state == "failed":
            return "failed", job.progress, str(told.get("error") or "the render failed")[:500]
        share = max(job.progress, min(_share(told.get("progress")), 0.99))
        if lives:
            return "processing", share, ""
        return self._start(job, share)

    def _start(self, job: RenderJob, share: float) -> tuple[str, float, str]:
        if job.starts >= STARTS:
            return "failed", share, "the renderer ended without a word, three times"
        if not job.starts and self._running(job) >= AT_ONCE:
            return "pending", share, ""
        folder = self.folder(job.job_id)
        command = self._crew.render_command(folder / JOB)
        here = partial(self._crew.render_here, folder / JOB)
        if start(command, folder, here, detach=self._detach):
            with self._store.writing() as line:
                line.execute("UPDATE job SET starts = starts + 1 WHERE job_id = ?", (job.job_id,))
        return "processing", share, ""

    def _running(self, job: RenderJob) -> int:
        rows = self._store.rows(
            "SELECT job_id FROM job WHERE state = 'processing' AND job_id <> ?", job.job_id
        )
        return sum(is_alive(self.folder(row["job_id"])) for row in rows)

    def _note(self, job: RenderJob, state: str, progress: float, error: str) -> RenderJob:
        if (state, progress, error) != (job.state, job.progress, job.error):
            with self._store.writing() as line:
                line.execute(
                    "UPDATE job SET state = ?, progress = ?, error = ? WHERE job_id = ?",
                    (state, progress, error, job.job_id),
                )
        return self.read(job.job_id)

    def _insert(self, order: RenderRequest) -> None:
        fault = order.fault
        with self._store.writing() as line:
            if fault == "render-fails-once":
                fault = "" if _has_failed(line, order.session.session_id) else "render-fails"
            line.execute(
                "INSERT OR IGNORE INTO job (job_id, user_id, session_id, download_key, title,"
                " state, fault, made) VALUES (?, ?, ?, ?, ?, 'pending', ?, ?)",
                (
                    order.job_id,
                    order.session.user_id,
                    order.session.session_id,
                    secrets.token_urlsafe(18),
                    _title(order),
                    fault,
                    self._clock(),
                ),
            )

    def _sheet(self, order: RenderRequest, media: dict[str, Json]) -> Json:
        meta = order.draft.get("m")
        meta = meta if isinstance(meta, dict) else {}
        return {
            "draft": order.draft,
            "media": media,
            "out": str(self.folder(order.job_id) / FILM),
            "quality": order.quality,
            "width": _side(meta.get("width")),
            "height": _side(meta.get("height")),
            "cache": str(self._store.folder / "chunks"),
        }


def job_id(wanted: object) -> str:
    """The id a client gave its render, if it can be one; else one of ours."""
    if isinstance(wanted, str) and re.fullmatch(_ID, wanted):
        return wanted
    return fresh_job_id()


def fresh_job_id() -> str:
    """An id of our own."""
    return f"render_{secrets.token_hex(8)}"


def ready(draft: object) -> Json:
    """A draft with something to render in it."""
    if not isinstance(draft, dict):
        raise WrongShapeError("draft", "Input should be a valid dictionary")
    tracks = draft.get("t")
    full = isinstance(tracks, list) and any(
        isinstance(track, dict) and track.get("sg") for track in tracks
    )
    if not full:
        raise WrongShapeError("draft", "the timeline is empty: there is nothing to render")
    return draft


def _has_failed(line: sqlite3.Connection, session_id: str) -> bool:
    failed = "SELECT 1 FROM job WHERE session_id = ? AND fault = 'render-fails'"
    return line.execute(failed, (session_id,)).fetchone() is not None


def _title(order: RenderRequest) -> str:
    meta = order.draft.get("m")
    title = meta.get("title") if isinstance(meta, dict) else None
    return str(title or order.session.name or "film")[:120]


def _side(value: object) -> int:
    """A side of the picture, even and encodable; 0 leaves it to the renderer."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0
    return int(min(max(value, 64), 3840)) // 2 * 2


def _share(value: object) -> float:
    """Progress as a share, also when somebody counted in percent."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return max(0.0, min(value / 100 if value > 1 else float(value), 1.0))


def _read(file: Path) -> Json:
    """A JSON file that another process writes; nothing when there is none yet."""
    try:
        found: Any = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _job(row: sqlite3.Row) -> RenderJob:
    return RenderJob(**{field.name: row[field.name] for field in fields(RenderJob)})
