"""Requests to the backend: sent, repeated where that is safe, mended where that is possible."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, assert_never

from agent.core.effects import Chance, ClientId, Keep, KeepToken, KeptToken, Mark, Say, Send, Wait
from agent.core.errors import GarbledError, LineError, RefusedError, UnreachableError
from agent.core.failure_kind import FailureKind
from agent.core.notices import StartedAnew, Waiting
from agent.timeline import draft
from agent.timeline.draft import EMPTY
from agent.wire import replies
from agent.wire.codes import RefusalKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from agent.core.conversation import Conversation
    from agent.core.state import WishState
    from agent.timeline.draft import Timeline
    from agent.wire.replies import BackendReply
    from agent.wire.requests import Caller, Request

SAFE_TRIES: Final = 4  # of what only reads
OTHER_TRIES: Final = 2  # of what changes something, where it is certain that nothing was done
FIRST_PAUSE_S: Final = 1.0


async def ask(
    talk: Conversation, build: Callable[[Caller], Request], *, is_repeatable: bool = False
) -> BackendReply:
    """Send a request and return its reply. Raises RefusedError, LineError or GarbledError.

    `build` makes the request anew for every try: token and session may have changed in between.
    """
    mended: set[RefusalKind] = set()
    tries = 0
    while True:
        request, token = build(talk.caller), talk.token
        tries += 1
        try:
            reply = replies.read(await Send(request))
        except LineError as error:
            if not _may_repeat(request, error, tries, is_repeatable=is_repeatable):
                raise
            await pause(tries)
            continue
        if reply.is_fine:
            return reply
        most = SAFE_TRIES if request.is_safe else OTHER_TRIES if is_repeatable else 1
        if reply.kind is RefusalKind.BROKEN and tries < most:
            await pause(tries)
        elif reply.kind in mended or not await mend(talk, reply, token):
            raise refused(reply)
        mended.add(reply.kind)


def _may_repeat(request: Request, error: LineError, tries: int, *, is_repeatable: bool) -> bool:
    if request.is_safe:
        return tries < SAFE_TRIES
    return tries < OTHER_TRIES and (is_repeatable or isinstance(error, UnreachableError))


async def pause(tries: int) -> None:
    """Back off exponentially, with full jitter: many who lost one backend must not come at once."""
    longest = FIRST_PAUSE_S * 2 ** (tries - 1)
    await Wait(longest * await Chance())


def refused(reply: BackendReply) -> RefusedError:
    return RefusedError(reply.code, reply.message, FailureKind(reply.kind))


async def mend(talk: Conversation, reply: BackendReply, token: str) -> bool:
    """Renew what a refusal is about; whether the request may then be sent once more.

    `token` is the one that was refused: another flow may have fetched a new one meanwhile.
    """
    match reply.kind:
        case RefusalKind.TOKEN:
            if talk.has_own_token:
                return False
            if talk.token == token:
                await _renew(talk)
            return True
        case RefusalKind.SESSION:
            if not talk.session:
                return False
            await new_session(talk)
            await Say(StartedAnew())
            return True
        case RefusalKind.BUSY:
            await Say(Waiting(round(reply.retry_after_s)))
            await Wait(reply.retry_after_s)
            return True
        case (
            RefusalKind.CREDITS
            | RefusalKind.FORMAT
            | RefusalKind.TOO_LARGE
            | RefusalKind.CLIENT_ID
            | RefusalKind.PLAN
            | RefusalKind.BROKEN
            | RefusalKind.REFUSED
        ):
            return False
        case _:
            assert_never(reply.kind)


async def _renew(talk: Conversation) -> None:
    """Replace a refused token, unless another process has done so already."""
    old, talk.token = talk.token, ""
    if await KeptToken(talk.base) == old:
        await KeepToken(talk.base, "")
    await new_token(talk)


async def new_token(talk: Conversation) -> None:
    """A free token for this machine, the kept one if there is one."""
    talk.token = await KeptToken(talk.base)
    if talk.token:
        return
    client = await ClientId()
    try:
        reply = await _ask_for_token(talk, client)
    except RefusedError as error:
        if error.kind is not FailureKind.CLIENT_ID:
            raise
        reply = await _ask_for_token(talk, await ClientId(anew=True))
    talk.token = replies.token(reply)
    if not talk.token:
        raise GarbledError("a token reply without a token")
    await KeepToken(talk.base, talk.token)


async def _ask_for_token(talk: Conversation, client: str) -> BackendReply:
    tries, has_waited = 0, False
    while True:
        tries += 1
        try:
            reply = replies.read(await Send(talk.caller.new_token(client)))
        except LineError:
            if tries >= OTHER_TRIES:
                raise
            await pause(tries)
            continue
        if reply.is_fine:
            return reply
        if reply.kind is RefusalKind.BROKEN and tries < OTHER_TRIES:
            await pause(tries)
            continue
        if reply.kind is not RefusalKind.BUSY:
            raise refused(reply)
        is_for_long = reply.waits_for_long
        if has_waited or (is_for_long and reply.asked_to_wait_s is not None):
            kind = FailureKind.TOKEN_WAIT if is_for_long else FailureKind.BUSY
            raise RefusedError(reply.code, reply.message, kind)
        has_waited = await mend(talk, reply, talk.token)


async def new_session(talk: Conversation) -> None:
    """Begin a session at the backend, with an empty timeline."""
    talk.session, talk.uploads = "", {}
    reply = await ask(talk, lambda caller: caller.new_session(talk.language), is_repeatable=True)
    found = replies.session(reply)
    if not found.session:
        raise GarbledError("a session reply without a session")
    talk.session, talk.task = found.session, found.task
    talk.bind = found.bind or talk.bind
    talk.timeline = draft.EMPTY
    await Keep(talk)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The session at one moment. `is_known` is False where the backend cannot tell."""

    draft: Any = None
    timeline: Timeline = EMPTY
    media: tuple[str, ...] = ()
    is_known: bool = True

    def to_facts(self) -> dict[str, Any]:
        """As it is written down."""
        return {"draft": self.draft, "media": list(self.media), "is_known": self.is_known}


UNKNOWN: Final = Snapshot(is_known=False)


def snapshot(facts: Any) -> Snapshot:
    """As it was written down."""
    if not isinstance(facts, dict):
        return UNKNOWN
    found = facts.get("draft")
    media = tuple(map(str, facts.get("media") or ()))
    return Snapshot(found, draft.parse(found), media, facts.get("is_known") is not False)


async def state(talk: Conversation) -> Snapshot:
    """Ask for the state of the session."""
    reply = await ask(talk, lambda caller: caller.state(talk.session))
    found = replies.state(reply)
    talk.bind = talk.bind or found.bind
    return Snapshot(found.draft, draft.parse(found.draft), found.media)


async def state_if_told(talk: Conversation) -> Snapshot:
    """Like `state`, but UNKNOWN instead of an error; a refused token or session still raises."""
    try:
        return await state(talk)
    except (LineError, GarbledError):
        return UNKNOWN
    except RefusedError as error:
        if error.kind in (FailureKind.TOKEN, FailureKind.SESSION):
            raise
        return UNKNOWN


async def link(talk: Conversation) -> str:
    """The address under which people see the project; empty where the backend has no such links."""
    if not (talk.task and talk.session and talk.web):
        return ""
    try:
        reply = await ask(
            talk, lambda caller: caller.claim(talk.task, talk.session), is_repeatable=True
        )
    except (RefusedError, LineError, GarbledError):
        return ""
    claim = replies.claim(reply)
    plain = claim.replace("_", "").replace("-", "")
    fits = plain.isascii() and plain.isalnum() and claim != talk.token
    return f"{talk.web.rstrip('/')}/workspace/claim?ct={claim}" if fits else ""


@dataclass(frozen=True, slots=True)
class Step:
    """How far the wish is, as it is written down before the next step is taken."""

    leg: int
    state: WishState
    facts: dict[str, Any] = field(default_factory=dict)

    async def write(self) -> None:
        """Write it down."""
        await Mark(self.state, {"leg": self.leg} | self.facts)
