"""What "it" was: orders that only make sense beside the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from studio import draft as drafts
from studio.understand import arguments
from studio.understand.order import Order

if TYPE_CHECKING:
    from studio.project import Project
    from studio.understand.reading import Reading

_SHORT: Final = 8  # words; "it" in a longer line is something else


def meant(reading: Reading, project: Project) -> Order | None:
    """“make it bigger” behind a title, "a bit louder" behind music, "remove it"."""
    target = str(project.memory.get("target") or "")
    if reading.has("remove", "no_more") and reading.has("it") and len(reading.tokens) < _SHORT:
        return _removed(target, reading.language)
    if target in {"title", "caption", "logo"} and reading.has(
        "size_change", "color", "pos", "style", "hex"
    ):
        return _restyled(reading, target)
    if target in {"music", "voice"} and reading.has(
        "louder", "quieter", "raise", "lower", "percent", "factor"
    ):
        args = arguments.taken(["volume"], reading)
        return Order("volume", {"track": target, **args}, reading.language) if args else None
    if target == "clip" and reading.has("shorten", "lengthen") and not reading.has("time"):
        return Order("ask", {"about": "d", "op": "duration"}, reading.language)
    return None


def completed(order: Order, project: Project) -> Order:
    """“A bit louder” behind music means the music."""
    target = project.memory.get("target")
    open_ended = order.op == "volume" and not {"track", "clip", "clips", "from"} & order.args.keys()
    if open_ended and target in {"music", "voice"}:
        return Order("volume", {"track": target, **order.args}, order.language)
    return order


def _restyled(reading: Reading, target: str) -> Order:
    args: dict[str, Any] = arguments.taken(["logo" if target == "logo" else "text_style"], reading)
    if target == "logo":
        return Order("logo", args, reading.language)
    return Order(
        "text_style", ({"which": "caption"} if target == "caption" else {}) | args, reading.language
    )


def _removed(target: str, language: str) -> Order | None:
    """The last thing that was touched goes."""
    if target in {"title", "caption"}:
        return Order("remove_text", {"which": target}, language)
    orders: dict[str, tuple[str, dict[str, Any]]] = {
        "music": ("music", {"mood": "none"}),
        "transition": ("transition", {"name": "none", "between": "all"}),
    }
    if target in orders:
        return Order(*orders[target], language)
    return Order("undo", {"n": 1}, language) if target else None


def has_logo(project: Project) -> bool:
    """Whether a logo of ours stands on the film: only that one can be taken away."""
    overlays = drafts.segments(project.draft, drafts.OVERLAY)
    return any(one.get("m", {}).get("role") == "logo" for one in overlays)
