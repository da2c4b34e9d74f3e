from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from studio.render import planes
from studio.render.scenes.brush import glow_sheet
from studio.render.scenes.layers import (
    ReflectionLayer,
    Scene,
    ScrollLayer,
    SheetLayer,
    darken,
    figure_eight,
    pulse,
)
from studio.render.sheet import Sheet
from tests.studio.render.film_samples import bounds, changed, middle, painted

DOT = glow_sheet(6, (255, 255, 255), 1, 0.6)


def bar(width: int = 40) -> Sheet:
    """A strip as high as the frame whose left quarter is white."""
    alpha = np.zeros((90, width))
    alpha[:, : width // 4] = 1
    return Sheet.one_color((255, 255, 255), alpha)


def columns(frame: planes.Planes) -> Any:
    return changed(frame, by=100).any(axis=0)


def test_what_stands_stands() -> None:
    first, later = (painted(SheetLayer(DOT, 30, 20), t=t) for t in (0.0, 99.0))

    assert middle(changed(first)) == pytest.approx(
        (30 + DOT.width / 2 - 0.5, 20 + DOT.height / 2 - 0.5), abs=0.6
    )
    assert np.array_equal(first.y, later.y)


def test_what_moves_goes_where_it_is_told() -> None:
    dot = SheetLayer(DOT, 30, 20, move=lambda t: (10 * t, 5 * t))

    there, then = (middle(changed(painted(dot, t=t))) for t in (0.0, 4.0))

    assert then[0] - there[0] == pytest.approx(40, abs=0.5)
    assert then[1] - there[1] == pytest.approx(20, abs=0.5)


def test_what_has_no_strength_is_not_there() -> None:
    assert not changed(painted(SheetLayer(DOT, 30, 20, strength=lambda _: 0.0))).any()


def test_a_scroll_covers_the_frame_without_end() -> None:
    for t in (0.0, 3.7, 1000.0):
        lit = columns(painted(ScrollLayer(bar(), (7, 0)), t=t))
        assert lit[:40].any()
        assert lit[-40:].any()
        assert lit.mean() == pytest.approx(0.25, abs=0.06)


def test_a_scroll_moves_by_its_speed_and_repeats() -> None:
    scroll = ScrollLayer(bar(), (10, 0))

    start, lap = painted(scroll, t=0.0), painted(scroll, t=4.0)
    half = painted(scroll, t=2.0)

    assert np.array_equal(start.y, lap.y)
    assert np.array_equal(half.y[:, 20:60], start.y[:, :40])


def test_a_mirror_shows_what_is_above_upside_down() -> None:
    frame = planes.blank(160, 90)
    frame.y[34:38, 40:60] = 235
    clear = Sheet.of(np.zeros((44, 160, 3)), np.zeros((44, 160)))

    ReflectionLayer(46, clear, 0.0).paint(frame, 0.0)

    assert bounds(frame.y[46:] > 200) == (40, 8, 60, 12)


def test_water_ripples() -> None:
    mirror = ReflectionLayer(46, Sheet.of(np.zeros((44, 160, 3)), np.zeros((44, 160))), 3.0)
    dot = SheetLayer(DOT, 60, 20)

    calm, later = (painted(dot, mirror, t=t).y for t in (0.0, 0.6))

    assert np.array_equal(calm[:46], later[:46])
    assert (calm[46:] != later[46:]).any()


def test_a_stage_paints_its_ground_anew_each_time() -> None:
    stage = Scene(
        planes.blank(160, 90, (60, 60, 60)), [SheetLayer(DOT, 30, 20, move=lambda t: (t, 0))]
    )
    frame = planes.blank(160, 90, (255, 0, 0))

    stage.at(50.0, frame)

    assert changed(frame, (60, 60, 60)).sum() < 200
    assert bounds(changed(frame, (60, 60, 60)))[0] > 70
    assert stage.ground.y.max() == stage.ground.y.min()


def test_a_lens_is_laid_over_all() -> None:
    stage = Scene(planes.blank(160, 90, (200,) * 3), vignette=np.full((90, 160), 128, np.uint16))
    frame = planes.blank(160, 90)

    stage.at(0.0, frame)

    assert frame.y.max() == pytest.approx(planes.yuv((200,) * 3)[0] / 2, abs=1)


@pytest.mark.parametrize(("by", "left"), [(256, 200), (128, 101), (0, 0)])
def test_darkening_multiplies(by: int, left: int) -> None:
    plane = np.full((4, 4), 200, np.uint8)

    darken(plane, np.full((4, 4), by, np.uint16))

    assert plane[0, 0] == pytest.approx(left, abs=1)


def test_what_breathes_keeps_its_bounds_and_comes_back() -> None:
    strength = pulse(0.2, 0.9, 4.0, 0.3)

    seen = [strength(t / 10) for t in range(80)]

    assert min(seen) == pytest.approx(0.2, abs=0.01)
    assert max(seen) == pytest.approx(0.9, abs=0.01)
    assert strength(1.0) == pytest.approx(strength(5.0))


def test_what_wanders_never_goes_farther_than_it_may() -> None:
    way = figure_eight(8, 3, 5.0, 0.2)

    places = [way(t / 10) for t in range(60)]

    assert max(abs(x) for x, _ in places) <= 8
    assert max(abs(y) for _, y in places) <= 3
    assert way(0.0) == pytest.approx(way(5.0))
