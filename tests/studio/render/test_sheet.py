from __future__ import annotations

import numpy as np
import pytest

from studio.render import planes
from studio.render.scenes.brush import glow_sheet
from studio.render.sheet import Sheet, lay


def middle(plane: np.ndarray) -> tuple[float, float]:
    light = plane.astype(float) - 16
    rows, columns = np.indices(light.shape)
    return float((light * columns).sum() / light.sum()), float((light * rows).sum() / light.sum())


def test_motion_is_smooth_to_a_twentieth_of_a_pixel() -> None:
    dot, off = glow_sheet(9, (255, 255, 255)), []

    for step in range(30):
        frame = planes.blank(96, 64)
        lay(frame, dot, 20 + step * 0.37, 12 + step * 0.21)
        x, y = middle(frame.y)
        off.append((x - step * 0.37, y - step * 0.21))

    assert np.std(off, axis=0).max() < 0.05


@pytest.mark.parametrize("at", [(-30.5, 4), (90.2, 4), (4, -70), (4, 60.7), (500, 500)])
def test_what_lies_outside_is_cut(at: tuple[float, float]) -> None:
    frame = planes.blank(96, 64)

    lay(frame, glow_sheet(20, (255, 255, 255)), *at)

    assert frame.y.shape == (64, 96)


def test_what_is_empty_changes_nothing() -> None:
    frame = planes.blank(32, 32, (90, 120, 200))
    before = frame.copy()

    lay(frame, Sheet.of(np.zeros((32, 32, 3)), np.zeros((32, 32))), 0.5, 0.5)

    assert all(np.array_equal(a, b) for a, b in zip(frame, before, strict=True))


def test_what_scrolls_without_end_has_no_seam() -> None:
    band = Sheet.one_color((255, 255, 255), np.full((32, 32), 0.5))
    frame = planes.blank(64, 32)

    lay(frame, band, -0.5, 0)
    lay(frame, band, 31.5, 0)

    assert int(np.ptp(frame.y[:, 1:60].astype(int))) <= 1


def test_opacity_scales_what_is_laid() -> None:
    frame = planes.blank(32, 32)

    lay(frame, Sheet.of(np.full((32, 32, 3), 255.0), np.ones((32, 32))), 0, 0, 0.5)

    assert abs(int(frame.y[9, 9]) - 126) <= 2
