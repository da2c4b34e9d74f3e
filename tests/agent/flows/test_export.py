"""Export: looked at, ordered, watched, fetched; ordered again only where nothing is under way."""

from __future__ import annotations

from typing import Any

import pytest

from agent.core.errors import LocalError, LostError, RefusedError, TakenError
from agent.core.failure_kind import FailureKind
from agent.core.notices import Delivered, Failed, OnlyMp4, Renamed, Rendering, StillRendering
from agent.core.state import WishState
from agent.flows import export
from agent.flows.backend import Step
from agent.flows.export import ExportRequest
from tests.agent.playbook import CITY, SECRET, Answer, Playbook, conversation, refusal, response

FINE: Answer = {"status": "completed", "output": {"url": "https://cdn.example/a.mp4"}}
RUNNING: Answer = {"status": "processing", "progress": 0.5}
FAILED: Answer = {"status": "failed", "message": "no codec"}
UNKNOWN: Answer = response(404, {"detail": "Not Found"})
HTML: Answer = response(502, b"<html>")


def exported(book: Playbook, what: ExportRequest | None = None, **more: Any) -> str:
    """How an export of a project with a city ends."""
    return book.play(
        export.export(conversation(**more), what or ExportRequest(), Step(0, WishState.QUEUED))
    )


def city(**answers: list[Answer]) -> Playbook:
    """A backend with a city on the timeline."""
    return Playbook({"state": [CITY], **answers})


def ids(book: Playbook) -> list[str]:
    """The ids under which a render was ordered."""
    return [one.json["id"] for one in book.requests("render")]


def test_an_empty_timeline_is_not_exported() -> None:
    book = Playbook()

    assert exported(book) == "needs_user"
    assert [one for _, one in book.said] == [Failed(FailureKind.NOTHING_TO_EXPORT)]
    assert not ids(book)


def test_a_fine_export_is_delivered() -> None:
    book = city()

    assert exported(book, title="city") == "done"
    assert book.heard(Delivered) == [Delivered("/videos/city.mp4", 1_000, 1920, 1080, 10_000)]
    assert book.fetched[0].url == "https://cdn.example/a.mp4"
    assert (book.fetched[0].to, book.fetched[0].replaces) == ("/videos/city.mp4", False)


def test_the_draft_goes_back_whole() -> None:
    book = city()

    exported(book, export.requested({"quality": "low", "out": "/a.mp4", "name": "mine"}))

    assert book.requests("render")[0].json["draft"] == CITY["data"]["state"]["draft"]
    assert book.requests("render")[0].json["output"]["quality"] == "low"
    assert (book.fetched[0].to, book.fetched[0].replaces) == ("/a.mp4", False)


def test_a_quality_there_is_not_is_the_high_one() -> None:
    assert export.requested({"quality": "8k"}) == ExportRequest()


def test_another_form_than_mp4_is_said_not_to_be_there() -> None:
    book = city()

    assert exported(book, export.requested({"format": "gif"})) == "done"
    assert book.heard(OnlyMp4) == [OnlyMp4("gif")]


def test_how_far_it_is_is_written_down_before_each_step() -> None:
    book = city()

    exported(book)

    assert book.states() == ["rendering", "fetching"]
    assert book.marks[0][1]["render"] == ids(book)[0]


def test_looks_are_soon_at_first_and_then_every_30_seconds() -> None:
    book = city(poll=[RUNNING])

    exported(book)

    pauses = book.waits
    assert pauses[0] == 2
    assert pauses == sorted(pauses[:-1]) + pauses[-1:]
    assert max(pauses) == 30
    assert pauses.count(30) >= 6


def test_patience_ends_after_five_minutes_and_the_job_is_kept() -> None:
    book = city(poll=[RUNNING])

    assert exported(book) == "running"
    assert book.heard(StillRendering) == [StillRendering(300)]
    assert book.heard(Rendering)[-1] == Rendering(300, 0.5)
    assert book.states() == ["rendering"]


@pytest.mark.parametrize(
    "answers",
    [
        {"poll": [FAILED, FINE]},
        {"render": [FAILED, {}]},
        {"render": [HTML, {}], "poll": [UNKNOWN, FINE]},
        {"render": [refusal(9000, "odd"), {}]},
        {"poll": [UNKNOWN, FINE]},
    ],
)
def test_a_render_that_failed_is_ordered_once_more_under_a_new_id(
    answers: dict[str, list[Answer]],
) -> None:
    book = city(**answers)

    assert exported(book) == "done"
    assert len(set(ids(book))) == len(ids(book)) == 2
    assert "RenderedAgain" in book.names()


def test_a_render_that_failed_twice_is_told_with_its_reason() -> None:
    book = city(poll=[FAILED])

    assert exported(book) == "failed"
    assert book.heard(Failed) == [Failed(FailureKind.RENDER_FAILED, message="no codec", retry=True)]
    assert len(ids(book)) == 2


@pytest.mark.parametrize("code", [402, 2001])
def test_a_refusal_that_needs_the_person_is_not_tried_again(code: int) -> None:
    book = city(render=[refusal(code)])

    with pytest.raises(RefusedError, match=str(code)):
        exported(book)

    assert len(ids(book)) == 1


@pytest.mark.parametrize("wrong", [LostError(), HTML])
def test_a_lost_order_is_asked_for_before_another_is_made(wrong: Answer) -> None:
    book = city(render=[wrong], poll=[RUNNING, FINE])

    assert exported(book) == "done"
    assert len(ids(book)) == 1


@pytest.mark.parametrize("wrong", [LostError(), HTML])
def test_a_lost_order_that_nobody_knows_is_made_anew(wrong: Answer) -> None:
    book = city(render=[wrong, {}], poll=[UNKNOWN, FINE])

    assert exported(book) == "done"
    assert len(set(ids(book))) == 2


@pytest.mark.parametrize(
    "answers",
    [
        {"render": [HTML, {}], "poll": [UNKNOWN, FAILED, FINE]},
        {"render": [{}, LostError(), {}], "poll": [FAILED, UNKNOWN, FINE]},
        {"render": [refusal(9000), FAILED, {}]},
    ],
)
def test_orders_and_renders_have_tries_of_their_own(answers: dict[str, list[Answer]]) -> None:
    book = city(**answers)

    assert exported(book) == "done"
    assert len(set(ids(book))) == len(ids(book)) == 3


@pytest.mark.parametrize(
    "answers",
    [
        {"render": [HTML], "poll": [UNKNOWN, FAILED, UNKNOWN]},
        {"render": [refusal(9000), {}], "poll": [FAILED]},
    ],
)
def test_an_export_that_always_fails_is_ordered_three_times_at_most(
    answers: dict[str, list[Answer]],
) -> None:
    book = city(**answers)

    assert exported(book) == "failed"
    assert len(ids(book)) <= 3


def test_two_lost_orders_that_nobody_knows_are_told() -> None:
    book = city(render=[LostError()], poll=[UNKNOWN])

    assert exported(book) == "failed"
    assert len(ids(book)) == 2


@pytest.mark.parametrize("wrong", [LostError(), HTML])
def test_a_look_that_fails_is_no_render_that_failed(wrong: Answer) -> None:
    book = city(poll=[RUNNING, *[wrong] * 8, FINE])

    assert exported(book) == "done"
    assert len(ids(book)) == 1


def test_a_look_that_is_refused_for_good_is_told() -> None:
    book = city(poll=[refusal(2001)])

    with pytest.raises(RefusedError, match="2001"):
        exported(book)


def test_a_render_without_an_address_is_fetched_at_the_backend() -> None:
    book = city(render=[{"data": {"id": "theirs"}}], poll=[{"status": "completed"}])

    exported(book)

    assert book.fetched[0].url == "https://api.example/api/render/proxy/theirs/download"


@pytest.mark.parametrize("error", [LostError(), LocalError(FailureKind.DISK, "full")])
def test_a_fetch_that_fails_is_told_and_nothing_is_ordered_again(error: Exception) -> None:
    book = city()
    book.fetch = [error]

    with pytest.raises(type(error)):
        exported(book)

    assert len(ids(book)) == 1


def test_a_file_that_is_no_video_is_rendered_again() -> None:
    book = city()
    book.fetch = [LocalError(FailureKind.BROKEN_VIDEO)]

    assert exported(book) == "done"
    assert len(ids(book)) == 2


def test_an_export_onto_a_file_gets_another_name_and_says_so() -> None:
    book = city()
    book.there = {"/a.mp4"}

    assert exported(book, export.requested({"out": "/a.mp4"})) == "done"
    assert book.heard(Renamed) == [Renamed("/a.mp4", "/a-2.mp4", is_taken=True)]
    assert book.heard(Delivered)[0].path == "/a-2.mp4"


def test_a_free_name_of_ours_needs_no_word() -> None:
    book = city()
    book.there = {"/videos/city.mp4"}

    assert exported(book, title="city") == "done"
    assert not book.heard(Renamed)


def test_who_wants_a_file_overwritten_has_it_overwritten() -> None:
    book = city()
    book.there = {"/a.mp4"}

    assert exported(book, export.requested({"out": "/a.mp4", "overwrites": "yes"})) == "done"
    assert (book.fetched[0].to, book.fetched[0].replaces) == ("/a.mp4", True)
    assert not book.heard(Renamed)


@pytest.mark.parametrize("what", [{"out": "/a.mp4"}, {"name": "a"}])
def test_whoever_looks_on_is_asked_before_anything_is_ordered(what: dict[str, str]) -> None:
    book = city()
    book.there = {"/a.mp4", "/videos/a.mp4"}
    flow = export.export(
        conversation(), export.requested(what), Step(0, WishState.QUEUED), asks=True
    )

    with pytest.raises(TakenError, match=r"a\.mp4"):
        book.play(flow)

    assert not ids(book)


def test_a_link_goes_with_the_file_where_the_backend_has_one() -> None:
    book = city(claim=[{"data": {"claim_token": "clm_1"}}])

    exported(book)

    link = book.heard(Delivered)[0].link
    assert link == "https://web.example/workspace/claim?ct=clm_1"
    assert SECRET not in link


def resumed(book: Playbook) -> str:
    """How an export ends that was cut off while it was rendered."""
    facts = {"render": "render_old", "out": "/a.mp4", "name": "mine", "quality": "low"}
    return book.play(export.resume(conversation(), Step(0, WishState.RENDERING, facts)))


def test_a_render_that_was_ordered_before_is_fetched_and_not_ordered_again() -> None:
    book = city(poll=[RUNNING, FINE])

    assert resumed(book) == "done"
    assert not ids(book)
    assert (book.fetched[0].to, book.fetched[0].replaces) == ("/a.mp4", False)


@pytest.mark.parametrize("poll", [UNKNOWN, FAILED])
def test_a_render_that_is_gone_is_ordered_as_it_was_wanted(poll: Answer) -> None:
    book = city(poll=[poll, FINE])

    assert resumed(book) == "done"
    assert book.requests("render")[0].json["output"]["quality"] == "low"


def test_a_render_of_which_nobody_can_tell_is_waited_for() -> None:
    book = city(poll=[HTML])

    assert resumed(book) == "running"
    assert not ids(book)
