from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from studio.render import planes


@pytest.mark.parametrize("color", [(255, 255, 255), (0, 0, 0), (200, 30, 60), (20, 180, 220)])
def test_a_colour_comes_back_as_it_went_in(color: tuple[int, int, int]) -> None:
    image = Image.new("RGB", (16, 16), color)

    back = np.asarray(planes.to_image(planes.of_image(image)))[4, 4]

    assert np.abs(back.astype(int) - color).max() <= 3


def test_white_and_black_stay_within_limited_range() -> None:
    assert planes.yuv((255, 255, 255)) == (235, 128, 128)
    assert planes.yuv((0, 0, 0)) == (16, 128, 128)


def test_mixing_by_half_meets_in_the_middle() -> None:
    low, high = planes.blank(16, 16, (0, 0, 0)), planes.blank(16, 16, (255, 255, 255))

    planes.mix(low, high, 0.5)

    assert abs(int(low.y[3, 3]) - 126) <= 1


def test_a_gradient_with_dither_has_no_bands() -> None:
    rise = np.repeat(np.linspace(40, 44, 400, dtype=np.float32)[:, None, None], 64, 1).repeat(3, 2)

    frame = planes.of_rgb(rise, dither=1.0)

    longest = np.abs(np.diff(frame.y.astype(float).mean(axis=1))).max()
    assert longest < 0.6
