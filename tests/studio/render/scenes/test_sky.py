from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from studio.render.glint_layer import GlintLayer
from studio.render.scenes import sky
from studio.render.scenes.layers import ScrollLayer
from tests.studio.render.film_samples import bounds, canvas, changed, painted

if TYPE_CHECKING:
    from studio.render.scenes.canvas import Canvas


@pytest.mark.parametrize("size", [(160, 90), (90, 160)])
@pytest.mark.parametrize("palette", ["day", "night", "sunset"])
def test_the_light_stands_above_the_horizon(palette: str, size: tuple[int, int]) -> None:
    above = sky.sky(canvas(size=size, palette=palette), 0.7)

    x, y = above.sun
    assert 0 < x < size[0]
    assert 0 < y < size[1] * 0.7


def test_the_sun_is_the_brightest_place() -> None:
    above = sky.sky(canvas(size=(320, 180), palette="sunset"), 0.7, clouds=0)

    row, column = np.unravel_index(above.planes.y.argmax(), (180, 320))

    assert abs(column - above.sun[0]) < 20
    assert abs(row - above.sun[1]) < 20


def test_stars_come_at_night_or_when_they_are_asked_for() -> None:
    looks = {"day": "", "night": "", "dawn": "stars"}

    day, night, asked = (
        [len(one.x) for one in sky.sky(_under(*look), 0.7).layers if isinstance(one, GlintLayer)]
        for look in looks.items()
    )

    assert day == []
    assert night == asked == [22]


def _under(palette: str, weather: str) -> Canvas:
    return canvas(palette=palette, weather=weather)


def test_a_clear_sky_has_no_clouds() -> None:
    assert sky.sky(canvas(palette="day"), 0.7, clouds=0).layers == ()


def test_a_moon_that_is_named_is_larger() -> None:
    plain, named = (
        (
            sky.sky(canvas(size=(320, 180), prompt=said, palette="night"), 0.7, 0).rgb.min(axis=2)
            > 150
        ).sum()
        for said in ("hills", "full moon over hills")
    )

    assert named > plain * 1.5


def test_in_the_rain_there_is_no_disc_of_the_sun() -> None:
    dry, wet = (
        sky.sky(canvas(palette="day", weather=weather), 0.7, clouds=0).rgb.max()
        for weather in ("", "rain")
    )

    assert wet < dry


def test_the_sky_has_no_bands() -> None:
    rows = sky.sky(canvas(size=(320, 180), palette="day"), 0.7, clouds=0).planes.y

    assert np.abs(np.diff(rows.astype(float).mean(axis=1))).max() < 6


def test_mist_lies_between_its_heights_and_drifts() -> None:
    mist = sky.mist(canvas(), 0.4, 0.8, 0.9, 12)
    assert isinstance(mist, ScrollLayer)

    frame = painted(mist, t=0.5)

    _, top, _, bottom = bounds(changed(frame, by=4))
    assert top >= 90 * 0.4 - 2
    assert bottom <= 90 * 0.8 + 2
    assert mist.speed[0] > 0


def test_clouds_stay_in_the_sky() -> None:
    frame = painted(sky.cloud_bank(canvas(), 0.6, 1.0))

    assert bounds(changed(frame, by=4))[3] <= 90 * 0.6
