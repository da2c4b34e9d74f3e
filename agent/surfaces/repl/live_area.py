"""The live area around the line one types in: what goes on, what waits, and the bottom line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agent.core import notices
from agent.speech import amounts
from agent.speech.sanitize import one_line
from agent.surfaces.repl import notice_rows
from agent.surfaces.repl.line_folding import width
from agent.surfaces.views.cells import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agent.core.notices import Notice
    from agent.session.queue import Wish
    from agent.speech.words import Words
    from agent.surfaces.printer import Piece
    from agent.surfaces.repl.chat_state import ChatState

_SHOWN: Final = 3  # wishes that wait
_TURNING: Final = "◐◓◑◒"
_BETWEEN: Final = " · "


def above(state: ChatState, columns: int, question: str = "") -> list[list[Piece]]:
    """The rows over the line one types in."""
    found: list[list[Piece]] = []
    if question:
        found.append([("warn", cut(question, columns))])
    elif (current := state.queue.current) is not None:
        found.append(_going_on(state, current, columns))
    elif state.connecting:
        found.append([("note", cut(one_line(state.connecting), columns))])
    if state.looking and not question:
        name = state.looking.replace("\\", "/").rpartition("/")[2]
        said = state.words.say("repl.looking", name=one_line(name))
        found.append([("busy", "◐ "), ("", cut(said, columns - 2))])
    return found + _queue(state, columns)


def _going_on(state: ChatState, wish: Wish, columns: int) -> list[Piece]:
    words = state.words
    seconds = int(wish.seconds)
    sign = _TURNING[seconds % len(_TURNING)]
    time = clock(seconds, state.usual_s, wish.passing, words)
    said = one_line(notice_rows.passing(wish.passing, words))
    left = max(columns - width(time) - 2, 8)
    return [("busy", f"{sign} "), ("", cut(said, left)), ("note", time)]


def clock(seconds: int, usual_s: float, passing: Notice | None, words: Words) -> str:
    """How long it has run, and how long it usually takes; nothing beside a notice with a clock."""
    if not seconds or isinstance(passing, notices.Rendering):
        return ""
    time = f" {amounts.passed(seconds, words)}"
    if usual_s < 1:  # it is over before it is read
        return time
    return time + words.say("repl.usual", time=amounts.passed(usual_s, words))


def _queue(state: ChatState, columns: int) -> list[list[Piece]]:
    waiting, held = state.queue.waiting, state.queue.held
    first = len(waiting) - len(held)  # of those that are held; /queue counts them all
    return [
        *_waiting(state, "note", "repl.queue", waiting[:first], 1, columns),
        *_waiting(state, "warn", "repl.queue_held", held, first + 1, columns),
    ]


def _waiting(
    state: ChatState, paint: str, key: str, wishes: Sequence[Wish], first: int, columns: int
) -> list[list[Piece]]:
    if not wishes:
        return []
    head = state.words.say(key, count=len(wishes))
    found: list[list[Piece]] = [
        [(paint, cut(head, columns))],
        *(
            [("note", cut(f"  {number}. {one_line(one.text)}", columns))]
            for number, one in enumerate(wishes[:_SHOWN], first)
        ),
    ]
    if len(wishes) > _SHOWN:
        found.append([("note", f"  … +{len(wishes) - _SHOWN}")])
    return found


def below(state: ChatState, columns: int) -> str:
    """The bottom line: what matters least goes first where the window is narrow."""
    parts = _parts(state)
    while len(parts) > 1 and width(_BETWEEN.join(said for _, said in parts)) > columns:
        parts.remove(max(parts))
    order = _ORDER
    return cut(
        _BETWEEN.join(said for _, said in sorted(parts, key=lambda one: order[one[0]])), columns
    )


# How much each part of the bottom line matters (0 stays longest), and where it stands.
_JOBS, _LENGTH, _CREDITS, _BACKEND, _TITLE, _SKILL = range(6)
_ORDER: Final = {
    place: at for at, place in enumerate((_SKILL, _BACKEND, _TITLE, _CREDITS, _LENGTH, _JOBS))
}


def _parts(state: ChatState) -> list[tuple[int, str]]:
    words, conversation = state.words, state.conversation
    if conversation is None:
        return [(_SKILL, state.options.skill)] if state.options.skill else []
    chat = conversation.chat
    found = [(_SKILL, conversation.skill.title), (_BACKEND, _backend(chat.backend))]
    if chat.title:
        found.append((_TITLE, cut(one_line(chat.title), 24)))
    if chat.is_free and chat.token:
        found.append((_CREDITS, words.say("repl.free")))
    elif chat.credits is not None and not chat.is_free:
        number = amounts.count(chat.credits)
        found.append((_CREDITS, words.say("repl.credits", available=number)))
    tracks = sum(1 for one in chat.timeline.tracks if one.segments)
    if tracks:
        length = amounts.length(chat.timeline.duration_ms, words)
        key = "repl.length_one" if tracks == 1 else "repl.length"
        found.append((_LENGTH, words.say(key, length=length, tracks=tracks)))
    jobs = jobs_of(state)
    return [*found, (_JOBS, jobs)] if jobs else found


def jobs_of(state: ChatState) -> str:
    """What runs beside the conversation."""
    beside: Sequence[Wish] = [one for one in state.queue.running if one.is_beside]
    return ", ".join(one_line(notice_rows.share(one.passing, state.words)) for one in beside)


def _backend(name: str) -> str:
    return one_line(name.partition("://")[2] or name)
