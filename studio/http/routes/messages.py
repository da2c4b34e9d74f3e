"""`/run_sse`: a message goes in, events come out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from anyio.to_thread import run_sync
from starlette.routing import Route

from studio.http.abortable_response import AbortableResponse, AbortResponseError
from studio.http.app_state import AppState, app_state, faults
from studio.http.heartbeats import start_in_thread
from studio.http.middleware import bad_gateway
from studio.http.stream_faults import with_faults
from studio.state.turns import TurnRecord, TurnRequest
from studio.wire.envelopes import (
    Json,
    RefusalError,
    WrongShapeError,
    clean,
    read_json,
    text,
    written,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from concurrent.futures import Future

    from starlette.requests import Request
    from starlette.responses import Response

LONGEST_MESSAGE: Final = 200_000
LONGEST_KEY: Final = 200


async def run_sse(request: Request) -> Response:
    """Carry a message out, then tell it."""
    backend = app_state(request)
    wrong = faults(request)
    body = await read_json(request)
    wish = await run_sync(_turn_request, backend, request, body)
    if "refusal-frame" in wrong:
        code = int(wrong.number("refusal-frame", 1002))
        refused = {"code": code, "message": str(RefusalError(code))}
        return AbortableResponse(with_faults([f"data: {written(refused)}"], wrong))
    work = start_in_thread(partial(backend.turns.carry_out, wish))
    if not await backend.beats.are_spared(work):
        return AbortableResponse(
            _heartbeats_then_stream(work, request), partial(_settle_later, backend, work)
        )
    told = work.result()
    if "late-502" in wrong:
        await run_sync(_settle, backend, told)
        return bad_gateway()
    if "lost-answer" in wrong:
        await run_sync(_settle, backend, told)
        raise AbortResponseError
    return AbortableResponse(_stream(told, request), partial(_settle, backend, told))


def _stream(told: TurnRecord, request: Request) -> AsyncIterator[bytes]:
    return with_faults(told.frames, faults(request))


async def _heartbeats_then_stream(
    work: Future[TurnRecord], request: Request
) -> AsyncIterator[bytes]:
    """Signs of life while a generator works; then the events, or the refusal as one of them."""
    async for beat in app_state(request).beats.until_over(work):
        yield beat
    try:
        told = work.result()
    except RefusalError as refused:
        yield f"data: {written({'code': refused.code, 'message': str(refused)})}\n\n".encode()
        return
    async for piece in _stream(told, request):
        yield piece


def _settle_later(backend: AppState, work: Future[TurnRecord]) -> None:
    """Who leaves early leaves the work to its end, and its price is settled then."""

    def settle(over: Future[TurnRecord]) -> None:
        if over.exception() is None:
            _settle(backend, over.result())

    work.add_done_callback(settle)


def _settle(backend: AppState, told: TurnRecord) -> None:
    if told.is_new:
        backend.accounts.settle(told.turn_id)


def _turn_request(backend: AppState, request: Request, body: Json) -> TurnRequest:
    user_id = backend.user(request)
    text(body, "user_id")
    key = clean(request.headers.get("idempotency-key", "")).strip()
    if len(key) > LONGEST_KEY:
        raise WrongShapeError("Idempotency-Key", "too long")
    streaming = body.get("streaming")
    return TurnRequest(
        text(body, "session_id"),
        user_id,
        _message_text(body.get("new_message")),
        key or None,
        streaming if isinstance(streaming, bool) else None,
    )


def _message_text(message: object) -> str:
    """The texts of a message, one below the other."""
    parts = message.get("parts") if isinstance(message, dict) else None
    if not isinstance(parts, list):
        raise WrongShapeError("new_message", "Field required")
    texts = [part.get("text") for part in parts if isinstance(part, dict)]
    words = "\n".join(clean(words) for words in texts if isinstance(words, str))
    if len(words) > LONGEST_MESSAGE:
        raise WrongShapeError("new_message", "the message is too long")
    return words


ROUTES: Final = [Route("/run_sse", run_sse, methods=["POST"])]
