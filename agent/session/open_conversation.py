"""The desk with the conversation that is open on it, and a line of its own to ask aside."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from agent.core.errors import ReeltalkError
from agent.core.notices import Ready, Tracks
from agent.flows import backend, balance, connect, failures, status
from agent.session import runner
from agent.session.workspace import LIMIT, Workspace, most_credits, open_workspace
from agent.skill import profile as profiles
from agent.world import backends
from agent.world.journal import Journal
from agent.world.live_world import LiveWorld
from agent.world.player import play
from intents.language import detect

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping

    from agent.core.conversation import Conversation
    from agent.core.notices import Notice
    from agent.skill.profile import Profile
    from agent.speech.words import Words
    from agent.world.journal import ConversationRow, Job

_RENDERS = ("rendering", "fetching")
_SOON_S = 0.5


class _OrderedJournal(Journal):
    """The journal of a process that does several wishes and sees to their order itself."""

    def is_behind(self, job: Job) -> bool:
        """Whether a wish of another process's comes first; ours are in their order already."""
        others = [one for one in self.jobs(job.talk) if one.owner not in ("", self.me)]
        return bool(others) and super().is_behind(job)


@dataclass(slots=True)
class OpenConversation(Workspace):
    """A desk on which one conversation is open; each conversation is one object in this process."""

    row: ConversationRow = field(init=False)
    chat: Conversation = field(init=False)
    skill: Profile = field(init=False)
    most: float | None = None  # the most credits that a conversation may spend
    limit: float | None = None  # the same for this one: a yes has raised it
    is_leaving: bool = False
    _talks: dict[str, Conversation] = field(default_factory=dict)
    _aside: LiveWorld | None = None
    _said: list[Notice] = field(default_factory=list)
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    def conversation(self, row: ConversationRow) -> Conversation:
        """The same object for the same conversation: wishes beside each other share it."""
        if row.id not in self._talks:
            self._talks[row.id] = super(OpenConversation, self).conversation(row)
        return self._talks[row.id]

    def open(self, row: ConversationRow) -> None:
        """Make this the conversation that is talked in."""
        self.row, self.chat, self.skill = row, self.conversation(row), self.skill_of(row)
        self.limit = self.most

    def begin(self, skill: str, backend_: str, language: str, *, goes_on: bool, id_: str) -> None:
        """Open the conversation that was asked for. Raises DeskError."""
        if not id_ and not goes_on:
            self.open(self._anew(skill, backend_, language))
            return
        row = Workspace.talk(self, skill, backend_, session=id_, is_new=False, wish="")
        self.open(row)

    def _anew(self, skill: str, backend_: str, language: str) -> ConversationRow:
        row = Workspace.talk(self, skill, backend_, session="", is_new=True, wish="")
        if not self.is_detected(row):
            return row
        said = replace(row, memory={**row.memory, "language": language})
        self.journal.keep_talk(said)
        return said

    def is_detected(self, row: ConversationRow) -> bool:
        """Whether the language of the session is that of the first wish."""
        return self.skill_of(row).session_language == profiles.DETECTED

    def hear(self, wish: str) -> None:
        """The first wish of a session may tell its language."""
        if wish.strip() and not self.chat.session and self.is_detected(self.row):
            self.chat.language = detect(wish, by_one_kana=True)

    def forget_unused(self) -> None:
        """A conversation in which nothing was said is none."""
        if not self.chat.title and not self.journal.jobs(self.row.id):
            self.journal.delete_talk(self.row.id)

    def left_over(self) -> list[Job]:
        """What is not over: all of this conversation, and the exports of this folder."""
        here = {one.id for one in self.journal.talks() if one.folder == str(self.folder)}
        return [
            job
            for job in reversed(self.journal.jobs())
            if not job.is_over
            and (job.talk == self.row.id or (job.talk in here and job.state in _RENDERS))
        ]

    # Asking aside: nothing of it is a wish, so nothing of it is written down as one.

    async def connect(self, listener: Any) -> None:
        """Make the line and the session; says what goes on. What fails is tried by the wish."""
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
        """What a flow that only reads has to say; nothing where it cannot be asked now."""
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
        place = backends.BackendAddress(self.chat.backend, self.chat.base, self.chat.web)
        if self._aside is None or self._aside.place != place:
            self._aside = LiveWorld(
                place=place,
                folders=self.folders,
                folder=self.folder,
                environment=self.environment,
                notice=self._said.append,
                mark=_nothing,
                keep=lambda talk: self.keep(talk, self.row),
            )
        return self._aside

    async def quiet(self) -> None:
        """Ask nothing more aside; what is being asked may end, if it is soon."""
        self.is_leaving = True
        with suppress(TimeoutError):
            async with asyncio.timeout(_SOON_S), self._asking:
                return

    async def hang_up(self) -> None:
        """Leave the line that is asked aside."""
        aside, self._aside = self._aside, None
        if aside is not None:
            with suppress(Exception):
                await aside.end()


def _nothing(_: str, __: Mapping[str, Any]) -> None:
    """Nothing of this is a wish."""


def open_conversation(
    environment: Mapping[str, str], words: Words, **asked: Any
) -> OpenConversation:
    """The room of this folder, a conversation open in it. Raises DeskError."""
    desk = open_workspace(environment)
    path = desk.journal.path
    desk.journal.close()
    most = most_credits(asked.get("max_credits", "") or environment.get(LIMIT, ""))
    room = OpenConversation(
        desk.environment, desk.folder, desk.folders, _OrderedJournal(path), most=most
    )
    room.begin(
        asked.get("skill", ""),
        asked.get("backend", ""),
        words.language,
        goes_on=bool(asked.get("goes_on")),
        id_=asked.get("id_", ""),
    )
    return room
