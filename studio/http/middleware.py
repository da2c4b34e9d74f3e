"""ASGI middleware: injects requested faults, turns unhandled exceptions into responses."""

from __future__ import annotations

import errno
import logging
import sqlite3
from typing import TYPE_CHECKING, Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response

from studio.http.abortable_response import AbortResponseError
from studio.http.app_state import app_state, bearer
from studio.wire.envelopes import RefusalError, WrongShapeError, as_json
from studio.wire.faults import HEADER, FaultError, Faults

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG: Final = logging.getLogger("studio")
# Inside another program nothing is printed unless that program asks for it.
LOG.addHandler(logging.NullHandler())
# As nginx writes it, to the byte: clients must not take it for an answer.
BAD_GATEWAY: Final = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n"
    "<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
    "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
# The first that fits counts. What ends in a slash stands for everything below it.
ENDPOINTS: Final = {
    "/api/auth/anonymous-token": "token",
    "/api/auth/claim-token": "claim",
    "/api/tasks/": "session",
    "/run_sse": "message",
    "/api/upload-video/": "upload",
    "/api/credits/": "credits",
    "/api/state/": "state",
    "/api/render/proxy/lambda": "render",
    "/api/render/proxy/lambda/": "poll",
    "/api/render/proxy/": "download",
}


class FaultAndErrorMiddleware:
    """The outermost middleware; no exception gets past it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sender = SendWrapper(send)
        try:
            refused = _injected_response(Request(scope, receive))
            if refused is not None:
                await _drain(receive)
            await (refused or self._app)(scope, receive, sender.for_request(scope))
        except (AbortResponseError, ClientDisconnect):
            return
        except Exception as error:
            LOG.exception("a request failed")
            if not sender.response_started:
                await _error_response(error)(scope, receive, send)


class SendWrapper:
    """Wraps ASGI `send`: knows whether the response has started, and may cut its body."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.response_started = False
        self._bytes_left: float | None = None

    def for_request(self, scope: Scope) -> Send:
        """The `send` for a request, limited to the bytes its faults allow."""
        faults: Faults = scope["faults"]
        if "download-cut" in faults:
            self._bytes_left = faults.number("download-cut", 1000)
        return self._pass

    async def _pass(self, message: Message) -> None:
        self.response_started = True
        body = message.get("body", b"")
        if self._bytes_left is not None and body:
            bytes_left, self._bytes_left = self._bytes_left, self._bytes_left - len(body)
            if self._bytes_left <= 0:
                message = {**message, "body": body[: int(bytes_left)], "more_body": True}
                await self._send(message)
                raise AbortResponseError
        await self._send(message)


def endpoint_of(path: str) -> str:
    """The endpoint's name, as faults use it, of a path."""
    return next((name for start, name in ENDPOINTS.items() if _matches(path, start)), "page")


def _matches(path: str, start: str) -> bool:
    return path.startswith(start) if start.endswith("/") else path == start


def _injected_response(request: Request) -> Response | None:
    """The response of a fault that replaces the endpoint's; keeps the others for the routes."""
    try:
        faults = app_state(request).faults.of_request(
            endpoint_of(request.url.path), request.headers.get(HEADER)
        )
    except FaultError as error:
        request.scope["faults"] = Faults()
        return as_json({"detail": str(error)}, 400)
    request.scope["faults"] = faults
    return _fault_response(request, faults) if faults.of else None


def _fault_response(request: Request, faults: Faults) -> Response | None:
    headers = {"retry-after": faults.value("retry-after")} if "retry-after" in faults else {}
    if "http-502-html" in faults:
        return bad_gateway()
    if "detail" in faults:
        status = int(faults.number("detail", 500))
        return as_json({"detail": "as asked for"}, min(max(status, 400), 599), headers)
    if "code" in faults:
        code = int(faults.number("code", 429))
        # Accounts let a client have one token a week: to be usable the fault must expire it.
        if code == 1001:  # noqa: PLR2004  the code of a token that is too old: so it is made old
            app_state(request).accounts.age(bearer(request.headers.get("authorization", "")))
        return RefusalError(code, headers=headers).response()
    return None


def bad_gateway() -> Response:
    """A 502 page as nginx sends it."""
    return HTMLResponse(BAD_GATEWAY, 502)


def _error_response(error: Exception) -> Response:
    """The response to an unhandled exception."""
    if isinstance(error, sqlite3.Error):
        return RefusalError(503, "the studio's files cannot be written").response()
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        return RefusalError(503, "there is no room left on the disk").response()
    if isinstance(error, RecursionError):
        return WrongShapeError("body", "too deep").response()
    return as_json({"detail": "Internal Server Error"}, 500)


async def _drain(receive: Receive, bytes_left: int = 64 * 1024 * 1024) -> None:
    """Read an unwanted body: a client still sending when the connection closes sees no answer."""
    while bytes_left > 0:
        message = await receive()
        bytes_left -= len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            return
