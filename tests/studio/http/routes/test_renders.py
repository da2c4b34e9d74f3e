from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.studio.conftest import Bench

DOWNLOAD = "/api/render/proxy/render_1/download"


@pytest.fixture
def done(bench: Bench) -> Bench:
    """A film that is ready."""
    bench.say("scene a city")
    bench.render()
    bench.poll_to_the_end()
    return bench


def test_a_film_is_exported(bench: Bench) -> None:
    bench.say("scene a city")
    begun = bench.render().json()

    told = bench.poll_to_the_end()

    assert begun["data"]["id"] == "render_1"
    assert (told["status"], told["progress"]) == ("completed", 100)
    assert told["output"]["url"].startswith("http://studio/api/render/proxy/render_1/download")


@pytest.mark.parametrize(
    ("asked", "wanted"), [("low", "low"), ("preview", "preview"), ("1080p", "high"), ("", "high")]
)
def test_the_renderer_is_told_the_quality(bench: Bench, asked: str, wanted: str) -> None:
    bench.say("scene a city")

    bench.render(quality=asked)

    jobs = bench.backend.jobs
    assert jobs.job_file(jobs.read("render_1"))["quality"] == wanted
    bench.poll_to_the_end()


def test_an_export_costs_nothing(done: Bench) -> None:
    assert done.credits()["available"] == 80


@pytest.mark.parametrize("missing", ["X-Skill-Source", "X-Skill-Version", "X-Skill-Platform"])
def test_who_does_not_say_who_they_are_is_refused_with_402(bench: Bench, missing: str) -> None:
    bench.say("scene a city")
    bench.headers[missing] = " "

    answer = bench.render()

    assert (answer.status_code, answer.json()["code"]) == (402, 402)


def test_an_empty_timeline_is_not_exported(bench: Bench) -> None:
    assert bench.render().status_code == 422


def test_the_film_is_downloaded_with_its_name(done: Bench) -> None:
    answer = done.ask("GET", DOWNLOAD)

    assert answer.content.startswith(b"film of 1280")
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["content-disposition"] == 'attachment; filename="project.mp4"'


def test_the_address_of_the_film_needs_no_token(done: Bench) -> None:
    url = done.poll()["output"]["url"]
    del done.headers["Authorization"]

    assert done.ask("GET", url).status_code == 200
    assert done.ask("GET", DOWNLOAD).json()["code"] == 1001


def test_somebody_else_does_not_get_the_film(done: Bench) -> None:
    done.enter("another")

    answer = done.ask("GET", DOWNLOAD)

    assert answer.status_code == 404


RANGES = [
    ("bytes=0-3", 206, b"film"),
    ("bytes=5-6", 206, b"of"),
    ("bytes=-2", 206, b".."),
    ("bytes=9999999-", 416, None),
]


@pytest.mark.parametrize(("asked", "status", "held"), RANGES)
def test_a_part_of_the_film_can_be_asked_for(
    done: Bench, asked: str, status: int, held: bytes | None
) -> None:
    answer = done.ask("GET", DOWNLOAD, headers={"Range": asked})

    assert answer.status_code == status
    assert held is None or answer.content == held


def test_a_range_of_another_file_is_the_whole_of_this_one(done: Bench) -> None:
    headers = {"Range": "bytes=5-6", "If-Range": '"another"'}

    answer = done.ask("GET", DOWNLOAD, headers=headers)

    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) == len(answer.content)


def test_a_range_goes_on_with_the_same_file(done: Bench) -> None:
    etag = done.ask("GET", DOWNLOAD).headers["etag"]

    answer = done.ask("GET", DOWNLOAD, headers={"Range": "bytes=5-6", "If-Range": etag})

    assert (answer.status_code, answer.content) == (206, b"of")


def test_a_film_that_is_not_ready_is_not_handed_out(bench: Bench) -> None:
    bench.say("scene a city")
    bench.render(fault="render-hangs")

    answer = bench.ask("GET", DOWNLOAD)

    assert answer.status_code == 409


def test_a_render_that_fails_says_so(bench: Bench) -> None:
    bench.say("scene a city")
    bench.render(fault="render-fails-once")

    told = bench.poll()

    assert told["status"] == "failed"
    assert told["error"]


def test_an_unknown_render_is_not_found(bench: Bench) -> None:
    answer = bench.ask("GET", "/api/render/proxy/lambda/render_unknown")

    assert answer.status_code == 404


@pytest.mark.parametrize("kind", ["otio", "srt"])
def test_the_timeline_can_be_taken_elsewhere(done: Bench, kind: str) -> None:
    answer = done.ask("GET", f"{DOWNLOAD}?as={kind}")

    assert answer.content == f"{kind} of 1 tracks, 0 files".encode()
    assert answer.headers["content-disposition"].endswith(f'.{kind}"')


def test_other_kinds_of_file_there_are_not(done: Bench) -> None:
    assert done.ask("GET", f"{DOWNLOAD}?as=../../etc/passwd").status_code == 404


def test_real_manners_tell_of_a_film_in_several_shapes(benches: Callable[..., Bench]) -> None:
    bench = benches(manners="real").enter()
    bench.say("scene a city")
    seen: set[str] = set()

    for number in range(8):
        bench.render(f"render_{number}")
        told: dict[str, Any] = bench.poll_to_the_end(f"render_{number}")
        seen.add(next(key for key in ("output", "outputUrl") if key in told))

    assert seen == {"output", "outputUrl"}


def test_a_render_is_found_by_the_name_the_server_gave_it(done: Bench) -> None:
    assert done.poll("srv_render_1")["id"] == "render_1"
