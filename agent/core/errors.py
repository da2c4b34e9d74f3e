"""What can go wrong, by whose fault it is and what helps.

ReeltalkError
    LineError               the line, not the backend
        UnreachableError    nobody answered; nothing was done
        LostError           it broke on the way; nobody knows what was done
    RefusedError            the backend said no, with a code; nothing was done
    GarbledError            the backend broke its word
    LocalError              this machine: a file that is not there, a full disk
        TakenError          an export would overwrite a file; nothing was exported
    LimitError              as many credits are spent as may be; nothing was sent
    LongError               words of documents that somebody should see before they are sent
    StoppedError            somebody asked to stop
"""

from __future__ import annotations

from agent.core.failure_kind import FailureKind


class ReeltalkError(Exception):
    """Base of every error that is told to people, not shown as a traceback."""


class LineError(ReeltalkError):
    """The connection to the backend failed."""


class UnreachableError(LineError):
    """No connection: what was asked was not done."""


class LostError(LineError):
    """The connection broke after something had been sent: it may have been done."""


class RefusedError(ReeltalkError):
    """The backend refused, with a code: what was asked was not done."""

    def __init__(
        self,
        code: int,
        message: str = "",
        kind: FailureKind = FailureKind.REFUSED,
        about: str = "",
    ) -> None:
        super().__init__(f"{code} {message}".strip())
        self.code = code
        self.message = message
        self.kind = kind
        self.about = about


class GarbledError(ReeltalkError):
    """The backend broke the protocol: the reply is none of those there are."""


class LocalError(ReeltalkError):
    """On our own machine; `about` is the file, address or number that it is about."""

    def __init__(self, kind: FailureKind, about: str = "") -> None:
        super().__init__(f"{kind}: {about}")
        self.kind = kind
        self.about = about


class TakenError(LocalError):
    """A file has the name of an export, and the person is asked; nothing was exported."""

    def __init__(self, path: str) -> None:
        super().__init__(FailureKind.FILE_EXISTS, path)


class LimitError(ReeltalkError):
    """As much is spent in this conversation as may be."""

    def __init__(self, spent: float, most: float) -> None:
        super().__init__(f"{spent:g} of {most:g}")
        self.spent = spent
        self.most = most


class LongError(ReeltalkError):
    """Documents are so long that the person is asked; nothing was sent."""

    def __init__(self, name: str, beginning: str, letters: int) -> None:
        super().__init__(f"{name}: {letters}")
        self.name = name
        self.beginning = beginning
        self.letters = letters


class StoppedError(ReeltalkError):
    """Somebody asked to stop; what was already done stays done."""
