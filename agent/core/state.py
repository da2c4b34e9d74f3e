"""The states of a wish, and what follows from each: one table, read by every floor.

A wish is QUEUED when it is written down. Each step is written down before it is taken, so the state
in the journal tells what may have been done when a process was killed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class WishState(StrEnum):
    """How far a wish is, or how it ended; the values stand in the journal and must not change."""

    QUEUED = "queued"  # written down, nothing sent
    SENDING = "sending"  # a message may have left
    STREAMING = "streaming"  # the backend answers
    RENDERING = "rendering"  # a render may have been ordered
    FETCHING = "fetching"  # a finished file is on its way
    RUNNING = (
        "running"  # our patience is over, the backend goes on; an answer, never in the journal
    )
    DONE = "done"
    NEEDS_USER = "needs_user"  # the person must act: a question, credits, a file that will not do
    UNCERTAIN = "uncertain"  # the line broke and nothing changed since: nobody knows
    FAILED = "failed"
    REFUSED = "refused"  # the backend refused the message: nothing was done
    UNREACHABLE = "unreachable"  # nobody answered: nothing was done
    STOPPED = "stopped"  # somebody asked for it

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return _FACTS[self].is_over

    @property
    def is_cut_off(self) -> bool:
        """Whether a wish found in it is looked for at the backend, never begun again."""
        return _FACTS[self].is_cut_off

    @property
    def is_render(self) -> bool:
        """Whether it is an export that goes on at the backend without us."""
        return _FACTS[self].is_render

    @property
    def may_be_repeated(self) -> bool:
        """Whether its answer is told once more; where nothing was done it is rather done."""
        return self.is_over and self not in _NOTHING_DONE

    @property
    def holds_queue(self) -> bool:
        """Whether wishes behind it are held: what they build on is not there."""
        return _FACTS[self].holds_queue

    @property
    def told_as(self) -> WishState:
        """What programs read: done, running, needs_user or failed."""
        return _FACTS[self].told_as

    @property
    def exit_code(self) -> int:
        """The exit code of a command whose wish ended so."""
        return _FACTS[self].exit_code


_NOTHING_DONE: Final = frozenset({WishState.REFUSED, WishState.UNREACHABLE, WishState.STOPPED})


def known(said: str) -> WishState:
    """A state as the journal has it.

    One that a newer version wrote counts as UNCERTAIN: over, so that nobody here takes it up.
    """
    try:
        return WishState(said)
    except ValueError:
        return WishState.UNCERTAIN


@dataclass(frozen=True, slots=True)
class _Facts:
    told_as: WishState
    exit_code: int
    is_over: bool = False
    is_cut_off: bool = False
    is_render: bool = False
    holds_queue: bool = False


def _under_way(*, is_cut_off: bool = False, is_render: bool = False) -> _Facts:
    """0, because a program that is told anything else would say the wish once more."""
    return _Facts(WishState.RUNNING, 0, is_cut_off=is_cut_off, is_render=is_render)


def _ended_badly(told_as: WishState, exit_code: int) -> _Facts:
    return _Facts(told_as, exit_code, is_over=True, holds_queue=True)


# Exit codes: 0 done, or running with a job to wait for; 1 the backend or a render failed; 3 the
# person must act; 4 nobody reachable; 130 as a shell has it for what was interrupted.
_FACTS: Final[Mapping[WishState, _Facts]] = {
    WishState.QUEUED: _under_way(),
    WishState.SENDING: _under_way(is_cut_off=True),
    WishState.STREAMING: _under_way(is_cut_off=True),
    WishState.RENDERING: _under_way(is_cut_off=True, is_render=True),
    WishState.FETCHING: _under_way(is_cut_off=True, is_render=True),
    WishState.RUNNING: _under_way(),
    WishState.DONE: _Facts(WishState.DONE, 0, is_over=True),
    WishState.NEEDS_USER: _ended_badly(WishState.NEEDS_USER, 3),
    WishState.UNCERTAIN: _ended_badly(WishState.NEEDS_USER, 3),
    WishState.FAILED: _ended_badly(WishState.FAILED, 1),
    WishState.REFUSED: _ended_badly(WishState.FAILED, 1),
    WishState.UNREACHABLE: _ended_badly(WishState.FAILED, 4),
    WishState.STOPPED: _ended_badly(WishState.FAILED, 130),
}
