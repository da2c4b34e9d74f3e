"""Questions to the person, one at a time: a yes does it, anything else leaves it.

Nothing waits for the answer: the line stays free, and where no person is there none is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import intents
from agent.core import notices
from agent.flows import upload
from agent.session.queue import Wish

if TYPE_CHECKING:
    from collections.abc import Callable

    from agent.core.notices import Notice
    from agent.surfaces.repl.controller import Controller


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what a yes does."""

    text: str
    do: Callable[[], None]


def ask(scene: Controller, text: str, do: Callable[[], None]) -> None:
    """Ask; an older question stands no longer."""
    scene.question = Question(text, do)
    scene.glass.row("warn", text)


def answered(scene: Controller, said: str) -> bool:
    """Whether a line was the answer to a question. Another wish is none, and is done as ever."""
    question = scene.question
    if question is None:
        return False
    meaning = intents.answer(said)
    scene.question = None
    if meaning != "yes":
        scene.glass.row("note", scene.words.say("repl.left"))
        return meaning == "no"
    question.do()
    return True


def about(scene: Controller, wish: Wish, notice: Notice | None) -> None:
    """A wish has ended because somebody must say yes first."""
    match notice:
        case notices.Failed(kind="max_credits") if scene.room is not None:
            room, most = scene.room, scene.room.most or 0

            def go_on() -> None:
                room.limit = room.chat.spent + max(most, 1)
                _again(scene, wish, asks=wish.asks)

            key = "repl.go_on" if most else "repl.go_on_once"
            ask(scene, scene.words.say(key, most=f"{most:g}"), go_on)
        case notices.Long():
            key = "repl.send_some" if notice.letters > upload.MOST_WORDS else "repl.send_long"
            said = scene.words.say(key, most=upload.MOST_WORDS)
            ask(scene, said, lambda: _again(scene, wish, asks=False))
        case _:
            pass


def _again(scene: Controller, wish: Wish, *, asks: bool) -> None:
    """The same wish once more, from the part on that was not done."""
    assert scene.room is not None
    job = scene.room.journal.job(wish.job.id) if wish.job else None
    first = int(job.facts.get("leg") or 0) if job else 0
    again = Wish(wish.text, wish.kind, wish.legs[first:], is_again=True, asks=asks)
    scene.turns.add_first(again)
