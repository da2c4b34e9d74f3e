"""Wishes: they wait in a queue that can be seen, are played one at a time, exports beside them."""

from __future__ import annotations

import asyncio
import logging
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
    is_stopping: bool = False
    is_again: bool = False  # it was shown before; somebody has said yes to it
    asks: bool = False  # somebody looks at long documents before they are sent
    needs: Notice | None = None  # why somebody must say yes first
    passing: Notice | None = None
    begun: float = 0.0
    hint: str = ""
    before: Timeline = EMPTY
    world: LiveWorld | None = None

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


class QueueListener(Protocol):
    """Where wishes are heard."""

    def began(self, wish: Wish) -> None:
        """It is its turn."""

    def heard(self, wish: Wish, notice: Notice) -> None:
        """Something is said about it."""

    def ended(self, wish: Wish, ending: RunResult) -> Coroutine[Any, Any, None]:
        """It is over; what the stage does about it is done before the next one begins."""

    def waits(self, wish: Wish) -> None:
        """Another process is at work on this conversation, and comes first."""

    def held(self, number: int) -> None:
        """So many wishes wait until somebody says go on."""


@dataclass(slots=True)
class WishQueue:
    """The queue and what runs. `start` begins a task of the loop."""

    words: Words
    stage: QueueListener
    start: Callable[[Coroutine[Any, Any, None]], object]
    room: OpenConversation = field(init=False)  # there before anything is ready
    queue: list[Wish] = field(default_factory=list)
    running: list[Wish] = field(default_factory=list)
    is_held: bool = False
    is_ready: bool = False  # the line is made, or it cannot be

    def add(self, wish: Wish) -> None:
        """Do it as soon as it is its turn."""
        if wish.is_reader and self.is_ready:
            self._begin(wish)
            return
        self.queue.append(wish)
        self.pump()

    def add_first(self, wish: Wish) -> None:
        """Do it before whatever waits, which need not be held any longer."""
        self.queue.insert(0, wish)
        self.go_on()

    def ready(self) -> None:
        """The line stands: what was typed meanwhile may go."""
        self.is_ready = True
        self.pump()

    def go_on(self) -> None:
        """What was held may go."""
        self.is_held = False
        self.pump()

    def take_back(self, number: int = -1) -> Wish | None:
        """Take a wish out of the queue, the last one if nothing is said."""
        if not self.queue or not -len(self.queue) <= number < len(self.queue):
            return None
        wish = self.queue.pop(number)
        self.is_held = self.is_held and bool(self.queue)
        return wish

    @property
    def turn(self) -> Wish | None:
        """The wish that is talked about now."""
        return next((one for one in self.running if not one.is_beside and not one.is_reader), None)

    @property
    def is_busy(self) -> bool:
        """Whether something runs that what is said next must wait for."""
        return self.turn is not None

    def stop(self) -> Wish | None:
        """Listen no longer to the wish that is talked about."""
        wish = self.turn
        if wish is not None:
            wish.is_stopping = True
            if wish.world is not None:
                wish.world.stop()
        return wish

    def pump(self) -> None:
        """Begin whatever may begin."""
        while self.queue and self.is_ready and not self.is_held:
            wish = self.queue[0]
            if not self._may(wish):
                return
            del self.queue[0]
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
        wish.before = self.room.chat.timeline
        self.running.append(wish)
        self.stage.began(wish)
        self.start(self._see(wish))

    def _plan(self, text: str) -> tuple[Sequence[Leg], str]:
        self.room.hear(text)
        legs = turn.plan(text, has_offers=bool(self.room.chat.offers))
        is_chat = len(legs) == 1 and legs[0].route == "chat"
        return legs, intents.route(text).hint if is_chat else ""

    async def _see(self, wish: Wish) -> None:
        """See a wish through, whatever happens: the prompt outlives it."""
        ending = RunResult(WishState.FAILED, {})
        try:
            ending = await self._play(wish)
        except LocalError as error:
            self.stage.heard(wish, Failed(error.kind, about=error.about))
        except Exception:  # noqa: BLE001 - a fault of ours ends a wish, not the conversation
            _LOG.exception("a wish broke")
            self.stage.heard(wish, Failed(FailureKind.FAULT, retry=True))
        wish.end = ending.end
        try:
            await self.stage.ended(wish, ending)
        except Exception:  # noqa: BLE001 - as above
            _LOG.exception("the end of a wish broke")
        finally:
            self.running.remove(wish)
            self._hold_or_go(wish)

    def _hold_or_go(self, wish: Wish) -> None:
        if (
            wish.end is not None
            and wish.end.holds_queue
            and self.queue
            and not wish.is_reader
            and not wish.is_beside
        ):
            self.is_held = True
            self.stage.held(len(self.queue))
        self.pump()

    async def _play(self, wish: Wish) -> RunResult:
        room = self.room
        if wish.job is None:
            order: dict[str, Any] = {"legs": [one.to_facts() for one in wish.legs]}
            order |= {} if room.limit is None else {"max_credits": room.limit}
            order |= {"asks": True} if wish.asks else {}
            job = room.job(room.row.id, wish.kind, wish.text, order)
            if any(one.job and one.job.id == job.id for one in self.running):
                return RunResult(WishState.RUNNING, {}, is_same=True)
            wish.job = job
        taken = await self._taken(wish, wish.job)
        if taken is None:
            return self._elsewhere(wish)
        return await runner.run(
            taken,
            room,
            self.words,
            lambda notice: self._heard(wish, notice),
            lambda world: self._has_begun(wish, world),
            export_waits=self._has_export_waiting,
        )

    def _has_export_waiting(self) -> bool:
        """Whether an export waits here; its words stand in the journal only when it begins."""
        legs = (leg for one in self.queue for leg in one.legs or turn.plan(one.text))
        return any(leg.route == "export" for leg in legs)

    def _has_begun(self, wish: Wish, world: LiveWorld) -> None:
        wish.world = world
        if wish.is_stopping:
            world.stop()

    def _heard(self, wish: Wish, notice: Notice) -> None:
        if isinstance(notice, Rendering) and _is_last(wish):
            wish.is_beside = True  # the order is out: what is said next need not wait for it
            self.pump()
        self.stage.heard(wish, notice)

    async def _taken(self, wish: Wish, job: Job) -> Job | None:
        """The job once it is ours; None when it is over, or somebody asked to stop."""
        journal, has_told = self.room.journal, False
        while (taken := journal.take(job.id)) is None:
            known = journal.job(job.id)
            if known is None or known.is_over or wish.is_stopping:
                return None
            if not has_told:
                self.stage.waits(wish)
                has_told = True
            if wish.is_beside:
                self._look_across(wish, job)
            await asyncio.sleep(LOOK_EVERY_S)
        return taken

    def _look_across(self, wish: Wish, job: Job) -> None:
        """How far the process says it is that sees to an export."""
        for _, told in reversed(self.room.journal.told(job.id)):
            said = told["said"]
            if said.get("event") == "rendering":
                found = Rendering(int(said.get("seconds") or 0), said.get("progress"))
                if found != wish.passing:
                    self.stage.heard(wish, found)
                return

    def _elsewhere(self, wish: Wish) -> RunResult:
        """It was done by another process meanwhile, or nobody wants it any more."""
        job = self.room.journal.job(wish.job.id) if wish.job else None
        if job is None or not job.is_over:
            if wish.job is not None:
                self.room.journal.stop(wish.job.id)
            return RunResult(WishState.STOPPED, {})
        return RunResult(job.state, dict(job.answer) | {"elsewhere": True})


def _is_last(wish: Wish) -> bool:
    """Whether nothing else follows the export that has been ordered."""
    routes = [one.route for one in wish.legs]
    return len(routes) == 1 or (routes[-1] == "export" and "export" not in routes[:-1])
