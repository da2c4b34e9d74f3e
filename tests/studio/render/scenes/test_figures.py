from __future__ import annotations

import numpy as np
import pytest

from studio.render.scenes import figures
from studio.render.scenes.brush import glow_sheet
from studio.render.scenes.figures import CrossingLayer
from tests.studio.render.film_samples import bounds, canvas, changed, middle, painted

DOT = glow_sheet(5, (255, 255, 255), 1, 0.6)
BASKET = (60.0, 40.0, 20.0)


def test_what_passes_moves_at_its_speed() -> None:
    dot = CrossingLayer((DOT,), (20, 40), (10, 0), 1)

    places = [middle(changed(painted(dot, t=t)))[0] for t in (0.0, 2.0, 5.0)]

    assert places[1] - places[0] == pytest.approx(20, abs=0.6)
    assert places[2] - places[0] == pytest.approx(50, abs=0.6)


def test_what_has_passed_comes_again() -> None:
    dot = CrossingLayer((DOT,), (20, 40), (10, 0), 1)

    lap = (160 + 2 * DOT.width) / 10

    assert np.array_equal(painted(dot, t=3.0).y, painted(dot, t=3.0 + lap).y)


def test_faces_follow_one_another() -> None:
    faces = glow_sheet(5, (255, 255, 255), 1, 0.6), glow_sheet(5, (90, 90, 90), 1, 0.6)
    bird = CrossingLayer(faces, (60, 40), (0, 0), 1)

    light = [int(painted(bird, t=t).y.max()) for t in (0.25, 0.75, 1.25)]

    assert light[0] == light[2] > light[1] + 60


def test_a_sail_stands_on_the_line_it_was_given() -> None:
    boat = figures.sailboat(canvas(size=(320, 180)), 0.6)

    frame = painted(boat, size=(320, 180), color=(90, 160, 90))

    assert bounds(changed(frame, (90, 160, 90)))[3] == pytest.approx(180 * 0.6, abs=4)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_there_are_as_many_gulls_as_asked_for(count: int) -> None:
    assert len(figures.gulls(canvas(), 0.4, count)) == count


def test_gulls_fly_in_the_sky_and_beat_their_wings() -> None:
    birds = figures.gulls(canvas(size=(320, 180)), 0.4, 4)
    assert all(isinstance(bird, CrossingLayer) and len(bird.faces) == 10 for bird in birds)

    frame = painted(*birds, size=(320, 180), color=(255, 255, 255))

    assert bounds(changed(frame, (255,) * 3))[3] < 120


def test_balloons_keep_inside_the_frame() -> None:
    balloons = figures.balloons(canvas(size=(320, 180)))

    for t in (0.0, 4.0, 9.0, 13.0):
        left, top, right, bottom = bounds(changed(painted(*balloons, t=t, size=(320, 180)), by=4))
        assert min(left, top) > 0
        assert right < 320
        assert bottom < 120


def test_a_balloon_is_striped_and_carries_a_basket() -> None:
    image = figures.balloon(60, (220, 40, 40), (250, 240, 230), BASKET)
    rgba = np.asarray(image).astype(int)

    solid = rgba[rgba[..., 3] > 200]

    assert image.size == (60, 85)
    assert (solid[:, 1] < 80).mean() > 0.2
    assert (solid[:, 1] > 150).mean() > 0.2
    assert rgba[-10:, 25:35, 3].max() > 200


def test_a_tent_is_lit_and_stands_on_its_base() -> None:
    rgba = np.asarray(figures.tent(canvas(palette="night"), 80)).astype(int)

    widths = (rgba[..., 3] > 128).sum(axis=1)

    assert rgba.shape == (50, 80, 4)
    assert widths[-2] > widths[10]
    assert rgba[rgba[..., 3] > 200][:, :3].mean() > 110


def test_a_cat_sleeps_flat_on_the_ground() -> None:
    alpha = np.asarray(figures.cat(80, (40, 30, 30)))[..., 3] > 128

    left, top, right, bottom = bounds(alpha)

    assert (right - left) > 1.6 * (bottom - top)
    assert alpha.shape == (42, 80)
