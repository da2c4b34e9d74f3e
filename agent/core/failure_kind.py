"""What can go wrong, as a closed vocabulary: whose fault each kind is, and how a wish ends by it.

Each kind has its words, `failed.KIND` in `agent/speech/*.yaml`, and nothing else stands there.
Three are told in the words of a notice of their own: USAGE, UNCERTAIN, LONG_WORDS.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from agent.core.state import WishState

if TYPE_CHECKING:
    from collections.abc import Mapping


class Fault(StrEnum):
    """Who can mend it."""

    PERSON = "person"  # there is something to do that only the person can: pay, choose, allow
    MISUSE = "misuse"  # what was typed or set is wrong
    BACKEND = "backend"  # the backend failed, or broke its word
    LINE = "line"  # the way to the backend
    MACHINE = "machine"  # this machine: its disk, what is installed on it, a fault of ours


class FailureKind(StrEnum):
    """One kind; the values are what programs read as `error.kind`."""

    # As a refusal of the backend says (the values of `wire.codes.RefusalKind`).
    TOKEN = "token"  # noqa: S105 - a kind, not a secret
    SESSION = "session"
    CREDITS = "credits"
    FORMAT = "format"
    TOO_LARGE = "too_large"
    CLIENT_ID = "client_id"
    PLAN = "plan"
    BUSY = "busy"
    BROKEN = "broken"
    REFUSED = "refused"
    # The same, where it depends on who asks.
    OWN_TOKEN = "own_token"  # noqa: S105 - as above
    BAD_TOKEN = "bad_token"  # noqa: S105 - as above
    TOKEN_WAIT = "token_wait"  # noqa: S105 - as above
    TOP_UP = "top_up"
    # Of a turn, an export, a download.
    BACKEND_ERROR = "backend_error"
    RENDER_FAILED = "render_failed"
    BROKEN_VIDEO = "broken_video"
    ENDLESS_VIDEO = "endless_video"
    UNSAFE_URL = "unsafe_url"
    GARBLED = "garbled"
    UNREACHABLE = "unreachable"
    LOST = "lost"
    UNCERTAIN = "uncertain"
    # Of what was handed over, or was to be.
    NO_FILE = "no_file"
    NO_SUCH_FILE = "no_such_file"
    IS_FOLDER = "is_folder"
    NOT_READABLE = "not_readable"
    EMPTY_FILE = "empty_file"
    DAMAGED = "damaged"  # the backend takes its type, and cannot read what is in it
    NO_WORDS = "no_words"
    NO_DOCUMENTS = "no_documents"
    LONG_WORDS = "long_words"
    NOTHING_TO_EXPORT = "nothing_to_export"
    FILE_EXISTS = "file_exists"
    MAX_CREDITS = "max_credits"
    # Of this machine.
    DISK = "disk"
    PROXY = "proxy"
    SANDBOXED = "sandboxed"
    NO_STUDIO = "no_studio"
    NO_BACKEND = "no_backend"  # the cloud cannot be reached, and there is no studio here
    FAULT = "fault"
    # Of what was typed or set.
    USAGE = "usage"
    CONFIG = "config"
    BAD_ADDRESS = "bad_address"
    BAD_LIMIT = "bad_limit"
    BAD_WAIT = "bad_wait"
    NO_WISH = "no_wish"
    NO_JOB = "no_job"
    NOTHING_RUNS = "nothing_runs"
    NO_TASK = "no_task"
    NO_SESSION = "no_session"
    NO_TALK = "no_talk"
    WHICH_SESSION = "which_session"
    NO_SKILL = "no_skill"
    SKILL_AWAY = "skill_away"
    SKILL_FOLDER = "skill_folder"
    SKILL_UNREADABLE = "skill_unreadable"
    SKILL_TOO_LONG = "skill_too_long"
    SKILL_NO_TEXT = "skill_no_text"
    SKILL_NONE = "skill_none"

    @property
    def fault(self) -> Fault:
        """Who can mend it."""
        return _FAULTS[self]

    @property
    def ends_as(self) -> WishState:
        """How a wish ends that meets it on its way."""
        if self in (FailureKind.UNREACHABLE, FailureKind.NO_BACKEND):
            return WishState.UNREACHABLE
        return WishState.NEEDS_USER if self.fault is Fault.PERSON else WishState.FAILED

    @property
    def refusal_code(self) -> int:
        """The exit code of a command that ends with it before anything was done."""
        return MISUSED if self.fault is Fault.MISUSE else WishState.NEEDS_USER.exit_code


MISUSED: Final = 2  # the exit code of a command line that is not understood

_BY_FAULT: Final[Mapping[Fault, tuple[FailureKind, ...]]] = {
    Fault.PERSON: (
        FailureKind.TOKEN,  # a new one did not help: only the person has another way in
        FailureKind.TOKEN_WAIT,
        FailureKind.OWN_TOKEN,
        FailureKind.BAD_TOKEN,
        FailureKind.CREDITS,
        FailureKind.TOP_UP,
        FailureKind.PLAN,
        FailureKind.MAX_CREDITS,
        FailureKind.FORMAT,
        FailureKind.TOO_LARGE,
        FailureKind.EMPTY_FILE,
        FailureKind.DAMAGED,
        FailureKind.NO_FILE,
        FailureKind.IS_FOLDER,
        FailureKind.NOT_READABLE,
        FailureKind.NO_WORDS,
        FailureKind.NO_DOCUMENTS,
        FailureKind.LONG_WORDS,
        FailureKind.NOTHING_TO_EXPORT,
        FailureKind.FILE_EXISTS,
        FailureKind.UNCERTAIN,  # whether to say it again is nobody else's to decide
        FailureKind.SANDBOXED,
    ),
    Fault.MISUSE: (
        FailureKind.USAGE,
        FailureKind.CONFIG,
        FailureKind.BAD_ADDRESS,
        FailureKind.BAD_LIMIT,
        FailureKind.BAD_WAIT,
        FailureKind.NO_WISH,
        FailureKind.NO_JOB,
        FailureKind.NOTHING_RUNS,
        FailureKind.NO_TASK,
        FailureKind.NO_SESSION,
        FailureKind.NO_TALK,
        FailureKind.WHICH_SESSION,
        FailureKind.NO_SUCH_FILE,
        FailureKind.NO_SKILL,
        FailureKind.SKILL_AWAY,
        FailureKind.SKILL_FOLDER,
        FailureKind.SKILL_UNREADABLE,
        FailureKind.SKILL_TOO_LONG,
        FailureKind.SKILL_NO_TEXT,
        FailureKind.SKILL_NONE,
    ),
    Fault.BACKEND: (
        FailureKind.SESSION,
        FailureKind.CLIENT_ID,
        FailureKind.BUSY,
        FailureKind.BROKEN,
        FailureKind.REFUSED,
        FailureKind.BACKEND_ERROR,
        FailureKind.RENDER_FAILED,
        FailureKind.BROKEN_VIDEO,
        FailureKind.ENDLESS_VIDEO,
        FailureKind.UNSAFE_URL,
        FailureKind.GARBLED,
    ),
    Fault.LINE: (FailureKind.UNREACHABLE, FailureKind.LOST, FailureKind.NO_BACKEND),
    Fault.MACHINE: (
        FailureKind.DISK,
        FailureKind.PROXY,
        FailureKind.NO_STUDIO,
        FailureKind.FAULT,
    ),
}
_FAULTS: Final = {kind: fault for fault, kinds in _BY_FAULT.items() for kind in kinds}
