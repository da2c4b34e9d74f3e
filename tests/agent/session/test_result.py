"""The one object that programs get."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

import pytest

from agent.core import notices
from agent.core.conversation import Action
from agent.core.failure_kind import FailureKind
from agent.core.state import WishState
from agent.session import result
from agent.session.result import ResultBuilder
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
        "reply": "Done.",
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
    assert rest == ["one", "two", "Handed over: a.mov"]


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
