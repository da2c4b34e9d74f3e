"""The desk: a message in, a new project and what is said about it out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from studio import operations, words
from studio.editor.generated_media import OrderResult, add_generated
from studio.editor.questions import told
from studio.project import draft as drafts
from studio.understand import Order, understand
from studio.understand.order import SILENT
from studio.wire import tool_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from studio.editor.generated_media import MediaGenerator
    from studio.operations import EditResult
    from studio.project.model import Project

# Orders that "the same to clip 3" does not mean.
_PAST: Final = frozenset({"undo", "redo", "reset"})
# Offers that can be carried out on a plain "yes".
_ON_A_YES: Final = frozenset({"remove_silence"})


@dataclass(frozen=True, slots=True)
class Call:
    """A tool as a video backend would have called it."""

    name: str
    args: Mapping[str, Any]
    result: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """The new project, what people read, the tools that ran, what it cost."""

    project: Project
    said: tuple[str, ...]
    calls: tuple[Call, ...] = ()
    changed: bool = False
    cost: int = 0
    op: str = "talk"
    order: Order = field(default_factory=lambda: Order("talk"))
    media: Mapping[str, dict[str, Any]] = field(default_factory=dict)  # files made for it
    must_tell: bool = False  # more than a look at the timeline would show


def answer(message: str, project: Project, maker: MediaGenerator | None = None) -> Answer:
    """Understand a message, carry it out, tell what came of it; a generator makes the footage."""
    order = understand(message, project)
    project = replace(project, language=order.language)
    if order.op in SILENT:
        return _spoken(order, project)
    if order.op == "batch":
        return _several(order, project, maker)
    shot = _carried_out(order, project, maker)
    done = shot.done
    said = (_told(order, shot), *_footage(order.language, [shot]))
    last = {"op": order.op, "args": dict(order.args)} if order.op not in _PAST else None
    forgetful = done.project.remembering(open=None, offer=None, last=last)
    return Answer(
        forgetful if done.changed else _open_file(order, done, project),
        said,
        (_call(order, done),),
        done.changed,
        tool_names.cost(order.op) if done.changed else 0,
        order.op,
        order,
        shot.media,
        bool(done.notes),
    )


def _carried_out(order: Order, project: Project, maker: MediaGenerator | None) -> OrderResult:
    done = operations.apply(order, project)
    if maker is None or order.op in {"undo", "redo"}:
        return OrderResult(done)
    return add_generated(project.draft, done, maker)


def _footage(language: str, shots: Sequence[OrderResult]) -> tuple[str, ...]:
    """What a generator made of it and what not; nothing where none was asked."""
    wanted, made = sum(one.wanted for one in shots), sum(one.made for one in shots)
    if not wanted:
        return ()
    reason = next((one.reason for one in shots if one.reason), "")
    if not reason:
        return (words.say(language, "footage.all", {"count": made}),)
    from studio.media.probe import sentence

    values = {"count": made, "total": wanted, "reason": sentence(reason, language)}
    return (words.say(language, "footage.some" if made else "footage.none", values),)


def _told(order: Order, shot: OrderResult) -> str:
    """The sentence of an operation and what else must be told of it; what drawing cannot show
    concerns nobody where a generator has filmed it.
    """
    notes = () if shot.made else shot.done.notes
    sentences = ((shot.done.key, shot.done.values), *notes)
    return " ".join(words.say(order.language, key, values) for key, values in sentences)


def _open_file(order: Order, done: EditResult, project: Project) -> Project:
    """A file that is missing: what was asked for is remembered until it has been uploaded."""
    if done.key == "refused.no_such_file":
        return project.remembering(
            open={"op": order.op, "args": dict(order.args), "about": "upload"}, offer=None
        )
    return project.remembering(open=None, offer=None)


def uploaded(project: Project, media_id: str, facts: Mapping[str, Any]) -> Project:
    """A file has come: it is kept, and stands on the timeline if it is the first footage."""
    project = replace(project, media={**project.media, media_id: dict(facts)})
    waiting = project.memory.get("open")
    if isinstance(waiting, dict) and waiting.get("about") == "upload":
        offer = {"op": waiting.get("op"), "args": waiting.get("args", {})}
        return project.remembering(open=None, offer=offer)
    if facts.get("kind") not in {"video", "image"} or drafts.clips(project.draft):
        return project
    done = operations.apply(Order("insert", {"src": media_id}, project.language), project)
    return done.project


def _several(order: Order, project: Project, maker: MediaGenerator | None) -> Answer:
    """Orders one after another; one undo takes all of them back."""
    before = project
    said: list[str] = []
    calls: list[Call] = []
    cost = 0
    shots: list[OrderResult] = []
    must_tell = False
    for part in order.args.get("ops", []):
        single = Order(str(part["op"]), dict(part["args"]), order.language)
        if single.op in SILENT:
            said += _spoken(single, project).said
            must_tell = True
            continue
        shots.append(_carried_out(single, project, maker))
        done = shots[-1].done
        project = done.project
        must_tell = must_tell or bool(done.notes) or not done.changed
        said.append(_told(single, shots[-1]))
        calls.append(_call(single, done))
        cost += tool_names.cost(single.op) if done.changed else 0
    changed = project.draft != before.draft
    if changed:
        project = replace(before.edited(project.draft), memory=project.memory).remembering(
            open=None, offer=None, last=None
        )
    told = (" ".join(said), *_footage(order.language, shots))
    media = {name: facts for shot in shots for name, facts in shot.media.items()}
    return Answer(project, told, tuple(calls), changed, cost, "batch", order, media, must_tell)


def _call(order: Order, done: EditResult) -> Call:
    result = {"status": "success" if done.changed else "error"}
    if not done.changed:
        result["message"] = words.say("en", done.key, done.values)
    return Call(tool_names.name(order.op), dict(order.args), result)


def _spoken(order: Order, project: Project) -> Answer:
    """Answers that leave the timeline as it is."""
    language = order.language
    if order.op == "question":
        said: tuple[str, ...] = (told(order, project),)
    elif order.op == "unsupported":
        return _offered(order, project)
    elif order.op == "ask" and "offer" in order.args:
        return _unsure(order, project)
    elif order.op == "ask":
        about = str(order.args.get("about", "what"))
        key = f"ask.{about}" if words.knows(f"ask.{about}") else "ask.other"
        said = (words.say(language, key, {"said": order.args.get("said", "")}),)
        open_question = (
            {"op": order.args["op"], "args": dict(order.args.get("args", {})), "about": about}
            if "op" in order.args
            else None
        )
        project = project.remembering(open=open_question, offer=None)
    else:
        said = (words.say(language, _small(order, project)),)
        project = project.remembering(offer=None)
    return Answer(project, said, (), changed=False, cost=0, op=order.op, order=order)


def _small(order: Order, project: Project) -> str:
    """The sentence for what is no edit."""
    if order.op != "export":
        return f"talk.{order.args.get('about', 'off_topic')}"
    return "talk.export" if drafts.clips(project.draft) else "refused.empty"


def _unsure(order: Order, project: Project) -> Answer:
    """What was not understood, and what would come of the rest: carried out on a "yes"."""
    offer = dict(order.args["offer"])
    parts = offer["args"]["ops"] if offer["op"] == "batch" else [offer]
    tried, effects = project, []
    for part in parts:
        done = operations.apply(Order(str(part["op"]), dict(part["args"]), order.language), tried)
        if done.changed:
            tried = done.project
            effects.append(words.say(order.language, done.key, done.values))
    values = {"said": order.args["said"], "effect": " ".join(effects)}
    key = "scene" if order.args.get("about") == "scene" else "sure"
    said = words.say(order.language, f"ask.{key}" if effects else "ask.part", values)
    project = project.remembering(open=None, offer=offer if effects else None)
    return Answer(project, (said,), op=order.op, order=order)


def _offered(order: Order, project: Project) -> Answer:
    """What cannot be done, what it would take, what can be done instead."""
    need, offer = str(order.args.get("need")), order.args.get("offer")
    key = f"unsupported.{need}" if words.knows(f"unsupported.{need}") else "unsupported.other"
    said = words.say(order.language, key)
    if offer:
        said = f"{said} {words.say(order.language, f'offer.{offer}')}"
    kept = {"op": offer, "args": {}} if offer in _ON_A_YES else None
    return Answer(
        project.remembering(open=None, offer=kept),
        (said,),
        (),
        changed=False,
        cost=0,
        op=order.op,
        order=order,
    )
