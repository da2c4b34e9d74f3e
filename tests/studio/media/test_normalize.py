from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from studio.media import normalize
from studio.media.probe import probe

if TYPE_CHECKING:
    from tests.studio.media.conftest import Bench


def test_a_file_that_is_fit_is_left_alone(bench: Bench) -> None:
    path = bench.film("a.mp4")
    before = path.read_bytes()
    media = probe(path, "a.mp4")

    settled = normalize.normalize(media)

    assert settled is media
    assert path.read_bytes() == before


def test_a_moving_gif_is_a_film_in_the_same_place(bench: Bench) -> None:
    media = probe(bench.moving("a.gif"), "cat.gif")

    settled = normalize.normalize(media)

    assert (settled.path, settled.name) == (media.path, "cat.gif")
    assert (settled.kind, settled.format, settled.must_settle) == ("video", "mp4", False)
    assert sorted(bench.folder.iterdir()) == [bench.folder / "a.gif"]


@pytest.mark.parametrize("size", [(5000, 50), (50, 5000)])
def test_a_large_picture_is_a_smaller_one_in_the_same_place(
    bench: Bench, size: tuple[int, int]
) -> None:
    settled = normalize.normalize(probe(bench.picture("a.png", size), "wide.png"))

    assert max(settled.width, settled.height) == 4096
    assert not settled.must_settle
    assert probe(bench.folder / "a.png", "wide.png").width == settled.width


def test_a_film_that_cannot_be_settled_stays_as_it_is(bench: Bench) -> None:
    media = probe(bench.film("a.mkv", pix_fmt="yuv420p10le", light=(16, 9)), "a.mkv")
    bench.raw("a.mkv", b"\x1a\x45\xdf\xa3 and then the disk fails")

    settled = normalize.normalize(media)

    assert (settled.transfer, settled.must_settle) == ("pq", False)


def test_there_is_a_poster_of_what_can_be_seen(bench: Bench) -> None:
    target = bench.folder / "poster.jpg"

    has_poster = normalize.poster(probe(bench.film("a.mp4"), "a.mp4"), target, 40)

    assert has_poster
    assert target.stat().st_size > 300
