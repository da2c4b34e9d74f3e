"""A turn: one message to the backend and the event stream that answers it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import intents
from agent.core.conversation import Action
from agent.core.effects import END, Close, Fresh, More, Next, Now, Open, Opened, Say
from agent.core.errors import LostError, RefusedError, UnreachableError
from agent.core.failure_kind import FailureKind
from agent.core.notices import CutShort, Failed, Reply, StillWorking, Working
from agent.core.state import WishState
from agent.flows import backend, stream_recovery
from agent.wire import events, replies
from agent.wire.codes import RefusalKind
from agent.wire.events import Event, Refusal
from agent.wire.message_assembly import MessageAssembly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agent.core.conversation import Conversation
    from agent.flows.backend import Snapshot, Step

# The backend answers a turn within a quarter of an hour.
TURN_WITHIN_S: Final = 900.0
# Heartbeats alone for that long are a line that is dead and does not know it.
QUIET_WITHIN_S: Final = 600.0
SIGN_OF_LIFE_EVERY_S: Final = stream_recovery.SIGN_OF_LIFE_EVERY_S
CONNECT_TRIES: Final = 3


@dataclass(slots=True)
class TurnResult:
    """What a turn came to. `end` is DONE, FAILED or UNCERTAIN.

    `is_heard` is False where all that the backend said was what to click.
    """

    end: WishState = WishState.DONE
    is_heard: bool = True
    actions: list[Action] = field(default_factory=list)
    offers: list[Action] = field(default_factory=list)


async def chat(talk: Conversation, said: str, step: Step) -> TurnResult:
    """Send a message once, whatever happens, and read its stream to the end."""
    before = await backend.state_if_told(talk)
    key = await Fresh()
    turn = _Turn(
        talk,
        before,
        backend.Step(step.leg, WishState.SENDING, step.facts | {"said": said, "key": key}),
    )
    await turn.write(WishState.SENDING)
    try:
        is_whole = await turn.converse(said, key)
    except RefusedError:
        await turn.write(WishState.REFUSED)
        raise
    return await _ended(turn, is_whole=is_whole)


async def look(talk: Conversation, before: Snapshot) -> TurnResult:
    """Look for the outcome of a message that was cut off; it is never sent again."""
    return TurnResult(end=await _recovered(talk, before))


async def _recovered(talk: Conversation, before: Snapshot) -> WishState:
    has_landed = await stream_recovery.recover(talk, before)
    return WishState.DONE if has_landed else WishState.UNCERTAIN


async def _ended(turn: _Turn, *, is_whole: bool) -> TurnResult:
    talk, before, gathering, result = turn.talk, turn.before, turn.gathering, turn.result
    if gathering.failure is not None or gathering.refusal is not None:
        await stream_recovery.tell_changes(talk, before)
        message = gathering.failure or (gathering.refusal.message if gathering.refusal else "")
        await Say(Failed(FailureKind.BACKEND_ERROR, message=message, retry=True))
        result.end = WishState.FAILED
    elif not is_whole:
        return TurnResult(await _recovered(talk, before), offers=result.offers)
    elif gathering.is_silent:
        await stream_recovery.break_silence(talk, before, gathering.draft)
        result.is_heard = True
    else:
        if gathering.cut_short:
            await Say(CutShort(gathering.cut_short))
        is_silent = not result.is_heard
        has_changed = await stream_recovery.tell_changes(talk, before, is_silent=is_silent)
        result.is_heard = result.is_heard or has_changed or bool(gathering.cut_short)
    return result


@dataclass(slots=True)
class _Turn:
    talk: Conversation
    before: Snapshot
    step: Step
    gathering: MessageAssembly = field(default_factory=MessageAssembly)
    result: TurnResult = field(default_factory=lambda: TurnResult(is_heard=False))
    _held: str = ""  # a message that is only shown if another one follows

    async def write(self, state: WishState) -> None:
        """Write down how far it is, with the snapshot that later ones are compared to."""
        facts = self.step.facts | {"before": self.before.to_facts()}
        await backend.Step(self.step.leg, state, facts).write()

    async def converse(self, said: str, key: str) -> bool:
        """Open the stream, mend what can be mended, read it; whether it ended properly."""
        mended: set[RefusalKind] = set()
        while True:
            token = self.talk.token
            opened = await self._open(said, key)
            if opened is None:
                return False
            if isinstance(opened, Opened):
                await self.write(WishState.STREAMING)
                is_whole = await self._listen(opened.number)
                refusal = self._refused_at_once()
                if refusal is None:
                    return is_whole
                reply = replies.BackendReply(refusal.code, message=refusal.message)
            else:
                reply = replies.read(opened)
                if reply.is_fine or reply.kind is RefusalKind.BROKEN:
                    return False  # no refusal, and no stream: it may have been heard
            if reply.kind in mended or not await self._mend(reply, token):
                raise backend.refused(reply)
            mended.add(reply.kind)
            self.gathering = MessageAssembly()

    async def _mend(self, reply: replies.BackendReply, token: str) -> bool:
        session = self.talk.session
        is_mended = await backend.mend(self.talk, reply, token)
        if self.talk.session != session:
            self.before = backend.Snapshot()  # a new session begins with nothing
            await self.write(WishState.SENDING)
        return is_mended

    async def _open(self, said: str, key: str) -> Opened | replies.Response | None:
        """The stream, or the refusal; None when it may have been heard and nobody knows."""
        tries = 0
        while True:
            tries += 1
            try:
                return await Open(self.talk.caller.message(self.talk.session, said, key))
            except UnreachableError:
                if tries == CONNECT_TRIES:
                    raise
                await backend.pause(tries)
            except LostError:
                return None

    def _refused_at_once(self) -> Refusal | None:
        """A refusal in place of the first event: nothing was done yet."""
        has_begun = self.gathering.events or self.gathering.failure is not None
        return None if has_begun else self.gathering.refusal

    async def _listen(self, stream: int) -> bool:
        is_whole = await self._hear(stream)
        await self._say(self.gathering.end())
        return is_whole

    async def _hear(self, stream: int) -> bool:
        begun = heard = now = await Now()
        sign = begun + SIGN_OF_LIFE_EVERY_S
        while now < (patience := min(heard + QUIET_WITHIN_S, begun + TURN_WITHIN_S)):
            if now >= sign:
                await Say(StillWorking(round(now - begun)))
                sign = now + SIGN_OF_LIFE_EVERY_S
            try:
                data = await Next(stream, min(sign, patience) - now)
            except LostError:
                return False
            if data is END:
                return self.gathering.is_whole
            now = await Now()
            if isinstance(data, str) and await self._take_all([data, *await More(stream)]):
                heard = now
        await Close(stream)
        return False

    async def _take_all(self, some: Sequence[str]) -> bool:
        """Read the events that came at once; whether there was more to them than heartbeats."""
        is_alive = False
        for data in some:
            frame = events.parse(data)
            if frame is None:
                continue
            is_alive = True
            if isinstance(frame, Event) and not frame.is_partial:
                await self._tell_work(frame)
            if messages := self.gathering.add(frame):
                await self._say(messages)
        return is_alive

    async def _tell_work(self, event: Event) -> None:
        for call in event.calls:
            if not call.is_answer:
                await Say(Working(call.name))

    async def _say(self, messages: Sequence[str]) -> None:
        for message in messages:
            if self._held:
                await self._translate(self._held)
                self._held = ""
            if intents.is_hiccup(message) and len(self.gathering.messages) > 1:
                self._held = message
            else:
                await self._translate(message)

    async def _translate(self, message: str) -> None:
        """Say the part of a message that people read, keep the actions it asks for."""
        found = intents.translate(message)
        if found.text.strip():
            self.result.is_heard = True
            await Say(Reply(found.text.strip("\n")))
        self.result.actions += [_action(one) for one in found.actions]
        self.result.offers += [_action(one) for one in found.offers]


def _action(found: intents.Action) -> Action:
    return Action(str(found), found.request)
