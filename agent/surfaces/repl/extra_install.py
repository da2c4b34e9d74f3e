"""Installing an extra that a wish has missed, in a process beside the conversation."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING

from agent.skill import installation
from agent.speech import notice_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from agent.core.failure_kind import FailureKind
    from agent.surfaces.repl.chat_state import ChatState


def command_for(kind: FailureKind) -> list[str]:
    """The command that adds what a wish has missed; none where nothing is, or we may not run it."""
    extra = notice_text.EXTRAS.get(kind)
    return installation.here().command(extra) if extra else []


async def install(
    state: ChatState, kind: FailureKind, command: Sequence[str], then: Callable[[], None]
) -> None:
    """Run the command and go on; where it fails, show its last line and the command."""
    state.note("repl.installing")
    problem = await _run(command)
    importlib.invalidate_caches()  # packages that were looked for in vain are there now
    extra = notice_text.EXTRAS[kind]
    if not problem and not installation.missing(extra):
        state.good("repl.installed")
        then()
    else:
        state.bad("repl.not_installed", problem=problem or "?", cure=installation.cure(extra))
    state.refresh()


async def _run(command: Sequence[str]) -> str:
    """Run it to its end; the last line that it says where it fails, else nothing."""
    try:
        child = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,  # Ctrl-C at the prompt is not meant for it
        )
    except OSError as error:
        return error.strerror or str(error)
    try:
        _, said = await child.communicate()
    finally:
        if child.returncode is None:  # the conversation is left
            child.kill()
    lines = said.decode("utf-8", "replace").split("\n")
    return next((one for one in reversed(lines) if one.strip()), "?") if child.returncode else ""
