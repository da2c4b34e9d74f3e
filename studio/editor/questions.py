"""Questions about the project, answered from the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from studio import words
from studio.operations.clips import title_of
from studio.project import draft as drafts

if TYPE_CHECKING:
    from studio.project.history import Project
    from studio.understand.order import Order

_GLANCE: Final = 12  # names one reads at a glance


def answer_question(order: Order, project: Project) -> str:
    """The answer to `order.args["about"]`."""
    about = str(order.args.get("about", "all"))
    language = order.language
    draft = drafts.laid_out(drafts.copy(project.draft))
    total = drafts.length(draft)
    if about == "history":
        return words.say(language, "question.history", {"n": len(project.past)})
    if about == "media":
        return _named(
            language,
            "media",
            [str(one.get("name")) for one in project.media.values() if not one.get("made")],
        )
    if not total:
        return words.say(language, "question.empty")
    if about == "length":
        return words.say(language, "question.length", {"d_ms": total})
    if about == "shape":
        facts = {key: draft["m"].get(key) for key in ("ratio", "width", "height", "fps")}
        return words.say(language, "question.shape", facts)
    return _listed(about, draft, language)


def _listed(about: str, draft: drafts.Draft, language: str) -> str:
    if about in {"music", "titles"}:
        return _named(language, about, _names(draft, language, about))
    names = _names(draft, language, "clips" if about == "clips" else "all")
    values = {"count": len(names), "d_ms": drafts.length(draft), "names": _joined(language, names)}
    return words.say(language, "question.clips" if about == "clips" else "question.all", values)


def _named(language: str, about: str, names: list[str]) -> str:
    if not names:
        return words.say(language, f"question.no_{about}")
    return words.say(language, f"question.{about}", {"names": _joined(language, names)})


def _joined(language: str, names: list[str]) -> str:
    shown = names[:_GLANCE] + (["…"] if len(names) > _GLANCE else [])
    return words.say(language, "word.list").join(shown)


def _names(draft: dict[str, Any], language: str, about: str) -> list[str]:
    wanted = {
        "clips": {drafts.MAIN},
        "music": {drafts.MUSIC},
        "titles": {drafts.TITLES, drafts.CAPTIONS},
    }.get(about, set())
    return [
        f"{title_of(one)} ({_span(one, language)})"
        for name, one in drafts.everything(draft)
        if not wanted or name in wanted
    ]


def _span(segment: drafts.Segment, language: str) -> str:
    ends = {"from_ms": drafts.start_of(segment), "to_ms": drafts.end_of(segment)}
    return words.say(language, "word.span", ends)
