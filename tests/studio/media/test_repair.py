from __future__ import annotations

from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest
from PIL import Image

from studio.media import repair
from studio.media.file_types import UnfitFile, sniff

if TYPE_CHECKING:
    from pathlib import Path

    from tests.studio.media.conftest import Bench


def mended(path: Path, transfer: str = "") -> tuple[dict[str, Any], Path]:
    target = path.with_name("mended")
    return repair.repair(path, target, sniff(path), transfer=transfer), target


def frames(path: Path) -> list[av.VideoFrame]:
    with av.open(str(path)) as file:
        return list(file.decode(video=0))


def test_a_moving_gif_becomes_a_film_of_its_pace(bench: Bench) -> None:
    facts, target = mended(bench.moving("a.gif", frames=4, ms=120))

    assert facts == {"format": "mp4"}
    assert [round(frame.time or 0, 3) for frame in frames(target)] == [0, 0.12, 0.24, 0.36, 0.48]


def test_hdr_becomes_a_film_of_a_usual_screen(bench: Bench) -> None:
    path = bench.film("a.mkv", pix_fmt="yuv420p10le", light=(16, 9), sound="aac")

    _, target = mended(path, "pq")

    [first, *_] = made = frames(target)
    assert (first.format.name, int(first.color_trc), len(made)) == ("yuv420p", 1, 10)
    with av.open(str(target)) as file:
        assert len(file.streams.audio) == 1


def test_a_turned_film_stands_upright_when_made_anew(bench: Bench) -> None:
    _, target = mended(bench.turned(bench.film("a.mp4")), "hlg")

    picture = frames(target)[0].to_ndarray(format="rgb24").astype(int)

    assert picture.shape == (64, 48, 3)
    reds = [picture[16, 36], picture[16, 12], picture[48, 36]]  # the upper right, and others
    assert reds[0][0] - reds[0][2] > 60 + max(red[0] - red[2] for red in reds[1:])


def test_a_recording_without_a_length_gets_one(bench: Bench) -> None:
    facts, target = mended(bench.film("a.webm", codec="libvpx", sound="libopus"))

    assert facts == {"format": "mkv"}
    with av.open(str(target)) as file:
        assert file.duration == pytest.approx(1_000_000, abs=60_000)


def test_a_large_picture_becomes_a_smaller_one(bench: Bench) -> None:
    facts, target = mended(bench.picture("a.png", (6000, 100)))

    assert facts == {"format": "jpg"}
    with Image.open(target) as image:
        assert image.size == (4096, 68)


def test_a_still_gif_becomes_a_photo_of_its_colours(bench: Bench) -> None:
    _, target = mended(bench.picture("a.gif"))

    with Image.open(target) as image:
        assert np.asarray(image)[5, 5] == pytest.approx([220, 20, 20], abs=12)


def test_what_cannot_be_read_cannot_be_mended(bench: Bench) -> None:
    path = bench.raw("a.mp4", b"\0\0\0\x18ftypisom" + bytes(100))

    with pytest.raises(UnfitFile, match="damaged"):
        mended(path)
