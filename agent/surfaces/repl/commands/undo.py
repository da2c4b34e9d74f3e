"""The command that takes an edit back, once shown and asked for: undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import intents
from agent.flows.turn import Leg
from agent.session.queue import Wish
from agent.surfaces.repl import notice_rows, questions
from agent.surfaces.repl.commands.registry import command
from agent.timeline import changes, summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agent.surfaces.repl.chat_state import ChatState
    from agent.timeline.changes import Change
    from agent.world.journal import Job

UNDO: Final = "undo"  # what backends that can are told
AT_ONCE: Final = "!"


@command("undo", takes_mark=True)
def ask_to_undo(state: ChatState, rest: str) -> None:
    """Have the last edit taken back, by those backends that can, once somebody has said yes."""
    if rest == AT_ONCE or intents.answer(rest) == "yes":
        _undo(state)
        return
    if state.refuses_while_busy(bears_held=True):
        return
    found = _last(state, state.opened.journal.jobs(state.opened.row.id))
    taken_back = changes.inverted(found)
    state.output.rows(notice_rows.change_rows(taken_back, state.words))
    if not state.has_person:
        _undo(state)
        return
    key = "repl.undo" if taken_back else "repl.undo_unknown"
    questions.ask(state, state.words.say(key), lambda: _undo(state))


def _undo(state: ChatState) -> None:
    state.wish(Wish(UNDO, "say", [Leg("chat", UNDO)], is_again=True))


def _last(state: ChatState, jobs: Iterable[Job]) -> tuple[Change, ...]:
    """What the last edit has changed that was not taken back since."""
    edits = not_undone(reversed(list(jobs)))
    last = edits[-1] if edits else ()
    # A wish may have been several messages, and only the last of them is taken back.
    own = state.changes
    return own if own and own == last[-len(own) :] else last


def not_undone(jobs: Iterable[Job]) -> list[tuple[Change, ...]]:
    """The changes of each wish, the oldest first, without those that were taken back."""
    edits: list[tuple[Change, ...]] = []
    for job in jobs:
        found = tuple(map(summary.change_of_object, job.answer.get("changes", ())))
        if not found:
            continue
        if edits and (job.wish == UNDO or _is_inverse(found, edits[-1])):
            edits.pop()
        elif job.wish != UNDO:
            edits.append(found)
    return edits


def _is_inverse(found: tuple[Change, ...], edit: tuple[Change, ...]) -> bool:
    """Whether somebody has taken an edit back in words of their own."""
    return sorted(map(_what, found)) == sorted(map(_what, changes.inverted(edit)))


def _what(one: Change) -> tuple[str, ...]:
    return one.sign, one.kind, one.name, one.field, one.before, one.after
