"""The command for what waits: queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.surfaces.repl.commands.registry import command

if TYPE_CHECKING:
    from agent.surfaces.repl.chat_state import ChatState


@command("queue", at_once=True)
def change_queue(state: ChatState, rest: str) -> None:
    """Show what waits; take one out, all of it, or send what is held."""
    queue, words = state.queue, state.words
    word = rest.casefold()
    if word in words.say("repl.queue_go").split():
        queue.go_on()
    elif word in words.say("repl.queue_clear").split():
        while queue.take_back() is not None:
            pass
        state.note("repl.queue_empty")
    elif word.isdecimal():
        wish = queue.take_back(int(word) - 1) if int(word) else None
        key = "repl.taken_back" if wish else "repl.not_queued"
        state.note(key, wish=wish.text if wish else word)
    else:
        _show_queue(state)


def _show_queue(state: ChatState) -> None:
    waiting = state.queue.waiting
    if not waiting:
        state.note("repl.queue_empty")
        return
    state.output.rows([[("", f"{number}. {one.text}")] for number, one in enumerate(waiting, 1)])
    state.note("repl.queue_help")
