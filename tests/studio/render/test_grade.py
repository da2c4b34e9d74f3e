from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from studio.render import planes
from studio.render.grade import ALIASES, FILTERS, grade
from tests.studio.render.film_samples import rgb

if TYPE_CHECKING:
    from studio.render.planes import Planes

SIZE = (96, 64)


def coloured() -> Planes:
    """Dark to light downward, through the colours across."""
    x, y = np.linspace(0, 255, SIZE[0]), np.linspace(10, 245, SIZE[1])
    wide, tall = np.meshgrid(x, y)
    return planes.of_rgb(np.stack([wide, tall, 255 - wide], axis=-1).astype(np.float32))


def graded(name: str = "", moment: int = 0, **adjust: float) -> Planes:
    frame, how = coloured(), grade(SIZE, name, adjust)
    assert how is not None
    how.apply(frame, moment)
    return frame


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_a_filter_changes_the_picture_and_stays_within_limited_range(name: str) -> None:
    before, after = coloured(), graded(name)

    assert np.abs(rgb(before) - rgb(after)).mean() > 2
    assert after.y.min() >= 0
    assert after.y.max() <= 235
    assert all(16 <= plane.min() <= plane.max() <= 240 for plane in (after.u, after.v))


@pytest.mark.parametrize("name", ["bw", "noir", "黑白", "モノクロ", "grayscale"])
def test_black_and_white_leaves_no_colour(name: str) -> None:
    frame = graded(name)

    assert set(np.unique(frame.u)) == set(np.unique(frame.v)) == {128}
    assert frame.y.std() > 30


def test_sepia_is_of_one_warm_hue() -> None:
    frame = graded("sepia")

    assert frame.v[10:].min() >= 128
    assert frame.u[10:].max() <= 128


def test_warm_and_cool_go_opposite_ways() -> None:
    warm, plain, cool = (part.astype(int).mean(axis=(0, 1)) for part in _three())

    assert warm[0] - warm[2] > plain[0] - plain[2] > cool[0] - cool[2]


def _three() -> tuple[Any, Any, Any]:
    return rgb(graded("warm")), rgb(coloured()), rgb(graded("cool"))


@pytest.mark.parametrize("alias", sorted(ALIASES))
def test_every_other_name_of_a_filter_means_one(alias: str) -> None:
    assert ALIASES[alias] in FILTERS
    assert grade(SIZE, alias, {}) is not None


@pytest.mark.parametrize("name", ["", "no such filter", "../../etc/passwd"])
def test_what_changes_nothing_is_no_grade(name: str) -> None:
    assert grade(SIZE, name, {}) is None
    assert grade(SIZE, name, {"brightness": 0, "contrast": 0}) is None


@pytest.mark.parametrize("key", ["brightness", "exposure", "shadows", "highlights"])
def test_light_goes_the_way_it_is_told(key: str) -> None:
    dark, plain, bright = _by(key, -50), coloured().y, _by(key, 50)

    assert dark.mean() < plain.mean() < bright.mean()


def _by(key: str, value: float) -> Any:
    frame, how = coloured(), grade(SIZE, "", {key: value})
    assert how is not None
    how.apply(frame)
    return frame.y


def test_shadows_leave_the_lights_alone() -> None:
    before, after = coloured().y.astype(int), graded(shadows=60).y.astype(int)

    change = after - before

    assert change[before > 200].max(initial=0) <= 1
    assert change[(before > 40) & (before < 80)].mean() > 5


def test_contrast_spreads_the_light_and_saturation_the_colour() -> None:
    assert graded(contrast=-40).y.std() < coloured().y.std() < graded(contrast=40).y.std()
    assert graded(saturation=-40).u.std() < coloured().u.std() < graded(saturation=40).u.std()


def test_a_vignette_darkens_the_corners_and_not_the_middle() -> None:
    before, after = coloured().y.astype(int), graded(vignette=80).y.astype(int)

    assert abs(after[32, 48] - before[32, 48]) <= 2
    assert after[-1, -1] < before[-1, -1] * 0.6


def test_grain_moves_and_is_the_same_at_the_same_moment() -> None:
    first, again, other = (graded("film", moment).y for moment in (100, 100, 133))

    assert np.array_equal(first, again)
    assert (first != other).mean() > 0.5


def test_sharpness_makes_edges_steeper_and_less_of_it_softer() -> None:
    edges = {by: np.abs(np.diff(_stepped(by).astype(int), axis=1)).max() for by in (-60, 60)}

    assert edges[-60] < 80 < edges[60]


def _stepped(by: float) -> Any:
    frame = planes.blank(*SIZE, (90, 90, 90))
    frame.y[:, 48:] += 80
    how = grade(SIZE, "", {"sharpness": by})
    assert how is not None
    how.apply(frame)
    return frame.y


def test_an_adjustment_adds_to_its_filter() -> None:
    assert graded("bw", brightness=30).y.mean() > graded("bw").y.mean()
