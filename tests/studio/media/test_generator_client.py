from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import pytest

from studio.media import generator_client
from studio.media.generator_client import GeneratorServer
from tests.patience import HANG_S
from tests.studio.maker import IMAGES, SPEECH, VIDEOS, Maker, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.studio.media.conftest import Bench


@pytest.fixture
def maker() -> Iterator[Maker]:
    with serving() as made:
        yield made


def test_a_picture_comes_inside_the_answer(bench: Bench, maker: Maker) -> None:
    held = base64.b64encode(bench.picture("a.png").read_bytes()).decode()
    maker.plan[IMAGES] = [(200, {"data": [{"b64_json": held}]})]

    made = generator_client.image(maker.at(), "a red kite", bench.folder / "made.png")

    assert made.media is not None
    assert (made.media.kind, made.media.width, made.reason) == ("image", 60, "")
    [(_, _, body, key)] = maker.asked
    assert json.loads(body)["prompt"] == "a red kite"
    assert key == "Bearer secret"


def test_a_picture_comes_from_an_address_that_is_shown_no_key(bench: Bench, maker: Maker) -> None:
    held = bench.picture("a.png").read_bytes()
    url = f"http://localhost:{maker.server_port}/files/a.png"
    maker.plan |= {IMAGES: [(200, {"data": [{"url": url}]})], "GET /files/a.png": [(200, held)]}

    made = generator_client.image(maker.at(), "a kite", bench.folder / "made.png")

    assert made.media is not None
    assert [key for *_, key in maker.asked] == ["Bearer secret", ""]


def test_a_film_is_ordered_waited_for_and_fetched(bench: Bench, maker: Maker) -> None:
    maker.plan = {
        VIDEOS: [(200, {"id": "v 1", "status": "queued"})],
        "GET /v1/videos/v%201": [(200, {"status": "in_progress"}), (200, {"status": "completed"})],
        "GET /v1/videos/v%201/content": [(200, bench.film("a.mp4").read_bytes())],
    }

    made = generator_client.video(maker.at(), "a kite", bench.folder / "made.mp4", seconds=4)

    assert made.media is not None
    assert made.media.kind == "video"
    assert maker.asked[0][1].startswith("multipart/form-data")
    assert len(maker.asked) == 4


@pytest.mark.parametrize("status", [400, 415, 422])
def test_a_server_that_wants_no_form_gets_json(bench: Bench, maker: Maker, status: int) -> None:
    maker.plan = {
        VIDEOS: [(status, {}), (200, {"id": "7", "status": "completed"})],
        "GET /v1/videos/7/content": [(200, bench.film("a.mp4").read_bytes())],
    }

    made = generator_client.video(maker.at(), "a kite", bench.folder / "made.mp4")

    assert made.media is not None
    assert json.loads(maker.asked[1][2])["seconds"] == "4"


def test_a_voice_reads_a_text(bench: Bench, maker: Maker) -> None:
    maker.plan[SPEECH] = [(200, bench.recording("a.mp3", "libmp3lame").read_bytes())]

    made = generator_client.speech(maker.at(), "你好", bench.folder / "made.mp3")

    assert made.media is not None
    assert made.media.kind == "audio"
    assert json.loads(maker.asked[0][2])["input"] == "你好"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((401, {"error": "no"}), "server_refused"),
        ((500, b"<html>"), "server_refused"),
        ((200, b"<html>"), "server_strange"),
        ((200, [1]), "server_strange"),
        ((200, {"data": []}), "server_strange"),
        ((200, {"data": [{"url": "file:///etc/hosts"}]}), "server_strange"),
        ((200, {"data": [{"b64_json": "bm8gcGljdHVyZQ=="}]}), "server_strange"),
    ],
)
def test_what_goes_wrong_is_a_reason_and_leaves_no_file(
    bench: Bench, maker: Maker, answer: tuple[int, Any], reason: str
) -> None:
    maker.plan[IMAGES] = [answer]

    made = generator_client.image(maker.at(), "a kite", bench.folder / "made.png")

    assert made == generator_client.GeneratorReply(None, reason)
    assert list(bench.folder.iterdir()) == []


@pytest.mark.parametrize(
    ("status", "patience_s", "reason"),
    [("failed", HANG_S, "server_failed"), ("queued", 0.1, "server_slow")],
)
def test_a_film_that_never_comes_is_given_up(
    bench: Bench, maker: Maker, status: str, patience_s: float, reason: str
) -> None:
    maker.plan = {
        VIDEOS: [(200, {"id": "7", "status": "queued"})],
        "GET /v1/videos/7": [(200, {"status": status})],
    }

    made = generator_client.video(
        maker.at(patience_s=patience_s), "a kite", bench.folder / "made.mp4"
    )

    assert made == generator_client.GeneratorReply(None, reason)


def test_a_server_that_is_not_there_is_said_to_be_so(bench: Bench) -> None:
    made = generator_client.image(
        GeneratorServer("http://127.0.0.1:1/v1"), "a kite", bench.folder / "a.png"
    )

    assert made == generator_client.GeneratorReply(None, "server_unreachable")


def test_without_a_server_nothing_is_made(bench: Bench) -> None:
    assert generator_client.image(None, "a kite", bench.folder / "a.png").reason == "server_unset"


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ("http://127.0.0.1:9", "http://127.0.0.1:9/v1"),
        ("https://media.example/v1/", "https://media.example/v1"),
        ("", None), ("file:///etc", None), ("media.example", None),
    ],
)  # fmt: skip
def test_the_environment_names_the_server(said: str, url: str | None) -> None:
    found = generator_client.from_environment(
        {"REELTALK_MEDIA_URL": said, "REELTALK_VIDEO_MODEL": "wan"}
    )

    assert (found and found.url, found and found.video_model) == (url, url and "wan")
