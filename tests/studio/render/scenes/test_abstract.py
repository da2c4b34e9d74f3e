from __future__ import annotations

import numpy as np

from studio.render import planes, scene_looks
from studio.render.scenes import abstract, open_scene
from studio.render.scenes.abstract import DotFieldLayer
from studio.render.scenes.brush import glow_sheet
from studio.render.scenes.kinetic import KineticTypeLayer
from tests.studio.render.film_samples import SMALL, bounds, canvas, changed, painted, scene


def test_words_nobody_knows_are_themselves_the_scene() -> None:
    unknown = abstract.scene(canvas("nothing of ours", prompt="zorblax"))
    known = abstract.scene(canvas("abstract", prompt="zorblax"))

    assert any(isinstance(one, KineticTypeLayer) for one in unknown.layers)
    assert not any(isinstance(one, KineticTypeLayer) for one in known.layers)


def test_no_words_at_all_are_no_letters() -> None:
    stage = abstract.scene(canvas("nothing of ours"))

    assert not any(isinstance(one, KineticTypeLayer) for one in stage.layers)


def test_other_words_make_another_picture() -> None:
    frames = [planes.blank(*SMALL) for _ in range(2)]

    for frame, said in zip(frames, ("zorblax", "flimmer"), strict=True):
        open_scene(*SMALL, scene_looks.choose(said, look={"palette": "neon"})).at(2.0, frame)

    assert (frames[0].y != frames[1].y).mean() > 0.3


def test_a_field_of_dots_lies_in_the_lower_part_and_waves() -> None:
    dots = DotFieldLayer(glow_sheet(4, (255, 255, 255)), 12, 4, SMALL, 1.0)

    still, later = painted(dots, t=0.0), painted(dots, t=1.0)

    assert bounds(changed(still))[1] > 45
    assert (still.y != later.y).any()


def test_nearer_dots_are_lighter() -> None:
    frame = painted(DotFieldLayer(glow_sheet(4, (255, 255, 255)), 12, 4, SMALL, 1.0), t=0.3)

    assert frame.y[78:].max() > frame.y[:68].max()


def test_a_purple_wish_gives_a_purple_picture() -> None:
    frame = scene("abstract", palette="purple")

    assert np.median(frame.u) > 134
    assert np.median(frame.v) > 130
