"""Operations on drafts: pure functions, one module for each group; `apply` carries an order out.

An operation gets a draft of its own, its arguments and the shelf of uploads, and gives back an
`Outcome`: the new draft and the key of the sentence (in `studio/words`) that tells of it. What
cannot be done raises `CannotApplyError` with the key of the sentence that says why.

Each module ends with `OPS`: its functions by the name that the catalogue has for them. Undo and
redo edit no draft but walk the project's past; they are in `HISTORY`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from studio import catalogue
from studio.operations import (
    audio,
    clip_order,
    cutting,
    generation,
    picture_effects,
    picture_overlays,
    retiming,
    text_overlays,
    transitions,
    volume,
)
from studio.operations.outcome import CannotApplyError, Outcome, UploadShelf
from studio.project import draft as drafts
from studio.project.history import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from studio.understand.order import Order

    Edit = Callable[[dict[str, Any], dict[str, Any], UploadShelf], Outcome]

__all__ = ["EditResult", "apply"]

_GROUPS: Final = (
    generation,
    clip_order,
    cutting,
    retiming,
    picture_effects,
    picture_overlays,
    text_overlays,
    transitions,
    audio,
    volume,
)
HISTORY: Final = {"undo": Project.undone, "redo": Project.redone}
_MOST_STEPS: Final = 50  # as deep as a project's past is


@dataclass(frozen=True, slots=True)
class EditResult:
    """What came of one order: the project, the sentence that tells of it, what was made for it.

    `operations.apply` makes it; where a generator is set up, `editor.generated_media` adds the
    files: how many were wanted and made, and why the others were not.
    """

    project: Project
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    changed: bool = False
    notes: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    media: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    wanted: int = 0
    made: int = 0
    reason: str = ""


@cache
def operations() -> Mapping[str, Edit]:
    """All operations on drafts by name."""
    return {name: edit for group in _GROUPS for name, edit in group.OPS.items()}


def apply(order: Order, project: Project) -> EditResult:
    """Carry one order out; what it cannot do it says, and changes nothing."""
    if order.op in HISTORY:
        return _history(order, project)
    edit = operations().get(order.op)
    if edit is None:
        return EditResult(project, "unknown", {"op": order.op})
    own = drafts.laid_out(drafts.copy(project.draft))
    shelf = UploadShelf(project.media, project.memory)
    try:
        if not catalogue.of(order.op).works_on_empty and not drafts.clips(own):
            _first_footage(own, shelf)
        outcome = edit(own, dict(order.args), shelf)
    except CannotApplyError as refused:
        return EditResult(project, f"refused.{refused.key}", refused.values)
    new = drafts.laid_out(outcome.draft)
    if new == project.draft:
        return EditResult(project, "refused.same")
    changed = project.edited(new).remembering(op=order.op, target=outcome.target or None)
    if told := [one for _, values in outcome.notes for one in values.get("each", ())]:
        changed = changed.remembering(undrawn=[*(project.memory.get("undrawn") or ()), *told])
    return EditResult(
        changed, f"done.{outcome.key}", outcome.values, changed=True, notes=outcome.notes
    )


def _first_footage(own: dict[str, Any], shelf: UploadShelf) -> None:
    """An edit of an empty timeline means the uploads, where there are some."""
    if not generation.place_loose(own, shelf):
        raise CannotApplyError("empty")


def _history(order: Order, project: Project) -> EditResult:
    count = max(1, min(int(drafts.number(order.args.get("n"), 1)), _MOST_STEPS))
    stack = project.past if order.op == "undo" else project.future
    if not stack:
        return EditResult(project, f"refused.no_{order.op}")
    moved = HISTORY[order.op](project, count).remembering(op=order.op, target=None)
    count = min(count, len(stack))
    key = f"done.{order.op}" if count == 1 else f"done.{order.op}_several"
    return EditResult(moved, key, {"n": count}, changed=True)
