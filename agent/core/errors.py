"""What can go wrong, by whose fault it is and what helps.

ReeltalkError
    LineError               the line, not the backend
        UnreachableError    nobody answered; nothing was done
        LostError           it broke on the way; nobody knows what was done
    RefusedError            the backend said no, with a code; nothing was done
    GarbledError            the backend broke its word
    LocalError              this machine: a file that is not there, a full disk
    LimitError              as many credits are spent as may be; nothing was sent
    LongError               words of documents that somebody should see before they are sent
    StoppedError            somebody asked to stop
"""

from __future__ import annotations

from typing import Final

# Kinds of DeskError for which what was typed or set is at fault, not what there is: exit code 2.
MISUSES: Final = frozenset(
    {
        "bad_address",
        "bad_limit",
        "bad_wait",
        "config",
        "no_job",
        "no_session",
        "no_skill",
        "no_wish",
        "skill_away",
        "skill_folder",
        "skill_no_text",
        "skill_none",
        "skill_too_long",
        "skill_unreadable",
        "which_session",
    }
)


class ReeltalkError(Exception):
    """Everything that is ours to tell."""


class LineError(ReeltalkError):
    """The line between us and the backend."""


class UnreachableError(LineError):
    """Nobody answered: what was asked was not done."""


class LostError(LineError):
    """The line broke after something had been sent: it may have been done."""


class RefusedError(ReeltalkError):
    """The backend refused, with a code: what was asked was not done."""

    def __init__(
        self, code: int, message: str = "", kind: str = "refused", about: str = ""
    ) -> None:
        super().__init__(f"{code} {message}".strip())
        self.code = code
        self.message = message
        self.kind = kind
        self.about = about


class GarbledError(ReeltalkError):
    """The backend answered something that is none of the answers there are."""


class LocalError(ReeltalkError):
    """On our own machine: `kind` is a key of our words, `about` what it is about."""

    def __init__(self, kind: str, about: str = "") -> None:
        super().__init__(f"{kind}: {about}")
        self.kind = kind
        self.about = about

    @property
    def is_misuse(self) -> bool:
        """Whether what was typed or set is at fault: a command then ends with 2, else with 3."""
        return self.kind in MISUSES


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
    """Somebody asked to stop."""
