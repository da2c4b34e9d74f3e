"""What went wrong, as a notice: the kind of it, what the backend said, what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.core.errors import (
    GarbledError,
    LimitError,
    LocalError,
    LostError,
    ReeltalkError,
    RefusedError,
    UnreachableError,
)
from agent.core.notices import Failed
from agent.wire.codes import RefusalKind

if TYPE_CHECKING:
    from agent.core.conversation import Conversation

# What the person must do something about; everything else is the backend's or the line's.
NEEDS_PERSON = frozenset(
    {
        "token",
        "token_wait",
        "own_token",
        "top_up",
        "credits",
        "plan",
        "format",
        "too_large",
        "empty_file",
        "no_file",
        "no_documents",
        "nothing_to_export",
        "sandboxed",
        "max_credits",
        "is_folder",
        "not_readable",
        "no_words",
    }
)


def as_notice(error: ReeltalkError, talk: Conversation) -> Failed:  # noqa: PLR0911 - a table of cases
    """The notice for an error."""
    match error:
        case RefusedError():
            return _refused(error, talk)
        case UnreachableError():
            return Failed("unreachable", about=talk.backend, retry=True)
        case LostError():
            return Failed("lost", retry=True)
        case LimitError():
            return Failed("max_credits", message=f"{error.spent:g}", about=f"{error.most:g}")
        case GarbledError():
            return Failed("garbled", message=str(error), retry=True)
        case LocalError():
            accepted = (
                (*talk.limits.media, *talk.limits.documents) if error.kind == "format" else ()
            )
            about = f"{talk.limits.max_mb} MB" if error.kind == "too_large" else ""
            return Failed(error.kind, message=about, about=error.about, accepted=accepted)
        case _:
            return Failed("broken", message=str(error), retry=True)


def _refused(error: RefusedError, talk: Conversation) -> Failed:
    kind = error.kind
    if kind == RefusalKind.TOKEN and talk.has_own_token:
        kind = "own_token"
    if kind == RefusalKind.CREDITS and talk.has_own_token:
        kind = "top_up"
    link = talk.registration if kind in (RefusalKind.CREDITS, RefusalKind.PLAN) else ""
    link = talk.web if kind == "top_up" else link
    accepted = talk.limits.media if kind == RefusalKind.FORMAT else ()
    retry = kind in (RefusalKind.BUSY, RefusalKind.BROKEN, RefusalKind.SESSION, RefusalKind.TOKEN)
    said = f"{talk.limits.max_mb} MB" if kind == RefusalKind.TOO_LARGE else error.message
    return Failed(str(kind), error.code, said, error.about, link, retry, tuple(accepted))
