from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from studio.render.sound import stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studio.render.sound.samples import Samples
    from tests.studio.render.sound.conftest import Bench


def cut(sound: Samples) -> Iterator[Samples]:
    return (sound[at : at + 5000] for at in range(0, len(sound), 5000))


@pytest.mark.parametrize("speed", [0.3, 0.5, 0.75, 1.25, 2.0, 3.5])
def test_another_speed_keeps_pitch_and_level(bench: Bench, speed: float) -> None:
    sound = bench.tone(330, 4)

    bent = np.concatenate(list(stretch.stretch(cut(sound), speed)))

    assert len(bent) / len(sound) == pytest.approx(1 / speed, rel=0.06)
    assert bench.pitch(bent[4800:-4800]) == pytest.approx(330, abs=2.5)
    assert bench.db(bent[4800:-4800]) == pytest.approx(bench.db(sound), abs=0.5)


def test_the_usual_speed_changes_nothing(bench: Bench) -> None:
    sound = bench.tone(330, 0.5)

    assert np.array_equal(np.concatenate(list(stretch.stretch(cut(sound), 1.0))), sound)


@pytest.mark.parametrize("speed", [0.1, 16.0])
def test_extreme_speeds_have_their_length(bench: Bench, speed: float) -> None:
    sound = bench.tone(330, 2)

    bent = np.concatenate(list(stretch.stretch(cut(sound), speed)))

    assert len(bent) == pytest.approx(96_000 / speed, abs=30_000 / min(speed, 4))


def test_a_tape_raises_the_pitch_with_the_speed(bench: Bench) -> None:
    sound = bench.tone(300, 3)

    bent = np.concatenate(list(stretch.resample(cut(sound), 1.5)))

    assert bench.pitch(bent[:90_000]) == pytest.approx(450, abs=2)


def test_beats_stay_where_they_are_in_time(bench: Bench) -> None:
    heartbeats = np.zeros((4 * 48_000, 2), np.float32)
    for at in range(0, 4 * 48_000, 24_000):
        heartbeats[at : at + 2400] = bench.tone(400, 0.05, 0.5)

    bent = np.concatenate(list(stretch.stretch(cut(heartbeats), 0.5)))

    loud = [bench.db(bent[at + 480 : at + 3360]) for at in range(0, 7 * 48_000, 48_000)]
    still = [bench.db(bent[at + 24_000 : at + 30_000]) for at in range(0, 7 * 48_000, 48_000)]
    assert min(loud) > max(still) + 20
