"""A whole wish: its legs one after the other, then what the backend asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import intents
from agent.core.effects import ExportWaits, Keep, Mark, Say
from agent.core.errors import LimitError, LongError, ReeltalkError, StoppedError, TakenError
from agent.core.failure_kind import FailureKind
from agent.core.notices import Failed, Long, NothingChanged, OfferDeclined, Offered, Routed, Stopped
from agent.core.state import WishState
from agent.flows import backend, balance, chat, connect, export, failures, status, upload
from agent.flows.chat import TurnResult

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agent.core.conversation import Action, Conversation
    from agent.flows.backend import Step

# The backend asks for something, we do it, it answers and asks again: that often, and no more.
MOST_ROUNDS: Final = 3
_ROUNDS: Final = frozenset({"edit", "export"})
# What the backend asks for without words of its own, as legs.
_LEGS: Final = {"export": "export", "state": "status", "tracks": "status", "credits": "credits"}


@dataclass(frozen=True, slots=True)
class Leg:
    """One part of a wish, as it is written down with it."""

    route: str
    text: str = ""
    files: tuple[str, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)

    def to_facts(self) -> dict[str, Any]:
        """As it is written down."""
        return {
            "route": self.route,
            "text": self.text,
            "files": list(self.files),
            "params": dict(self.params),
        }


def leg(facts: Mapping[str, Any]) -> Leg:
    """As it was written down."""
    return Leg(
        str(facts.get("route") or "chat"),
        str(facts.get("text") or ""),
        tuple(map(str, facts.get("files") or ())),
        {str(key): str(value) for key, value in dict(facts.get("params") or {}).items()},
    )


def plan(
    wish: str,
    files: Sequence[str] = (),
    *,
    out: str | None = None,
    has_offers: bool = False,
    route: intents.Route | None = None,
) -> list[Leg]:
    """The legs of a wish. `out` asks for an export behind it all ("" leaves the name to us).

    `route` is that of the wish, where the caller has asked for it already.
    """
    legs: list[Leg] = []
    if files:
        legs.append(Leg("upload", "", tuple(files)))
    answer = intents.answer(wish) if has_offers else ""
    if answer:
        legs.append(Leg(answer, wish))
    elif wish.strip():
        found: intents.Route | None = route or intents.route(wish)
        while found is not None:
            legs.append(Leg(found.name, found.text, found.files, found.params))
            found = found.then
    if out is not None:
        legs = [one for one in legs if one.route != "export"]
        legs.append(Leg("export", "", params={"out": out}))
    return legs


@dataclass(slots=True)
class _Course:
    """State that the legs of one wish share."""

    talk: Conversation
    legs: Sequence[Leg]
    asks: bool
    asks_names: bool
    words: str = ""  # of documents, for the next message
    has_exported: bool = False
    rounds: int = 0
    leg: int = 0  # the one that is being done
    is_allowed: bool = False  # the next message was held against the limit already
    sent: set[str] = field(default_factory=set)


async def turn(
    talk: Conversation,
    legs: Sequence[Leg],
    cut_off: Step | None = None,
    *,
    asks: bool = False,
    asks_names: bool = False,
) -> WishState:
    """Carry out a wish; how it ended, or RUNNING.

    `cut_off` is how far it was when whoever did it before was killed. `asks`: somebody is there
    who looks at long documents before they are sent; `asks_names`, who says whether a file may be
    overwritten.
    """
    course, spent = _Course(talk, legs, asks=asks, asks_names=asks_names), talk.spent
    try:
        await Say(Routed(tuple((one.route, one.text) for one in legs)))
        await connect.connect(talk)
        end = await _legs(course, legs, cut_off)
    except StoppedError:
        await Say(Stopped())
        end = WishState.STOPPED
    except (LimitError, LongError, TakenError) as error:  # a yes goes on from here
        await Say(_asked(error, talk))
        await Mark(WishState.NEEDS_USER, {"leg": course.leg})
        end = WishState.NEEDS_USER
    except ReeltalkError as error:
        notice = failures.as_notice(error, talk)
        await Say(notice)
        end = notice.kind.ends_as
    if end not in (WishState.STOPPED, WishState.UNREACHABLE):  # there is a line to ask on
        await balance.settle(talk, spent)
    if end is not WishState.RUNNING:
        await Mark(end, {})
    return end


def _asked(error: LimitError | LongError | TakenError, talk: Conversation) -> Failed | Long:
    if isinstance(error, LongError):
        return Long(error.name, error.beginning, error.letters)
    return failures.as_notice(error, talk)


async def _legs(course: _Course, legs: Sequence[Leg], cut_off: Step | None) -> WishState:
    first = cut_off.leg if cut_off else 0
    end = WishState.DONE
    if any(map(_is_said, legs[first:])) and not cut_off:
        await balance.allow(course.talk)  # before files are handed over for it
        course.is_allowed = True
    for number, one in enumerate(legs):
        course.leg = number
        if number < first:
            course.has_exported = course.has_exported or one.route == "export"
            continue
        was = cut_off if cut_off and number == first else None
        if number > first and not course.words:  # words of documents are read again with their leg
            await Mark(WishState.QUEUED, {"leg": number})  # what is done already is not done again
        end = await _leg(course, one, backend.Step(number, WishState.QUEUED), was)
        if end is not WishState.DONE:
            return end
    was = cut_off if first == len(legs) else None
    if course.words or was:  # words that no leg took are a message of their own
        return await _leg(course, Leg("chat"), backend.Step(len(legs), WishState.QUEUED), was)
    return end


async def _leg(course: _Course, one: Leg, step: Step, was: Step | None) -> WishState:
    talk = course.talk
    if was is not None and was.state.is_cut_off:
        return await _go_on(course, step, was)
    match one.route:
        case "export" if course.has_exported:
            pass
        case "export":
            course.has_exported = True
            what = export.requested(one.params)
            return await export.export(talk, what, step, asks=course.asks_names)
        case "credits":
            await balance.tell(talk)
        case "status":
            await status.tell(talk)
        case "upload":
            return await _upload(course, one)
        case "yes" | "no":
            return await _answer(course, one, step)
        case _:
            return await _chat(course, one.text, step)
    return WishState.DONE


async def _go_on(course: _Course, step: Step, was: Step) -> WishState:
    """Look for the outcome of a step that another process had begun; it is not begun again."""
    if was.facts.get("render"):
        course.has_exported = True
        return await export.resume(course.talk, was)
    result = await chat.look(course.talk, backend.snapshot(was.facts.get("before")))
    return await _follow(course, result, step)


async def _answer(course: _Course, one: Leg, step: Step) -> WishState:
    talk = course.talk
    if one.route == "yes" and not {"edit", ""}.isdisjoint(_what(talk.offers)):
        await balance.allow(course.talk)  # before the offers are off the table
        course.is_allowed = True
    offers, talk.offers = talk.offers, ()
    await Keep(talk)
    if one.route == "yes":
        if not offers:  # taken already: the backend may know what is meant
            return await _chat(course, one.text, step)
        return await _follow(course, TurnResult(actions=list(offers)), step)
    await Say(OfferDeclined())
    return WishState.DONE


async def _upload(course: _Course, one: Leg) -> WishState:
    if not one.files:
        await Say(Failed(FailureKind.NO_FILE, accepted=course.talk.limits.media))
        return WishState.NEEDS_USER
    course.words = await upload.upload(course.talk, one.files, asks=course.asks)
    return WishState.DONE


async def _chat(course: _Course, text: str, step: Step) -> WishState:
    return await _follow(course, await _converse(course, text, step), step)


async def _converse(course: _Course, text: str, step: Step) -> TurnResult:
    talk = course.talk
    if not course.is_allowed:
        await balance.allow(course.talk)
    course.is_allowed = False
    said = "\n\n".join(filter(None, [text, course.words[: upload.MOST_WORDS]]))
    course.words = ""
    if not talk.title:
        talk.title = " ".join(said.split())[:80]
        await Keep(talk)  # it is found by it, also if this wish never comes to its end
    course.sent.add(said)
    return await chat.chat(talk, said, step)


async def _follow(course: _Course, result: TurnResult, step: Step) -> WishState:
    """Do what the backend tells people to click, offer what it leaves to them."""
    todo, offers, is_heard = list(result.actions), list(result.offers), result.is_heard
    end = result.end
    while todo and end is WishState.DONE:
        action = todo.pop(0)
        if not _is_due(course, action):
            continue
        if action.name == "export" and await _is_export_named(course):
            is_heard = True  # it comes in any case, under the name that the person gave it
            continue
        if not await _may(course, action):
            offers.append(action)  # enough for one wish: the person may say go on
            continue
        course.rounds += action.name in _ROUNDS
        if action.name == "edit":
            result = await _converse(course, action.request, step)
            todo[:0], end = result.actions, result.end
            offers += result.offers
            is_heard = is_heard or result.is_heard
        else:
            end = await _leg(course, Leg(_LEGS[action.name]), step, None)
            is_heard = True
    return await _offer(course.talk, offers, end, is_heard=is_heard)


async def _offer(
    talk: Conversation, offers: Sequence[Action], end: WishState, *, is_heard: bool
) -> WishState:
    goes_on = end in (WishState.DONE, WishState.RUNNING)
    talk.offers = tuple(dict.fromkeys(offers)) if goes_on else ()
    await Keep(talk)
    if talk.offers:
        await Say(Offered(talk.offers))
    elif goes_on and not is_heard:
        await Say(NothingChanged())
    return end


async def _may(course: _Course, action: Action) -> bool:
    """Whether one wish may go on by itself: so often, and within what may be spent."""
    if action.name in _ROUNDS and course.rounds >= MOST_ROUNDS:
        return False
    if action.name == "edit":
        try:
            await balance.allow(course.talk)
        except LimitError:
            return False
        course.is_allowed = True
    return True


async def _is_export_named(course: _Course) -> bool:
    """Whether the person has asked for an export that is still to come, here or behind it."""
    is_ahead = any(one.route == "export" for one in course.legs[course.leg + 1 :])
    return is_ahead or await ExportWaits()


def _is_said(one: Leg) -> bool:
    """Whether a leg becomes a message: words, or documents that become words."""
    return one.route == "chat" or not upload.DOCUMENTS.isdisjoint(map(upload.kind, one.files))


def _what(offers: Sequence[Action]) -> list[str]:
    """What a yes would do; with no offer it would be a message."""
    return [one.name for one in offers] or [""]


def _is_due(course: _Course, action: Action) -> bool:
    """Whether it is not done yet: one export a wish, and no edit twice."""
    if action.name == "edit":
        return bool(action.request) and action.request not in course.sent
    return action.name in _LEGS and not (action.name == "export" and course.has_exported)
