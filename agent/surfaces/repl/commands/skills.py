"""Commands about whom one talks with: skill, backend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.skill import lookup, profile
from agent.surfaces.repl import startup
from agent.surfaces.repl.commands.registry import command
from agent.surfaces.repl.file_candidates import Candidate, files
from agent.surfaces.repl.typed_files import files_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agent.skill.profile import Profile
    from agent.surfaces.repl.chat_state import ChatState


def _names(_: ChatState, typed: str) -> Iterator[Candidate]:
    """The skills there are; files, once a path is begun."""
    if any(one in typed for one in "/~."):
        return files(typed)
    return (Candidate(one.name, len(typed), one.title) for one in profile.product().profiles)


@command("skill", values=_names)
async def choose_skill(state: ChatState, rest: str) -> None:
    """Show the skills, or begin a conversation with another."""
    conversation = state.opened
    if not rest:
        _show_skills(state, conversation.skill)
        return
    if state.refuses_while_busy():
        return
    names = [one.name for one in profile.product().profiles if rest in one.name]
    name = rest if rest in names or len(names) != 1 else names[0]
    if lookup.is_path(rest):
        (name, *_) = files_of(rest) or [rest]
    key = conversation.workspace.profile(name).key
    await startup.switch(state, key, "")


def _show_skills(state: ChatState, now: Profile) -> None:
    """Those there are, and the one that is talked with, also where it is a file."""
    ours = profile.product().profiles
    for one in (*ours, *([now] if now.path else ())):
        is_now = one.key == now.key
        row = [
            ("good" if is_now else "", "● " if is_now else "  "),
            ("bold", one.name),
            ("", f"  {one.title}"),
            ("dim", f"  {one.path}" if one.path else ""),
        ]
        state.output.rows([row], hang=4)
    if now.missing:
        state.note("skill.missing", what=", ".join(now.missing))
    state.note("repl.skill_how")


@command("backend")
def tell_backend(state: ChatState, _: str) -> None:
    """Say which backend this is, and what is known of it."""
    chat, words = state.opened.chat, state.words
    known = words.say("repl.connected" if chat.session or chat.token else "repl.not_connected")
    state.say("repl.backend", name=chat.backend, state=known)
