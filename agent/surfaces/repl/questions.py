"""Questions to the person, one at a time: a yes does it, anything else leaves it.

Nothing waits for the answer: the line stays free, and where no person is there none is asked.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

import intents
from agent.core import notices
from agent.flows import upload
from agent.session.queue import Wish
from agent.surfaces.repl import extra_install
from agent.surfaces.repl.chat_state import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from agent.core.notices import Notice
    from agent.flows.turn import Leg
    from agent.surfaces.repl.chat_state import ChatState

_FIRST_LINES: Final = 4  # enough to know a text by


def ask(state: ChatState, text: str, do: Callable[[], None]) -> None:
    """Ask; an older question stands no longer."""
    state.question = Question(text, do)
    state.output.row("warn", text)


def answered(state: ChatState, said: str) -> bool:
    """Whether a line was the answer to a question. Another wish is none, and is done as ever."""
    question = state.question
    if question is None:
        return False
    meaning = intents.answer(said)
    if meaning:
        state.echo(said)
    state.question = None
    if meaning != "yes":
        state.note("repl.left")
        return meaning == "no"
    question.do()
    return True


def about(state: ChatState, wish: Wish, notice: Notice) -> None:
    """Ask about a wish that has ended because somebody must say yes first."""
    words = state.words
    match notice:
        case notices.Failed(kind="max_credits") if state.conversation is not None:
            conversation, most = state.conversation, state.conversation.most or 0

            def go_on() -> None:
                conversation.limit = conversation.chat.spent + max(most, 1)
                _again(state, wish)

            key = "repl.go_on" if most else "repl.go_on_once"
            ask(state, words.say(key, most=f"{most:g}"), go_on)
        case notices.Long():
            key = "repl.send_some" if notice.letters > upload.MOST_WORDS else "repl.send_long"
            said = words.say(key, most=upload.MOST_WORDS)
            ask(state, said, lambda: _again(state, wish, asks=False))
        case notices.Failed() if command := extra_install.command_for(notice.kind):
            kind = notice.kind

            def install() -> None:
                then = partial(_again, state, wish, asks=wish.asks)
                state.queue.start(extra_install.install(state, kind, command, then))

            ask(state, words.say("repl.install"), install)
        case notices.Failed(kind="file_exists"):
            ask(state, words.say("repl.overwrite"), lambda: _again(state, wish, overwrites=True))
        case _:
            pass


def about_paste(state: ChatState, said: str, whole: str) -> None:
    """Show how a long paste begins, and ask as about a long document."""
    state.echo(said)
    lines = [line.strip() for line in whole.split("\n") if line.strip()][:_FIRST_LINES]
    name = state.words.say("repl.paste")
    state.tell(notices.Long(name, "\n".join(lines), len(whole)))
    key = "repl.send_some" if len(whole) > upload.MOST_WORDS else "repl.send_long"
    wish = Wish(whole[: upload.MOST_WORDS], is_again=True)
    ask(state, state.words.say(key, most=upload.MOST_WORDS), lambda: state.wish(wish))


def _again(
    state: ChatState, wish: Wish, *, asks: bool | None = None, overwrites: bool = False
) -> None:
    """The same wish once more, from the part on that was not done."""
    job = state.opened.journal.job(wish.job.id) if wish.job else None
    first = int(job.facts.get("leg") or 0) if job else 0
    legs = [_forced(one) if overwrites else one for one in wish.legs[first:]]
    asks = wish.asks if asks is None else asks
    again = Wish(wish.text, wish.kind, legs, is_again=True, asks=asks, asks_names=wish.asks_names)
    state.queue.add_first(again)


def _forced(leg: Leg) -> Leg:
    """The leg, allowed to overwrite a file if it is an export."""
    is_export = leg.route == "export"
    return replace(leg, params={**leg.params, "overwrites": "yes"}) if is_export else leg
