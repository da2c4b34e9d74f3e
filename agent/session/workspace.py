"""The workspace of a folder: its conversations, found by skill and backend, and the journal."""

from __future__ import annotations

import sqlite3
import time
import uuid
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from agent.core.conversation import Action, Conversation, Limits
from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.core.state import WishState
from agent.skill import lookup, skill_md
from agent.skill import profile as profiles
from agent.world import backends, folders
from agent.world.journal import ConversationRow, Job, Journal
from intents.language import detect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agent.skill.profile import Profile
    from agent.world.backends import BackendAddress
    from agent.world.folders import Folders

LIMIT: Final = "REELTALK_MAX_CREDITS"
SHUT_IN: Final = "CODEX_SANDBOX_NETWORK_DISABLED"  # set by the host whose sandbox has no network
MOST_CREDITS: Final = 1e9
_ID: Final = 8  # letters of an id that people type


@dataclass(slots=True)
class Workspace:
    """Environment, folders and journal of one folder; threads and tasks may share it."""

    environment: Mapping[str, str]
    folder: Path
    folders: Folders
    journal: Journal
    program: Path = Path()  # as it was invoked, where that may tell the platform of the skill

    @property
    def keeps_no_workers(self) -> bool:
        """Whether a detached process would end with its command: so do the sandboxes that let
        nobody out, and those in which the person's own folders cannot be written to.
        """
        return self.folders.is_fallback or bool(self.environment.get(SHUT_IN))

    def profile(self, name: str) -> Profile:
        """The skill of that name, or in that file. Raises LocalError with those there are."""
        wanted = name or self.environment.get("REELTALK_SKILL", "")
        try:
            return lookup.find(wanted)
        except KeyError as error:
            raise LocalError(FailureKind.NO_SKILL, wanted) from error
        except skill_md.SkillFileError as error:
            raise LocalError(FailureKind(error.kind), error.about) from error

    def skill_of(self, row: ConversationRow) -> Profile:
        """The skill of a conversation: as its file says now, or said when it was last there."""
        kept = row.memory.get("skill")
        if not kept:
            return self.profile(row.profile)
        try:
            return skill_md.read(Path(row.profile))
        except skill_md.SkillFileError:
            return lookup.from_facts(kept)

    def talk(
        self, skill: str, backend: str, *, session: str, is_new: bool, wish: str
    ) -> ConversationRow:
        """The conversation that a command goes on in, or a new one."""
        if session:
            found = self.journal.talk(session)
            if found is None:
                raise LocalError(FailureKind.NO_SESSION, session)
            return found
        chosen = self.profile(skill)
        asked = backend or self.environment.get("REELTALK_BACKEND", "") or "auto"
        place = backends.address_of(asked, self.environment)
        name = "" if asked == "auto" else place.name
        last = self.journal.last_talk(str(self.folder), chosen.key, name)
        if last is not None and not is_new and (name or _is_of(last, place)):
            return last
        return self._new(chosen, place, asked, wish)

    def _new(
        self, chosen: Profile, place: BackendAddress, asked: str, wish: str
    ) -> ConversationRow:
        language = chosen.session_language
        if language == profiles.DETECTED:
            language = detect(wish, by_one_kana=True)
        memory = {
            "base": place.base,
            "web": place.web,
            "language": language,
            "auto": asked == "auto",
        }
        if chosen.path:
            memory["skill"] = lookup.to_facts(chosen)
        now = time.time()  # noqa: TID251 - when it began, for people
        row = ConversationRow(
            fresh(), str(self.folder), chosen.key, place.name, "", memory, now, now
        )
        self.journal.keep_talk(row)
        return row

    def conversation(self, row: ConversationRow) -> Conversation:
        """The conversation of a row, as flows use it; a new object at each call."""
        chosen = self.skill_of(row)
        memory = row.memory
        own = self.environment.get("NEMO_TOKEN", "").strip()
        has_own = bool(own) and memory["base"] != backends.STUDIO
        return Conversation(
            id=row.id,
            base=memory["base"],
            web=backends.pages_of(row.backend, memory["base"], self.environment),
            backend=row.backend,
            source=chosen.name,
            version=chosen.version,
            platform=platform(self.environment, Path(__file__), Path(chosen.path), self.program),
            language=memory["language"],
            connecting=chosen.connecting,
            limits=Limits(chosen.media, chosen.documents, chosen.max_mb),
            token=own if has_own else "",
            has_own_token=has_own,
            session=memory.get("session", ""),
            task=memory.get("task", ""),
            bind=memory.get("bind", ""),
            title=row.title,
            offers=tuple(Action(*one) for one in memory.get("offers", ())),
            uploads={path: tuple(was) for path, was in memory.get("uploads", {}).items()},
            spent=float(memory.get("spent") or 0),
            counted=memory.get("counted"),
        )

    def keep(self, talk: Conversation, row: ConversationRow) -> None:
        """Write a conversation down, without its token."""
        memory: dict[str, Any] = {
            "base": talk.base,
            "web": talk.web,
            "language": talk.language,
            "session": talk.session,
            "task": talk.task,
            "bind": talk.bind,
            "offers": [[one.name, one.request] for one in talk.offers],
            "uploads": {path: list(was) for path, was in talk.uploads.items()},
            "spent": talk.spent,
            "counted": talk.counted,
        }
        if "skill" in row.memory:
            memory["skill"] = lookup.to_facts(self.skill_of(row))
        now = time.time()  # noqa: TID251 - when it was last used, for people
        kept = replace(row, backend=talk.backend, title=talk.title, memory=memory, used=now)
        self.journal.keep_talk(kept)

    def job(
        self,
        talk: str,
        kind: str,
        wish: str,
        order: Mapping[str, Any],
        *,
        repeats_within_s: float = 0,
    ) -> Job:
        """A wish in the journal; the same one if it is running.

        With `repeats_within_s` somebody calls who may be killed before the answer is told: the same
        wish is then also one that has ended so lately, and whose answer nobody was told.
        """
        now = time.time()  # noqa: TID251 - when it was said, for people
        job = Job(fresh(), talk, kind, wish, order, WishState.QUEUED, {}, {}, now, now)
        return self.journal.add_job(job, repeats_within_s=repeats_within_s)


def _is_of(row: ConversationRow, place: BackendAddress) -> bool:
    """Whether an `auto` conversation is with the backend that `auto` means, or with the studio."""
    return row.memory.get("base") in (place.base, backends.STUDIO)


def open_workspace(
    environment: Mapping[str, str],
    folder: Path,
    *,
    program: Path = Path(),
) -> Workspace:
    """The workspace of a folder. Raises LocalError where nothing can be written down."""
    found = folders.folders(environment, folder)
    try:
        journal = Journal(found.state / "journal.sqlite3")
    except (sqlite3.Error, OSError) as error:
        raise LocalError(FailureKind.DISK, str(error)) from error
    return Workspace(environment, folder, found, journal, program)


def most_credits(said: str) -> float | None:
    """The limit of what may be spent, as it is typed. Raises LocalError."""
    try:
        found = float(said) if said else None
    except ValueError:
        found = -1.0
    if found is not None and not 0 <= found <= MOST_CREDITS:
        raise LocalError(FailureKind.BAD_LIMIT, said)
    return found


def fresh() -> str:
    """An id of ours, short enough to be typed."""
    return uuid.uuid4().hex[:_ID]  # noqa: TID251 - ids of our own are made here


def platform(
    environment: Mapping[str, str], installed: Path, skill: Path = Path(), program: Path = Path()
) -> str:
    """What X-Skill-Platform says: the variable, else where this, or the skill, is installed."""
    if said := environment.get("SKILL_SOURCE", "").strip():
        return said if said.isprintable() and said.isascii() else "unknown"
    invoked = (skill, installed, program, environment.get("REELTALK_SKILL_PATH", ""))
    for part, name in (("/.clawhub/", "clawhub"), ("/.cursor/skills/", "cursor")):
        if any(part in f"{Path(one).as_posix()}/" for one in invoked):
            return name
    return "unknown"
