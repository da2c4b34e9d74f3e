from __future__ import annotations

import numpy as np
import pytest

from studio.render.sound import tones


def strongest(row: tones.Mono) -> float:
    spectrum = np.abs(np.fft.rfft(row * np.hanning(len(row))))
    return float(np.argmax(spectrum) * 48_000 / len(row))


@pytest.mark.parametrize(("pitch", "hertz"), [(69, 440), (57, 220), (60, 261.63)])
def test_pitches_are_where_a_piano_has_them(pitch: int, hertz: float) -> None:
    assert tones.hertz(pitch) == pytest.approx(hertz, abs=0.01)


@pytest.mark.parametrize("hertz", [82.4, 196.0, 440.0, 659.3])
def test_a_string_is_in_tune(hertz: float) -> None:
    row = tones.string(hertz, 48_000, 0.999, 1)

    harmonic = round(strongest(row) / hertz)
    cents = 1200 * np.log2(strongest(row) / harmonic / hertz)
    assert harmonic >= 1
    assert abs(cents) < 12


def test_an_ensemble_repeats_without_a_seam() -> None:
    loop = tones.ensemble(220, [1, 0.5, 0.3], 20, 1)

    steps = np.abs(np.diff(np.concatenate([loop, loop[:10]]), axis=0))

    assert steps[-10:].max() <= steps.max()
    assert float(np.sqrt(np.square(loop).mean())) == pytest.approx(0.1, abs=0.001)


def test_left_and_right_of_an_ensemble_are_not_the_same() -> None:
    loop = tones.ensemble(220, [1, 0.5], 20, 1)

    assert abs(np.corrcoef(loop[:, 0], loop[:, 1])[0, 1]) < 0.5


def test_nothing_is_folded_back_from_above() -> None:
    row = tones.cycle(3000, 48_000, [1.0] * 40)

    power = np.abs(np.fft.rfft(row)) ** 2
    harmonics = power[::3000].sum()
    assert harmonics / power.sum() > 0.98


def test_noise_keeps_to_its_band() -> None:
    row = tones.noise(48_000, 500, 2000, 1)

    power = np.abs(np.fft.rfft(row)) ** 2
    assert power[300:4000].sum() / power.sum() > 0.85


@pytest.mark.parametrize("length", [1, 10, 48_000])
def test_an_envelope_of_any_length_ends_in_silence(length: int) -> None:
    shape = tones.envelope(length, 0.1, 0.2)

    assert len(shape) == length
    assert shape[-1] == pytest.approx(0, abs=1e-6) or length == 1
