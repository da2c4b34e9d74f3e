from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from studio.render.sound import denoise

if TYPE_CHECKING:
    from studio.render.sound.samples import Samples
    from tests.studio.render.sound.conftest import Bench


def cleaned(sound: Samples) -> Samples:
    pieces = (sound[at : at + 7000] for at in range(0, len(sound), 7000))
    return np.concatenate(list(denoise.denoise(pieces)))


def noisy(bench: Bench) -> Samples:
    """Hiss all the time, and a voice in the middle of it."""
    sound = np.random.default_rng(1).standard_normal((6 * 48_000, 2)).astype(np.float32) * 0.01
    sound[2 * 48_000 : 4 * 48_000] += bench.tone(500, 2, 0.2)
    return sound


def test_the_hiss_sinks_and_the_voice_stays(bench: Bench) -> None:
    sound = noisy(bench)

    clean = cleaned(sound)

    hiss, voice = (0.5, 1.5), (2.5, 3.5)
    assert bench.db(bench.part(clean, *hiss)) < bench.db(bench.part(sound, *hiss)) - 8
    assert bench.db(bench.part(clean, *voice)) == pytest.approx(
        bench.db(bench.part(sound, *voice)), abs=0.5
    )


def test_the_length_stays(bench: Bench) -> None:
    sound = noisy(bench)

    assert len(cleaned(sound)) == len(sound)


def test_a_sound_without_noise_is_not_touched(bench: Bench) -> None:
    words = [np.concatenate([bench.tone(f, 0.4), bench.tone(f, 0.4) * 0]) for f in (300, 500, 900)]
    sound = np.concatenate(words)

    clean = cleaned(sound)

    assert np.abs(clean - sound).max() < 0.001


def test_silence_stays_silence() -> None:
    assert not cleaned(np.zeros((48_000, 2), np.float32)).any()
