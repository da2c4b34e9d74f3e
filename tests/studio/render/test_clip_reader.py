from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from studio.render import clip_reader
from studio.render.clip_reader import ClipReader, UnreadableError
from tests.studio.render.film_samples import rgb

Json = dict[str, Any]
COLOURS = {"red": (200, 30, 30), "green": (30, 160, 60), "blue": (30, 60, 200)}


@pytest.fixture
def clip(uploads: Json) -> ClipReader:
    return ClipReader(Path(uploads["clip"]["path"]))


def light(clip: ClipReader, seconds: float) -> float:
    return float(rgb(clip_reader.planes_of(clip.at(seconds), (160, 90))).mean())


def film(path: Path, size: tuple[int, int], color: Any, frames: int = 4, **about: Any) -> Path:
    """A film of one colour; `about` is told to its stream."""
    with av.open(str(path), "w") as box:
        stream = box.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for key, value in about.items():
            setattr(stream.codec_context, key, value)
        for _ in range(frames):
            picture = np.full((size[1], size[0], 3), color, np.uint8)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("seconds", [0.0, 0.5, 1.0, 1.9])
def test_a_moment_shows_its_frame(seconds: float, clip: ClipReader) -> None:
    assert light(clip, seconds) == pytest.approx(20 + 90 * seconds, abs=7)


@pytest.mark.parametrize(
    "order", [(1.9, 0.1), (0.1, 1.9, 0.0), (1.0, 0.95, 0.9), (0.2, 0.2), (-1.0, 5.0)]
)
def test_moments_may_be_asked_for_in_any_order(order: tuple[float, ...], clip: ClipReader) -> None:
    seen = [light(clip, seconds) for seconds in order]

    wanted = [20 + 90 * min(59 / 30, max(0.0, seconds)) for seconds in order]
    assert seen == pytest.approx(wanted, abs=7)


def test_backward_frame_by_frame_is_forward_turned_around(clip: ClipReader) -> None:
    forward = [light(clip, at / 30) for at in range(20, 40)]

    backward = [light(clip, at / 30) for at in reversed(range(20, 40))]

    assert backward == forward[::-1]


def test_it_knows_how_long_it_is(clip: ClipReader) -> None:
    assert clip.seconds == pytest.approx(2.0, abs=0.05)
    assert clip.pixel_ratio == 1.0


@pytest.mark.parametrize("content", [b"", b"no film at all", b"\0\0\0\x20ftypisom" + b"\0" * 64])
def test_what_is_no_film_is_said_by_name(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "oslo.mp4").write_bytes(content)

    with pytest.raises(UnreadableError, match=r"oslo\.mp4"):
        ClipReader(tmp_path / "oslo.mp4")


def test_a_film_that_breaks_off_shows_what_came_before(tmp_path: Path, uploads: Json) -> None:
    whole = Path(uploads["clip"]["path"]).read_bytes()
    (tmp_path / "a.mkv").write_bytes(_as_mkv(tmp_path, whole)[:-400])
    clip = ClipReader(tmp_path / "a.mkv")

    assert light(clip, 0.5) == pytest.approx(65, abs=7)
    assert light(clip, 9.0) > 100


def _as_mkv(folder: Path, whole: bytes) -> bytes:
    (folder / "whole.mp4").write_bytes(whole)
    with av.open(str(folder / "whole.mp4")) as source, av.open(str(folder / "b.mkv"), "w") as out:
        stream = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(source.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)
    return (folder / "b.mkv").read_bytes()


@pytest.mark.parametrize("size", [(160, 90), (62, 90), (320, 180)])
def test_planes_have_the_size_that_is_asked_for(size: tuple[int, int], clip: ClipReader) -> None:
    frame = clip_reader.planes_of(clip.at(1.0), size)

    assert frame.size == size
    assert frame.u.shape == (size[1] // 2, size[0] // 2)


@pytest.mark.parametrize("name", COLOURS)
def test_small_films_are_read_in_the_matrix_of_small_films(name: str, tmp_path: Path) -> None:
    clip = ClipReader(film(tmp_path / "a.mp4", (96, 64), COLOURS[name]))

    shown = rgb(clip_reader.planes_of(clip.at(0), (96, 64)))[32, 48]

    assert np.abs(shown - COLOURS[name]).max() <= 8


def test_wide_pixels_make_a_wide_picture(tmp_path: Path) -> None:
    clip = ClipReader(
        film(tmp_path / "a.mp4", (96, 64), (90,) * 3, sample_aspect_ratio=Fraction(2, 1))
    )

    assert clip_reader.display_size(clip, clip.at(0)) == (192.0, 64.0)


def test_a_closed_clip_lets_go_of_its_file(clip: ClipReader) -> None:
    clip.close()

    with pytest.raises((AssertionError, av.FFmpegError, ValueError)):
        clip._container.seek(0)
