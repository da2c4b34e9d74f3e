from __future__ import annotations

import numpy as np
import pytest

from studio.render.scenes import snow
from studio.render.scenes.layers import ScrollLayer
from tests.studio.render.film_samples import bounds, canvas, changed, painted, scene


@pytest.mark.parametrize("palette", ["ice", "night", "dawn"])
def test_snow_is_lighter_near_than_far_and_never_beyond_white(palette: str) -> None:
    far, near = (snow.snow_color(canvas("snow", palette=palette), share) for share in (0, 1))

    assert sum(near) > sum(far)
    assert max(near) <= 255


def test_the_ground_is_white_by_day() -> None:
    frame = scene("snow", palette="ice")

    assert np.percentile(frame.y[60:], 80) > 190


def test_curtains_of_light_hang_where_the_palette_is_of_them() -> None:
    plain, aurora = (
        len(snow.scene(canvas("snow", palette=name)).layers) for name in ("night", "aurora")
    )

    assert aurora == plain + 2


def test_an_aurora_is_high_up_and_sways() -> None:
    curtains = snow.aurora(canvas("snow", palette="aurora"))

    first, later = (painted(*curtains, t=t) for t in (0.0, 2.0))

    assert bounds(changed(first))[3] < 60
    assert (first.y != later.y).mean() > 0.05


def test_hills_cover_the_ground_and_pass_the_faster_the_nearer() -> None:
    hills = [one for d in range(3) if isinstance(one := snow._hill(canvas("snow"), d), ScrollLayer)]

    frame = painted(*hills, color=(255, 0, 255))

    assert frame.v[-4:].max() < 190
    assert [abs(one.speed[0]) for one in hills] == sorted({abs(one.speed[0]) for one in hills})


@pytest.mark.parametrize("prompt", ["a cabin in the snow", "雪中的小屋"])
def test_a_cabin_that_is_named_has_a_lit_window(prompt: str) -> None:
    hill = snow._hill(canvas("snow", (480, 270), prompt, palette="night"), 1)
    assert isinstance(hill, ScrollLayer)

    warm = (hill.sheet.v > 150) & (hill.sheet.u < 100)

    assert warm.any()


def test_pines_stand_on_a_hill_and_carry_snow() -> None:
    hill = snow._hill(canvas("snow", (320, 180), palette="ice"), 2)
    assert isinstance(hill, ScrollLayer)

    trees = hill.sheet.y[hill.sheet.a > 250]

    assert (trees < 90).mean() > 0.02
    assert (trees > 190).mean() > 0.1


def test_a_train_passes_through_the_snow_when_it_is_named() -> None:
    plain, named = (
        len(snow.scene(canvas("snow", prompt=prompt)).layers)
        for prompt in ("hills in the snow", "a train in the snow")
    )

    assert named == plain + 2
