"""State that the parts of a conversation share, and shorthands for the rows they write."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from agent.core import notices
from agent.surfaces.repl import notice_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self

    from agent.core.notices import Notice
    from agent.session.open_conversation import OpenConversation
    from agent.session.queue import Wish, WishQueue
    from agent.speech.words import Words
    from agent.surfaces.repl.output import Output
    from agent.timeline.changes import Change

_ECHOED: Final = 4  # rows behind the first of what was typed: enough to know it by


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """What the command line asks for."""

    skill: str = ""
    backend: str = ""
    goes_on: bool = False
    id_: str = ""
    max_credits: str = ""

    @classmethod
    def of_flags(cls, flags: Mapping[str, str]) -> Self:
        """Read the flags as `first_paint.understood` gives them."""
        return cls(
            flags.get("skill", ""),
            flags.get("backend", ""),
            "goes_on" in flags,
            flags.get("id_", ""),
            flags.get("max_credits", ""),
        )


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what a yes does."""

    text: str
    do: Callable[[], None]


@dataclass(slots=True)
class ChatState:
    """One conversation; `refresh` draws anew what is not in the scrollback."""

    output: Output
    words: Words
    options: ChatOptions
    environment: Mapping[str, str]
    refresh: Callable[[], None]
    has_echo: bool = False  # the terminal shows what is typed by itself
    has_person: bool = True  # who could answer a question
    tells_phases: bool = False  # there is no live area, so what goes on becomes rows
    queue: WishQueue = field(init=False)  # made by the controller
    conversation: OpenConversation | None = None  # None until it is open
    connecting: str = ""
    question: Question | None = None
    guess: str = ""  # what Enter alone takes
    last: str = ""  # the wish that was routed last
    changes: tuple[Change, ...] = ()
    usual_s: float = 0.0
    recording: str = ""
    keys: str = ""  # a way of editing that was asked for, until the terminal takes it
    looking: str = ""  # the film whose frames are being drawn
    whole: Callable[[str], str] = str  # a line with what was pasted, for the size of it
    films: list[str] = field(default_factory=list)
    is_over: asyncio.Event = field(default_factory=asyncio.Event)
    code: int = 0

    @property
    def opened(self) -> OpenConversation:
        """The conversation, for whatever runs only once it is open."""
        assert self.conversation is not None
        return self.conversation

    # Rows

    def say(self, key: str, **values: object) -> None:
        """Write a sentence of our own without paint."""
        self.output.row("", self.words.say(key, **values))

    def note(self, key: str, **values: object) -> None:
        """Write a sentence of our own that is told beside the talk."""
        self.output.row("note", self.words.say(key, **values))

    def good(self, key: str, **values: object) -> None:
        """Write a sentence of our own about a success."""
        self.output.row("good", self.words.say(key, **values))

    def warn(self, key: str, **values: object) -> None:
        """Write a sentence of our own that asks for attention."""
        self.output.row("warn", self.words.say(key, **values))

    def bad(self, key: str, **values: object) -> None:
        """Write a sentence of our own about a failure."""
        self.output.row("bad", self.words.say(key, **values))

    def echo(self, said: str) -> None:
        """Show what was typed, where the terminal has not done so."""
        if self.has_echo:
            return
        self.output.gap()
        first, *rest = said.split("\n")
        shown = [*rest[:_ECHOED], *(["…"] if len(rest) > _ECHOED else [])]
        rows = [[("chat", "› "), ("you", first)], *([("you", f"  {row}")] for row in shown)]
        self.output.rows(rows, hang=2)

    def tell(self, notice: Notice) -> None:
        """Write a notice, and keep what it tells of changes and films."""
        match notice:
            case notices.Changed():
                self.changes = notice.changes
            case notices.Delivered():
                self.films.append(notice.path)
                self.output.gap()
            case _:
                pass
        rows = notice_rows.rows(notice, self.words, self.output.columns, self.changes)
        if rows:
            self.output.rows(rows)
        self.refresh()

    # What changes for all parts at once

    def wish(self, wish: Wish) -> None:
        """Queue a wish."""
        wish.asks = wish.asks_names = self.has_person
        self.queue.add(wish)
        self.refresh()

    def refuses_while_busy(self, *, bears_held: bool = False) -> bool:
        """Whether something runs or waits, if only because it is held; if so it is said."""
        waits = self.queue.has_next if bears_held else bool(self.queue.waiting)
        is_busy = self.queue.is_busy or waits
        if is_busy:
            self.warn("repl.busy")
        return is_busy

    def has_connected(self) -> None:
        """Let the queue send what was typed meanwhile."""
        self.connecting = ""
        self.queue.ready()
        self.refresh()

    async def count(self) -> None:
        """Read the credits there are, and how long wishes usually take."""
        await self.opened.count()
        self.usual_s = self.opened.usual_seconds()
        self.refresh()

    def leave(self) -> None:
        """End the conversation."""
        self.is_over.set()
        self.refresh()
