"""The conversation as it stands: what is typed goes in, rows come out, whatever the terminal is."""

from __future__ import annotations

import asyncio
import logging
import statistics
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import intents
from agent.core import notices
from agent.core.errors import LocalError
from agent.session.queue import Wish, WishQueue
from agent.speech import notice_text
from agent.surfaces.repl import notice_rows
from agent.surfaces.repl.commands import slash_commands
from agent.timeline import changes, summary

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Mapping

    from agent.core.notices import Notice
    from agent.session.open_conversation import OpenConversation
    from agent.session.runner import RunResult
    from agent.speech.words import Words
    from agent.surfaces.repl.output import Output
    from agent.surfaces.repl.questions import Question
    from agent.timeline.changes import Change

_LOG: Final = logging.getLogger("reeltalk")
_LATER: Final = 0.05
# What stays in the live line until something else comes, though it is said as well.
_GOING_ON: Final = (notices.Looking, notices.Waiting)
_FACTS: Final = ("bytes", "width", "height", "duration_ms")  # of a film, as they are kept
_LOOKS_WITHIN_S: Final = 5.0  # somebody who has stopped it does not wait longer
_LONG_S: Final = 10.0  # work that took longer is worth a ring


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """What the command line asks for."""

    skill: str = ""
    backend: str = ""
    goes_on: bool = False
    id_: str = ""
    max_credits: str = ""


@dataclass(slots=True)
class Controller:
    """One conversation on a glass. `start` begins a task of the loop."""

    glass: Output
    words: Words
    asked: ChatOptions
    environment: Mapping[str, str]
    start: Callable[[Coroutine[Any, Any, None]], object]
    refresh: Callable[[], None]
    has_echo: bool = False  # the terminal shows what is typed by itself
    has_person: bool = True  # who could answer a question
    question: Question | None = None
    tells_phases: bool = False  # there is no live line, so what goes on becomes rows
    room: OpenConversation | None = None
    turns: WishQueue = field(init=False)
    connecting: str = ""
    guess: str = ""  # what Enter alone takes
    last: str = ""  # the wish that was routed last
    changes: tuple[Change, ...] = ()
    usual_s: float = 0.0
    recording: str = ""
    keys: str = ""
    draft: str = ""  # goes back into the line
    is_over: asyncio.Event = field(default_factory=asyncio.Event)
    code: int = 0
    looking: str = ""  # the film whose frames are being drawn
    films: list[str] = field(default_factory=list)
    _early: list[str] = field(default_factory=list)
    _doing: int = 0  # orders that are being carried out

    def __post_init__(self) -> None:
        """The queue is there before the room is."""
        self.turns = WishQueue(self.words, self, self.start)

    # Opening

    async def open(self) -> None:
        """Open the room and make the line, while somebody types already."""
        from agent.surfaces import settings
        from agent.surfaces.repl import startup

        for said in settings.told(settings.faults(self.environment), self.words):
            self.glass.row("warn", said)
        try:
            self.room = await startup.room(self.asked, self.words, self.environment)
        except LocalError as error:
            self._tell(notices.Failed(error.kind, about=error.about))
            self.code = 2 if error.is_misuse else 3
            self.leave()
            return
        self.turns.room = self.room
        for typed in self._early:
            self.submit(typed)
        self._early.clear()
        await startup.connect(self)

    def has_connected(self) -> None:
        """What was typed meanwhile may go."""
        self.connecting = ""
        self.turns.ready()
        self.refresh()

    # What is typed

    def submit(self, typed: str) -> None:
        """Take a line. Whatever comes of it, it is taken: the next one must not wait for it."""
        with self._told():
            self._take(typed.strip())
        self.refresh()

    def _take(self, said: str) -> None:
        """An order, a wish, or Enter alone, which takes what was proposed."""
        if not said:
            said, self.guess = self.guess, ""
            if not said:
                self.turns.go_on()
                return
        self.guess = ""
        order = slash_commands.read(said)
        if order is None:
            self._say(said)
        elif order.name == "":
            self.unknown(order)
        elif self.room is None and order.name not in slash_commands.AT_ONCE:
            self._early.append(said)
        else:
            if order.name not in slash_commands.WISHES:
                self._echo(said)
            self._do(order)

    def _say(self, said: str) -> None:
        """What is no order is an answer, where something was asked, or a wish."""
        if self.question is not None:
            from agent.surfaces.repl import questions

            if intents.answer(said):
                self._echo(said)
            if questions.answered(self, said):
                return
        from agent.surfaces.repl.commands import film

        self.wish(film.unfit(said) or Wish(said))

    def wish(self, wish: Wish) -> None:
        """Have a wish done when it is its turn."""
        wish.asks = self.has_person
        self.turns.add(wish)
        self.refresh()

    def unknown(self, order: slash_commands.SlashCommand) -> None:
        """An order there is not is never sent to anybody."""
        self._echo(order.said)
        word = order.said.split()[0]
        if order.near:
            self.guess = f"/{order.near} {order.rest}".strip()
            self.glass.row("warn", self.words.say("repl.meant", word=word, near=self.guess))
        else:
            self.glass.row("warn", self.words.say("repl.no_order", word=word))

    def _do(self, order: slash_commands.SlashCommand) -> None:
        done = slash_commands.find(order.name)(self, order.rest)
        if done is not None:
            self._doing += 1
            self.start(self._safely(done))

    async def _safely(self, doing: Coroutine[Any, Any, None]) -> None:
        try:
            with self._told():
                await doing
        finally:
            self._doing -= 1
        self.refresh()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What goes wrong with an order is told, and the conversation goes on."""
        try:
            yield
        except LocalError as error:
            self._tell(notices.Failed(error.kind, about=error.about))
        except OSError as error:
            self._tell(notices.Failed("disk", about=error.strerror or str(error)))
        except Exception:  # noqa: BLE001 - a fault of ours ends an order, not the conversation
            _LOG.exception("an order broke")
            self._tell(notices.Failed("fault", retry=True))

    def _echo(self, said: str) -> None:
        if not self.has_echo:
            self.glass.gap()
            first, *rest = said.split("\n")
            shown = [first, *rest[:4], *(["…"] if len(rest) > 4 else [])]  # noqa: PLR2004 - enough to know it by
            rows = [[("chat", "› "), ("you", shown[0])]]
            self.glass.rows([*rows, *([("you", f"  {row}")] for row in shown[1:])], hang=2)

    # What wishes say (the stage)

    def began(self, wish: Wish) -> None:
        """It is its turn."""
        if wish.text and wish.job is None and not wish.is_again:
            self._echo(wish.text)
        elif wish.job is not None and wish.text:
            self.glass.row("note", self.words.say("repl.picked_up", wish=wish.text))
        self._files(wish)
        self.last = wish.text or self.last
        self.refresh()

    def _files(self, wish: Wish) -> None:
        """What is handed over is named before a byte of it goes."""
        from agent.surfaces.views import dropped_paths

        for path in (file for leg in wish.legs for file in leg.files):
            if shown := dropped_paths.shown(path):
                self.glass.row("note", f"  {shown}")

    def heard(self, wish: Wish, notice: Notice) -> None:
        """Something is said about it."""
        is_passing = isinstance(notice, notice_text.PROGRESS_NOTICES)
        if is_passing and self.tells_phases and type(wish.passing) is not type(notice):
            self.glass.row("note", notice_rows.passing(notice, self.words))
        if not isinstance(notice, notices.StillWorking):
            wish.passing = notice if is_passing or isinstance(notice, _GOING_ON) else None
        if isinstance(notice, notices.Rendering) and notice.progress is not None:
            self.glass.progress(notice.progress)
        is_asked = isinstance(notice, notices.Failed) and notice.kind == "max_credits"
        if is_asked or isinstance(notice, notices.Long):
            wish.needs = notice
        self._note(notice)
        self._tell(notice)
        self.refresh()

    def _note(self, notice: Notice) -> None:
        match notice:
            case notices.Changed():
                self.changes = notice.changes
            case notices.Delivered():
                self.films.append(notice.path)
            case _:
                pass

    def _tell(self, notice: Notice) -> None:
        if isinstance(notice, notices.Delivered):
            self.glass.gap()
        columns = self.glass.columns
        if isinstance(notice, notices.Tracks):
            rows = notice_rows.timeline(notice.timeline, self.words, columns, self.changes)
        else:
            rows = notice_rows.rows(notice, self.words, columns)
        if rows:
            self.glass.rows(rows)

    def tell(self, notice: Notice) -> None:
        """Something is said that belongs to no wish."""
        if isinstance(notice, notices.Connecting):
            self.connecting = notice.words
        self._note(notice)
        self._tell(notice)
        self.refresh()

    async def ended(self, wish: Wish, ending: RunResult) -> None:
        """It is over."""
        if isinstance(wish.passing, (notices.Rendering, notices.Fetching)) or wish.is_beside:
            self.glass.progress(None)
        wish.passing = None
        if ending.end == "same":
            self.glass.row("note", self.words.say("repl.same"))
        elif ending.answer.get("elsewhere"):
            self._told_elsewhere(ending.answer)
        elif ending.end == "running" and wish.job is not None:
            self.glass.row("note", self.words.say("notice.running", job=wish.job.id))
        if ending.end == "stopped":
            await self._look_again(wish, ending)
        if wish.hint:
            way = self.words.say(f"route.{wish.hint}")
            said = self.words.say("explain.near", way=way, command=f"/{wish.hint}")
            self.glass.row("note", said)
        if wish.seconds > _LONG_S:
            self.glass.ring(wish.text or self.words.say("repl.done"))
        if wish.needs is not None and self.has_person:
            from agent.surfaces.repl import questions

            questions.about(self, wish, wish.needs)
        self._after(wish, ending)

    def _after(self, wish: Wish, ending: RunResult) -> None:
        from agent.session import result
        from agent.surfaces.repl.commands import history

        self.code = result.exit_code(ending.end) if ending.end != "same" else self.code
        if self.recording:
            history.write_record(self)
        if self.room is not None and not wish.is_reader:
            self.usual_s = usual(self.room)
        self.refresh()

    def _told_elsewhere(self, answer: Mapping[str, Any]) -> None:
        for said in (answer.get("reply"), answer.get("error", {}).get("message")):
            if said:
                self._tell(notices.Reply(str(said)))
        if found := tuple(map(summary.change_of_object, answer.get("changes", ()))):
            self.changes = found
            self.glass.rows([notice_rows.change(one, self.words) for one in found])
        if film := answer.get("video"):
            size, *facts = (int(film.get(one, 0)) for one in _FACTS)
            width, height, duration_ms = facts
            link = str(answer.get("link", ""))
            delivered = notices.Delivered(film["path"], size, width, height, duration_ms, link)
            self._note(delivered)
            self._tell(delivered)

    async def _look_again(self, wish: Wish, ending: RunResult) -> None:
        """After a stop: what has become of it, as far as the timeline tells."""
        if self.room is None:
            return
        has_looked = False
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOKS_WITHIN_S):
                has_looked = await self.room.look()
                await self.room.count()
        if not has_looked:
            self.glass.row("note", self.words.say("repl.after_stop_unseen"))
            return
        now = self.room.chat.timeline
        found = changes.between(wish.before, now)
        self._tell(notices.Changed(found, now))
        self.changes = found
        if found and wish.job is not None:  # so that it can be taken back like any other
            told = [summary.change_to_object(one) for one in found]
            self.room.journal.amend(wish.job.id, {**ending.answer, "changes": told})
        key = "repl.after_stop" if found else "repl.after_stop_same"
        self.glass.row("note", self.words.say(key))

    async def count(self) -> None:
        """Read the credits there are, and how long wishes usually take."""
        if self.room is None:
            return
        await self.room.count()
        self.usual_s = usual(self.room)
        self.refresh()

    def waits(self, wish: Wish) -> None:
        """Another process is at work on this conversation, and comes first."""
        key = "repl.beside" if wish.is_beside else "repl.elsewhere"
        self.glass.row("note", self.words.say(key))

    def held(self, number: int) -> None:
        """So many wishes wait until somebody says go on."""
        if self.tells_phases:  # where there is a live line, it says so
            self.glass.row("warn", self.words.say("repl.held", count=number))

    # Leaving

    def leave(self) -> None:
        """End the conversation."""
        self.is_over.set()
        self.refresh()

    async def rest(self, *, is_seen: bool) -> None:
        """Until nothing waits and nothing runs; where it is seen, what is beside may go on."""
        while not self.is_over.is_set() and self._is_at_work(is_seen=is_seen):  # noqa: ASYNC110 - many things end it
            await asyncio.sleep(_LATER)

    def _is_at_work(self, *, is_seen: bool) -> bool:
        turns = self.turns
        runs = self._doing or (turns.is_busy if is_seen else turns.running)
        return bool(runs or not turns.is_ready or (turns.queue and not turns.is_held))


def usual(room: OpenConversation) -> float:
    """How long wishes of this backend usually take, by those of the past; 0 where nobody knows."""
    talks = {one.id for one in room.journal.talks() if one.backend == room.chat.backend}
    took = [
        one.touched - one.born
        for one in room.journal.jobs()[:50]
        if one.state == "done" and one.kind == "say" and one.talk in talks
    ]
    longest = time.monotonic()
    return min(statistics.median(took), longest) if len(took) > 2 else 0.0  # noqa: PLR2004 - three make a habit
