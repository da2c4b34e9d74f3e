from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from studio.media.generated_files import MESSAGE_BUDGET_S, GeneratedFiles
from tests.studio.maker import IMAGES, SPEECH, VIDEOS, Maker, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.studio.media.conftest import Bench


@pytest.fixture
def maker() -> Iterator[Maker]:
    with serving() as made:
        yield made


def filming(maker: Maker, bench: Bench) -> None:
    maker.plan |= {
        VIDEOS: [(200, {"id": "7", "status": "completed"})],
        "GET /v1/videos/7/content": [(200, bench.film("a.mp4").read_bytes())],
    }


def test_a_clip_lies_in_the_folder_as_an_upload_would(bench: Bench, maker: Maker) -> None:
    filming(maker, bench)
    folder = bench.folder / "session"

    taken = GeneratedFiles(maker.at(), folder, {}).film("a kite", 3000, (1920, 1080))

    [file] = folder.iterdir()
    assert taken.media_id == file.stem
    assert (taken.facts["kind"], taken.facts["name"], taken.facts["made"]) == (
        "video",
        "a kite.mp4",
        True,
    )
    assert taken.facts["bytes"] == file.stat().st_size


@pytest.mark.parametrize(
    ("ms", "size", "seconds", "form"),
    [
        (3000, (1920, 1080), "4", "1280x720"),
        (4001, (1080, 1920), "8", "720x1280"),
        (60_000, (1080, 1080), "12", "1280x720"),
    ],
)
def test_lengths_and_shapes_are_those_that_such_servers_make(
    bench: Bench, maker: Maker, ms: int, size: tuple[int, int], seconds: str, form: str
) -> None:
    filming(maker, bench)

    GeneratedFiles(maker.at(), bench.folder / "s", {}).film("a kite", ms, size)

    order = maker.asked[0][2].decode("utf-8", "replace")
    assert f'"seconds"\r\n\r\n{seconds}\r\n' in order
    assert f'"size"\r\n\r\n{form}\r\n' in order


def test_a_server_without_films_makes_pictures(bench: Bench, maker: Maker) -> None:
    url = f"http://127.0.0.1:{maker.server_port}/a.png"
    maker.plan = {
        IMAGES: [(200, {"data": [{"url": url}]})],
        "GET /a.png": [(200, bench.picture("a.png").read_bytes())],
    }

    taken = GeneratedFiles(maker.at(), bench.folder / "s", {}).film("a kite", 3000, (1080, 1080))

    assert taken.facts["kind"] == "image"
    assert json.loads(maker.asked[1][2])["size"] == "1024x1024"


def test_the_same_wish_is_made_once_and_what_failed_is_tried_again(
    bench: Bench, maker: Maker
) -> None:
    kept: dict[tuple[str, ...], object] = {}
    camera = GeneratedFiles(maker.at(), bench.folder / "s", kept)  # type: ignore[arg-type]
    maker.plan[VIDEOS] = [(200, {"id": "7", "status": "failed"})]
    failed = camera.film("a kite", 3000, (1920, 1080))
    filming(maker, bench)

    first, second = (camera.film("a kite", 3000, (1920, 1080)) for _ in range(2))

    assert failed.reason == "server_failed"
    assert first is second
    assert len(maker.asked) == 3


def test_a_voice_is_kept_too(bench: Bench, maker: Maker) -> None:
    maker.plan[SPEECH] = [(200, bench.recording("a.mp3", "libmp3lame").read_bytes())]

    taken = GeneratedFiles(maker.at(), bench.folder / "s", {}).voice("你好")

    assert (taken.facts["kind"], taken.facts["name"]) == ("audio", "你好.mp3")


def test_a_message_that_took_too_long_asks_for_no_more(bench: Bench, maker: Maker) -> None:
    camera = GeneratedFiles(maker.at(), bench.folder / "s", {}, since=-2 * MESSAGE_BUDGET_S)

    assert camera.film("a kite", 3000, (1920, 1080)).reason == "server_slow"
    assert maker.asked == []
