"""Sessions, their state, and the credits of who owns them."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final
from weakref import WeakSet

from anyio.to_thread import run_sync
from starlette.routing import Route

from studio.http.app_state import app_state
from studio.wire.envelopes import Json, good, read_json, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from studio.wire.ports import Services


async def create(request: Request) -> Response:
    """A session with an empty timeline."""
    backend = app_state(request)
    body = await read_json(request)
    name, language = text(body, "task_name", "project"), text(body, "language", "en", 20)

    def made() -> Json:
        session = backend.sessions.make(backend.user(request), name, language)
        return {
            "task_id": session.task_id,
            "session_id": session.session_id,
            "user_id": session.user_id,
        }

    begun = await run_sync(made)
    _warm_up(backend.crew)
    return good(begun)


def _warm_up(crew: Services) -> None:
    """Wake the crew behind the answer, once: a message may follow at any time."""
    if crew in _WARMED:
        return
    _WARMED.add(crew)
    threading.Thread(target=_warm, args=(crew,), daemon=True).start()


# Those who have been woken; an application that goes takes its crew with it.
_WARMED: Final[WeakSet[Services]] = WeakSet()


def _warm(crew: Services) -> None:
    """What goes wrong here goes wrong again with the first message, and is told there."""
    with suppress(Exception):
        crew.wake()


def credits_left(request: Request) -> Response:
    """What is left, what a running turn holds, and both together."""
    backend = app_state(request)
    left = backend.accounts.balance(backend.user(request))
    return good(
        {
            "available": left.available,
            "frozen": left.frozen,
            "total": left.available + left.frozen,
        }
    )


def state(request: Request) -> Response:
    """The timeline, what was uploaded, what was made, and the canvas."""
    backend = app_state(request)
    session = backend.session(request)
    _warm_up(backend.crew)
    draft = backend.crew.draft(session.project)
    media = backend.sessions.media(session.session_id)
    told = {
        "draft": draft,
        "video_infos": [_uploaded(media_id, facts) for media_id, facts in media.items()],
        "generated_media": list(_generated(draft)),
        "canvas_config": _canvas(draft),
    }
    return good({"session_id": session.session_id, "user_id": session.user_id, "state": told})


def executed(request: Request) -> Response:
    """How often a message of this session was carried out: what tests of retries count."""
    backend = app_state(request)
    session = backend.session(request)
    return good({"executed": backend.store.count(f"executed {session.session_id}")})


def _uploaded(media_id: str, facts: Mapping[str, object]) -> Json:
    told: Json = {"id": media_id, "file_id": media_id, "filename": facts.get("name")}
    told |= {"type": facts.get("kind"), "duration": facts.get("duration_ms")}
    told |= {"width": facts.get("width"), "height": facts.get("height")}
    return {key: value for key, value in told.items() if value is not None}


def _generated(draft: Json) -> Iterator[Json]:
    """The scenes and the music that were drawn and composed here."""
    for track in draft.get("t") or []:
        for segment in track.get("sg") or []:
            meta = segment.get("m") or {}
            if meta.get("kind") in ("scene", "music"):
                yield {
                    "id": meta.get("id"),
                    "type": "video" if meta["kind"] == "scene" else "audio",
                    "prompt": meta.get("prompt", ""),
                    "duration": segment.get("d"),
                }


def _canvas(draft: Json) -> Json:
    meta = draft.get("m") or {}
    return {key: meta[key] for key in ("ratio", "width", "height", "fps") if key in meta}


ROUTES: Final = [
    Route("/api/tasks/me/with-session/nemo_agent", create, methods=["POST"]),
    Route("/api/credits/balance/simple", credits_left),
    Route("/api/state/nemo_agent/me/{session_id}/latest", state),
    Route("/api/studio/executed/{session_id}", executed),
]
