"""What answers look like: envelopes with a code, refusals, and JSON that survives hostile input."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

Json: TypeAlias = dict[str, Any]

# The HTTP status that goes with a code. 2001 comes with 200: clients must look at the code first.
STATUS: Final[Mapping[int, int]] = {
    400: 400,
    402: 402,
    403: 403,
    404: 404,
    409: 409,
    413: 413,
    422: 422,
    429: 429,
    503: 503,
    1001: 401,
    1002: 404,
    2001: 200,
    4001: 415,
    4002: 413,
}
MESSAGES: Final[Mapping[int, str]] = {
    400: "X-Client-Id header is required",
    402: "export is not available on the free plan",
    429: "too many requests",
    1001: "token is invalid or expired",
    1002: "session not found",
    2001: "insufficient credits",
    4001: "unsupported file type",
    4002: "file too large",
}
BODY_LIMIT: Final = 16 * 1024 * 1024


class RefusalError(Exception):
    """The studio does not do what it was asked for; nothing was carried out."""

    def __init__(
        self, code: int, message: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message or MESSAGES.get(code, "refused"))
        self.code = code
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """The refusal as it travels."""
        said = {"code": self.code, "message": str(self), "data": None}
        return as_json(said, STATUS.get(self.code, 400), self.headers)


class WrongShapeError(Exception):
    """A body that is no request; told the way the vendor's server software does."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(what)
        self.where = where

    def response(self) -> Response:
        """A list of details, as from a validator."""
        detail = {"type": "value_error", "loc": ["body", self.where], "msg": str(self)}
        return as_json({"detail": [detail]}, 422)


def good(told: object) -> Response:
    """Code 0 and what was asked for."""
    return as_json({"code": 0, "message": "success", "data": told})


def as_json(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """JSON in UTF-8; half a surrogate pair, which has no UTF-8, becomes a question mark."""
    return Response(written(body).encode("utf-8", "replace"), status, headers, "application/json")


def written(body: object) -> str:
    """Compact, with letters as they are."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


async def read_json(request: Request, limit: int = BODY_LIMIT) -> Json:
    """The object in a body, however hostile the body is."""
    raw = bytearray()
    async for piece in request.stream():
        raw += piece
        if len(raw) > limit:
            raise RefusalError(4002, "the request is too large")
    return parsed(bytes(raw))


def parsed(raw: bytes) -> Json:
    """An object out of JSON; everything else is a request of the wrong shape."""
    try:
        found = json.loads(raw, parse_float=_finite, parse_constant=_finite)
    except (ValueError, RecursionError):
        raise WrongShapeError("body", "JSON decode error") from None
    if not isinstance(found, dict):
        raise WrongShapeError("body", "Input should be an object")
    return found


def text(body: Json, key: str, default: str | None = None, limit: int = 200) -> str:
    """A string of the body, cleaned of what cannot be stored; without a default it is needed."""
    found = body.get(key, default)
    if not isinstance(found, str):
        raise WrongShapeError(key, "Input should be a valid string")
    return clean(found)[:limit]


def clean(words: str) -> str:
    """The same without halves of surrogate pairs and NUL."""
    return words.encode("utf-8", "replace").decode().replace("\0", "")


def _finite(number: str) -> float:
    found = float(number)
    if not math.isfinite(found):
        raise ValueError(number)
    return found
