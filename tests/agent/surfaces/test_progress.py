"""What goes on with a wish, printed for people or for programs."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from agent.core import notices
from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.core.state import WishState
from agent.session.relayed_notice import RelayedNotice
from agent.session.result import RunResult
from agent.surfaces.printer import Printer
from agent.surfaces.progress import ProgressPrinter

if TYPE_CHECKING:
    from agent.speech.words import Words

DONE = RunResult(WishState.DONE, {"v": 1, "ok": True})


def printing(
    words: Words, *, is_json: bool = False, is_painted: bool = False, wants_events: bool = False
) -> ProgressPrinter:
    """A printer whose text is read afterwards."""
    printer = Printer(io.StringIO(), is_painted, is_json)
    return ProgressPrinter(printer, words, wants_events=wants_events)


def written(progress: ProgressPrinter) -> str:
    """All that was printed."""
    assert isinstance(progress.printer.stream, io.StringIO)
    return progress.printer.stream.getvalue()


def objects(progress: ProgressPrinter) -> list[dict[str, Any]]:
    return [json.loads(row) for row in written(progress).splitlines()]


def test_people_read_rows(english: Words) -> None:
    progress = printing(english)

    progress.show(notices.Reply("Done.\nLook."))
    progress.show(notices.Ready("secret", "cloud"))

    assert written(progress) == "Done.\nLook.\n"


def test_programs_read_nothing_until_the_end(english: Words) -> None:
    progress = printing(english, is_json=True)

    progress.show(notices.Reply("Done."))
    progress.show(RelayedNotice({}, ["Done."], is_passing=False))
    progress.aside("a log is written")
    code = progress.end(DONE)

    assert (code, objects(progress)) == (0, [{"v": 1, "ok": True}])


def test_events_are_one_object_a_line(english: Words) -> None:
    progress = printing(english, wants_events=True)

    progress.show(notices.Reply("one\ntwo"))
    progress.show(RelayedNotice({"event": "looking"}, ["x"], is_passing=False))
    progress.end(RunResult(WishState.FAILED, {"v": 1, "ok": False}))

    assert objects(progress) == [
        {"event": "reply", "text": "one\ntwo"},
        {"event": "looking"},
        {"v": 1, "ok": False},
    ]


def test_what_passes_is_overwritten_by_whatever_comes(english: Words) -> None:
    progress = printing(english, is_painted=True)

    progress.show(notices.Rendering(3, 0.5))
    progress.show(notices.Reply("Done."))

    assert written(progress) == "\r\x1b[2Kexporting... 50%, 3 s\r\x1b[2KDone.\n"


def test_into_a_pipe_nothing_is_written_that_passes(english: Words) -> None:
    progress = printing(english)

    progress.show(notices.Rendering(3, 0.5))
    progress.show(RelayedNotice({}, ["exporting"], is_passing=True))

    assert written(progress) == ""


def test_a_row_that_passes_fits_the_terminal(
    english: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    progress = printing(english, is_painted=True)

    progress.show(notices.Connecting("正在连接后端请稍候片刻"))
    progress.show(notices.Connecting("evil\x1b[31m\nrow"))

    assert written(progress).split("\r\x1b[2K") == ["", "正在连接后端请稍候…", "evil␛[31m row"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (FailureKind.NO_JOB, 2),
        (FailureKind.NO_SKILL, 2),
        (FailureKind.BAD_ADDRESS, 2),
        (FailureKind.DISK, 3),
    ],
)
def test_what_is_wrong_on_this_side_is_told_before_anything_is_done(
    english: Words, kind: FailureKind, code: int
) -> None:
    person, program = printing(english), printing(english, is_json=True)

    codes = [one.refuse(LocalError(kind, "x")) for one in (person, program)]

    assert codes == [code, code]
    assert "x" in written(person)
    (told,) = objects(program)
    assert (told["ok"], told["error"]["kind"]) == (False, kind)


def test_people_are_told_how_to_pick_up_what_runs(english: Words) -> None:
    progress = printing(english)

    code = progress.end(RunResult(WishState.RUNNING, {"job": {"id": "j1"}}))

    assert code == 0
    assert "reeltalk wait j1" in written(progress)


def test_people_read_what_another_process_has_relayed(english: Words) -> None:
    progress = printing(english)

    progress.show(RelayedNotice({"event": "reply"}, ["Done.", "Look."], is_passing=False))
    code = progress.end(DONE)

    assert (code, written(progress)) == (0, "Done.\nLook.\n")


def test_of_a_wish_that_is_gone_there_is_nothing_to_tell(english: Words) -> None:
    person, program = printing(english), printing(english, is_json=True)

    codes = [one.end(RunResult(WishState.STOPPED, {})) for one in (person, program)]

    assert codes == [130, 130]
    assert written(person) == written(program) == ""
