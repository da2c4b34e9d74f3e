"""Refusal codes and what each asks for.

A code in the body counts before the HTTP status, also when the status is not 2xx.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# What backends were seen to send with a success.
SUCCESS: Final = frozenset({0, 200, 201, 202})
TOO_LONG: Final = "TOO_LONG"  # why a text is not whole, beside the backend's own reasons


class RefusalKind(StrEnum):
    """Kinds of refusal, by what helps against them."""

    TOKEN = "token"  # noqa: S105 - a kind, not a secret; a new token
    SESSION = "session"  # a new session
    CREDITS = "credits"  # register or top up
    FORMAT = "format"  # another type of file
    TOO_LARGE = "too_large"  # a smaller file
    CLIENT_ID = "client_id"  # a client id
    PLAN = "plan"  # register or upgrade
    BUSY = "busy"  # wait
    BROKEN = "broken"  # the backend's own fault
    REFUSED = "refused"  # whatever else it will not do


# From the vendor's documents (below 1000: HTTP's own numbers).
CODES: Final[Mapping[int, RefusalKind]] = {
    1001: RefusalKind.TOKEN,
    1010: RefusalKind.TOKEN,
    1011: RefusalKind.TOKEN,
    401: RefusalKind.TOKEN,
    1002: RefusalKind.SESSION,
    2001: RefusalKind.CREDITS,
    4001: RefusalKind.FORMAT,
    415: RefusalKind.FORMAT,
    4002: RefusalKind.TOO_LARGE,
    413: RefusalKind.TOO_LARGE,
    402: RefusalKind.PLAN,
    429: RefusalKind.BUSY,
}


def kind(code: int, message: str = "") -> RefusalKind:
    """The kind of a code; 400 and 404 are told apart by their message."""
    if code in CODES:
        return CODES[code]
    said = message.lower()
    if code == 404 and "session" in said:  # noqa: PLR2004 - HTTP's own number
        return RefusalKind.SESSION
    if code == 400 and "client" in said:  # noqa: PLR2004 - HTTP's own number
        return RefusalKind.CLIENT_ID
    return RefusalKind.BROKEN if 500 <= code < 600 else RefusalKind.REFUSED  # noqa: PLR2004 - HTTP's own class
