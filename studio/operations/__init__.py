"""Operations on drafts: pure functions, one module for each group; `apply` carries an order out.

An operation gets a draft of its own, its arguments and the shelf of uploads, and gives back an
`Outcome`: the new draft and the key of the sentence (in `studio/words`) that tells of it. What
cannot be done raises `RefusedError` with the key of the sentence that says why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from studio.operations.outcome import CannotApplyError, Outcome, UploadShelf
from studio.project import draft as drafts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from studio.project.model import Project
    from studio.understand.order import Order

    Operation = Callable[[dict[str, Any], dict[str, Any], UploadShelf], Outcome]

__all__ = ["Done", "RefusedError", "apply"]

# What works on an empty timeline.
_MAKES: Final = frozenset(
    {
        "generate",
        "storyboard",
        "add_scene",
        "slideshow",
        "insert",
        "reset",
        "resolution",
        "aspect",
        "merge",
        "split_screen",
    }
)


@dataclass(frozen=True, slots=True)
class EditResult:
    """The new project, the sentence that tells of it, and whether anything changed."""

    project: Project
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    changed: bool = False
    notes: tuple[tuple[str, Mapping[str, Any]], ...] = ()


@cache
def operations() -> Mapping[str, Operation]:
    """All operations by name."""
    from studio.operations import (
        audio,
        clip_order,
        generation,
        picture_effects,
        picture_overlays,
        retiming,
        text_overlays,
        transitions,
        volume,
    )

    rooms = (
        generation,
        clip_order,
        retiming,
        picture_effects,
        picture_overlays,
        text_overlays,
        transitions,
        audio,
        volume,
    )
    return {name: operation for room in rooms for name, operation in room.OPS.items()}


def apply(order: Order, project: Project) -> EditResult:
    """Carry one order out; what it cannot do it says, and changes nothing."""
    if order.op in {"undo", "redo"}:
        return _history(order, project)
    operation = operations().get(order.op)
    if operation is None:
        return EditResult(project, "unknown", {"op": order.op})
    own = drafts.laid_out(drafts.copy(project.draft))
    shelf = UploadShelf(project.media, project.memory)
    try:
        if order.op not in _MAKES and not drafts.clips(own):
            _first_footage(own, shelf)
        outcome = operation(own, dict(order.args), shelf)
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
    from studio.operations.generation import place_loose

    if not place_loose(own, shelf):
        raise CannotApplyError("empty")


def _history(order: Order, project: Project) -> EditResult:
    count = max(1, min(int(drafts.number(order.args.get("n"), 1)), 50))
    stack = project.past if order.op == "undo" else project.future
    if not stack:
        return EditResult(project, f"refused.no_{order.op}")
    moved = project.undone(count) if order.op == "undo" else project.redone(count)
    moved = moved.remembering(op=order.op, target=None)
    return EditResult(moved, f"done.{order.op}", {"n": min(count, len(stack))}, changed=True)
