from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from studio.render import planes, scene_looks
from studio.render.scenes import FAMILIES, open_scene
from tests.studio.render.film_samples import scene

SIZES = {"16:9": (192, 108), "9:16": (108, 192), "1:1": (128, 128), "4:5": (128, 160)}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_scene_is_never_one_colour_and_moves_in_each_second(family: str) -> None:
    stage = open_scene(*SIZES["16:9"], scene_looks.choose("something", look={"family": family}))
    frame, kept = planes.blank(*SIZES["16:9"]), []

    for second in (0.5, 1.5, 2.5):
        stage.at(second, frame)
        kept.append(frame.copy())

    assert all(one.y.std() > 4 for one in kept)
    assert all((a.y != b.y).mean() > 0.01 for a, b in pairwise(kept))


@pytest.mark.parametrize("ratio", SIZES)
def test_a_scene_fills_every_ratio(ratio: str) -> None:
    frame = planes.blank(*SIZES[ratio])

    open_scene(*SIZES[ratio], scene_looks.choose("a street at night in the rain")).at(1.0, frame)

    assert frame.size == SIZES[ratio]
    assert frame.y[-8:].std() + frame.y[:8].std() > 1


@pytest.mark.parametrize("family", FAMILIES)
def test_the_same_words_draw_the_same_frame(family: str) -> None:
    first, second = (scene(family, 1.25, (96, 54)) for _ in range(2))

    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_moments_may_be_drawn_in_any_order() -> None:
    stage = open_scene(96, 54, scene_looks.choose("misty mountains"))
    straight, back = planes.blank(96, 54), planes.blank(96, 54)

    stage.at(1.0, straight)
    stage.at(9.0, back)
    stage.at(1.0, back)

    assert np.array_equal(straight.y, back.y)


def test_a_family_nobody_knows_is_drawn_as_an_abstract_one() -> None:
    look = scene_looks.choose("x", 5, {"family": "abstract"})

    odd, plain = (
        open_scene(96, 54, replace(look, family=family)) for family in ("../../etc", "abstract")
    )

    assert len(odd.layers) == len(plain.layers)
    assert np.array_equal(odd.ground.y, plain.ground.y)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_level_stays_within_limited_range(family: str) -> None:
    frame = scene(family, 2.0, (96, 54))

    assert frame.y.min() >= 12
    assert frame.y.max() <= 238
