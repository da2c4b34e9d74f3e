"""A backend and a disk that outlive the process, and a process that is killed at any effect."""

from __future__ import annotations

from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from agent.core import effects
from agent.core.effects import Fetched
from agent.core.notices import Renamed
from agent.core.state import WishState
from agent.flows import backend, turn
from tests.agent.playbook import CITY, Playbook, response, state, stranger, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from agent.core.conversation import Conversation
    from agent.core.effects import Effect
    from agent.flows.turn import Leg

NEVER: Final = 10**9


class KilledError(BaseException):
    """The process is gone."""


@dataclass(slots=True)
class Outside:
    """What a crash does not undo: the backend, the disk, the journal with one wish."""

    legs: Sequence[Leg]
    reply: str = "Music is on. Click the Export button."
    export_waits: bool = False
    files: dict[str, str] = field(default_factory=dict)  # path -> the render that it is
    sources: Mapping[str, int | str] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    renders: list[str] = field(default_factory=list)
    state: WishState = WishState.QUEUED
    facts: dict[str, Any] = field(default_factory=dict)
    talk: Conversation = field(default_factory=stranger)
    renamed: list[Renamed] = field(default_factory=list)
    ids: int = 0

    def live(self, kill_after: int = NEVER) -> int:
        """Do the wish from where it is, as `session/runner` does; how many effects there were."""
        process = Process(self, kill_after)
        step = None
        if self.state.is_cut_off or self.facts.get("leg"):
            step = backend.Step(int(self.facts.get("leg") or 0), self.state, dict(self.facts))
        with suppress(KilledError):
            process.play(turn.turn(copy(self.talk), self.legs, step))
        return process.done


@dataclass(slots=True)
class Process(Playbook):
    """A playbook that is killed after so many effects, each of which is done by then."""

    outside: Outside = field(default_factory=lambda: Outside([]))
    kill_after: int = NEVER
    done: int = 0

    def __init__(self, outside: Outside, kill_after: int) -> None:
        Playbook.__init__(self, files=outside.sources, kept=outside.talk.token)
        self.outside, self.kill_after, self.done = outside, kill_after, 0
        self.waits_for_export = outside.export_waits

    def perform(self, effect: Effect[Any]) -> Any:
        """Do it, and be killed if it was the last."""
        found = self._done(effect)
        self.done += 1
        if self.done == self.kill_after:
            raise KilledError
        return found

    def _done(self, effect: Effect[Any]) -> Any:
        outside = self.outside
        self.there = set(outside.files)
        match effect:
            case effects.Mark():
                outside.state = effect.state
                outside.facts = dict(effect.facts) or outside.facts
            case effects.Keep():
                outside.talk = copy(effect.talk)
            case effects.Fresh():
                outside.ids += 1
                return f"fresh-{outside.ids}"
            case effects.Open():
                outside.messages.append(effect.request.json["new_message"]["parts"][0]["text"])
                self.streams = [[text(outside.reply)]]
                return Playbook.perform(self, effect)
            case effects.Fetch():
                outside.files[effect.to] = effect.url
                return Fetched(effect.to, 1_000, 1920, 1080, 10_000)
            case effects.Send():
                self._answer(effect)
                return Playbook.perform(self, effect)
            case effects.Say():
                if isinstance(effect.notice, Renamed):
                    outside.renamed.append(effect.notice)
            case _:
                return Playbook.perform(self, effect)
        return None

    def _answer(self, effect: effects.Send) -> None:
        """Have the backend do what it is asked."""
        outside, request = self.outside, effect.request
        number = len(outside.messages)
        has_film = number or not any(leg.route == "chat" for leg in outside.legs)
        film = CITY["data"]["state"]["draft"]["t"] if has_film else []
        self.answers["state"] = [state(*film, media=tuple(outside.uploads), turn=number)]
        if request.file:
            outside.uploads.append(request.file)
        if request.method == "POST" and request.url.endswith("/render/proxy/lambda"):
            outside.renders.append(request.json["id"])
        known = request.url.rpartition("/")[2] in outside.renders
        fine = {"status": "completed", "output": {"url": request.url.rpartition("/")[2]}}
        self.answers["poll"] = [fine if known else response(404, {"detail": "Not Found"})]
