"""From the first prompt to the first answer: heavy rooms woken, the desk opened, the line made."""

from __future__ import annotations

import asyncio
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from agent.session.queue import Wish
from agent.speech import amounts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agent.session.open_conversation import OpenConversation
    from agent.speech.words import Words
    from agent.surfaces.repl.controller import ChatOptions, Controller

_HEAVY: Final = ("agent.session.open_conversation", "agent.world.http", "agent.world.asgi")
_RENDERS: Final = ("rendering", "fetching")


def _wake(backend: str) -> None:
    """What takes a while, in a thread: the line, the phrases, the page of the skills."""
    for name in _HEAVY:
        import_module(name)
    from agent.skill import profile

    profile.product()
    import_module("intents").route("export")
    if backend == "studio":
        _wake_studio()


def _wake_studio() -> None:
    try:
        import_module("studio.http.app")
    except ImportError:  # whoever needs it says that it is not there
        return


async def room(
    asked: ChatOptions, words: Words, environment: Mapping[str, str]
) -> OpenConversation:
    """The room that was asked for. Raises DeskError."""
    backend = asked.backend or environment.get("REELTALK_BACKEND", "")
    await asyncio.to_thread(_wake, backend)
    rooms = import_module("agent.session.open_conversation")
    found: OpenConversation = rooms.open_conversation(
        environment,
        words,
        skill=asked.skill,
        backend=asked.backend,
        goes_on=asked.goes_on,
        id_=asked.id_,
        max_credits=asked.max_credits,
    )
    return found


async def connect(scene: Controller) -> None:
    """Make the line, pick up what was left, read where things stand."""
    assert scene.room is not None
    if scene.asked.goes_on or scene.asked.id_:
        tell_where(scene)
    scene.connecting = scene.room.chat.connecting
    scene.refresh()
    await scene.room.connect(scene.tell)
    pick_up(scene)
    scene.has_connected()
    await scene.room.look()
    await scene.count()


def tell_where(scene: Controller) -> None:
    """Which conversation is gone on with."""
    assert scene.room is not None
    room, words = scene.room, scene.words
    if room.skill.path and not Path(room.skill.path).is_file():
        scene.glass.row("warn", words.say("skill.gone", path=room.skill.path))
    if not room.chat.title:
        return
    age = amounts.ago(time.time() - room.row.used, words)  # noqa: TID251 - for people
    scene.glass.row("note", words.say("repl.goes_on", title=room.chat.title, age=age))
    last = next((job for job in room.journal.jobs(room.row.id) if job.answer.get("reply")), None)
    if last is not None:
        scene.glass.row("note", f"› {last.wish}")
        scene.glass.row("note", str(last.answer["reply"])[:600])


def pick_up(scene: Controller) -> None:
    """What an earlier process has begun and not ended is seen through; nothing is sent twice."""
    assert scene.room is not None
    from agent.flows import turn

    for job in scene.room.left_over():
        legs = [turn.leg(one) for one in job.order.get("legs", ())]
        is_beside = job.state in _RENDERS
        wish = Wish(job.wish or f"/{job.kind}", job.kind, legs, job, is_beside=is_beside)
        scene.turns.add(wish)
