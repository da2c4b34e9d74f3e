"""Doing a wish, with a backend at the other end of a real line."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from starlette.responses import JSONResponse, Response

from agent.core import notices
from agent.core.errors import LocalError
from agent.core.state import WishState
from agent.flows.turn import Leg
from agent.session import job_locks, runner
from agent.skill import installation
from agent.world.journal import Journal, _boot
from tests.agent import backend as backends
from tests.agent.server import deaf
from tests.patience import HANG_S

if TYPE_CHECKING:
    from agent.core.notices import Notice
    from agent.session.result import RunResult
    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import Job
    from tests.agent.backend import Backend


def wish(workspace: Workspace, *legs: Leg, backend: str = "") -> Job:
    """A wish that is ours to do."""
    row = workspace.talk("", backend, session="", is_new=False, wish="waves")
    order = {"legs": [one.to_facts() for one in legs or (Leg("chat", "waves at dawn"),)]}
    taken = workspace.journal.take(workspace.job(row.id, "say", "waves", order).id)
    assert taken is not None
    return taken


def done(job: Job, workspace: Workspace, words: Words) -> tuple[RunResult, list[Notice]]:
    """What it came to, and everything that was said."""
    said: list[Notice] = []
    return asyncio.run(runner.run(job, workspace, words, said.append)), said


def as_studio(monkeypatch: pytest.MonkeyPatch, found: Backend | None) -> None:
    """Let the embedded backend be this one, or none."""
    if found is None:
        monkeypatch.setitem(sys.modules, "studio.http.app", None)
        return
    room: Any = ModuleType("studio.http.app")
    room.app = lambda *_, **__: backends.application(found)
    monkeypatch.setitem(sys.modules, "studio.http.app", room)


def test_a_wish_is_said_once_and_what_came_of_it_is_told(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    backend.after = backends.CITY
    job = wish(workspace)

    ending, _ = done(job, workspace, english)

    assert backend.messages() == ["waves at dawn"]
    assert (ending.end, ending.answer["reply"]) == ("done", "The sunset is ready.")
    assert ending.answer["changes"][0]["name"] == "city"
    kept = workspace.journal.job(job.id)
    assert kept is not None
    assert (kept.state, kept.owner, kept.answer) == ("done", "", ending.answer)


def test_every_request_says_who_asks(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    done(wish(workspace), workspace, english)

    for one in backend.heard:
        assert one.headers["x-skill-platform"] == "unknown"
        assert one.headers["x-skill-source"]
        assert one.headers["x-skill-version"]
    asked = [one for one in backend.heard if "auth" not in one.path]
    assert {one.headers["authorization"] for one in asked} == {"Bearer free-token"}


def test_token_and_session_are_there_for_the_next_wish(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    done(wish(workspace), workspace, english)
    backend.heard.clear()

    ending, _ = done(wish(workspace, Leg("credits")), workspace, english)

    assert backend.paths() == ["/api/credits/balance/simple"]
    assert ending.answer["credits"] == {"available": 100, "total": 100}


def test_a_film_is_exported_into_the_folder(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    backend.draft = backends.CITY

    ending, said = done(wish(workspace, Leg("export")), workspace, english)

    assert (ending.end, ending.answer["video"]["bytes"]) == ("done", len(backend.film))
    assert ending.answer["video"]["path"].startswith(str(workspace.folder))
    assert any(isinstance(one, notices.Delivered) for one in said)


def test_a_render_that_was_cut_off_is_fetched_and_not_ordered_again(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    backend.draft = backends.CITY
    job = wish(workspace, Leg("export"))
    workspace.journal.mark(job.id, WishState.RENDERING, {"leg": 0, "render": "render_1", "out": ""})
    workspace.journal.leave(job.id)
    again = workspace.journal.take(job.id)
    assert again is not None

    ending, _ = done(again, workspace, english)

    assert ending.end == "done"
    assert "/api/render/proxy/lambda/render_1" in backend.paths()
    assert "/api/render/proxy/lambda" not in backend.paths()


def test_a_refusal_that_the_person_must_see_to(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    no = JSONResponse({"code": 2001, "message": "insufficient credits"})
    backend.refusals["/run_sse"] = [no]

    ending, _ = done(wish(workspace), workspace, english)

    assert (ending.end, ending.answer["error"]["code"]) == ("needs_user", 2001)
    assert ending.answer["link"] == backend.base


def test_a_token_of_ones_own_that_is_refused_is_not_replaced(
    workspace: Workspace, backend: Backend, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEMO_TOKEN", "canary")
    no: list[Response] = [JSONResponse({"code": 1001}, 401) for _ in range(9)]
    backend.refusals["/api/tasks/me/with-session/nemo_agent"] = no

    ending, _ = done(wish(workspace), workspace, english)

    assert ending.answer["error"]["kind"] == "own_token"
    assert "/api/auth/anonymous-token" not in backend.paths()
    assert "canary" not in repr(ending)


@pytest.mark.parametrize(
    "token", ["tokén", "令牌", "two\nlines", "a\r\nX-A: 1", "a b", "x" * 100_000]
)
def test_a_token_of_ones_own_that_no_header_can_bear_is_told_and_nothing_is_sent(
    workspace: Workspace,
    backend: Backend,
    english: Words,
    monkeypatch: pytest.MonkeyPatch,
    token: str,
) -> None:
    monkeypatch.setenv("NEMO_TOKEN", token)

    ending, _ = done(wish(workspace), workspace, english)

    assert (ending.answer["error"]["kind"], ending.end.exit_code) == ("bad_token", 3)
    assert "NEMO_TOKEN" in ending.answer["error"]["message"]
    assert backend.paths() == []
    assert token not in repr(ending)


def test_auto_goes_to_the_studio_where_the_cloud_cannot_be_reached(
    workspace: Workspace, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEMO_API_URL", deaf())
    monkeypatch.setenv("NEMO_TOKEN", "canary")
    studio = backends.Backend()
    as_studio(monkeypatch, studio)

    ending, said = done(wish(workspace), workspace, english)

    assert (ending.end, ending.answer["backend"]) == ("done", "studio")
    assert notices.WentLocal() in said
    assert studio.messages() == ["waves at dawn"]
    assert [row.backend for row in workspace.journal.talks()] == ["studio"]
    assert "Bearer canary" not in {one.headers.get("authorization") for one in studio.heard}


def test_auto_stays_with_a_cloud_that_answers(
    workspace: Workspace, backend: Backend, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEMO_API_URL", backend.base)

    ending, said = done(wish(workspace, backend="auto"), workspace, english)

    assert (ending.end, ending.answer["backend"]) == ("done", "cloud")
    assert notices.WentLocal() not in said


def test_where_there_is_no_studio_it_says_what_helps(
    workspace: Workspace, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_studio(monkeypatch, None)

    ending, _ = done(wish(workspace, backend="studio"), workspace, english)

    assert ending.end in {"failed", "needs_user"}
    assert ending.answer["error"]["kind"] == "no_studio"


def test_where_nobody_can_take_over_it_is_told_in_one_sentence(
    workspace: Workspace, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEMO_API_URL", deaf())
    monkeypatch.setattr(installation, "missing", lambda _: ("av",))

    ending, said = done(wish(workspace), workspace, english)

    assert ending.end is WishState.UNREACHABLE
    assert notices.WentLocal() not in said
    assert "reply" not in ending.answer
    assert ending.answer["error"]["kind"] == "no_backend"
    assert installation.cure("studio") in ending.answer["error"]["message"]


def test_a_proxy_that_cannot_be_used_is_told(
    workspace: Workspace, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "gopher://proxy:70")

    ending, _ = done(wish(workspace), workspace, english)

    assert (ending.end, ending.answer["error"]["kind"]) == ("failed", "proxy")
    assert [one.state for one in workspace.journal.jobs()] == ["failed"]


def test_what_was_told_before_a_process_was_killed_belongs_to_the_answer(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    """Whoever goes on with it has the words, the changes and the timeline of who began it."""
    backend.after = backends.CITY
    job = wish(workspace, Leg("chat", "waves"), Leg("export"))

    def killed(notice: Notice) -> None:
        if isinstance(notice, notices.Fetching):
            raise KilledError

    with pytest.raises(BaseExceptionGroup) as caught:
        asyncio.run(runner.run(job, workspace, english, killed))
    assert caught.group_contains(KilledError)
    workspace.journal.leave(job.id)
    again = workspace.journal.take(job.id)
    assert again is not None
    assert again.state.is_render

    ending, _ = done(again, workspace, english)

    assert ending.end is WishState.DONE
    assert ending.answer["reply"].startswith("The sunset is ready.\nSaved: ")
    assert [one["name"] for one in ending.answer["changes"]] == ["city"]
    assert ending.answer["timeline"]["duration_ms"] == 10_000
    assert backend.messages() == ["waves"]


class KilledError(BaseException):
    """Stands for a process that is killed."""


def test_a_wish_of_no_conversation_is_refused(workspace: Workspace, english: Words) -> None:
    job = wish(workspace)
    workspace.journal.delete_talk(job.talk)

    with pytest.raises(LocalError, match="no_session"):
        asyncio.run(runner.run(job, workspace, english, lambda _: None))


def meanwhile(backend: Backend, workspace: Workspace, deed: Any) -> threading.Thread:
    """While the backend is at a message, somebody else does something to the journal."""
    backend.holds.clear()

    def act() -> None:
        backend.said.wait(HANG_S)
        theirs = Journal(workspace.journal.path)
        theirs.me = f"{_boot()}:{os.getppid()}"
        deed(theirs)
        theirs.close()

    thread = threading.Thread(target=act)
    thread.start()
    return thread


def test_somebody_else_may_ask_it_to_stop(
    workspace: Workspace, backend: Backend, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "HOLD_EVERY_S", 0.02)
    job = wish(workspace)
    other = meanwhile(backend, workspace, lambda theirs: theirs.stop(job.id))

    ending, said = done(job, workspace, english)

    other.join()
    assert ending.end == "stopped"
    assert notices.Stopped() in said
    assert [one.state for one in workspace.journal.jobs()] == ["stopped"]


def test_a_wish_that_somebody_has_taken_over_is_left_to_them(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    job = wish(workspace)

    def take(theirs: Journal) -> None:
        theirs.db.execute("UPDATE jobs SET owner=?", (theirs.me,))
        backend.holds.set()

    other = meanwhile(backend, workspace, take)

    ending, _ = done(job, workspace, english)

    other.join()
    (kept,) = workspace.journal.jobs()
    assert ending.end == "stopped"
    assert (kept.answer, kept.owner) == ({}, f"{_boot()}:{os.getppid()}")
    assert not kept.is_over


def test_a_wish_that_is_being_done_is_not_taken_again_in_this_process(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    backend.holds.clear()
    job = wish(workspace)

    async def both() -> tuple[Job | None, Job | None]:
        running = asyncio.ensure_future(runner.run(job, workspace, english, lambda _: None))
        await asyncio.to_thread(backend.said.wait, HANG_S)
        meanwhile = job_locks.take(workspace.journal, job.id)
        backend.holds.set()
        await running
        later = workspace.job(job.talk, "say", "more waves", job.order)
        return meanwhile, job_locks.take(workspace.journal, later.id)

    during, after = asyncio.run(both())

    assert (during, after is not None) == (None, True)


def test_a_conversation_that_somebody_keeps_is_used_as_it_is(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    job = wish(workspace)
    row = workspace.journal.talk(job.talk)
    assert row is not None
    kept = workspace.conversation(row)

    asyncio.run(runner.run(job, workspace, english, lambda _: None, conversation_of=lambda _: kept))

    assert backend.messages() == ["waves at dawn"]
    assert kept.title == "waves at dawn"


def test_an_export_with_a_name_of_300_letters_gets_one_that_the_disk_takes(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    backend.draft = backends.CITY
    out = workspace.folder / ("x" * 300 + ".mp4")

    ending, said = done(
        wish(workspace, Leg("export", params={"out": str(out)})), workspace, english
    )

    assert ending.end is WishState.DONE
    assert (workspace.folder / ending.answer["video"]["path"]).read_bytes() == backend.film
    assert "too long" in ending.answer["reply"]
    assert any(isinstance(one, notices.Renamed) for one in said)


def test_a_folder_that_no_disk_takes_is_told_before_anything_is_rendered(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    backend.draft = backends.CITY
    out = str(workspace.folder / ("x" * 300) / "out.mp4")

    ending, _ = done(wish(workspace, Leg("export", params={"out": out})), workspace, english)

    assert (ending.end, ending.answer["error"]["kind"]) == (WishState.FAILED, "disk")
    assert not [one for one in backend.heard if "render" in one.path]


def test_a_fault_of_ours_ends_a_wish_for_good(
    workspace: Workspace, backend: Backend, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    backend.draft = backends.CITY
    monkeypatch.setattr("agent.world.download.fetch", broken)
    job = wish(workspace, Leg("export"))

    ending, _ = done(job, workspace, english)

    kept = workspace.journal.job(job.id)
    assert kept is not None
    assert (kept.state, kept.owner) == ("failed", "")
    assert (ending.answer["error"]["kind"], ending.end) == ("fault", WishState.FAILED)


def test_a_wish_of_which_a_part_was_done_goes_on_behind_it(
    workspace: Workspace, backend: Backend, english: Words
) -> None:
    backend.draft = backends.CITY
    legs = (Leg("chat", "waves"), Leg("export", params={"out": str(workspace.folder / "a.mp4")}))
    job = wish(workspace, *legs)
    workspace.journal.mark(job.id, WishState.QUEUED, {"leg": 1})
    workspace.journal.leave(job.id)
    again = workspace.journal.take(job.id)
    assert again is not None

    ending, _ = done(again, workspace, english)

    assert ending.end is WishState.DONE
    assert backend.messages() == []
    assert (workspace.folder / "a.mp4").exists()


@pytest.mark.parametrize("is_here", [True, False])
def test_an_export_that_waits_is_not_made_twice(
    workspace: Workspace, backend: Backend, english: Words, *, is_here: bool
) -> None:
    backend.after = backends.CITY
    backend.frames = [backends.event("Waves. Click the Export button.")]
    job = wish(workspace)
    if not is_here:  # it stands in the journal, of another command
        order = {"legs": [Leg("export", params={"out": "/a.mp4"}).to_facts()]}
        workspace.job(job.talk, "export", "", order)

    running = runner.run(job, workspace, english, lambda _: None, export_waits=lambda: is_here)
    ending = asyncio.run(running)

    assert ending.end is WishState.DONE
    assert not [one for one in backend.heard if "render" in one.path]
