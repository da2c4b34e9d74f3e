from __future__ import annotations

import numpy as np
import pytest

from studio.render import scene_looks
from studio.render.scenes import skyline
from studio.render.scenes.fireworks import PERIOD_S, Fireworks, fireworks
from tests.studio.render.film_samples import canvas, changed, painted

SIZE = (320, 180)


def shown(t: float) -> np.ndarray:
    lit: np.ndarray = changed(painted(fireworks(canvas("skyline", SIZE)), t=t, size=SIZE))
    return lit


@pytest.mark.untraced
def test_there_is_always_something_in_the_sky() -> None:
    lit = [shown(t / 4).sum() for t in range(40)]

    assert min(lit) > 40
    assert len(set(lit)) > 20


def test_sparks_fly_apart() -> None:
    one = fireworks(canvas("skyline", SIZE))
    alone = Fireworks(one.full, one.half, one.bursts[:1])
    early, late = (
        changed(painted(alone, t=t - one.bursts[0].phase + PERIOD_S, size=SIZE)) for t in (0.2, 1.2)
    )

    wide = [int(np.ptp(np.nonzero(lit.any(axis=0))[0])) for lit in (early, late)]

    assert wide[1] > wide[0] * 1.5


def test_no_two_bursts_of_one_place_are_alike() -> None:
    first, second = (shown(t) for t in (1.0, 1.0 + PERIOD_S))

    assert (first != second).mean() > 0.001


@pytest.mark.parametrize("prompt", ["fireworks over the city", "新年烟花", "花火大会"])
def test_they_are_seen_over_the_roofs_where_they_are_asked_for(prompt: str) -> None:
    look = scene_looks.choose(prompt)

    asked, other = (
        [type(one) for one in skyline.scene(canvas("skyline", SIZE, said)).layers]
        for said in (prompt, "the city at night")
    )

    assert (look.family, look.palette.night) == ("skyline", True)
    assert Fireworks in asked
    assert Fireworks not in other
