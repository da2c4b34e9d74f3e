"""Connecting: a token and a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.core.effects import Keep, Say
from agent.core.notices import Connecting, Ready
from agent.flows import backend

if TYPE_CHECKING:
    from agent.core.conversation import Conversation


async def connect(talk: Conversation) -> None:
    """Get a token and a session, where there are none."""
    if talk.token and talk.session:
        return
    await Say(Connecting(talk.connecting))
    if not talk.token:
        await backend.new_token(talk)
    if not talk.session:
        await backend.new_session(talk)
    await Keep(talk)
    await Say(Ready(talk.session, talk.backend))
