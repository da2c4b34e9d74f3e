"""Status: the timeline as the backend has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.core.effects import Keep, Say
from agent.core.notices import Tracks
from agent.flows import backend

if TYPE_CHECKING:
    from agent.core.conversation import Conversation


async def tell(talk: Conversation) -> None:
    """Say what is on the tracks."""
    found = await backend.state(talk)
    talk.timeline = found.timeline
    await Keep(talk)
    await Say(Tracks(found.timeline))
