"""Commands that become wishes: export, credits, status, upload."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import intents
from agent.flows.turn import Leg
from agent.flows.upload import DOCUMENTS
from agent.session.queue import Wish
from agent.surfaces.file_paths import absolute
from agent.surfaces.repl.commands.registry import command
from agent.surfaces.repl.file_candidates import files
from agent.surfaces.repl.typed_files import files_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agent.surfaces.repl.chat_state import ChatState
    from agent.surfaces.repl.file_candidates import Candidate

_FILM: Final = (".mp4", ".mov", ".webm", ".mkv", ".gif")


def fit_files(state: ChatState, typed: str) -> Iterator[Candidate]:
    """Files of the types that may be handed over; any, where nobody knows those yet."""
    conversation = state.conversation
    types = () if conversation is None else (*conversation.skill.media, *DOCUMENTS)
    return files(typed, tuple(f".{one}" for one in types))


@command("export", is_wish=True, values=lambda _, typed: files(typed))
def add_export(state: ChatState, rest: str) -> None:
    """Export, into a file where one is named."""
    said = f"/export {rest}".strip()
    is_path = rest.casefold().endswith(_FILM) or "/" in rest or os.sep in rest
    if is_path:
        (out, *_) = files_of(rest) or [absolute(rest)]
        params = {"out": out}
    else:
        params = dict(intents.route(said).params)
    state.wish(Wish(said, "export", [Leg("export", "", params=params)]))


@command("credits", is_wish=True)
def ask_credits(state: ChatState, _: str) -> None:
    """Ask how many credits there are."""
    state.wish(Wish("/credits", "credits", [Leg("credits")]))


@command("status", is_wish=True)
def ask_status(state: ChatState, _: str) -> None:
    """Ask where things stand at the backend."""
    state.wish(Wish("/status", "status", [Leg("status")]))


@command("upload", is_wish=True, values=fit_files)
def add_upload(state: ChatState, rest: str) -> None:
    """Hand files over."""
    found = tuple(files_of(rest)) if rest else ()
    state.wish(Wish(f"/upload {rest}".strip(), "upload", [Leg("upload", "", found)]))
