"""Errors as notices: the kind, what the backend said, what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agent.core.errors import (
    GarbledError,
    LimitError,
    LocalError,
    LostError,
    ReeltalkError,
    RefusedError,
    UnreachableError,
)
from agent.core.failure_kind import FailureKind
from agent.core.notices import Failed

if TYPE_CHECKING:
    from agent.core.conversation import Conversation

# With a token of the person's own neither a new one nor registering helps.
_OF_ONES_OWN: Final = {
    FailureKind.TOKEN: FailureKind.OWN_TOKEN,
    FailureKind.CREDITS: FailureKind.TOP_UP,
}
# Refusals that may be gone in a moment.
_PASSES: Final = frozenset(
    {FailureKind.BUSY, FailureKind.BROKEN, FailureKind.SESSION, FailureKind.TOKEN}
)


def as_notice(error: ReeltalkError, talk: Conversation) -> Failed:  # noqa: PLR0911 - a table of cases
    match error:
        case RefusedError():
            return _refused(error, talk)
        case UnreachableError():
            return Failed(FailureKind.UNREACHABLE, about=talk.backend, retry=True)
        case LostError():
            return Failed(FailureKind.LOST, retry=True)
        case LimitError():
            return Failed(
                FailureKind.MAX_CREDITS, message=f"{error.spent:g}", about=f"{error.most:g}"
            )
        case GarbledError():
            return Failed(FailureKind.GARBLED, message=str(error), retry=True)
        case LocalError():
            accepted = (
                (*talk.limits.media, *talk.limits.documents)
                if error.kind is FailureKind.FORMAT
                else ()
            )
            most = f"{talk.limits.max_mb} MB" if error.kind is FailureKind.TOO_LARGE else ""
            return Failed(error.kind, message=most, about=error.about, accepted=accepted)
        case _:
            return Failed(FailureKind.BROKEN, message=str(error), retry=True)


def _refused(error: RefusedError, talk: Conversation) -> Failed:
    kind = error.kind
    if talk.has_own_token:
        kind = _OF_ONES_OWN.get(kind, kind)
    link = talk.registration if kind in (FailureKind.CREDITS, FailureKind.PLAN) else ""
    link = talk.web if kind is FailureKind.TOP_UP else link
    accepted = talk.limits.media if kind is FailureKind.FORMAT else ()
    message = f"{talk.limits.max_mb} MB" if kind is FailureKind.TOO_LARGE else error.message
    return Failed(kind, error.code, message, error.about, link, kind in _PASSES, tuple(accepted))
