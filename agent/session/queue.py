"""The queue of wishes: played one at a time, exports beside them."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol

import intents
from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.core.notices import Failed, Rendering
from agent.core.state import WishState
from agent.flows import turn, upload
from agent.session import runner
from agent.session.result import RunResult
from agent.timeline.draft import EMPTY
from agent.world.journal import READERS

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from agent.core.notices import Notice
    from agent.flows.turn import Leg
    from agent.session.open_conversation import OpenConversation
    from agent.speech.words import Words
    from agent.timeline.draft import Timeline
    from agent.world.journal import Job
    from agent.world.live_world import LiveWorld

LOOK_EVERY_S: Final = 0.3
_LOG: Final = logging.getLogger("reeltalk")


@dataclass(slots=True, eq=False)
class Wish:
    """Something to be done, from the key that sent it to its end."""

    text: str
    kind: str = "say"
    legs: Sequence[Leg] = ()
    job: Job | None = None
    end: WishState | None = None
    is_beside: bool = False  # it goes on without holding up what is said next
    is_held: bool = False  # what it was to follow did not come; it goes when somebody says go on
    typed_at: float = field(default_factory=time.monotonic)
    stopped_at: float = math.inf  # when somebody asked to stop it
    is_again: bool = False  # it was shown before; somebody has said yes to it
    asks: bool = False  # somebody looks at long documents before they are sent
    is_export_told: bool = False  # the scrollback has a line about its export
    asks_names: bool = False  # somebody says whether a file may be overwritten
    needs: Notice | None = None  # why somebody must say yes first
    passing: Notice | None = None
    begun: float = 0.0
    hint: str = ""
    before: Timeline = EMPTY
    world: LiveWorld | None = None

    @property
    def is_stopping(self) -> bool:
        """Whether somebody has asked to stop it."""
        return self.stopped_at < math.inf

    @property
    def is_reader(self) -> bool:
        """Whether it only asks, and may be answered at any time."""
        return self.kind in READERS

    @property
    def is_upload(self) -> bool:
        """Whether it hands over files and says nothing with it, no words of documents either."""
        files = [file for leg in self.legs for file in leg.files]
        return self.kind == "upload" and upload.DOCUMENTS.isdisjoint(map(upload.kind, files))

    @property
    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self.begun

    def stop(self) -> None:
        """Listen to it no longer."""
        self.stopped_at = min(self.stopped_at, time.monotonic())
        if self.world is not None:
            self.world.stop()


class QueueListener(Protocol):
    """Port: told what becomes of each wish."""

    def began(self, wish: Wish) -> None:
        """Called when a wish starts."""

    def heard(self, wish: Wish, notice: Notice) -> None:
        """Called with each notice of a wish."""

    def ended(self, wish: Wish, ending: RunResult) -> Coroutine[Any, Any, None]:
        """Called when a wish is over; awaited before the next one starts."""

    def waits(self, wish: Wish) -> None:
        """Called when another process works on this conversation, and comes first."""

    def held(self, number: int) -> None:
        """Called when so many wishes are held until somebody says go on."""


@dataclass(slots=True)
class WishQueue:
    """What waits and what runs. `start` begins a task of the loop.

    What is held stands at the end of `waiting`, so that a new line goes before it.
    """

    words: Words
    listener: QueueListener
    start: Callable[[Coroutine[Any, Any, None]], object]
    conversation: OpenConversation = field(init=False)  # there before anything is ready
    waiting: list[Wish] = field(default_factory=list)
    running: list[Wish] = field(default_factory=list)
    is_ready: bool = False  # connected, or it cannot be

    def add(self, wish: Wish) -> None:
        """Queue a wish; one that only reads begins at once."""
        if wish.is_reader and self.is_ready:
            self._begin(wish)
            return
        self.waiting.append(wish)
        self._held_last()
        self.pump()

    def add_first(self, wish: Wish) -> None:
        """Put a wish before all others, and release the queue."""
        self.waiting.insert(0, wish)
        self.go_on()

    def ready(self) -> None:
        """Begin what was typed until the conversation was connected."""
        self.is_ready = True
        self.pump()

    def hold(self, typed_before: float = math.inf) -> None:
        """Hold what was typed before that time."""
        for one in self.waiting:
            one.is_held = one.is_held or one.typed_at < typed_before
        self._held_last()

    def go_on(self) -> None:
        """Release what is held."""
        for wish in self.waiting:
            wish.is_held = False
        self.pump()

    def take_back(self, number: int | None = None) -> Wish | None:
        """Take a wish out of the queue, the one typed last if nothing is said."""
        if number is None:
            last = max(self.waiting, key=lambda one: one.typed_at, default=None)
            number = self.waiting.index(last) if last is not None else 0
        return self.waiting.pop(number) if 0 <= number < len(self.waiting) else None

    @property
    def has_next(self) -> bool:
        """Whether something waits that is not held."""
        return bool(self.waiting) and not self.waiting[0].is_held

    @property
    def held(self) -> list[Wish]:
        """What waits until somebody says go on."""
        return [one for one in self.waiting if one.is_held]

    @property
    def current(self) -> Wish | None:
        """The wish that what is said next must wait for."""
        return next((one for one in self.running if not one.is_beside and not one.is_reader), None)

    @property
    def is_busy(self) -> bool:
        """Whether something runs that what is said next must wait for."""
        return self.current is not None

    def stop(self) -> Wish | None:
        """Listen no longer to the current wish."""
        wish = self.current
        if wish is not None:
            wish.stop()
        return wish

    def pump(self) -> None:
        """Begin whatever may begin."""
        while self.has_next and self.is_ready:
            wish = self.waiting[0]
            if not self._may(wish):
                return
            del self.waiting[0]
            self._begin(wish)

    def _may(self, wish: Wish) -> bool:
        busy = [one for one in self.running if not one.is_beside and not one.is_reader]
        if wish.is_upload:  # files may go while something else is talked about
            return all(one.kind != "export" for one in busy)
        return not busy

    def _begin(self, wish: Wish) -> None:
        wish.begun = time.monotonic()
        if not wish.legs:
            wish.legs, wish.hint = self._plan(wish.text)
        wish.before = self.conversation.chat.timeline
        self.running.append(wish)
        self.listener.began(wish)
        self.start(self._see(wish))

    def _plan(self, text: str) -> tuple[Sequence[Leg], str]:
        """The legs of a wish, and the command that it nearly was."""
        self.conversation.hear(text)
        route = intents.route(text)
        legs = turn.plan(text, has_offers=bool(self.conversation.chat.offers), route=route)
        is_chat = len(legs) == 1 and legs[0].route == "chat"
        return legs, route.hint if is_chat else ""

    async def _see(self, wish: Wish) -> None:
        """Run a wish to its end, whatever happens: the prompt outlives it."""
        ending = RunResult(WishState.FAILED, {})
        try:
            ending = await self._play(wish)
        except LocalError as error:
            self.listener.heard(wish, Failed(error.kind, about=error.about))
        except Exception:  # noqa: BLE001 - a fault of ours ends a wish, not the conversation
            _LOG.exception("a wish broke")
            self.listener.heard(wish, Failed(FailureKind.FAULT, retry=True))
        wish.end = ending.end
        try:
            await self.listener.ended(wish, ending)
        except Exception:  # noqa: BLE001 - as above
            _LOG.exception("the end of a wish broke")
        finally:
            self.running.remove(wish)
            self._hold_or_go(wish)

    def _hold_or_go(self, wish: Wish) -> None:
        """What was typed ahead builds on the wish; what was typed after a stop does not."""
        holds = wish.end is not None and wish.end.holds_queue
        if holds and not wish.is_reader and not wish.is_beside:
            self.hold(wish.stopped_at)
            if self.held:
                self.listener.held(len(self.held))
        self.pump()

    def _held_last(self) -> None:
        self.waiting.sort(key=lambda one: one.is_held)

    async def _play(self, wish: Wish) -> RunResult:
        conversation = self.conversation
        if wish.job is None:
            order: dict[str, Any] = {"legs": [one.to_facts() for one in wish.legs]}
            order |= {} if conversation.limit is None else {"max_credits": conversation.limit}
            order |= {"asks": True} if wish.asks else {}
            order |= {"asks_names": True} if wish.asks_names else {}
            job = conversation.workspace.job(conversation.row.id, wish.kind, wish.text, order)
            if any(one.job and one.job.id == job.id for one in self.running):
                return RunResult(WishState.RUNNING, {}, is_same=True)
            wish.job = job
        taken = await self._taken(wish, wish.job)
        if taken is None:
            return self._elsewhere(wish)
        return await runner.run(
            taken,
            conversation.workspace,
            self.words,
            lambda notice: self._heard(wish, notice),
            lambda world: self._has_begun(wish, world),
            conversation.conversation_of,
            export_waits=self._has_export_waiting,
        )

    def _has_export_waiting(self) -> bool:
        """Whether an export waits here; its words stand in the journal only when it begins."""
        legs = (leg for one in self.waiting for leg in one.legs or turn.plan(one.text))
        return any(leg.route == "export" for leg in legs)

    def _has_begun(self, wish: Wish, world: LiveWorld) -> None:
        wish.world = world
        if wish.is_stopping:
            world.stop()

    def _heard(self, wish: Wish, notice: Notice) -> None:
        if isinstance(notice, Rendering) and _is_last(wish):
            wish.is_beside = True  # the order is out: what is said next need not wait for it
            self.pump()
        self.listener.heard(wish, notice)

    async def _taken(self, wish: Wish, job: Job) -> Job | None:
        """Wait for the lease of a job; None when it is over, or somebody asked to stop."""
        journal, has_told = self.conversation.journal, False
        while (taken := journal.take(job.id)) is None:
            known = journal.job(job.id)
            if known is None or known.is_over or wish.is_stopping:
                return None
            if known.is_beside and not wish.is_beside:
                wish.is_beside, has_told = True, False
                self.pump()
            if not has_told:
                self.listener.waits(wish)
                has_told = True
            if wish.is_beside:
                self._look_across(wish, job)
            await asyncio.sleep(LOOK_EVERY_S)
        return taken

    def _look_across(self, wish: Wish, job: Job) -> None:
        """Read the progress of an export that another process wrote to the journal."""
        for _, told in reversed(self.conversation.journal.told(job.id)):
            said = told["said"]
            if said.get("event") == "rendering":
                found = Rendering(int(said.get("seconds") or 0), said.get("progress"))
                if found != wish.passing:
                    self.listener.heard(wish, found)
                return

    def _elsewhere(self, wish: Wish) -> RunResult:
        """The result of a wish that another process did, or that nobody wants any more."""
        job = self.conversation.journal.job(wish.job.id) if wish.job else None
        if job is None or not job.is_over:
            if wish.job is not None:
                self.conversation.journal.stop(wish.job.id)
            return RunResult(WishState.STOPPED, {})
        return RunResult(job.state, dict(job.answer) | {"elsewhere": True})


def _is_last(wish: Wish) -> bool:
    """Whether nothing else follows the export that has been ordered."""
    routes = [one.route for one in wish.legs]
    return len(routes) == 1 or (routes[-1] == "export" and "export" not in routes[:-1])
