"""The command that explains which way a wish went: why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import intents
from agent.surfaces import explanation
from agent.surfaces.repl.commands.registry import command

if TYPE_CHECKING:
    from agent.surfaces.repl.chat_state import ChatState


@command("why")
def explain(state: ChatState, rest: str) -> None:
    """Say which way the last wish went, and why; or one that is given."""
    said = rest or state.last
    if not said:
        state.note("repl.no_why")
        return
    state.output.row("note", f"› {said}")
    state.output.rows(explanation.rows_of_wish(intents.route(said), state.words))
