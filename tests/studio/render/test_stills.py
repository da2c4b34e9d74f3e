from __future__ import annotations

from studio.render import stills
from tests.studio.render.bench import draft, scene


def test_a_still_keeps_the_ratio_of_the_film() -> None:
    image = stills.still(draft(scene(), width=1080, height=1920), {}, 500, (200, 200))

    assert image.size == (112, 200)


def test_a_still_beyond_the_end_is_the_last_frame() -> None:
    made = draft(scene())

    assert (
        stills.still(made, {}, 99_000, (96, 54)).tobytes()
        == stills.still(made, {}, 1999, (96, 54)).tobytes()
    )
