from __future__ import annotations

import numpy as np
import pytest

from studio.render import transition_frames
from tests.studio.render.bench import colored, draft, seen

DARK, LIGHT = "#181818", "#d8d8d8"


@pytest.mark.parametrize("kind", sorted(transition_frames.KINDS))
def test_a_join_goes_from_the_one_shot_to_the_other(kind: str) -> None:
    how = {"kind": kind, "d": 1000}
    made = draft(colored(DARK), colored(LIGHT, transition=how))

    before, amid, after = (seen(made, at) for at in (1400, 1900, 2600))

    assert before.max() < 40
    assert after.min() > 200
    assert np.abs(amid - before).max() > 2 or np.abs(amid - after).max() > 2


def test_a_wipe_follows_its_direction() -> None:
    how = {"kind": "wipe", "d": 1000, "dir": "right"}

    amid = seen(draft(colored(DARK), colored(LIGHT, transition=how)), 2000)

    assert amid[50, 4].mean() > 200
    assert amid[50, -4].mean() < 40


def test_a_join_does_not_shorten_the_film() -> None:
    made = draft(colored(DARK), colored(LIGHT, transition={"kind": "crossfade", "d": 1000}))

    middle = seen(made, 2000).mean()

    assert abs(middle - 120) < 12
