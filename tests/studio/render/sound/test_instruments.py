from __future__ import annotations

import numpy as np
import pytest

from studio.render.sound import instruments, tones


@pytest.mark.parametrize("name", sorted(instruments.INSTRUMENTS))
@pytest.mark.parametrize("pitch", [38, 62, 86])
def test_an_instrument_plays_at_its_pitch_and_ends(name: str, pitch: int) -> None:
    row = instruments.INSTRUMENTS[name](pitch, 1.0, 0.8)

    mono = row if row.ndim == 1 else row.mean(axis=1)
    power = np.abs(np.fft.rfft(mono, 96_000)) ** 2
    at = np.fft.rfftfreq(96_000, 1 / 48_000)
    ratio = at / tones.hertz(pitch)
    near = np.abs(ratio - np.rint(ratio)) < 0.06
    assert power[near & (ratio > 0.9)].sum() / power.sum() > 0.4
    assert np.abs(mono).max() < 1.5
    assert np.abs(mono[-48:]).max() < 0.02


@pytest.mark.parametrize("name", sorted(instruments.INSTRUMENTS))
def test_an_instrument_begins_without_a_click(name: str) -> None:
    row = instruments.INSTRUMENTS[name](60, 1.0, 0.8)

    assert np.abs(row[0]).max() < 0.12 or name == "guitar"


def test_a_note_played_again_is_the_same_one() -> None:
    first, again = (instruments.sound("bell", 70, 0.501, 0.8) for _ in range(2))

    assert first is again


def test_a_stronger_stroke_is_louder() -> None:
    soft, strong = (instruments.piano(60, 1.0, strength) for strength in (0.3, 0.9))

    assert np.square(strong).sum() > 4 * np.square(soft).sum()
