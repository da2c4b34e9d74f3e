"""Commands about conversations: new, sessions, resume, rename, delete."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.speech import amounts
from agent.surfaces.repl import questions, startup
from agent.surfaces.repl.commands.registry import command
from agent.surfaces.repl.file_candidates import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agent.surfaces.repl.chat_state import ChatState
    from agent.world.journal import ConversationRow

_SHOWN: Final = 20  # rows that fit a window
_OFFERED: Final = 60
_TITLE: Final = 80  # letters


def _others(state: ChatState, typed: str) -> Iterator[Candidate]:
    """The conversations that have a title, without the one that is open."""
    if state.conversation is None:
        return
    here, rows = state.conversation.row.id, state.conversation.journal.talks()
    for one in [one for one in rows if one.id != here and one.title][:_OFFERED]:
        yield Candidate(one.id, len(typed), one.title)


@command("new")
async def begin_new(state: ChatState, _: str) -> None:
    """Begin another conversation."""
    if not state.refuses_while_busy():
        await startup.switch(state, state.opened.row.profile, "")


@command("sessions")
def show_sessions(state: ChatState, rest: str) -> None:
    """List the conversations so far, or those in whose title or wishes a word stands."""
    here, asked = state.opened.row.id, rest.casefold()
    found = [
        one
        for one in state.opened.journal.talks()
        if (one.title or one.id == here)
        and (not asked or asked in one.title.casefold() or asked in _wishes(state, one))
    ]
    if not found:
        state.note("session.none")
        return
    now = time.time()  # noqa: TID251 - for people
    for one in found[:_SHOWN]:
        mark = "● " if one.id == here else "  "
        age = amounts.ago(now - one.used, state.words)
        about = f"  {age} · {one.skill} · {_host(one.backend)}"
        row = [("good", mark), ("note", one.id), ("", f"  {one.title or '–'}"), ("note", about)]
        state.output.rows([row], hang=4)
    if len(found) > _SHOWN:
        state.output.row("note", f"… +{len(found) - _SHOWN}")
    state.note("repl.sessions_how")


def _host(backend: str) -> str:
    return backend.partition("://")[2] or backend


def _wishes(state: ChatState, row: ConversationRow) -> str:
    return "\n".join(job.wish for job in state.opened.journal.jobs(row.id)).casefold()


@command("resume", values=_others)
async def resume(state: ChatState, rest: str) -> None:
    """Go on in a conversation, by the beginning of its id or words of its title."""
    if not rest:
        show_sessions(state, "")
        return
    if state.refuses_while_busy():
        return
    journal, here = state.opened.journal, state.opened.row.id
    row = journal.talk(rest.split(maxsplit=1)[0])
    if row is None:
        words = rest.casefold()
        near = [one for one in journal.talks() if one.id != here and words in one.title.casefold()]
        row = next((one for one in near if one.title), None)
    if row is None:
        raise LocalError(FailureKind.NO_TALK, rest)
    await startup.switch(state, row.profile, row.id)


@command("rename")
def rename(state: ChatState, rest: str) -> None:
    """Give this conversation a title."""
    conversation = state.opened
    title = " ".join(rest.split())[:_TITLE]
    if not title:
        state.output.row("note", "/rename …")
        return
    conversation.journal.rename_talk(conversation.row.id, title)
    conversation.chat.title = title
    state.good("session.renamed", id=conversation.row.id, title=title)


@command("delete", values=_others)
def ask_to_delete(state: ChatState, rest: str) -> None:
    """Delete a conversation that is not this one, once somebody has said yes."""
    if not rest:
        show_sessions(state, "")
        return
    row = state.opened.journal.talk(rest)
    if row is None:
        raise LocalError(FailureKind.NO_TALK, rest)
    if row.id == state.opened.row.id:
        state.warn("repl.delete_open")
        return
    if not state.has_person:
        _delete(state, row)
        return
    said = state.words.say("repl.delete_sure", title=row.title or row.id)
    questions.ask(state, said, lambda: _delete(state, row))


def _delete(state: ChatState, row: ConversationRow) -> None:
    state.opened.journal.delete_talk(row.id)
    state.good("session.deleted", id=row.id)
