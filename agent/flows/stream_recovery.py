"""Polling the state when the stream does not tell: after silence, and after a broken connection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from agent.core.effects import Keep, Now, Say, Wait
from agent.core.notices import Changed, Looking, NothingChanged, StillWorking, Tracks, Uncertain
from agent.flows import backend
from agent.timeline import changes, draft

if TYPE_CHECKING:
    from agent.core.conversation import Conversation
    from agent.flows.backend import Snapshot

# A lost stream is never sent again: 30 s, then 60 s, five looks in all.
RECOVERY_PAUSES: Final = (30.0, 60.0, 60.0, 60.0, 60.0)
# A turn without words may be read before the state is written.
SILENCE_PAUSES: Final = (0.0, 1.0, 3.0)
SIGN_OF_LIFE_EVERY_S: Final = 120.0


async def tell_changes(talk: Conversation, before: Snapshot, *, is_silent: bool = False) -> bool:
    """Say what is different on the timeline; whether anything was said. `is_silent`: the backend
    has said no word that people read.
    """
    after = await backend.state_if_told(talk)
    return await _tell(talk, before, after, is_silent=is_silent)


async def _tell(talk: Conversation, before: Snapshot, after: Snapshot, *, is_silent: bool) -> bool:
    if not after.is_known:
        return False
    talk.timeline = after.timeline
    await Keep(talk)
    found = changes.between(before.timeline, after.timeline) if before.is_known else ()
    if found:
        await Say(Changed(found, after.timeline, is_silent))
    return bool(found)


async def _look(talk: Conversation, before: Snapshot) -> bool:
    """Ask for the state and say what is new; a change without words of its own shows the tracks."""
    after = await backend.state_if_told(talk)
    if await _tell(talk, before, after, is_silent=True):
        return True
    is_comparable = before.is_known and after.is_known
    if is_comparable and (after.media != before.media or after.draft != before.draft):
        await Say(Tracks(after.timeline))
        return True
    return False


async def break_silence(talk: Conversation, before: Snapshot, delta: Any) -> bool:
    """Say what a silent turn did, by the state, else by the stream's last delta."""
    for pause in SILENCE_PAUSES:
        if pause:
            await Wait(pause)
        if await _look(talk, before):
            return True
    if delta is not None:
        after = backend.Snapshot(delta, draft.parse(delta))
        if await _tell(talk, before, after, is_silent=True):
            return True
    # Without a picture from before nobody can say that nothing is different.
    await Say(NothingChanged() if before.is_known else Tracks(talk.timeline))
    return False


async def recover(talk: Conversation, before: Snapshot) -> bool:
    """Poll after a broken connection until something has changed; whether it has."""
    await Say(Looking())
    patience = _Patience(await Now())
    for pause in RECOVERY_PAUSES:
        await patience.wait(pause)
        if await _look(talk, before):
            return True
    await Say(Uncertain())
    return False


@dataclass(slots=True)
class _Patience:
    """Waits, with signs of life at fixed times from its beginning."""

    begun: float
    signs: int = 0

    async def wait(self, seconds: float) -> None:
        until = await Now() + seconds
        while (now := await Now()) < until:
            sign = self.begun + (self.signs + 1) * SIGN_OF_LIFE_EVERY_S
            if now >= sign:
                await Say(StillWorking(round(now - self.begun)))
                self.signs = int((now - self.begun) // SIGN_OF_LIFE_EVERY_S)
                continue
            await Wait(min(until, sign) - now)
