from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from studio.http.allowed_hosts import AllowedHosts

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.studio.conftest import Bench


def files(bench: Bench) -> list[str]:
    folder = bench.backend.sessions.folder(bench.session_id)
    return [file.name for file in folder.iterdir()] if folder.exists() else []


def test_files_arrive_and_are_known(bench: Bench) -> None:
    answer = bench.upload(("a.mp4", b"film"), ("夏.jpg", b"photo"))

    assert [one["filename"] for one in answer.json()["data"]] == ["a.mp4", "夏.jpg"]
    assert [one["filename"] for one in bench.state()["video_infos"]] == ["a.mp4", "夏.jpg"]


def test_a_file_is_on_disk_as_it_was_sent(bench: Bench) -> None:
    held = bytes(range(256)) * 1000

    bench.upload(("a.mp4", held))

    (path,) = (facts["path"] for facts in bench.backend.sessions.media(bench.session_id).values())
    assert Path(path).read_bytes() == held


@pytest.mark.parametrize("name", ["a.exe", "words.txt", "noending"])
def test_a_type_that_is_not_accepted_is_refused_with_4001(bench: Bench, name: str) -> None:
    answer = bench.upload((name, b"x"))

    assert (answer.status_code, answer.json()["code"]) == (415, 4001)
    assert files(bench) == []


def test_a_file_that_is_no_media_is_refused_and_gone(bench: Bench) -> None:
    answer = bench.upload(("good.mp4", b"film"), ("bad.mp4", b"text, really"))

    assert answer.json()["code"] == 4001
    assert files(bench) == []
    assert bench.state()["video_infos"] == []


def test_a_file_that_is_too_large_is_refused_with_4002(benches: Callable[..., Bench]) -> None:
    bench = benches(hosts=AllowedHosts(most_bytes=1000)).enter()

    answer = bench.upload(("a.mp4", b"x" * 1001))

    assert (answer.status_code, answer.json()["code"]) == (413, 4002)
    assert files(bench) == []


def test_a_body_that_says_it_is_far_too_large_is_refused_at_once(
    benches: Callable[..., Bench],
) -> None:
    bench = benches(hosts=AllowedHosts(most_bytes=10)).enter()

    answer = bench.upload(("a.mp4", b"x" * 100_000))

    assert answer.json()["code"] == 4002


def test_an_address_is_fetched_only_from_allowed_hosts(bench: Bench) -> None:
    body = {"urls": ["http://127.0.0.1:1/a.mp4"], "source_type": "url"}

    answer = bench.ask("POST", f"/api/upload-video/nemo_agent/me/{bench.session_id}", json=body)

    assert (answer.status_code, answer.json()["code"]) == (403, 403)


@pytest.mark.parametrize("urls", [None, [], "http://x/a.mp4", [7], ["http://x/a.mp4"] * 21])
def test_addresses_of_the_wrong_shape_are_told(bench: Bench, urls: object) -> None:
    path = f"/api/upload-video/nemo_agent/me/{bench.session_id}"

    answer = bench.ask("POST", path, json={"urls": urls, "source_type": "url"})

    assert answer.status_code == 422


def test_an_empty_answer_keeps_the_file_all_the_same(bench: Bench) -> None:
    answer = bench.upload(("a.mp4", b"film"), **{"X-Studio-Fault": "empty-upload"})

    assert answer.json() == []
    assert len(bench.state()["video_infos"]) == 1


def test_an_unknown_session_takes_no_files(bench: Bench) -> None:
    bench.session_id = "unknown"

    answer = bench.upload(("a.mp4", b"film"))

    assert answer.json()["code"] == 1002


def test_real_manners_answer_in_several_shapes(benches: Callable[..., Bench]) -> None:
    bench = benches(manners="real").enter()

    answers = [bench.upload((f"{number}.mp4", b"film")).json() for number in range(20)]

    assert len({type(answer).__name__ for answer in answers}) == 2
    assert all("m_" in json.dumps(answer) for answer in answers)
