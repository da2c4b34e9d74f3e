"""`/run_sse`: a message in, a stream of events out."""

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

LONGEST_MESSAGE: Final = 200_000  # letters: a long script
LONGEST_KEY: Final = 200  # of an Idempotency-Key; a UUID has 36


async def run_sse(request: Request) -> Response:
    """Carry out a message, then stream its events."""
    studio = app_state(request)
    injected = faults(request)
    body = await read_json(request)
    turn_request = await run_sync(_turn_request, studio, request, body)
    if "refusal-frame" in injected:
        code = int(injected.number("refusal-frame", 1002))
        refused = {"code": code, "message": str(RefusalError(code))}
        return AbortableResponse(with_faults([f"data: {written(refused)}"], injected))
    work = start_in_thread(partial(studio.turns.carry_out, turn_request))
    if not await studio.heartbeats.finishes_soon(work):
        return AbortableResponse(
            _heartbeats_then_stream(work, request), partial(_settle_later, studio, work)
        )
    record = work.result()
    if "late-502" in injected:
        await run_sync(_settle, studio, record)
        return bad_gateway()
    if "lost-answer" in injected:
        await run_sync(_settle, studio, record)
        raise AbortResponseError
    return AbortableResponse(_stream(record, request), partial(_settle, studio, record))


def _stream(record: TurnRecord, request: Request) -> AsyncIterator[bytes]:
    return with_faults(record.frames, faults(request))


async def _heartbeats_then_stream(
    work: Future[TurnRecord], request: Request
) -> AsyncIterator[bytes]:
    """Heartbeats while a generator works; then the events, or the refusal as one of them."""
    async for beat in app_state(request).heartbeats.while_running(work):
        yield beat
    try:
        record = work.result()
    except RefusalError as refused:
        yield f"data: {written({'code': refused.code, 'message': str(refused)})}\n\n".encode()
        return
    async for piece in _stream(record, request):
        yield piece


def _settle_later(studio: AppState, work: Future[TurnRecord]) -> None:
    """Settle the price when the work ends: a client that leaves early does not stop it."""

    def settle(over: Future[TurnRecord]) -> None:
        if over.exception() is None:
            _settle(studio, over.result())

    work.add_done_callback(settle)


def _settle(studio: AppState, record: TurnRecord) -> None:
    if record.is_new:
        studio.accounts.settle(record.turn_id)


def _turn_request(studio: AppState, request: Request, body: Json) -> TurnRequest:
    user_id = studio.user(request)
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
