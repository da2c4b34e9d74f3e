"""The open conversation of a process, with a connection of its own for read-only queries."""

from __future__ import annotations

import asyncio
import statistics
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from agent.core.errors import ReeltalkError
from agent.core.notices import Ready, Tracks
from agent.core.state import WishState
from agent.flows import backend, balance, connect, failures, status
from agent.session import runner
from agent.session.workspace import LIMIT, most_credits
from agent.skill import profile as profiles
from agent.world import backends
from agent.world.live_world import LiveWorld
from agent.world.player import play
from intents.language import detect

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from agent.core.conversation import Conversation
    from agent.core.notices import Notice
    from agent.session.workspace import Workspace
    from agent.skill.profile import Profile
    from agent.speech.words import Words
    from agent.world.journal import ConversationRow, Job, Journal

_SOON_S: Final = 0.5  # somebody who leaves does not wait longer for a query
_PAST: Final = 50  # wishes of the past that tell how long one takes
_HABIT: Final = 3  # wishes that make a habit


@dataclass(slots=True)
class OpenConversation:
    """One conversation of a workspace; each conversation is one object in this process."""

    workspace: Workspace
    row: ConversationRow = field(init=False)
    chat: Conversation = field(init=False)
    skill: Profile = field(init=False)
    most: float | None = None  # the most credits that a conversation may spend
    limit: float | None = None  # the same for this one: a yes has raised it
    is_leaving: bool = False
    _known: dict[str, Conversation] = field(default_factory=dict)
    _aside: LiveWorld | None = None
    _said: list[Notice] = field(default_factory=list)
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def journal(self) -> Journal:
        """The journal of the workspace."""
        return self.workspace.journal

    def conversation_of(self, row: ConversationRow) -> Conversation:
        """The same object for the same conversation: wishes beside each other share it."""
        if row.id not in self._known:
            self._known[row.id] = self.workspace.conversation(row)
        return self._known[row.id]

    def open(self, row: ConversationRow) -> None:
        """Make this the conversation that is talked in."""
        self.row, self.chat = row, self.conversation_of(row)
        self.skill = self.workspace.skill_of(row)
        self.limit = self.most

    def begin(self, skill: str, backend_: str, language: str, *, goes_on: bool, id_: str) -> None:
        """Open the conversation that was asked for. Raises LocalError."""
        if not id_ and not goes_on:
            self.open(self._anew(skill, backend_, language))
            return
        row = self.workspace.talk(skill, backend_, session=id_, is_new=False, wish="")
        self.open(row)

    def _anew(self, skill: str, backend_: str, language: str) -> ConversationRow:
        row = self.workspace.talk(skill, backend_, session="", is_new=True, wish="")
        if not self.is_detected(row):
            return row
        said = replace(row, memory={**row.memory, "language": language})
        self.journal.keep_talk(said)
        return said

    def is_detected(self, row: ConversationRow) -> bool:
        """Whether the language of the session is that of the first wish."""
        return self.workspace.skill_of(row).session_language == profiles.DETECTED

    def hear(self, wish: str) -> None:
        """Take the language of the session from its first wish, where the skill says so."""
        if wish.strip() and not self.chat.session and self.is_detected(self.row):
            self.chat.language = detect(wish, by_one_kana=True)

    def forget_unused(self) -> None:
        """Delete the conversation from the journal if nothing was said in it."""
        if not self.chat.title and not self.journal.jobs(self.row.id):
            self.journal.delete_talk(self.row.id)

    def left_over(self) -> list[Job]:
        """Unfinished wishes of this conversation, and unfinished exports of this folder."""
        here = {one.id for one in self.journal.talks() if one.folder == str(self.workspace.folder)}
        return [
            job
            for job in reversed(self.journal.jobs())
            if not job.is_over
            and (job.talk == self.row.id or (job.talk in here and job.state.is_render))
        ]

    def usual_seconds(self) -> float:
        """How long a wish at this backend usually takes, by those of the past; 0 if unknown."""
        talks = {one.id for one in self.journal.talks() if one.backend == self.chat.backend}
        took = [
            one.touched - one.born
            for one in self.journal.jobs()[:_PAST]
            if one.state is WishState.DONE and one.kind == "say" and one.talk in talks
        ]
        longest = time.monotonic()  # a clock that was set makes no year of it
        return min(statistics.median(took), longest) if len(took) >= _HABIT else 0.0

    # Asking aside: nothing of it is a wish, so nothing of it is written down as one.

    async def connect(self, listener: Callable[[Notice], None]) -> None:
        """Connect and begin the session; says what goes on. What fails is tried by the wish."""
        world = self._world()
        world.notice = listener
        try:
            await runner.reach(self.row, self.chat, world)
            if self.chat.session or not self.is_detected(self.row):
                await play(connect.connect(self.chat), world.perform)
            else:
                await play(backend.new_token(self.chat), world.perform)
                listener(Ready("", self.chat.backend))
        except ReeltalkError as error:
            listener(failures.as_notice(error, self.chat))
        finally:
            world.notice = self._said.append

    async def ask(self, flow: Coroutine[Any, Any, None]) -> list[Notice]:
        """Run a read-only flow; its notices, none where the backend cannot be asked now."""
        try:
            async with self._asking:
                self._said.clear()
                if not self.is_leaving:
                    with suppress(ReeltalkError):
                        await play(flow, self._world().perform)
                return list(self._said)
        finally:
            flow.close()

    async def look(self) -> bool:
        """Read the timeline again; whether it could be."""
        said = await self.ask(status.tell(self.chat)) if self.chat.session else []
        return any(isinstance(one, Tracks) for one in said)

    async def count(self) -> None:
        """Read the credits, where anything costs."""
        if self.chat.token and not self.chat.is_free:
            await self.ask(balance.tell(self.chat))

    def _world(self) -> LiveWorld:
        address = backends.BackendAddress(self.chat.backend, self.chat.base, self.chat.web)
        if self._aside is None or self._aside.place != address:
            self._aside = LiveWorld(
                place=address,
                folders=self.workspace.folders,
                folder=self.workspace.folder,
                environment=self.workspace.environment,
                notice=self._said.append,
                mark=_nothing,
                keep=lambda chat: self.workspace.keep(chat, self.row),
            )
        return self._aside

    async def quiet(self) -> None:
        """Begin no more queries; wait a moment for the one that runs."""
        self.is_leaving = True
        with suppress(TimeoutError):
            async with asyncio.timeout(_SOON_S), self._asking:
                return

    async def hang_up(self) -> None:
        """Close the connection for queries."""
        aside, self._aside = self._aside, None
        if aside is not None:
            with suppress(Exception):
                await aside.end()


def _nothing(_: WishState, __: Mapping[str, Any]) -> None:
    """Mark nothing: a query is no wish."""


def open_conversation(
    workspace: Workspace,
    words: Words,
    *,
    skill: str = "",
    backend_: str = "",
    goes_on: bool = False,
    id_: str = "",
    max_credits: str = "",
) -> OpenConversation:
    """Open the conversation that was asked for, in a workspace of its own. Raises LocalError."""
    workspace.journal.orders_own = True  # the queue sees to it
    most = most_credits(max_credits or workspace.environment.get(LIMIT, ""))
    found = OpenConversation(workspace, most=most)
    found.begin(skill, backend_, words.language, goes_on=goes_on, id_=id_)
    return found
