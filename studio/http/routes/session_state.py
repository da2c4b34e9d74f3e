"""Sessions, their state, and the credits of their owner."""

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

    from studio.wire.service_ports import Services


async def create(request: Request) -> Response:
    studio = app_state(request)
    body = await read_json(request)
    name, language = text(body, "task_name", "project"), text(body, "language", "en", 20)

    def made() -> Json:
        session = studio.sessions.make(studio.user(request), name, language)
        return {
            "task_id": session.task_id,
            "session_id": session.session_id,
            "user_id": session.user_id,
        }

    begun = await run_sync(made)
    _warm_up(studio.services)
    return good(begun)


def _warm_up(services: Services) -> None:
    """Load the services in the background, once for each application."""
    if services in _WARMED:
        return
    _WARMED.add(services)
    threading.Thread(target=_warm, args=(services,), daemon=True).start()


# Those who have been woken; an application that goes takes its crew with it.
_WARMED: Final[WeakSet[Services]] = WeakSet()


def _warm(services: Services) -> None:
    """Errors are swallowed here: they come again with the first message, and are told there."""
    with suppress(Exception):
        services.wake()


def credits_left(request: Request) -> Response:
    """Available credits, those held by running turns, and the sum."""
    studio = app_state(request)
    left = studio.accounts.balance(studio.user(request))
    return good(
        {
            "available": left.available,
            "frozen": left.frozen,
            "total": left.available + left.frozen,
        }
    )


def state(request: Request) -> Response:
    """The timeline, the uploads, what was generated, and the canvas."""
    studio = app_state(request)
    session = studio.session(request)
    _warm_up(studio.services)
    draft = studio.services.draft(session.project)
    media = studio.sessions.media(session.session_id)
    fields = {
        "draft": draft,
        "video_infos": [_uploaded(media_id, facts) for media_id, facts in media.items()],
        "generated_media": list(_generated(draft)),
        "canvas_config": _canvas(draft),
    }
    return good({"session_id": session.session_id, "user_id": session.user_id, "state": fields})


def executed(request: Request) -> Response:
    """The number of messages carried out in this session, which tests of retries count."""
    studio = app_state(request)
    session = studio.session(request)
    return good({"executed": studio.store.count(f"executed {session.session_id}")})


def _uploaded(media_id: str, facts: Mapping[str, object]) -> Json:
    fields: Json = {"id": media_id, "file_id": media_id, "filename": facts.get("name")}
    fields |= {"type": facts.get("kind"), "duration": facts.get("duration_ms")}
    fields |= {"width": facts.get("width"), "height": facts.get("height")}
    return {key: value for key, value in fields.items() if value is not None}


def _generated(draft: Json) -> Iterator[Json]:
    """Yield the scenes and the music that were made here."""
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
