from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from studio.media import posters
from studio.media.file_types import UnfitFile, sniff

if TYPE_CHECKING:
    from pathlib import Path

    from tests.studio.media.conftest import Bench


def drawn(path: Path, width: int = 48) -> Image.Image:
    target = path.with_name("poster.jpg")
    posters.poster(path, target, sniff(path), width)
    with Image.open(target) as image:
        return image.copy()


def test_the_poster_of_a_film_is_a_frame_of_it(bench: Bench) -> None:
    image = drawn(bench.film("a.mp4"))

    assert image.size == (48, 36)
    assert np.asarray(image)[8, 8, 0] > 130


def test_the_poster_of_a_turned_film_stands_upright(bench: Bench) -> None:
    image = drawn(bench.turned(bench.film("a.mp4")))

    assert image.size == (36, 48)


def test_the_poster_of_a_picture_is_a_small_one(bench: Bench) -> None:
    assert drawn(bench.picture("a.png", (300, 150))).size == (48, 24)


@pytest.mark.parametrize("layout", ["mono", "7.1"])
def test_the_poster_of_a_recording_shows_its_loudness(bench: Bench, layout: str) -> None:
    image = drawn(bench.recording("a.m4a", "aac", layout=layout), 192)

    blue = np.asarray(image).astype(int)[:, :, 2]
    assert image.size == (192, 108)
    assert (blue > 180).mean() > 0.2


def test_a_film_without_a_frame_has_no_poster(bench: Bench) -> None:
    path = bench.cut(bench.film("a.mp4"), 0.4)

    with pytest.raises(UnfitFile, match="damaged"):
        drawn(path)
