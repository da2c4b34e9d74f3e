from __future__ import annotations

import numpy as np
import pytest

from studio.render import planes
from studio.render.particles import ParticleLayer, ParticleTile
from studio.render.sheet import Sheet, lay


def drop(x: float, y: float, size: tuple[int, int] = (40, 24)) -> np.ndarray:
    rows, columns = np.arange(size[1])[:, None], np.arange(size[0])[None, :]
    far = np.hypot(rows - y, columns - x)
    return np.asarray(np.clip(1.6 - far / 2, 0, 0.9), np.float32)


@pytest.mark.parametrize("at", [(0.0, 0.0), (12.0, 6.0), (7.25, 3.5), (11.1, 4.9)])
def test_they_look_as_a_whole_sheet_of_them_would(at: tuple[float, float]) -> None:
    spot = drop(14, 9, (40, 24))
    laid, meant = planes.blank(40, 24, (30, 60, 120)), planes.blank(40, 24, (30, 60, 120))

    ParticleTile.of((250, 200, 90), spot).lay(laid, *at)
    lay(meant, Sheet.one_color((250, 200, 90), spot), *at)

    for mine, theirs in zip(laid, meant, strict=True):
        assert np.abs(mine.astype(int) - theirs.astype(int)).max() <= 2


@pytest.mark.parametrize("at", [(0.0, 0.0), (-3.0, 17.0), (1000.5, -777.25), (39.5, 23.5)])
def test_a_tile_fills_the_frame_wherever_it_stands(at: tuple[float, float]) -> None:
    whole = ParticleTile.of((255, 255, 255), np.full((24, 40), 0.5, np.float32))
    frame = planes.blank(100, 70)

    whole.lay(frame, *at)

    assert int(np.ptp(frame.y.astype(int))) <= 1
    assert frame.y[0, 0] == pytest.approx(16 + 219 / 2, abs=1)


def test_it_comes_again_after_its_width_and_its_height() -> None:
    specks = ParticleTile.of((255, 255, 255), drop(5, 5))
    here, there = planes.blank(80, 48), planes.blank(80, 48)

    specks.lay(here, 3.25, 4.5)
    specks.lay(there, 3.25 + 40, 4.5 - 24)

    assert np.array_equal(here.y, there.y)
    assert here.y.max() > 150


def test_what_has_no_light_changes_nothing() -> None:
    frame = planes.blank(64, 64, (90, 120, 200))
    before = frame.copy()

    ParticleTile.of((255, 255, 255), np.zeros((32, 32), np.float32)).lay(frame, 0.5, 0.5)
    ParticleTile.of((255, 255, 255), drop(5, 5)).lay(frame, 0.5, 0.5, 0.0)

    assert all(np.array_equal(a, b) for a, b in zip(frame, before, strict=True))


def test_light_leaves_the_colours_as_they_are() -> None:
    frame = planes.blank(64, 48, (60, 20, 120))
    before = frame.copy()

    ParticleTile.of((255, 255, 255), drop(20, 12), is_light=True).lay(frame, 0.5, 0.5)

    assert frame.y.max() > before.y.max()
    assert np.array_equal(frame.u, before.u)
    assert np.array_equal(frame.v, before.v)


def test_motion_is_smooth_to_a_twentieth_of_a_pixel() -> None:
    shower, off = (
        ParticleLayer(ParticleTile.of((255, 255, 255), drop(8, 8, (96, 64))), (30.0, 12.0)),
        [],
    )

    for step in range(24):
        frame, t = planes.blank(96, 64), step / 30
        shower.paint(frame, t)
        light = frame.y.astype(float) - 16
        rows, columns = np.indices(light.shape)
        x, y = (float((light * side).sum() / light.sum()) for side in (columns, rows))
        off.append((x - 30 * t, y - 12 * t))

    assert np.std(off, axis=0).max() < 0.05


def test_what_sways_goes_beside_its_way() -> None:
    specks = ParticleTile.of((255, 255, 255), drop(20, 12))
    swayed, meant = planes.blank(40, 24), planes.blank(40, 24)

    ParticleLayer(specks, (4.0, 2.0), sway=lambda t: (3.0 * t, 0.0)).paint(swayed, 1.0)
    specks.lay(meant, 7.0, 2.0)

    assert np.array_equal(swayed.y, meant.y)
