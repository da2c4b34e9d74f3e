from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from intents.quality import Quality
from studio.state.render_jobs import (
    CLEARED_AWAY,
    MOST_STARTS,
    RenderJob,
    RenderRequest,
    checked_draft,
    job_id,
)
from studio.wire.envelopes import RefusalError, WrongShapeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.wire.envelopes import Json
    from tests.studio.conftest import Bench

DRAFT = {"m": {"width": 641, "height": 10_000}, "t": [{"tt": 0, "sg": [{"d": 1000}]}]}
FAILS = """
import pathlib, sys
file = pathlib.Path(sys.argv[1]).with_name("job.progress.json")
file.write_text('{"state": "failed", "error": "no codec"}')
"""
HALF = """
import pathlib, sys, time
job = pathlib.Path(sys.argv[1])
job.with_name("job.progress.json").write_text('{"state": "processing", "progress": 0.5}')
while not job.with_name("end").exists(): time.sleep(0.01)
"""


@pytest.fixture
def order(bench: Bench) -> Callable[..., RenderRequest]:
    session = bench.backend.sessions.read(bench.session_id)

    def make(name: str = "render_1", fault: str = "") -> RenderRequest:
        return RenderRequest(name, session, DRAFT, Quality.HIGH, fault)

    return make


def until_over(bench: Bench, name: str = "render_1") -> RenderJob:
    bench.poll_to_the_end(name)
    job: RenderJob = bench.backend.jobs.read(name)
    return job


def test_a_render_is_carried_out_by_a_process(
    bench: Bench, order: Callable[..., RenderRequest]
) -> None:
    first = bench.backend.jobs.submit(order())

    job = until_over(bench)

    assert first.state == "processing"
    assert (job.state, job.progress, job.starts) == ("completed", 1.0, 1)
    assert bench.backend.jobs.film(job).is_file()


def test_a_film_that_was_cleared_away_is_not_promised(
    bench: Bench, order: Callable[..., RenderRequest]
) -> None:
    bench.backend.jobs.submit(order())
    bench.backend.jobs.film(until_over(bench)).unlink()

    job = bench.backend.jobs.poll("render_1")

    assert (job.state, job.error) == ("failed", CLEARED_AWAY)


def test_sides_of_the_picture_can_be_encoded(
    bench: Bench, order: Callable[..., RenderRequest]
) -> None:
    bench.backend.jobs.submit(order())

    job_file = bench.backend.jobs.job_file(until_over(bench))

    assert (job_file["width"], job_file["height"]) == (640, 3840)


def test_the_same_id_is_the_same_job(bench: Bench, order: Callable[..., RenderRequest]) -> None:
    for _ in range(2):
        bench.backend.jobs.submit(order())

    assert until_over(bench).starts == 1
    assert len(bench.backend.jobs.of_session(bench.session_id)) == 1


def test_why_a_render_failed_is_told(bench: Bench, order: Callable[..., RenderRequest]) -> None:
    bench.services.renderer = FAILS
    bench.backend.jobs.submit(order())

    job = until_over(bench)

    assert (job.state, job.error) == ("failed", "no codec")


def test_a_renderer_that_ends_without_a_word_is_started_again(
    bench: Bench, order: Callable[..., RenderRequest]
) -> None:
    bench.services.renderer = "pass"
    bench.backend.jobs.submit(order())

    job = until_over(bench)

    assert (job.state, job.starts) == ("failed", MOST_STARTS)


def test_a_render_is_found_by_another_application(
    bench: Bench, benches: Callable[..., Bench], order: Callable[..., RenderRequest]
) -> None:
    bench.services.renderer = HALF
    bench.backend.jobs.submit(order())
    other = benches().backend.jobs
    while (job := other.poll("render_1")).progress < 0.5:
        assert job.state == "processing"

    (bench.backend.jobs.folder("render_1") / "end").touch()

    assert (job.state, job.starts) == ("processing", 1)


def test_a_third_render_at_once_waits(bench: Bench, order: Callable[..., RenderRequest]) -> None:
    bench.services.renderer = HALF

    states = [bench.backend.jobs.submit(order(f"render_{n}")).state for n in range(3)]

    for number in range(3):
        (bench.backend.jobs.folder(f"render_{number}") / "end").touch()
    assert states == ["processing", "processing", "pending"]


def test_without_children_the_work_is_done_here(
    bench: Bench, benches: Callable[..., Bench], order: Callable[..., RenderRequest]
) -> None:
    alone = benches(detach=False)
    alone.headers = bench.headers
    alone.backend.jobs.submit(order())

    job = until_over(alone)

    assert alone.backend.jobs.film(job).read_bytes() == b"film made here"


def test_a_render_fails_once_as_asked_for(
    bench: Bench, order: Callable[..., RenderRequest]
) -> None:
    first = bench.backend.jobs.submit(order("render_1", "render-fails-once"))

    bench.backend.jobs.submit(order("render_2", "render-fails-once"))

    assert first.state == "failed"
    assert until_over(bench, "render_2").state == "completed"


def test_a_render_hangs_as_asked_for(bench: Bench, order: Callable[..., RenderRequest]) -> None:
    bench.backend.jobs.submit(order(fault="render-hangs"))

    assert bench.backend.jobs.poll("render_1").state == "pending"


def test_an_id_of_somebody_else_is_taken(bench: Bench, order: Callable[..., RenderRequest]) -> None:
    bench.backend.jobs.submit(order())
    stranger = bench.enter("another").backend.sessions.read(bench.session_id)

    with pytest.raises(RefusalError) as caught:
        bench.backend.jobs.submit(RenderRequest("render_1", stranger, DRAFT, Quality.HIGH))

    assert caught.value.code == 409


@pytest.mark.parametrize(
    "wanted", ["../../etc", "", None, 7, "a" * 81, "a/b", ".hidden", "CON", "nul", "Com1", "LPT9"]
)
def test_an_id_that_is_none_becomes_ours(wanted: object) -> None:
    assert job_id(wanted).startswith("render_")


@pytest.mark.parametrize("draft", [None, [], {}, {"t": []}, {"t": [{"sg": []}]}, {"t": "x"}])
def test_an_empty_timeline_is_not_rendered(draft: object) -> None:
    with pytest.raises(WrongShapeError):
        checked_draft(draft)


HOUR = 3_600_000


@pytest.mark.parametrize(
    ("segments", "about", "length"),
    [
        ([{"d": 10**18}], {}, None),
        ([{"d": 1000}], {}, 1e18),
        ([{"d": "1e18"}], {}, None),
        ([{"d": float("inf")}], {}, None),
        ([{"d": HOUR}] * 5, {}, None),
        ([{"d": 1000, "m": {"start": 10**18}}], {}, None),
        ([{"d": 1000}], {"width": 1_000_000}, None),
        ([{"d": 1000}], {"height": "1e6"}, None),
    ],
)
def test_a_film_without_bounds_is_not_rendered(
    segments: list[Json], about: Json, length: float | None
) -> None:
    with pytest.raises(WrongShapeError, match=r"longer than four hours|larger than 8192 pixels"):
        checked_draft({"t": [{"sg": segments}], "m": about, "d": length})


def test_a_film_of_four_hours_may_be_rendered() -> None:
    draft = {"t": [{"sg": [{"d": HOUR}] * 4}], "m": {"width": 3840, "height": 2160}, "d": 4 * HOUR}

    assert checked_draft(draft) is draft
