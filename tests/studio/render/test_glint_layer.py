from __future__ import annotations

import numpy as np
import pytest

from studio.render import planes
from studio.render.glint_layer import Glint, GlintLayer
from studio.render.scenes.brush import glow_alpha
from studio.render.scenes.layers import SheetLayer, figure_eight, pulse
from studio.render.sheet import Sheet

STEADY = (1.0, 1.0, 1.0, 0.0)
LIGHT = glow_alpha(6)
COLOR = (250, 220, 120)


@pytest.mark.parametrize("t", [0.0, 0.4, 1.3])
def test_each_looks_as_a_sheet_that_swells_and_wanders(t: float) -> None:
    swell, way = (-0.2, 0.9, 1.7, 0.3), (7.0, 3.0, 2.9, 0.1)
    laid, meant = planes.blank(96, 64, (20, 40, 90)), planes.blank(96, 64, (20, 40, 90))

    GlintLayer.of(COLOR, [Glint(LIGHT, 40.3, 20.6, swell, way)]).paint(laid, t)
    sheet = Sheet.one_color(COLOR, LIGHT)
    SheetLayer(sheet, 40.3, 20.6, figure_eight(*way), pulse(*swell)).paint(meant, t)

    for mine, theirs in zip(laid, meant, strict=True):
        assert np.abs(mine.astype(int) - theirs.astype(int)).max() <= 2


def test_where_two_meet_the_brighter_one_is_seen() -> None:
    faint, strong = (0.2, 0.2, 1.0, 0.0), STEADY
    alone, both = planes.blank(64, 64), planes.blank(64, 64)

    GlintLayer.of(COLOR, [Glint(LIGHT, 20, 20, strong)]).paint(alone, 0)
    for lights in ([strong, faint], [faint, strong]):
        both = planes.blank(64, 64)
        GlintLayer.of(COLOR, [Glint(LIGHT, 20, 20, one) for one in lights]).paint(both, 0)

        assert np.array_equal(both.y, alone.y)


@pytest.mark.parametrize("at", [(-30.5, 4), (90.2, 4), (4, -70), (4, 60.7), (500, 500)])
def test_what_lies_outside_is_cut(at: tuple[float, float]) -> None:
    frame = planes.blank(96, 64)

    GlintLayer.of(COLOR, [Glint(LIGHT, *at, STEADY), Glint(LIGHT, 30, 30, STEADY)]).paint(frame, 0)

    assert frame.y[36, 36] > 120
    assert frame.y.shape == (64, 96)


def test_what_is_out_changes_nothing() -> None:
    frame = planes.blank(64, 64, (90, 120, 200))
    before = frame.copy()

    GlintLayer.of(COLOR, [Glint(LIGHT, 20, 20, (-1.0, 0.0, 1.0, 0.0))]).paint(frame, 0.2)

    assert all(np.array_equal(a, b) for a, b in zip(frame, before, strict=True))
