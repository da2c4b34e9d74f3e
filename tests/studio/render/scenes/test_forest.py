from __future__ import annotations

from typing import Any

import numpy as np

from studio.render.scenes import forest
from studio.render.scenes.layers import ScrollLayer
from studio.render.scenes.weather import DriftLayer
from tests.studio.render.film_samples import bounds, canvas, changed, painted, scene


def floating(**look: Any) -> DriftLayer:
    """What floats in the air."""
    stage = forest.scene(canvas("forest", **look))
    return next(one for one in stage.layers if isinstance(one, DriftLayer))


def test_fireflies_come_at_night_and_dust_by_day() -> None:
    assert all(mote.blink for mote in floating(palette="night").motes)
    assert not any(mote.blink for mote in floating(palette="day").motes)


def test_fireflies_that_are_named_come_by_day_too() -> None:
    assert all(mote.blink for mote in floating(palette="day", weather="fireflies").motes)


def test_trunks_are_darker_in_front() -> None:
    tones = [forest._trunk_color(canvas("forest"), depth / 3) for depth in range(4)]

    lights = [sum(tone) for tone in tones]

    assert lights == sorted(lights, reverse=True)


def test_rows_of_trunks_pass_the_faster_the_nearer() -> None:
    rows = [forest._trunks(canvas("forest"), depth) for depth in range(forest.ROWS)]

    speeds = [abs(one.speed[0]) for one in rows if isinstance(one, ScrollLayer)]

    assert len(speeds) == forest.ROWS
    assert speeds == sorted(set(speeds))


def test_leaves_hang_from_above() -> None:
    frame = painted(forest._canopy(canvas("forest")), color=(255, 255, 255))

    _, top, _, bottom = bounds(changed(frame, (255,) * 3))

    assert top == 0
    assert bottom < 40


def test_shafts_of_light_swell_and_sink_and_never_darken() -> None:
    shafts = forest._light_shafts(canvas("forest"), (60, 40))

    light = [painted(*shafts, t=t).y for t in (0.0, 1.5, 3.0)]

    assert all(one.min() >= 15 for one in light)
    assert np.ptp([one.mean() for one in light]) > 0.5


def test_autumn_is_warmer_than_night() -> None:
    autumn, night = (scene("forest", palette=name).v.mean() for name in ("autumn", "night"))

    assert autumn > night + 3
