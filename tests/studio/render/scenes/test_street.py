from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from studio.render import fonts
from studio.render.scenes import street
from studio.render.scenes.layers import ReflectionLayer, ScrollLayer
from tests.studio.render.film_samples import bounds, canvas, changed, painted, scene


@pytest.mark.parametrize("sign", street.SIGNS)
def test_every_sign_has_its_letters(sign: str) -> None:
    assert fonts.missing(sign) == ""


def test_neon_glows_in_many_colours_at_night() -> None:
    frame = scene("street", size=(320, 180), palette="neon")

    strong = np.hypot(frame.u - 128.0, frame.v - 128.0) > 25
    hues = np.arctan2(frame.v - 128.0, frame.u - 128.0)[strong]

    assert strong.mean() > 0.05
    assert np.ptp(np.percentile(hues, [5, 95])) > 1


def test_shops_stand_on_the_curb_wall_to_wall() -> None:
    fronts = street._shop_fronts(canvas("street", (320, 180)))
    assert isinstance(fronts, ScrollLayer)

    assert fronts.y + fronts.sheet.height == pytest.approx(180 * street.CURB, abs=2)
    assert (fronts.sheet.a[-4] == 255).all()


def test_lamps_stand_on_the_curb_too() -> None:
    frame = painted(street._lamps(canvas("street", (320, 180))), size=(320, 180), color=(90,) * 3)

    assert bounds(changed(frame, (90,) * 3))[3] == pytest.approx(180 * street.CURB, abs=2)


def opaque(**look: Any) -> float:
    """How much of the road itself is seen, instead of what it mirrors."""
    road = street._road(canvas("street", **look))
    assert isinstance(road, ReflectionLayer)
    return float(road.tint.a.mean())


def test_a_wet_road_mirrors_more_than_a_dry_one() -> None:
    assert opaque(palette="day", weather="rain") < opaque(palette="day") * 0.85
    assert opaque(palette="night") < opaque(palette="day") * 0.85


def test_the_road_shows_the_lights_of_the_shops() -> None:
    frame = scene("street", size=(320, 180), palette="neon")
    curb = int(180 * street.CURB)

    above = frame.y[curb - 34 : curb - 8].mean(axis=0)
    below = frame.y[curb + 6 : curb + 20].mean(axis=0)

    assert np.corrcoef(above, below)[0, 1] > 0.3


def test_nearer_things_pass_faster() -> None:
    one = canvas("street")

    rows = [street._tall_houses(one), street._shop_fronts(one), street._lamps(one)]

    speeds = [abs(row.speed[0]) for row in rows if isinstance(row, ScrollLayer)]
    assert len(speeds) == 3
    assert speeds == sorted(set(speeds))
