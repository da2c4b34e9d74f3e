"""`wait`, `cancel`, `jobs`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from agent.core.state import WishState
from agent.flows.turn import Leg
from agent.world.journal import Journal, _boot

if TYPE_CHECKING:
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import Job
    from tests.agent.backend import Backend
    from tests.agent.conftest import Reeltalk


def wish(workspace: Workspace, text: str = "waves", state: WishState | None = None) -> Job:
    """A wish in the journal, in a state."""
    row = workspace.talk("", "", session="", is_new=False, wish="waves")
    job = workspace.job(row.id, "say", text, {"legs": [Leg("chat", text).to_facts()]})
    if state:
        workspace.journal.take(job.id)
        workspace.journal.mark(job.id, state, {})
        workspace.journal.finish(
            job.id, {"v": 1, "ok": state == WishState.DONE, "video": {"path": "/f.mp4"}}
        )
        workspace.journal.leave(job.id)
    return job


def test_no_jobs_are_no_jobs(home: object, reeltalk: Reeltalk) -> None:
    assert home

    assert reeltalk("jobs", "--no-json").out == "No jobs.\n"
    assert reeltalk("jobs").object() == {"v": 1, "ok": True, "state": "done"}


def test_jobs_are_listed_from_the_newest(workspace: Workspace, reeltalk: Reeltalk) -> None:
    first = wish(workspace, "waves\n  at dawn", WishState.DONE)
    second = wish(workspace, "夕日", WishState.UNCERTAIN)

    rows = reeltalk("jobs", "list", "--no-json").out.splitlines()
    said = reeltalk("jobs").object()["jobs"]

    assert rows == [
        f"{second.id}  say  uncertain  just now  夕日",
        f"{first.id}  say  done  just now  waves at dawn",
    ]
    assert [(one["id"], one["state"]) for one in said] == [
        (second.id, "uncertain"),
        (first.id, "done"),
    ]
    assert said[1]["path"] == "/f.mp4"


@pytest.mark.parametrize("state", WishState)
def test_every_state_has_words(
    workspace: Workspace, reeltalk: Reeltalk, each_language: Words, state: WishState
) -> None:
    wish(workspace, state=state)

    told = reeltalk("jobs", "--no-json", "--lang", each_language.language)

    assert each_language.say(f"job.state.{state}") in told.out


def test_a_job_that_rests_is_told_as_running(workspace: Workspace, reeltalk: Reeltalk) -> None:
    job = wish(workspace)
    workspace.journal.take(job.id)
    workspace.journal.mark(job.id, WishState.RENDERING, {})
    workspace.journal.finish(job.id, {"v": 1, "state": "running"})

    assert [one["state"] for one in reeltalk("jobs").object()["jobs"]] == ["running"]


def test_what_is_over_is_told_again(workspace: Workspace, reeltalk: Reeltalk) -> None:
    job = wish(workspace, state=WishState.DONE)

    for command in (("wait", job.id[:5]), ("wait",), ("jobs", "fetch", job.id)):
        told = reeltalk(*command)
        assert (told.code, told.object()["video"]["path"]) == (0, "/f.mp4")


def test_the_newest_that_is_not_over_is_meant(workspace: Workspace, reeltalk: Reeltalk) -> None:
    running = wish(workspace, "first")
    wish(workspace, "second", WishState.DONE)

    assert reeltalk("cancel", running.id[:4]).object()["job"] == {"id": running.id}
    assert reeltalk("wait", "--wait", "1").code == 0


@pytest.mark.slow
def test_what_was_left_is_gone_on_with(
    workspace: Workspace, backend: Backend, reeltalk: Reeltalk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/no/such/python")
    job = wish(workspace)

    told = reeltalk("wait", job.id)

    assert told.object()["reply"] == "The sunset is ready."
    assert backend.messages() == ["waves"]


def test_patience_is_counted_in_seconds(workspace: Workspace, reeltalk: Reeltalk) -> None:
    job = wish(workspace)
    theirs = Journal(workspace.journal.path)
    theirs.me = f"{_boot()}:{os.getppid()}"
    theirs.take(job.id)
    theirs.close()

    told = reeltalk("wait", job.id, "--wait", "0")

    assert told.object()["job"]["id"] == job.id


@pytest.mark.parametrize("patience", ["-1", "soon", "nan", "1e9"])
def test_a_patience_that_is_none_is_misuse(home: object, reeltalk: Reeltalk, patience: str) -> None:
    assert home

    assert reeltalk("wait", "--wait", patience).code == 2


def test_a_job_is_stopped(workspace: Workspace, reeltalk: Reeltalk) -> None:
    job = wish(workspace)

    told = reeltalk("cancel", job.id, "--no-json")

    assert told.out == f"Stopping {job.id}.\n"
    assert [one.state for one in workspace.journal.jobs()] == ["stopped"]


def test_a_job_is_forgotten(workspace: Workspace, reeltalk: Reeltalk) -> None:
    job = wish(workspace)

    told = reeltalk("jobs", "forget", job.id, "--no-json")

    assert told.out == f"Removed {job.id} from the list.\n"
    assert workspace.journal.jobs() == []


def test_with_nothing_to_wait_for_it_says_so(workspace: Workspace, reeltalk: Reeltalk) -> None:
    never = reeltalk("wait", "--no-json")
    program = reeltalk("wait").object()
    wish(workspace, state=WishState.DONE)
    over = reeltalk("wait", "--no-json")

    assert (never.code, never.out) == (2, "Nothing to wait for: no job is running.\n")
    assert (program["error"]["kind"], program["error"]["message"]) == (
        "nothing_runs", "Nothing to wait for: no job is running.")  # fmt: skip
    assert (over.code, over.out) == (0, "Nothing to wait for: no job is running.\n")


@pytest.mark.parametrize("command", [("cancel", "nowhere"), ("jobs", "fetch", "x%")])
def test_a_job_there_is_not_is_told(
    home: object, reeltalk: Reeltalk, command: tuple[str, ...]
) -> None:
    assert home

    told = reeltalk(*command)

    assert (told.code, told.object()["error"]["kind"]) == (2, "no_job")


def test_a_job_that_is_over_grows_no_older(workspace: Workspace, reeltalk: Reeltalk) -> None:
    job = wish(workspace, state=WishState.DONE)
    workspace.journal.db.execute("UPDATE jobs SET born=born-1000, touched=touched-990")
    stopped = wish(workspace, "other waves")
    workspace.journal.stop(stopped.id)
    running = wish(workspace, "more waves")
    workspace.journal.db.execute("UPDATE jobs SET born=born-50 WHERE id=?", (running.id,))

    ages = {one["id"]: one["elapsed_s"] for one in reeltalk("jobs").object()["jobs"]}

    assert ages[job.id] == 10
    assert ages[stopped.id] < 40
    assert ages[running.id] >= 50
