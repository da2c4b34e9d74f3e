"""`/run_sse`: a message goes in, events come out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from anyio.to_thread import run_sync
from starlette.routing import Route

from studio.http.app_state import AppState, at, faults
from studio.http.broken_stream import play
from studio.http.heartbeats import begun
from studio.http.middleware import bad_gateway
from studio.http.response_stream import BreakableResponse, BrokenLineError
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
    backend = at(request)
    wrong = faults(request)
    body = await read_json(request)
    wish = await run_sync(_wish, backend, request, body)
    if "refusal-frame" in wrong:
        code = int(wrong.number("refusal-frame", 1002))
        refused = {"code": code, "message": str(RefusalError(code))}
        return BreakableResponse(play([f"data: {written(refused)}"], wrong))
    work = begun(partial(backend.turns.carry_out, wish))
    if not await backend.beats.are_spared(work):
        return BreakableResponse(_later(work, request), partial(_done_later, backend, work))
    told = work.result()
    if "late-502" in wrong:
        await run_sync(_done, backend, told)
        return bad_gateway()
    if "lost-answer" in wrong:
        await run_sync(_done, backend, told)
        raise BrokenLineError
    return BreakableResponse(_pieces(told, request), partial(_done, backend, told))


def _pieces(told: TurnRecord, request: Request) -> AsyncIterator[bytes]:
    return play(told.frames, faults(request))


async def _later(work: Future[TurnRecord], request: Request) -> AsyncIterator[bytes]:
    """Signs of life while a generator works; then the events, or the refusal as one of them."""
    async for beat in at(request).beats.until_over(work):
        yield beat
    try:
        told = work.result()
    except RefusalError as refused:
        yield f"data: {written({'code': refused.code, 'message': str(refused)})}\n\n".encode()
        return
    async for piece in _pieces(told, request):
        yield piece


def _done_later(backend: AppState, work: Future[TurnRecord]) -> None:
    """Who leaves early leaves the work to its end, and its price is settled then."""

    def settle(over: Future[TurnRecord]) -> None:
        if over.exception() is None:
            _done(backend, over.result())

    work.add_done_callback(settle)


def _done(backend: AppState, told: TurnRecord) -> None:
    if told.is_new:
        backend.accounts.settle(told.turn_id)


def _wish(backend: AppState, request: Request, body: Json) -> TurnRequest:
    user_id = backend.user(request)
    text(body, "user_id")
    key = clean(request.headers.get("idempotency-key", "")).strip()
    if len(key) > LONGEST_KEY:
        raise WrongShapeError("Idempotency-Key", "too long")
    streaming = body.get("streaming")
    return TurnRequest(
        text(body, "session_id"),
        user_id,
        _words(body.get("new_message")),
        key or None,
        streaming if isinstance(streaming, bool) else None,
    )


def _words(message: object) -> str:
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
