from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from studio.render import planes
from studio.render.scenes import brush
from studio.render.sheet import lay
from tests.studio.render.film_samples import bounds, changed, middle

RED, BLUE = (200.0, 20.0, 30.0), (20.0, 40.0, 220.0)


def chance() -> np.random.Generator:
    return np.random.default_rng(4)


def ground(value: float = 50) -> Any:
    return np.full((40, 60, 3), value, np.float32)


def test_lighter_ends_in_white_and_darker_in_black() -> None:
    assert brush.lighter(RED, 1) == (255, 255, 255)
    assert brush.darker(RED, 1) == (0, 0, 0)
    assert brush.lighter(RED, 0) == brush.darker(RED, 0) == RED


def test_a_gradient_goes_from_its_first_colour_to_its_last() -> None:
    rgb = brush.gradient((8, 50), [(0, RED), (1, BLUE)])

    assert rgb.shape == (50, 8, 3)
    assert tuple(rgb[0, 3]) == pytest.approx(RED)
    assert tuple(rgb[-1, 3]) == pytest.approx(BLUE)
    assert (np.diff(rgb[:, 0, 2]) >= 0).all()


def test_a_gradient_stands_still_beyond_its_stops() -> None:
    rgb = brush.gradient((2, 50), [(0.4, RED), (0.6, BLUE)])

    assert tuple(rgb[10, 0]) == pytest.approx(RED)
    assert tuple(rgb[45, 0]) == pytest.approx(BLUE)


def test_distance_is_nothing_in_the_middle_and_wide_where_it_is_flat() -> None:
    round_, flat = brush.distance((40, 40), (20, 10)), brush.distance((40, 40), (20, 10), 2.0)

    assert round_[10, 20] == 0
    assert round_[13, 24] == pytest.approx(5)
    assert flat[10, 30] == pytest.approx(round_[10, 25])


def test_light_never_darkens_and_paint_reaches_its_colour() -> None:
    lit, painted = ground(), ground()

    brush.screen(lit, np.full((40, 60), 0.5, np.float32), (255, 128, 0))
    brush.paint_over(painted, np.ones((40, 60), np.float32), RED)

    assert lit.min() >= 50
    assert lit.max() <= 255
    assert tuple(painted[9, 9]) == pytest.approx(RED)


def test_a_glow_is_brightest_where_it_stands() -> None:
    rgb = ground()

    brush.glow(rgb, (45, 10), 12, (255, 255, 255), 0.8)

    assert np.unravel_index(rgb[..., 0].argmax(), (40, 60)) == (10, 45)
    assert rgb[38, 2, 0] < 60


def test_a_disc_is_as_large_as_its_radius() -> None:
    rgb = ground(0)

    brush.disc(rgb, (30, 20), 8, (255, 255, 255), 1)

    assert rgb[..., 0].sum() / 255 == pytest.approx(np.pi * 64, rel=0.03)


@pytest.mark.parametrize("n", [160, 208, 401])
def test_lines_repeat_without_a_step(n: int) -> None:
    lines = [
        brush.rolling_line(n, [(2, 9.0), (5, 3.0)], chance()),
        brush.ridged_line(n, 3, 3, chance()),
    ]

    for line in lines:
        assert abs(line[0] - line[-1]) <= np.abs(np.diff(line)).max() * 1.5 + 1e-6


def test_a_rolling_line_is_no_higher_than_its_waves() -> None:
    assert np.abs(brush.rolling_line(300, [(2, 9.0), (5, 3.0)], chance())).max() <= 12


def test_a_jagged_line_lies_between_nothing_and_one() -> None:
    line = brush.ridged_line(300, 5, 3, chance())

    assert 0 <= line.min() < 0.5 < line.max() <= 1


@pytest.mark.parametrize("size", [(160, 90), (20, 8), (4, 4)])
def test_noise_is_the_same_for_the_same_seed_and_repeats_both_ways(size: tuple[int, int]) -> None:
    one, again = (brush.cloud_noise(size, (3, 3), 3, 8) for _ in range(2))

    assert np.array_equal(one, again)
    assert one.shape == size[::-1]
    assert np.abs(one[:, 0] - one[:, -1]).max() <= np.abs(np.diff(one, axis=1)).max() * 2


def test_other_seeds_make_other_clouds() -> None:
    one, other = (brush.cloud_noise((160, 90), (3, 3), 3, seed) for seed in (1, 2))

    assert np.abs(one - other).mean() > 0.05


def test_a_ridge_is_clear_above_its_line_and_solid_below() -> None:
    line = np.full(64, 10, np.float32)

    sheet = brush.ridge(line, 40, (RED, BLUE))

    assert sheet.a[:9].max() == 0
    assert sheet.a[12:].min() == 255


def test_snow_lies_on_a_ridge_near_its_crest() -> None:
    line = 20 * brush.ridged_line(200, 4, 3, chance()) + 4
    bare, white = (brush.ridge(line, 60, (RED, RED), None, snow) for snow in (None, (255,) * 3))

    more = white.y.astype(int) - bare.y

    assert more.max() > 60
    assert middle(more > 30)[1] < 30


def test_a_lens_darkens_the_corners_most() -> None:
    vignette = brush.vignette((160, 90), 0.4)

    assert vignette[45, 80] >= 253
    assert vignette[0, 0] == pytest.approx(255 * 0.6, abs=3)


def test_a_drawing_comes_back_at_its_own_size_with_smooth_edges() -> None:
    image, draw, times = brush.supersampled((30, 20))
    draw.ellipse((0, 0, 20 * times, 20 * times), fill=brush.pillow_color(RED))

    alpha = np.asarray(brush.downsampled_image(image, times))[..., 3]

    assert alpha.shape == (20, 30)
    assert len(np.unique(alpha)) > 3


def test_paint_stays_within_bytes() -> None:
    assert brush.pillow_color((-20, 127.6, 400), 0.5) == (0, 128, 255, 128)


@pytest.mark.parametrize("radius", [0.4, 3.0, 17.5])
def test_an_orb_is_round_and_ends_before_its_edge(radius: float) -> None:
    sheet, frame = brush.glow_sheet(radius, (255, 255, 255), 1, 0.5), planes.blank(64, 64)

    lay(frame, sheet, 32 - sheet.width / 2, 32 - sheet.height / 2)

    assert sheet.a[0].max() <= 2
    assert not changed(frame).any() or np.ptp(bounds(changed(frame))[:2]) <= 1
