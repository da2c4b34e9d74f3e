"""One message in; the project it leads to, the order it was understood as and the reply out.

`understand` makes an order of the message, `operations.apply` carries it out on the draft, the
`EditResult` names the sentences that `words` says. What goes to the wire is a `Reply` and is made
in one place (`_answer`); nothing copies it on the way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from studio import catalogue, operations, words
from studio.editor.generated_media import add_generated
from studio.editor.questions import answer_question
from studio.project import draft as drafts
from studio.understand import Order, understand
from studio.understand.order import SILENT
from studio.wire.service_ports import Reply, ToolCall

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from studio.editor.generated_media import MediaGenerator
    from studio.operations import EditResult
    from studio.project.history import Project


@dataclass(frozen=True, slots=True)
class Answer:
    """A message carried out: the project after it, the order it was, and what the wire tells."""

    project: Project
    order: Order
    reply: Reply


def answer(message: str, project: Project, maker: MediaGenerator | None = None) -> Answer:
    """Understand a message, carry it out, tell what came of it; a generator makes the footage."""
    order = understand(message, project)
    project = replace(project, language=order.language)
    if order.op in SILENT:
        return _spoken(order, project)
    if order.op == "batch":
        return _carry_out_several(order, project, maker)
    result = _carry_out(order, project, maker)
    is_repeatable = catalogue.of(order.op).is_repeatable
    last = {"op": order.op, "args": dict(order.args)} if is_repeatable else None
    after = (
        result.project.remembering(open=None, offer=None, last=last)
        if result.changed
        else _await_file(order, result, project)
    )
    said = (_sentence(order, result), *_about_footage(order.language, [result]))
    return _with_edits(
        _answer(after, order, said),
        [(order, result)],
        changed=result.changed,
        must_tell=bool(result.notes),
    )


def _answer(project: Project, order: Order, said: Iterable[str]) -> Answer:
    """The one place where a reply is made: of an answer that edits nothing, costs nothing.

    Each of `said` is a paragraph of it. What edits adds what was done (`_with_edits`).
    """
    paragraphs = "\n\n".join(said)
    reply = Reply(project=project.kept(), draft=project.draft, said=paragraphs, op=order.op)
    return Answer(project, order, reply)


def _with_edits(
    answered: Answer, edits: Sequence[tuple[Order, EditResult]], *, changed: bool, must_tell: bool
) -> Answer:
    """The same with the tools that ran, what they cost together, and the files made for them."""
    results = [result for _, result in edits]
    reply = replace(
        answered.reply,
        calls=tuple(_tool_call(order, result) for order, result in edits),
        cost=sum(catalogue.of(order.op).price for order, result in edits if result.changed),
        media={name: facts for result in results for name, facts in result.media.items()},
        changed=changed,
        must_tell=must_tell,
    )
    return replace(answered, reply=reply)


def _carry_out(order: Order, project: Project, maker: MediaGenerator | None) -> EditResult:
    result = operations.apply(order, project)
    # What undo brings back was made once already.
    if maker is None or catalogue.of(order.op).walks_history:
        return result
    return add_generated(project.draft, result, maker)


def _about_footage(language: str, results: Sequence[EditResult]) -> tuple[str, ...]:
    """What a generator made of it and what not; nothing where none was asked."""
    wanted, made = sum(one.wanted for one in results), sum(one.made for one in results)
    if not wanted:
        return ()
    reason = next((one.reason for one in results if one.reason), "")
    if not reason:
        return (words.say(language, "footage.all", {"count": made}),)
    from studio.media.probe import sentence  # 2 ms, only where a generator failed

    values = {"count": made, "total": wanted, "reason": sentence(reason, language)}
    return (words.say(language, "footage.some" if made else "footage.none", values),)


def _sentence(order: Order, result: EditResult) -> str:
    """The sentence of an operation and what else must be told of it; what drawing cannot show
    concerns nobody where a generator has filmed it.
    """
    notes = () if result.made else result.notes
    sentences = ((result.key, result.values), *notes)
    return " ".join(words.say(order.language, key, values) for key, values in sentences)


def _await_file(order: Order, result: EditResult, project: Project) -> Project:
    """A file that is missing: what was asked for is remembered until it has been uploaded."""
    if result.key == "refused.no_such_file":
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
    return operations.apply(Order("insert", {"src": media_id}, project.language), project).project


def _carry_out_several(order: Order, project: Project, maker: MediaGenerator | None) -> Answer:
    """Orders one after another; one undo takes all of them back."""
    before = project
    said: list[str] = []
    edits: list[tuple[Order, EditResult]] = []
    must_tell = False
    for part in order.args.get("ops", []):
        single = Order(str(part["op"]), dict(part["args"]), order.language)
        if single.op in SILENT:
            # A question between the edits: a look at the timeline would not answer it.
            said.append(_spoken(single, project).reply.said)
            must_tell = True
            continue
        result = _carry_out(single, project, maker)
        edits.append((single, result))
        project = result.project
        must_tell = must_tell or bool(result.notes) or not result.changed
        said.append(_sentence(single, result))
    changed = project.draft != before.draft
    if changed:
        project = replace(before.edited(project.draft), memory=project.memory).remembering(
            open=None, offer=None, last=None
        )
    footage = _about_footage(order.language, [result for _, result in edits])
    answered = _answer(project, order, (" ".join(said), *footage))
    return _with_edits(answered, edits, changed=changed, must_tell=must_tell)


def _tool_call(order: Order, result: EditResult) -> ToolCall:
    """The call a video backend would have made; its errors are English, as programs read them."""
    response = {"status": "success" if result.changed else "error"}
    if not result.changed:
        response["message"] = words.say("en", result.key, result.values)
    name = catalogue.of(order.op).tool or order.op
    return ToolCall(name=name, args=dict(order.args), response=response)


def _spoken(order: Order, project: Project) -> Answer:
    """Answers that leave the timeline as it is."""
    language = order.language
    if order.op == "question":
        return _answer(project, order, [answer_question(order, project)])
    if order.op == "unsupported":
        return _refuse_with_offer(order, project)
    if order.op == "ask":
        return _ask_whether(order, project) if "offer" in order.args else _ask(order, project)
    said = words.say(language, _small_talk_key(order, project))
    return _answer(project.remembering(offer=None), order, [said])


def _ask(order: Order, project: Project) -> Answer:
    """A question of ours; where it asks for an argument, the order waits for it."""
    about = str(order.args.get("about", "what"))
    key = f"ask.{about}" if words.knows(f"ask.{about}") else "ask.other"
    said = words.say(order.language, key, {"said": order.args.get("said", "")})
    waiting = (
        {"op": order.args["op"], "args": dict(order.args.get("args", {})), "about": about}
        if "op" in order.args
        else None
    )
    return _answer(project.remembering(open=waiting, offer=None), order, [said])


def _small_talk_key(order: Order, project: Project) -> str:
    """The sentence for what is no edit."""
    if order.op != "export":
        return f"talk.{order.args.get('about', 'off_topic')}"
    return "talk.export" if drafts.clips(project.draft) else "refused.empty"


def _ask_whether(order: Order, project: Project) -> Answer:
    """What was not understood, and what would come of the rest: carried out on a "yes"."""
    offer = dict(order.args["offer"])
    parts = offer["args"]["ops"] if offer["op"] == "batch" else [offer]
    tried, effects = project, []
    for part in parts:
        result = operations.apply(Order(str(part["op"]), dict(part["args"]), order.language), tried)
        if result.changed:
            tried = result.project
            effects.append(words.say(order.language, result.key, result.values))
    values = {"said": order.args["said"], "effect": " ".join(effects)}
    key = "scene" if order.args.get("about") == "scene" else "sure"
    said = words.say(order.language, f"ask.{key}" if effects else "ask.part", values)
    return _answer(project.remembering(open=None, offer=offer if effects else None), order, [said])


def _refuse_with_offer(order: Order, project: Project) -> Answer:
    """What cannot be done, what it would take, what can be done instead."""
    need, offer = str(order.args.get("need")), order.args.get("offer")
    key = f"unsupported.{need}" if words.knows(f"unsupported.{need}") else "unsupported.other"
    said = words.say(order.language, key)
    if offer:
        said = f"{said} {words.say(order.language, f'offer.{offer}')}"
    is_ready = catalogue.of(str(offer)).is_complete_alone
    kept: dict[str, Any] | None = {"op": offer, "args": {}} if is_ready else None
    return _answer(project.remembering(open=None, offer=kept), order, [said])
