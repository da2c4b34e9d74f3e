"""The balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.core.effects import Say
from agent.core.notices import Balance
from agent.flows import backend
from agent.wire import replies
from agent.wire.requests import Caller

if TYPE_CHECKING:
    from agent.core.conversation import Conversation


async def tell(talk: Conversation) -> None:
    """Say how many credits there are."""
    found = replies.credits_of(await backend.ask(talk, Caller.credits))
    await Say(Balance(found.available, found.frozen, found.total))
