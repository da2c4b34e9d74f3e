"""The front door: a request becomes a job, and the job a result."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from agent.core.conversation import Action
from agent.core.errors import LocalError
from agent.core.state import WishState
from agent.session import ask
from agent.session.ask import WishRequest

if TYPE_CHECKING:
    from pathlib import Path

    from agent.session.result import RunResult
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import Job
    from tests.agent.backend import Backend


def nobody(_: object) -> None:
    """Nobody listens."""


def legs(workspace: Workspace, **asked: Any) -> list[dict[str, Any]]:
    """The legs of a request, as they are written down."""
    found: list[dict[str, Any]] = ask.write_down(workspace, WishRequest(**asked)).order["legs"]
    return found


async def asked(workspace: Workspace, words: Words, text: str) -> RunResult:
    request = WishRequest(text, is_new=True)
    return await ask.ask(workspace, request, words, nobody, is_here=True)


def test_a_wish_is_asked_and_answered(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    ended = asyncio.run(asked(workspace, english, "waves at dawn"))

    assert (ended.end, ended.answer["reply"]) == (WishState.DONE, "The sunset is ready.")
    assert backend.messages() == ["waves at dawn"]


def test_what_only_reads_needs_no_process_of_its_own(
    workspace: Workspace, backend: Backend, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("subprocess.Popen", start)
    backend.credits = {"available": 7}

    ended = asyncio.run(ask.ask(workspace, WishRequest(kind="credits"), english, nobody))

    assert ended.answer["credits"] == {"available": 7}


def test_nothing_at_all_is_refused(workspace: Workspace) -> None:
    with pytest.raises(LocalError, match="no_wish"):
        ask.write_down(workspace, WishRequest("  \n"))

    assert workspace.journal.jobs() == []


def test_the_same_wish_is_the_same_job_while_it_runs(workspace: Workspace) -> None:
    first = ask.write_down(workspace, WishRequest("waves"))

    assert ask.write_down(workspace, WishRequest("waves")).id == first.id
    assert ask.write_down(workspace, WishRequest("other waves")).id != first.id


def ended(workspace: Workspace, state: WishState = WishState.DONE, **asked: Any) -> Job:
    """A wish that has ended; its caller was killed before the answer was told."""
    job = ask.write_down(workspace, WishRequest(**asked))
    assert workspace.journal.take(job.id)
    workspace.journal.mark(job.id, state, {})
    workspace.journal.finish(job.id, {"v": 1, "ok": True, "state": state, "reply": "Waves."})
    workspace.journal.leave(job.id)
    return job


def again(workspace: Workspace, words: Words, **asked: Any) -> RunResult:
    return asyncio.run(ask.ask(workspace, WishRequest(**asked), words, nobody, is_here=True))


def test_an_answer_that_nobody_was_told_is_given_once(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    job = ended(workspace, text="waves")

    first = again(workspace, english, text="waves")
    workspace.journal.tell_answer(first.job_id)
    second = again(workspace, english, text="waves")

    assert first.job_id == job.id
    assert list(first.answer)[:4] == ["v", "ok", "state", "repeat"]
    assert (first.answer["reply"], first.answer["repeat"]) == ("Waves.", True)
    assert "repeat" not in second.answer
    assert backend.messages() == ["waves"]


@pytest.mark.parametrize(
    "asked",
    [
        {"text": "other waves"},
        {"text": "waves", "is_new": True},
        {"text": "waves", "files": ("a.mov",)},
        {"text": "waves", "out": "b.mp4"},
        {"text": "waves", "max_credits": 5.0},
    ],
)
def test_other_words_run_anew(workspace: Workspace, asked: dict[str, Any]) -> None:
    job = ended(workspace, text="waves")

    assert ask.write_down(workspace, WishRequest(**asked)).id != job.id


def test_an_answer_is_given_within_a_quarter_of_an_hour(workspace: Workspace) -> None:
    job = ended(workspace, text="waves")
    workspace.journal.db.execute("UPDATE jobs SET touched = touched - 890")
    assert ask.write_down(workspace, WishRequest("waves")).id == job.id
    workspace.journal.db.execute("UPDATE jobs SET touched = touched - 20")

    assert ask.write_down(workspace, WishRequest("waves")).id != job.id


def test_what_was_asked_for_since_makes_the_same_words_another_wish(workspace: Workspace) -> None:
    job = ended(workspace, text="make it faster")
    ended(workspace, kind="credits")
    assert ask.write_down(workspace, WishRequest("make it faster")).id == job.id
    ended(workspace, text="undo that")

    assert ask.write_down(workspace, WishRequest("make it faster")).id != job.id


@pytest.mark.parametrize(
    ("state", "is_repeated"),
    [
        (WishState.DONE, True),
        (WishState.FAILED, True),
        (WishState.UNCERTAIN, True),
        (WishState.NEEDS_USER, True),
        (WishState.STOPPED, False),
        (WishState.REFUSED, False),
        (WishState.UNREACHABLE, False),
    ],
)
def test_where_nothing_was_done_it_is_rather_done(
    workspace: Workspace, state: WishState, *, is_repeated: bool
) -> None:
    job = ended(workspace, state, text="waves")

    assert (ask.write_down(workspace, WishRequest("waves")).id == job.id) is is_repeated


def test_what_only_reads_is_read_again(workspace: Workspace) -> None:
    job = ended(workspace, kind="credits")

    assert ask.write_down(workspace, WishRequest(kind="credits")).id != job.id


def test_a_wish_of_the_conversation_is_nobodys_missed_answer(workspace: Workspace) -> None:
    row = workspace.talk("", "", session="", is_new=False, wish="waves")
    asked = ask.write_down(workspace, WishRequest("waves")).order
    workspace.journal.forget(workspace.journal.jobs()[0].id)
    job = workspace.job(row.id, "say", "waves", asked)
    workspace.journal.take(job.id)
    workspace.journal.mark(job.id, WishState.DONE, {})
    workspace.journal.finish(job.id, {"v": 1})

    assert ask.write_down(workspace, WishRequest("waves")).id != job.id


def test_a_yes_that_is_said_again_while_it_runs_is_the_same_wish(workspace: Workspace) -> None:
    row = workspace.talk("", "", session="", is_new=False, wish="yes")
    chat = workspace.conversation(row)
    chat.offers = (Action("export"),)
    workspace.keep(chat, row)
    first = ask.write_down(workspace, WishRequest("yes"))
    chat.offers = ()  # the flow has taken it
    workspace.keep(chat, row)

    assert ask.write_down(workspace, WishRequest("yes")).id == first.id


def test_paths_are_meant_from_the_folder_of_the_workspace(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    there = replace(workspace, folder=tmp_path / "films")

    upload, chat, export = legs(there, text="make it slow", files=("a.mov",), out="b/../c.mp4")

    assert upload["files"] == [f"{tmp_path}/films/a.mov"]
    assert chat["text"] == "make it slow"
    assert export["params"] == {"out": f"{tmp_path}/films/c.mp4"}


def test_addresses_and_paths_from_the_root_are_left_as_they_are(workspace: Workspace) -> None:
    (upload,) = legs(
        workspace, kind="upload", files=("https://x.example/a.mp4?b=1", "/films/a.mov")
    )

    assert upload["files"] == ["https://x.example/a.mp4?b=1", "/films/a.mov"]


@pytest.mark.parametrize(("out", "params"), [(None, {}), ("", {}), ("/a.mp4", {"out": "/a.mp4"})])
def test_an_export_may_name_its_file(
    workspace: Workspace, out: str | None, params: dict[str, str]
) -> None:
    assert legs(workspace, kind="export", out=out) == [
        {"route": "export", "text": "", "files": [], "params": params}
    ]


@pytest.mark.parametrize("asked", [{"kind": "export"}, {"text": "export it as a.mp4"}])
def test_whether_a_file_may_be_overwritten_goes_with_the_export(
    workspace: Workspace, asked: dict[str, Any]
) -> None:
    (leg,) = legs(workspace, overwrites=True, **asked)

    assert leg["params"].get("overwrites") == "yes"
    assert "overwrites" not in legs(workspace, **asked)[0]["params"]


def test_a_limit_goes_with_the_wish(workspace: Workspace) -> None:
    assert ask.write_down(workspace, WishRequest("a", max_credits=0.0)).order["max_credits"] == 0.0
    assert "max_credits" not in ask.write_down(workspace, WishRequest("b")).order


@pytest.mark.slow
def test_eight_threads_may_ask_in_one_workspace(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    texts = [f"waves {number}" for number in range(8)]

    with ThreadPoolExecutor(8) as pool:
        ended = list(pool.map(lambda text: asyncio.run(asked(workspace, english, text)), texts))

    assert [one.answer.get("error") for one in ended] == [None] * 8
    assert {one.end for one in ended} == {WishState.DONE}
    assert sorted(backend.messages()) == texts
    assert {one.state for one in workspace.journal.jobs()} == {WishState.DONE}
    assert {one.owner for one in workspace.journal.jobs()} == {""}


def test_several_tasks_of_a_loop_may_ask_in_one_workspace(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    async def all_() -> list[RunResult]:
        texts = [f"waves {number}" for number in range(4)]
        return await asyncio.gather(*(asked(workspace, english, text) for text in texts))

    ended = asyncio.run(all_())

    assert [one.end for one in ended] == [WishState.DONE] * 4
    assert len({one.answer["session"] for one in ended}) == 4
    assert len(backend.messages()) == 4
