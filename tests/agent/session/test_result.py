"""The one object that programs get."""

from __future__ import annotations

import inspect
import json
import re
from typing import TYPE_CHECKING, Any, get_args

import pytest

from agent.core import notices
from agent.core.conversation import Action
from agent.core.failure_kind import FailureKind
from agent.core.state import WishState
from agent.session import result
from agent.session.result import ResultBuilder
from agent.speech import notice_text
from agent.timeline.changes import Change
from agent.timeline.draft import Segment, Timeline, Track

if TYPE_CHECKING:
    from agent.core.notices import Notice
    from agent.speech.words import Words

FILM = Timeline((Track("text", "", (Segment("Waves", 0, 3000),)),))
TITLE = Change("+", "text", "Waves", 0, 3000)


def told(
    words: Words, *said: Notice, end: WishState = WishState.DONE, **job: Any
) -> dict[str, Any]:
    """The object for what was said."""
    gathering = ResultBuilder(words)
    for notice in said:
        gathering.add(notice)
    return gathering.object(end, job, "aaaa1111")


def test_a_wish_that_was_done_is_told_in_the_order_in_which_it_is_read(english: Words) -> None:
    found = told(
        english,
        notices.Routed((("chat", "waves"), ("export", ""))),
        notices.Ready("s", "cloud"),
        notices.Working("add_title"),
        notices.Reply("Done."),
        notices.Changed((TITLE,), FILM),
        notices.Delivered("/f/waves.mp4", 2048, 640, 360, 3000, "https://x/claim"),
        notices.Balance(97.0, 0.5, 100),
    )

    assert found == {
        "v": 1,
        "ok": True,
        "state": "done",
        "legs": [{"route": "chat", "text": "waves"}, {"route": "export", "text": ""}],
        "reply": "Done.\nSaved: /f/waves.mp4, 2.0 kB, 640x360, 3 s\n"
        "97 credits available, 0.5 reserved for running work, 100 in total",
        "session": "aaaa1111",
        "backend": "cloud",
        "video": {
            "path": "/f/waves.mp4",
            "bytes": 2048,
            "width": 640,
            "height": 360,
            "duration_ms": 3000,
        },
        "timeline": {
            "tracks": [{"kind": "text", "segments": '"Waves" (0-3s)'}],
            "duration_ms": 3000,
        },
        "changes": [{"change": "added", "kind": "text", "name": "Waves", "at": "0-3s"}],
        "credits": {"available": 97, "frozen": 0.5, "total": 100},
        "link": "https://x/claim",
    }
    assert list(found)[:3] == ["v", "ok", "state"]


def test_what_is_absent_is_left_out(english: Words) -> None:
    assert told(english) == {"v": 1, "ok": True, "state": "done", "session": "aaaa1111"}


@pytest.mark.parametrize("end", [one for one in WishState if one.is_over])
def test_only_what_was_done_is_ok(english: Words, end: WishState) -> None:
    found = told(english, end=end)

    assert (found["state"], found["ok"]) == (end.told_as, end is WishState.DONE)


def test_a_failure_says_what_helps(english: Words) -> None:
    found = told(
        english,
        notices.Failed(FailureKind.CREDITS, 2001, "insufficient", link="https://x/?bind=1"),
        end=WishState.NEEDS_USER,
    )

    assert found["error"]["code"] == 2001
    assert found["error"]["kind"] == "credits"
    assert "https://x/?bind=1" in found["error"]["message"]
    assert found["error"]["retry"] is False
    assert found["link"] == "https://x/?bind=1"


def test_who_does_not_know_what_happened_is_told_to_look(english: Words) -> None:
    found = told(english, notices.Looking(), notices.Uncertain(), end=WishState.UNCERTAIN)

    assert found["error"]["kind"] == "uncertain"
    assert found["next"] == ["reeltalk status"]


def test_what_runs_is_picked_up_by_its_job(english: Words) -> None:
    found = told(english, end=WishState.RUNNING, id="j1", kind="say", state="running")

    assert found["job"] == {"id": "j1", "kind": "say", "state": "running"}
    assert found["next"] == ["reeltalk wait j1"]


def test_an_offer_is_taken_with_a_yes(english: Words) -> None:
    found = told(english, notices.Offered((Action("export"), Action("edit", "fade it out"))))

    assert found["offers"] == [{"action": "export"}, {"action": "edit", "request": "fade it out"}]
    assert found["next"] == ["reeltalk say yes"]


@pytest.mark.parametrize(
    "notice",
    [
        notices.Changed((TITLE,), FILM, is_silent=True),
        notices.Delivered("/f/waves.mp4", 2048, 640, 360, 3000),
        notices.Balance(7.0),
        notices.Free(),
        notices.Tracks(FILM),
        notices.Offered((Action("export"),)),
    ],
)
def test_whoever_shows_the_reply_alone_shows_something(
    each_language: Words, notice: Notice
) -> None:
    assert told(each_language, notice)["reply"].strip()


def test_a_silent_edit_is_told_in_a_sentence(english: Words) -> None:
    found = told(english, notices.Changed((TITLE,), FILM, is_silent=True))

    assert found["reply"] == "Added the title “Waves”, 0-3 s."
    assert "reply" not in told(english, notices.Changed((TITLE,), FILM))


def test_what_another_process_has_told_is_part_of_it(english: Words) -> None:
    before: list[Notice] = [
        notices.Reply("Done."),
        notices.Changed((TITLE,), FILM),
        notices.Failed(FailureKind.BUSY),
        notices.StillRendering(1800),
    ]
    gathering = ResultBuilder(english)
    for one in before:
        event = json.loads(json.dumps(result.to_object(one)))  # as the journal has it
        gathering.recall(event, notice_text.rows(one, english))

    for one in (notices.Changed((TITLE,), FILM), notices.Delivered("/a.mp4", 10, 6, 4, 1000)):
        gathering.add(one)  # the change is seen once more

    found = gathering.object(WishState.DONE, {}, "s")
    assert found["reply"] == "Done.\nSaved: /a.mp4, 10 B, 6x4, 1 s"
    assert (len(found["changes"]), found["timeline"]["duration_ms"]) == (1, 3000)
    assert "error" not in found


def test_every_event_that_is_heard_is_a_notice() -> None:
    """The builder goes by the names of events: a notice that is renamed must be renamed there."""
    names = {result.event_name(one) for one in get_args(notices.Notice)}

    assert names >= result._SPOKEN | result._BYGONE
    source = inspect.getsource(ResultBuilder) + inspect.getsource(result._read)
    assert names >= set(re.findall(r'case "(\w+)"', source))


def test_everything_that_was_said_is_the_reply(english: Words) -> None:
    found = told(
        english,
        notices.WentLocal(),
        notices.Reply("one\ntwo"),
        notices.StillWorking(120),
        notices.Uploaded("a.mov"),
    )

    local, *rest = found["reply"].split("\n")
    assert "studio" in local
    assert rest == ["one", "two", "Uploaded: a.mov"]


def test_a_timeline_that_was_asked_for_is_told(english: Words) -> None:
    assert told(english, notices.Tracks(FILM))["timeline"]["duration_ms"] == 3000


SAMPLES: list[Notice] = [
    notices.Changed((TITLE,), FILM),
    notices.Tracks(FILM),
    notices.Offered((Action("edit", "x"),)),
    notices.Routed((("chat", "x"),)),
    notices.Ready("secret-session", "cloud"),
    notices.Rendering(3, 0.5),
    notices.StillWorking(120),
    notices.Failed(FailureKind.FORMAT, accepted=("mp4",)),
]


@pytest.mark.parametrize("notice", SAMPLES, ids=lambda one: type(one).__name__)
def test_a_notice_is_an_object_for_programs(notice: Notice) -> None:
    said = result.to_object(notice)

    assert len(said) > 1
    assert json.loads(json.dumps(said))["event"] == said["event"]
    assert "secret-session" not in json.dumps(said)


@pytest.mark.parametrize("kind", get_args(notices.Notice))
def test_the_name_of_an_event_is_written_small(kind: type[Any]) -> None:
    name = result.event_name(kind)

    assert name.replace("_", "") == kind.__name__.lower()
    assert not name.startswith("_")
