from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest
from PIL import Image, ImageFilter

from studio.render import stabilization
from studio.render.clip_reader import ClipReader
from studio.render.stabilization import ShakePath

if TYPE_CHECKING:
    from collections.abc import Callable

FRAMES = 24


def filmed(path: Path, way: Callable[[int], tuple[float, float]]) -> ClipReader:
    """A textured wall, filmed by a camera that moves as told (pixels)."""
    chance = np.random.default_rng(3).random((240, 400)) * 255
    wall = Image.fromarray(chance.astype(np.uint8)).filter(ImageFilter.GaussianBlur(3))
    wall = wall.point([min(255, max(0, (light - 128) * 6 + 128)) for light in range(256)])
    with av.open(str(path), "w") as box:
        stream = box.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 192, 108, "yuv420p"
        for at in range(FRAMES):
            x, y = way(at)
            part = wall.crop((100 + round(x), 60 + round(y), 292 + round(x), 168 + round(y)))
            frame = av.VideoFrame.from_ndarray(np.asarray(part.convert("RGB")), format="rgb24")
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))
    return ClipReader(path)


def path_of(clip: ClipReader) -> ShakePath:
    found = stabilization.measure_shake(clip, 0.0, FRAMES / 30)
    assert found is not None
    return found


def test_a_shaking_camera_is_measured(tmp_path: Path) -> None:
    shake = path_of(filmed(tmp_path / "a.mp4", lambda at: (4.0 * (at % 2), 0.0)))

    jumps = np.abs(np.diff(shake.across[4:-4])) * 192

    assert jumps == pytest.approx(4, abs=0.8)
    assert np.abs(np.diff(shake.down)).max() * 108 < 0.8


def test_a_camera_that_stands_does_not_shake(tmp_path: Path) -> None:
    shake = path_of(filmed(tmp_path / "a.mp4", lambda _: (0.0, 0.0)))

    assert np.abs(shake.across).max() * 192 < 0.3
    assert np.abs(shake.down).max() * 108 < 0.3


def test_a_slow_pan_is_meant_and_left_alone(tmp_path: Path) -> None:
    shake = path_of(filmed(tmp_path / "a.mp4", lambda at: (2.0 * at, 0.0)))

    assert np.abs(np.diff(shake.across[8:-8])).max() * 192 < 1


def test_it_is_never_shifted_farther_than_the_enlargement_allows(tmp_path: Path) -> None:
    shake = path_of(filmed(tmp_path / "a.mp4", lambda at: (0.0, 30.0 * (at % 2))))

    assert np.abs(shake.down).max() <= stabilization.LARGEST_SHIFT + 1e-6


@pytest.mark.parametrize("long", [0.0, 0.05, 0.13])
def test_what_is_too_short_has_no_path(long: float, uploads: dict[str, Any]) -> None:
    assert (
        stabilization.measure_shake(ClipReader(Path(uploads["clip"]["path"])), 0.5, 0.5 + long)
        is None
    )


@pytest.mark.parametrize(
    ("seconds", "off"),
    [(0.0, (0.0, 0.01)), (0.5, (0.01, 0.0)), (-1.0, (0.0, 0.01)), (9, (0.02, -0.01))],
)
def test_between_its_moments_a_shift_is_reckoned(seconds: float, off: tuple[float, float]) -> None:
    shake = ShakePath(*(np.array(row, np.float32) for row in ([0, 1], [0, 0.02], [0.01, -0.01])))

    assert shake.shift(seconds) == pytest.approx(off, abs=1e-6)
