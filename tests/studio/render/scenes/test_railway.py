from __future__ import annotations

import numpy as np

from studio.render.scenes.figures import CrossingLayer
from studio.render.scenes.railway import railway
from tests.studio.render.film_samples import canvas, changed, painted

SIZE = (480, 270)
GROUND = (200.0, 205.0, 215.0)


def test_a_train_crosses_upon_its_viaduct() -> None:
    train, bridge = railway(canvas("snow", SIZE), GROUND, 0.6, (206.0, 62.0, 58.0))

    early, late = (painted(train, t=t, size=SIZE, color=(0, 0, 0)) for t in (0.5, 1.5))
    stone = changed(painted(bridge, t=0.5, size=SIZE, color=(0, 0, 0)))

    assert isinstance(train, CrossingLayer)
    middles = [np.where(changed(one))[1].mean() for one in (early, late)]
    assert middles[1] > middles[0] + 4
    top = int(np.where(stone.any(axis=1))[0].min())
    wheels = int(np.where(changed(early).any(axis=1))[0].max())
    assert abs(wheels - top) < SIZE[1] * 0.05
