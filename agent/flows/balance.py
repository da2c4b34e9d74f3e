"""Credits: the balance told, what a conversation spends counted, its limit kept.

What a wish costs is known only afterwards. So before each message what was spent by then is held
against the limit, and a wish may go beyond it once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.core.effects import Keep, Say, Send
from agent.core.errors import GarbledError, LimitError, LineError, StoppedError
from agent.core.notices import Balance, Free, Spent
from agent.flows import backend
from agent.wire import replies
from agent.wire.requests import Caller

if TYPE_CHECKING:
    from agent.core.conversation import Conversation


async def tell(talk: Conversation) -> None:
    """Say how many credits there are."""
    if talk.is_free:
        await Say(Free())
        return
    found = replies.credits_of(await backend.ask(talk, Caller.credits))
    talk.credits = found.available
    await Say(Balance(found.available, found.frozen, found.total))


async def allow(talk: Conversation) -> None:
    """Check the limit before a message is sent. Raises LimitError where it is reached.

    A backend that does not tell its credits has no costs that could be held against anything.
    """
    if talk.is_free:
        return
    if talk.counted is None or talk.max_credits is not None:
        await _count(talk)
    if talk.max_credits is not None and talk.spent >= talk.max_credits:
        raise LimitError(talk.spent, talk.max_credits)


async def settle(talk: Conversation, before: float) -> None:
    """Count and say what a wish has cost; `before` is what was spent by its beginning."""
    if talk.counted is None:  # nothing was sent
        return
    if await _count(talk):
        talk.counted = None
        await Keep(talk)
    if talk.spent > before:
        await Say(Spent(talk.spent - before, talk.credits))


async def _count(talk: Conversation) -> bool:
    """Read the balance; what is gone since it was read last is spent. Whether it could be read.

    `counted` is kept until a wish has ended: whoever goes on after a kill counts from there.
    """
    now = await _left(talk)
    if now is None:
        return False
    if talk.counted is not None:
        talk.spent += max(talk.counted - now, 0.0)
    talk.counted = talk.credits = now
    await Keep(talk)
    return True


async def _left(talk: Conversation) -> float | None:
    """The balance, asked for once: no wish waits for it, nor fails with it."""
    try:
        reply = replies.read(await Send(talk.caller.credits()))
        return replies.credits_of(reply).available if reply.is_fine else None
    except (LineError, GarbledError, StoppedError):
        return None
