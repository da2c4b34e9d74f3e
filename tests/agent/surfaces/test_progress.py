"""Seeing a wish through, on a sheet for people or for programs."""

from __future__ import annotations

import io
import json
import os
import signal
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from agent.core import notices
from agent.core.errors import LocalError
from agent.flows.turn import Leg
from agent.surfaces import progress
from agent.surfaces.printer import Printer
from agent.surfaces.progress import ProgressPrinter
from agent.world.journal import Journal, _boot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from agent.session.workspace import Workspace
    from agent.speech.words import Words
    from agent.world.journal import Job
    from tests.agent.backend import Backend

FOR_EVER = float("inf")


class Leaving(io.StringIO):
    """A page whose reader leaves when they read 40 %."""

    def write(self, text: str) -> int:
        """Interrupt this process, as Ctrl-C does."""
        if "40%" in text:
            os.kill(os.getpid(), signal.SIGINT)
        return super().write(text)


def sheet(
    words: Words, *, is_json: bool = False, is_painted: bool = False, wants_events: bool = False
) -> ProgressPrinter:
    """A sheet that is read afterwards."""
    return ProgressPrinter(
        Printer(io.StringIO(), is_painted, is_json), words, wants_events=wants_events
    )


def written(on: ProgressPrinter) -> str:
    """All that stands on it."""
    assert isinstance(on.page.stream, io.StringIO)
    return on.page.stream.getvalue()


def objects(on: ProgressPrinter) -> list[dict[str, Any]]:
    return [json.loads(row) for row in written(on).splitlines()]


def wish(mine: Workspace, text: str = "waves", kind: str = "say") -> Job:
    row = mine.talk("", "", session="", is_new=False, wish="waves")
    return mine.job(row.id, kind, text, {"legs": [Leg("chat", text).to_facts()]})


@pytest.fixture
def theirs(mine: Workspace) -> Iterator[Journal]:
    """The journal in the hands of somebody else who is alive."""
    found = Journal(mine.journal.path)
    found.me = f"{_boot()}:{os.getppid()}"
    yield found
    found.close()


# The sheet


def test_people_read_rows(english: Words) -> None:
    on = sheet(english)

    on.show(notices.Reply("Done.\nLook."))
    on.show(notices.Ready("secret", "cloud"))

    assert written(on) == "Done.\nLook.\n"


def test_programs_read_nothing_until_the_end(english: Words) -> None:
    on = sheet(english, is_json=True)

    on.show(notices.Reply("Done."))
    on.show_told({"said": {}, "rows": ["Done."], "passing": False})
    on.aside("a log is written")
    code = on.end("done", {"v": 1, "ok": True})

    assert (code, objects(on)) == (0, [{"v": 1, "ok": True}])


def test_events_are_one_object_a_line(english: Words) -> None:
    on = sheet(english, wants_events=True)

    on.show(notices.Reply("one\ntwo"))
    on.show_told({"said": {"event": "looking"}, "rows": ["x"], "passing": False})
    on.end("failed", {"v": 1, "ok": False})

    assert objects(on) == [
        {"event": "reply", "text": "one\ntwo"},
        {"event": "looking"},
        {"v": 1, "ok": False},
    ]


def test_what_passes_is_overwritten_by_whatever_comes(english: Words) -> None:
    on = sheet(english, is_painted=True)

    on.show(notices.Rendering(3, 0.5))
    on.show(notices.Reply("Done."))

    assert written(on) == "\r\x1b[2Kexporting... 50%, 3 s\r\x1b[2KDone.\n"


def test_into_a_pipe_nothing_is_written_that_passes(english: Words) -> None:
    on = sheet(english)

    on.show(notices.Rendering(3, 0.5))
    on.show_told({"said": {}, "rows": ["exporting"], "passing": True})

    assert written(on) == ""


def test_a_row_that_passes_fits_the_terminal(
    english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    on = sheet(english, is_painted=True)

    on.show(notices.Connecting("正在连接后端请稍候片刻"))
    on.show(notices.Connecting("evil\x1b[31m\nrow"))

    assert written(on).split("\r\x1b[2K") == ["", "正在连接后端请稍候…", "evil␛[31m row"]


@pytest.mark.parametrize(
    ("kind", "code"), [("no_job", 2), ("no_skill", 2), ("bad_address", 2), ("disk", 3)]
)
def test_what_is_wrong_on_this_side_is_told_before_anything_is_done(
    english: Words, kind: str, code: int
) -> None:
    person, program = sheet(english), sheet(english, is_json=True)

    codes = [on.refuse(LocalError(kind, "x")) for on in (person, program)]

    assert codes == [code, code]
    assert "x" in written(person)
    (told,) = objects(program)
    assert (told["ok"], told["error"]["kind"]) == (False, kind)


def test_people_are_told_how_to_pick_up_what_runs(english: Words) -> None:
    on = sheet(english)

    code = on.end("running", {"job": {"id": "j1"}})

    assert code == 0
    assert "reeltalk wait j1" in written(on)


# Waiting


def test_a_wish_that_is_over_is_told_at_once(mine: Workspace, english: Words) -> None:
    job = wish(mine)
    mine.journal.take(job.id)
    mine.journal.tell(job.id, {"said": {"event": "reply"}, "rows": ["Done."], "passing": False})
    mine.journal.mark(job.id, "done", {})
    mine.journal.finish(job.id, {"v": 1, "ok": True, "reply": "Done."})
    person, program = sheet(english), sheet(english, is_json=True)

    codes = [progress.wait(job.id, mine, on, FOR_EVER) for on in (person, program)]

    assert codes == [0, 0]
    assert written(person) == "Done.\n"
    assert objects(program) == [{"v": 1, "ok": True, "reply": "Done."}]


def test_patience_ends_with_a_job_to_wait_for(
    mine: Workspace, theirs: Journal, english: Words
) -> None:
    job = wish(mine)
    theirs.take(job.id)
    theirs.mark(job.id, "rendering", {"leg": 0})
    for share in (0.1, 0.4, None):
        said = {"event": "rendering", "progress": share}
        theirs.tell(job.id, {"said": said, "rows": [], "passing": True})
    on = sheet(english, is_json=True)

    code = progress.wait(job.id, mine, on, time.monotonic())

    (told,) = objects(on)
    assert (code, told["ok"], told["state"]) == (0, False, "running")
    assert told["job"].pop("elapsed_s") >= 0
    assert told["job"] == {"id": job.id, "kind": "say", "state": "rendering", "progress": 0.4}
    assert told["next"] == [f"reeltalk wait {job.id}"]
    assert told["legs"] == [{"route": "chat", "text": "waves"}]


def test_a_wish_that_was_cancelled_before_it_began_is_over(mine: Workspace, english: Words) -> None:
    job = wish(mine)
    mine.journal.stop(job.id)
    on = sheet(english, is_json=True)

    code = progress.wait(job.id, mine, on, FOR_EVER)

    assert (code, objects(on)[0]["state"]) == (130, "failed")


def test_a_wish_that_was_forgotten_is_waited_for_no_longer(mine: Workspace, english: Words) -> None:
    assert progress.wait("gone", mine, sheet(english), FOR_EVER) == 130


def test_a_wish_whose_worker_has_left_is_told_as_running(
    mine: Workspace, theirs: Journal, english: Words
) -> None:
    job = wish(mine)
    theirs.take(job.id)
    on = sheet(english, is_json=True)
    leaving = threading.Timer(0.15, _leave, (mine, job))
    leaving.start()

    progress.wait(job.id, mine, on, FOR_EVER)

    leaving.join()
    assert objects(on)[0]["state"] == "running"


def _leave(mine: Workspace, job: Job) -> None:
    other = Journal(mine.journal.path)
    other.db.execute("UPDATE jobs SET owner='' WHERE id=?", (job.id,))
    other.close()


def test_a_wish_that_nobody_begins_is_not_waited_for_for_ever(
    mine: Workspace, english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "STARTS_WITHIN_S", 0.1)
    on = sheet(english, is_json=True)

    progress.wait(wish(mine).id, mine, on, FOR_EVER)

    assert objects(on)[0]["state"] == "running"


def test_what_somebody_sees_to_is_not_begun_again(
    mine: Workspace, theirs: Journal, english: Words
) -> None:
    job = wish(mine)
    theirs.take(job.id)
    known = mine.journal.job(job.id)
    assert known is not None

    assert progress.hand_over(known, english)
    assert progress.hand_over(replace(job, state="done"), english)


def test_who_leaves_while_waiting_leaves_the_wish_as_it_is(
    mine: Workspace, theirs: Journal, english: Words
) -> None:
    job = wish(mine)
    theirs.take(job.id)
    theirs.tell(job.id, {"said": {}, "rows": ["exporting... 40%"], "passing": True})
    on = ProgressPrinter(Printer(Leaving(), is_painted=True, is_json=False), english)
    on.show(notices.Rendering(1))

    code = progress.wait(job.id, mine, on, FOR_EVER)

    assert (code, written(on)[-5:]) == (130, "\r\x1b[2K")
    assert [one.state for one in mine.journal.jobs()] == ["queued"]


# Doing it here


def test_a_wish_is_done_in_this_process(mine: Workspace, backend: Backend, english: Words) -> None:
    on = sheet(english)

    code = progress.do_here(wish(mine), mine, on)

    assert code == 0
    assert written(on).endswith("The sunset is ready.\n")
    assert backend.messages() == ["waves"]


def test_a_wish_that_somebody_is_at_is_listened_to(
    mine: Workspace, theirs: Journal, backend: Backend, english: Words
) -> None:
    job = wish(mine)
    theirs.take(job.id)
    theirs.mark(job.id, "done", {})
    theirs.finish(job.id, {"v": 1, "ok": True})
    on = sheet(english, is_json=True)

    code = progress.do_here(job, mine, on)

    assert (code, objects(on)) == (0, [{"v": 1, "ok": True}])
    assert backend.heard == []


def test_a_wish_waits_for_the_one_before_it_and_is_then_done(
    mine: Workspace, theirs: Journal, backend: Backend, english: Words
) -> None:
    first, second = wish(mine, "first"), wish(mine, "second")
    theirs.take(first.id)
    leaving = threading.Timer(0.15, _leave, (mine, first))
    leaving.start()

    code = progress.do_here(second, mine, sheet(english))

    leaving.join()
    assert (code, backend.messages()) == (0, ["second"])
