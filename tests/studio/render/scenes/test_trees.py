from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from studio.render.scenes import brush
from studio.render.scenes.layers import ScrollLayer
from studio.render.scenes.trees import pine, pines, strip_sheet
from tests.studio.render.film_samples import bounds, canvas, changed, painted


def row(**look: str) -> ScrollLayer:
    made = pines(canvas(size=(320, 180), **look), 0.8, (60, 140), 30, -20)
    assert isinstance(made, ScrollLayer)
    return made


def test_a_pine_stands_at_its_foot_and_narrows_upward() -> None:
    image, draw, times = brush.supersampled((80, 120))
    pine(draw, (40 * times, 110 * times), 100 * times, (0, 40, 0, 255))

    alpha = np.asarray(brush.downsampled_image(image, times))[..., 3] > 128

    left, top, right, bottom = bounds(alpha)
    assert [top, bottom] == pytest.approx([10, 110], abs=2)
    assert (left + right) / 2 == pytest.approx(40, abs=1)
    assert alpha[20].sum() < alpha[90].sum()


def test_a_row_of_pines_covers_the_ground_below_its_bank() -> None:
    frame = painted(row(), size=(320, 180), color=(255, 255, 255))

    assert changed(frame, (255,) * 3, 60)[160:].all()
    assert bounds(changed(frame, (255,) * 3))[1] > 100


def test_a_row_has_no_seam() -> None:
    alpha = row().sheet.a.astype(int)

    inner = np.abs(np.diff(alpha, axis=1)).sum(axis=0)
    seam = np.abs(alpha[:, 0] - alpha[:, -1]).sum()

    assert seam <= inner.max()


def test_a_row_passes_at_its_speed_by_the_pace_of_the_look() -> None:
    slow, fast = (abs(row(pace=pace).speed[0]) for pace in ("slow", "fast"))

    assert fast > slow * 2
    assert row().speed[0] < 0


def test_a_colour_of_its_own_is_taken() -> None:
    made = pines(canvas(), 0.8, (60, 140), 10, -20, (250, 40, 40))

    frame = painted(made)

    assert frame.v[-3:].min() > 200


def test_a_strip_keeps_size_and_opacity() -> None:
    sheet = strip_sheet(Image.new("RGBA", (40, 20), (255, 255, 255, 128)))

    assert (sheet.width, sheet.height) == (40, 20)
    assert set(np.unique(sheet.a)) == {128}
