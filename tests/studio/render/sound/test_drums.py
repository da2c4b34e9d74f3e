from __future__ import annotations

import numpy as np
import pytest

from studio.render.sound import drums


@pytest.mark.parametrize("name", sorted(drums.DRUMS))
def test_a_drum_sounds_and_ends_in_silence(name: str) -> None:
    row = drums.hit(name, 1.0)

    assert 0.02 < np.abs(row).max() < 1.5
    assert np.abs(row[-24:]).max() < 0.08


def centre(name: str) -> float:
    power = np.abs(np.fft.rfft(drums.hit(name, 1.0))) ** 2
    return float((power * np.linspace(0, 24_000, len(power))).sum() / power.sum())


def test_from_kick_to_hat_the_drums_become_brighter() -> None:
    kick, snare, hat = (centre(name) for name in ("kick", "snare", "hat"))

    assert kick < 300 < snare < hat


def test_half_the_strength_is_half_the_sound() -> None:
    assert drums.hit("kick", 0.5) == pytest.approx(drums.hit("kick", 1.0) / 2)
