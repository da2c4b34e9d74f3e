from __future__ import annotations

import numpy as np
import pytest

from studio.render import planes
from studio.render.scenes import product
from studio.render.scenes.layers import Scene
from tests.studio.render.film_samples import bounds, canvas, painted, rgb

RED = (220, 20, 30)


def shown(stage: Scene, size: tuple[int, int], t: float = 1.0) -> planes.Planes:
    frame = planes.blank(*size)
    stage.at(t, frame)
    return frame


@pytest.mark.parametrize("size", [(160, 90), (90, 160), (128, 128)])
@pytest.mark.parametrize("photo", [(80, 40), (40, 80), (60, 60)])
def test_a_photo_stands_in_the_middle_with_a_white_rim(
    photo: tuple[int, int], size: tuple[int, int]
) -> None:
    stage = product.scene(canvas("product", size, palette="ocean"))

    frame = rgb(shown(product.with_photo(stage, size, planes.blank(*photo, RED)), size))

    red = (frame[..., 0] > 150) & (frame[..., 1] < 60) & (frame[..., 2] < 70)
    left, top, right, bottom = bounds(red)
    assert (left + right) / 2 == pytest.approx(size[0] / 2, abs=4)
    assert (right - left) / (bottom - top) == pytest.approx(photo[0] / photo[1], rel=0.2)
    assert frame[(top + bottom) // 2, left - 3].min() > 200


def test_the_photo_takes_the_place_of_plinth_and_bottle() -> None:
    stage = product.scene(canvas("product"))

    other = product.with_photo(stage, (160, 90), planes.blank(60, 40, RED))

    assert len(other.layers) < len(stage.layers) + 2
    assert other.ground is stage.ground


def test_without_a_photo_something_stands_on_the_plinth() -> None:
    stage = product.scene(canvas("product", (320, 180)))
    bare = Scene(
        stage.ground,
        [one for one in stage.layers if not product._is_plinth_or_bottle(one, (320, 180))],
    )

    with_, without = shown(stage, (320, 180)), shown(bare, (320, 180))

    assert (np.abs(with_.y.astype(int) - without.y) > 20)[60:150, 120:200].mean() > 0.05


def test_a_light_sweeps_over_everything_again_and_again() -> None:
    sweep = product._light_sweep(canvas("product"))

    light = [painted(sweep, t=t / 5, color=(60, 60, 60)).y.mean() for t in range(30)]

    assert max(light) > min(light) + 1
    assert min(light) >= painted(color=(60, 60, 60)).y.mean() - 1


def test_the_wall_is_light_behind_the_thing() -> None:
    ground = product.scene(canvas("product", palette="ocean")).ground

    assert ground.y[30:45, 70:90].mean() > ground.y[:8, :20].mean() + 15
