"""The process that nobody looks at, played in this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agent.core.state import WishState
from agent.flows.turn import Leg
from agent.surfaces import worker

if TYPE_CHECKING:
    from agent.session.workspace import Workspace
    from agent.world.journal import Job
    from tests.agent.backend import Backend


def wish(workspace: Workspace, *legs: Leg) -> Job:
    """A wish that waits for somebody to do it."""
    row = workspace.talk("", "", session="", is_new=False, wish="waves")
    order = {"legs": [one.to_facts() for one in legs or (Leg("chat", "waves"),)]}
    return workspace.job(row.id, "say", "waves", order)


def test_a_wish_is_done_and_everything_said_is_noted(
    workspace: Workspace, backend: Backend
) -> None:
    job = wish(workspace)

    code = worker.main([worker.__name__, job.id, "zh"])

    kept = workspace.journal.job(job.id)
    assert kept is not None
    assert (code, kept.state, kept.answer["reply"]) == (0, "done", "The sunset is ready.")
    told = [one for _, one in workspace.journal.told(job.id)]
    events = [one["said"]["event"] for one in told]
    assert events[0] == "routed"
    assert "reply" in events
    assert [one["passing"] for one in told if one["said"]["event"] == "connecting"] == [True]
    assert backend.messages() == ["waves"]


def test_what_is_noted_is_in_the_language_of_who_asked(
    workspace: Workspace, backend: Backend
) -> None:
    assert backend.base
    job = wish(workspace, Leg("upload", "", ("gone.mov",)))

    worker.main([worker.__name__, job.id, "ja"])

    rows = [row for _, one in workspace.journal.told(job.id) for row in one["rows"]]
    assert any("見つかりません" in row for row in rows)


@pytest.mark.parametrize("state", [WishState.DONE, WishState.STOPPED])
def test_what_is_over_is_not_done_again(
    workspace: Workspace, backend: Backend, state: WishState
) -> None:
    job = wish(workspace)
    workspace.journal.take(job.id)
    workspace.journal.mark(job.id, state, {})

    assert worker.main([worker.__name__, job.id, "en"]) == 1
    assert backend.heard == []


def test_a_wish_there_is_not_is_nobodys(workspace: Workspace, backend: Backend) -> None:
    assert workspace.folder.is_dir()

    assert worker.main([worker.__name__, "nowhere", "en"]) == 1
    assert backend.heard == []


def test_a_wish_of_no_conversation_fails_with_word_of_it(workspace: Workspace) -> None:
    job = wish(workspace)
    workspace.journal.db.execute("DELETE FROM talks")

    code = worker.main([worker.__name__, job.id, "en"])

    kept = workspace.journal.job(job.id)
    assert kept is not None
    assert (code, kept.state, kept.answer["error"]["kind"]) == (1, "failed", "no_session")
