"""From the prompt to the first answer: heavy modules loaded, a conversation opened, connected.

`switch` does the same once more, for another conversation.
"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import intents
from agent.core import notices
from agent.flows import turn
from agent.session.open_conversation import open_conversation
from agent.session.queue import Wish
from agent.session.workspace import open_workspace
from agent.skill import profile
from agent.speech import amounts
from agent.speech.sanitize import one_line
from agent.surfaces.repl import first_paint
from agent.surfaces.views.cells import cut

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agent.core.notices import Notice
    from agent.session.open_conversation import OpenConversation
    from agent.speech.words import Words
    from agent.surfaces.repl.chat_state import ChatOptions, ChatState

_HEAVY: Final = ("agent.world.http", "agent.world.asgi")  # 125 ms, as long as all before the prompt
_SHOWN: Final = 600  # letters of the last answer, where a conversation is gone on with


def _wake(backend: str) -> None:
    """Load what takes a while: the HTTP client, the phrases, the skills."""
    for name in _HEAVY:
        import_module(name)
    profile.product()
    intents.route("export")
    if backend == "studio":
        _wake_studio()


def _wake_studio() -> None:
    try:
        import_module("studio.http.app")
    except ImportError:  # whoever needs it says that it is not there
        return


async def opened(
    options: ChatOptions, words: Words, environment: Mapping[str, str]
) -> OpenConversation:
    """Open the conversation that was asked for, the loading in a thread. Raises LocalError."""
    backend = options.backend or environment.get("REELTALK_BACKEND", "")
    await asyncio.to_thread(_wake, backend)
    return open_conversation(
        open_workspace(environment, Path.cwd(), program=Path(sys.argv[0]).absolute()),
        words,
        skill=options.skill,
        backend_=options.backend,
        goes_on=options.goes_on,
        id_=options.id_,
        max_credits=options.max_credits,
    )


async def connect(state: ChatState) -> None:
    """Connect, pick up what was left, read where things stand."""
    conversation = state.opened
    if state.options.goes_on or state.options.id_:
        tell_where(state)
    state.connecting = conversation.chat.connecting
    state.refresh()
    await conversation.connect(lambda notice: _told(state, notice))
    pick_up(state)
    state.has_connected()
    await conversation.look()
    await state.count()


def _told(state: ChatState, notice: Notice) -> None:
    if isinstance(notice, notices.Connecting):
        state.connecting = notice.words
    state.tell(notice)


def tell_where(state: ChatState) -> None:
    """Say which conversation is gone on with."""
    conversation, words = state.opened, state.words
    if conversation.skill.path and not Path(conversation.skill.path).is_file():
        state.warn("skill.gone", path=conversation.skill.path)
    if not conversation.chat.title:
        return
    age = amounts.ago(time.time() - conversation.row.used, words)  # noqa: TID251 - for people
    state.note("repl.goes_on", title=conversation.chat.title, age=age)
    jobs = conversation.journal.jobs(conversation.row.id)
    last = next((job for job in jobs if job.answer.get("reply")), None)
    if last is not None:
        state.output.row("note", f"› {cut(one_line(last.wish), _SHOWN)}")
        state.output.row("note", str(last.answer["reply"])[:_SHOWN])


def pick_up(state: ChatState) -> None:
    """Queue what an earlier process has begun and not ended; nothing is sent twice."""
    for job in state.opened.left_over():
        legs = [turn.leg(one) for one in job.order.get("legs", ())]
        is_beside = job.state.is_render
        wish = Wish(job.wish or f"/{job.kind}", job.kind, legs, job, is_beside=is_beside)
        state.queue.add(wish)


async def switch(state: ChatState, skill: str, id_: str) -> None:
    """Open another conversation: the one of that id, or a new one with that skill."""
    conversation, words = state.opened, state.words
    row = conversation.row
    backend = row.backend if row.backend in ("studio", "cloud") else row.memory["base"]
    conversation.forget_unused()
    await conversation.hang_up()
    conversation.begin(skill, backend, words.language, goes_on=False, id_=id_)
    state.options = replace(state.options, skill=skill, goes_on=bool(id_), id_=id_)
    state.changes, state.last, state.recording = (), "", ""
    state.question = None
    state.queue.is_ready = False
    if not id_:
        greeting = first_paint.greeting(words, conversation.skill)
        state.output.rows([[(paint, text)] for paint, text in greeting])
    await connect(state)
