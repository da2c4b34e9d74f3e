"""`/undo`: what it would take back is shown first, and asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import intents
from agent.flows.turn import Leg
from agent.session.queue import Wish
from agent.surfaces.repl import notice_rows, questions
from agent.timeline import changes, summary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from agent.surfaces.repl.controller import Controller
    from agent.timeline.changes import Change
    from agent.world.journal import Job

UNDO: Final = "undo"  # what backends that can are told
AT_ONCE: Final = "!"


def do_undo(scene: Controller, rest: str) -> None:
    """Have the last edit taken back, by those backends that can, once somebody has said yes."""
    assert scene.room is not None
    if rest == AT_ONCE or intents.answer(rest) == "yes":
        _undo(scene)
        return
    if scene.turns.is_busy or scene.turns.queue:
        scene.glass.row("warn", scene.words.say("repl.busy"))
        return
    found = _last(scene, scene.room.journal.jobs(scene.room.row.id))
    taken_back = changes.inverted(found)
    scene.glass.rows([notice_rows.change(one, scene.words) for one in taken_back])
    if not scene.has_person:
        _undo(scene)
        return
    key = "repl.undo" if taken_back else "repl.undo_unknown"
    questions.ask(scene, scene.words.say(key), lambda: _undo(scene))


def _undo(scene: Controller) -> None:
    scene.wish(Wish(UNDO, "say", [Leg("chat", UNDO)], is_again=True))


def _last(scene: Controller, jobs: Iterable[Job]) -> tuple[Change, ...]:
    """What the last edit has changed that was not taken back since."""
    edits = not_undone(reversed(list(jobs)))
    last = edits[-1] if edits else ()
    # A wish may have been several messages, and only the last of them is taken back.
    own = tuple(scene.changes)
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
