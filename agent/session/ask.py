"""The front door: a request becomes a job of the journal, which is then seen through.

Every surface comes in here: the verbs of the command line, agent hosts, batches. Whoever waits for
a job that was written down before comes in by `dispatch`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.flows import turn
from agent.flows.turn import Leg
from agent.session import dispatch, result
from agent.session.dispatch import FOR_EVER
from agent.world import folders
from agent.world.journal import READERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from agent.session.dispatch import Begun, Listener
    from agent.session.result import RunResult
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import ConversationRow, Job

# A host that has killed a call says the same again within minutes; it is given what it missed.
REPEATS_WITHIN_S: Final = 900.0
SAY: Final = "say"  # the kind of a wish in words; export, upload, credits and status are others


@dataclass(frozen=True, slots=True)
class WishRequest:
    """What somebody asks for. Paths are meant from the folder of the workspace."""

    text: str = ""
    kind: str = SAY
    files: tuple[str, ...] = ()
    out: str | None = None  # where an export goes; "" leaves its name to us, None asks for none
    overwrites: bool = False  # a file that has the name of the export
    skill: str = ""
    backend: str = ""
    session: str = ""
    is_new: bool = False
    max_credits: float | None = None


async def ask(
    workspace: Workspace,
    request: WishRequest,
    words: Words,
    listener: Listener,
    *,
    patience_s: float = FOR_EVER,
    is_here: bool = False,
    begun: Begun | None = None,
) -> RunResult:
    """Have a wish done and listen until it is over or patience ends. Raises LocalError.

    It is done in this process with `is_here`, when it only reads, and where the host keeps no
    workers; else by one that outlives this one.
    """
    job = write_down(workspace, request)
    is_here = is_here or job.kind in READERS
    ended = await dispatch.see_through(
        workspace, job, words, listener, patience_s=patience_s, is_here=is_here, begun=begun
    )
    return result.repeated(ended) if job.is_over else ended


def write_down(workspace: Workspace, request: WishRequest) -> Job:
    """The wish in the journal before anything is done; the same job where it runs already."""
    if request.kind == SAY and not _asks_for_something(request):
        raise LocalError(FailureKind.NO_WISH)
    row = workspace.talk(
        request.skill,
        request.backend,
        session=request.session,
        is_new=request.is_new,
        wish=request.text,
    )
    order: dict[str, Any] = {"legs": [one.to_facts() for one in _legs(workspace, request, row)]}
    if request.max_credits is not None:
        order["max_credits"] = request.max_credits
    order["asked"] = _asked(request, workspace.folder)
    within_s = 0 if request.kind in READERS else REPEATS_WITHIN_S
    return workspace.job(row.id, request.kind, request.text, order, repeats_within_s=within_s)


def _asked(request: WishRequest, folder: Path) -> dict[str, Any]:
    """What tells apart two requests of the same words."""
    return {
        "files": [folders.absolute(one, folder) for one in request.files],
        "out": folders.absolute(request.out, folder) if request.out else request.out,
        "overwrites": request.overwrites,
        "max_credits": request.max_credits,
    }


def _asks_for_something(request: WishRequest) -> bool:
    return bool(request.text.strip() or request.files or request.out is not None)


def _legs(workspace: Workspace, request: WishRequest, row: ConversationRow) -> list[Leg]:
    """The legs, every path in them absolute: whoever does them may stand elsewhere."""
    folder = workspace.folder
    files = tuple(folders.absolute(one, folder) for one in request.files)
    out = folders.absolute(request.out, folder) if request.out else request.out
    if request.kind != SAY:
        params: Mapping[str, str] = {"out": out} if out else {}
        return [_complete(Leg(request.kind, "", files, params), request, folder)]
    has_offers = bool(row.memory.get("offers"))
    legs = turn.plan(request.text, files, out=out, has_offers=has_offers)
    return [_complete(one, request, folder) for one in legs]


def _complete(leg: Leg, request: WishRequest, folder: Path) -> Leg:
    files = tuple(folders.absolute(one, folder) for one in leg.files)
    may = {"overwrites": "yes"} if request.overwrites and leg.route == "export" else {}
    return replace(leg, files=files, params={**leg.params, **may})
