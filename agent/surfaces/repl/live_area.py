"""What stands around the line one types in: what goes on, what waits, and the bottom line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agent.speech import amounts
from agent.speech.sanitize import one_line
from agent.surfaces.repl import notice_rows
from agent.surfaces.repl.line_folding import width
from agent.surfaces.views.cells import cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agent.session.queue import Wish
    from agent.surfaces.printer import Piece
    from agent.surfaces.repl.controller import Controller

_SHOWN: Final = 3  # wishes that wait
_TURNING: Final = "◐◓◑◒"
_BETWEEN: Final = " · "


def above(scene: Controller, columns: int, question: str = "") -> list[list[Piece]]:
    """The rows over the line one types in."""
    found: list[list[Piece]] = []
    if question:
        found.append([("warn", cut(question, columns))])
    elif scene.turns.turn is not None:
        found.append(_going_on(scene, scene.turns.turn, columns))
    elif scene.connecting:
        found.append([("note", cut(one_line(scene.connecting), columns))])
    if scene.looking and not question:
        name = scene.looking.replace("\\", "/").rpartition("/")[2]
        said = scene.words.say("repl.looking", name=one_line(name))
        found.append([("busy", "◐ "), ("", cut(said, columns - 2))])
    return found + _queue(scene, columns)


def _going_on(scene: Controller, wish: Wish, columns: int) -> list[Piece]:
    words = scene.words
    seconds = int(wish.seconds)
    sign = _TURNING[seconds % len(_TURNING)]
    time = f" {amounts.passed(seconds, words)}" if seconds else ""
    usual = scene.usual_s
    if usual and seconds:
        time += words.say("repl.usual", time=amounts.passed(usual, words))
    said = one_line(notice_rows.passing(wish.passing, words))
    room = columns - width(time) - 2
    return [("busy", f"{sign} "), ("", cut(said, max(room, 8))), ("note", time)]


def _queue(scene: Controller, columns: int) -> list[list[Piece]]:
    queue = scene.turns.queue
    if not queue:
        return []
    words = scene.words
    key = "repl.queue_held" if scene.turns.is_held else "repl.queue"
    head = words.say(key, count=len(queue))
    found: list[list[Piece]] = [
        [("warn" if scene.turns.is_held else "note", cut(head, columns))],
        *(
            [("note", cut(f"  {number}. {one_line(one.text)}", columns))]
            for number, one in enumerate(queue[:_SHOWN], 1)
        ),
    ]
    if len(queue) > _SHOWN:
        found.append([("note", f"  … +{len(queue) - _SHOWN}")])
    return found


def below(scene: Controller, columns: int) -> str:
    """The bottom line: what matters least goes first where the window is narrow."""
    parts = _parts(scene)
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


def _parts(scene: Controller) -> list[tuple[int, str]]:
    words, room = scene.words, scene.room
    if room is None:
        return [(_SKILL, scene.asked.skill)] if scene.asked.skill else []
    talk = room.chat
    found = [(_SKILL, room.skill.title), (_BACKEND, _backend(talk.backend))]
    if talk.title:
        found.append((_TITLE, cut(one_line(talk.title), 24)))
    if talk.is_free and talk.token:
        found.append((_CREDITS, words.say("repl.free")))
    elif talk.credits is not None and not talk.is_free:
        number = amounts.count(talk.credits)
        found.append((_CREDITS, words.say("repl.credits", available=number)))
    tracks = sum(1 for one in talk.timeline.tracks if one.segments)
    if tracks:
        length = amounts.length(talk.timeline.duration_ms)
        key = "repl.length_one" if tracks == 1 else "repl.length"
        found.append((_LENGTH, words.say(key, length=length, tracks=tracks)))
    jobs = jobs_of(scene)
    return [*found, (_JOBS, jobs)] if jobs else found


def jobs_of(scene: Controller) -> str:
    """What runs beside the conversation."""
    beside: Sequence[Wish] = [one for one in scene.turns.running if one.is_beside]
    return ", ".join(one_line(notice_rows.share(one.passing, scene.words)) for one in beside)


def _backend(name: str) -> str:
    return one_line(name.partition("://")[2] or name)
