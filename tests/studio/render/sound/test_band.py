from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pytest

from studio.render.sound import band, loudness, mood

if TYPE_CHECKING:
    from studio.render.sound.samples import Samples
    from tests.studio.render.sound.conftest import Bench

SECONDS = 6
NAMES = mood.names()


@cache
def music(name: str, seed: int = 4) -> Samples:
    return np.concatenate(list(band.play(name, "", seed, SECONDS * 48_000)))


def onsets(sound: Samples) -> float:
    """How much louder each twentieth of a second is than the one before."""
    power = np.square(sound.mean(axis=1)).reshape(-1, 2400).sum(axis=1)
    return float(np.maximum(0, np.diff(np.log(power + power.max() / 300))).sum())


@pytest.mark.parametrize("name", NAMES)
def test_music_is_no_beep(name: str, bench: Bench) -> None:
    sound = music(name)

    crest = 20 * np.log10(np.abs(sound).max()) - bench.db(sound)
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    peaks = np.sort(power)[::-1]
    assert 8 < crest < 22
    assert peaks[:20].sum() / power.sum() < 0.6
    assert bench.db(sound[:, :1] - sound[:, 1:]) > bench.db(sound) - 25


@pytest.mark.parametrize("name", NAMES)
def test_all_moods_are_about_as_loud(name: str) -> None:
    assert loudness.measure([music(name)]) == pytest.approx(-20, abs=2)


@pytest.mark.parametrize("name", NAMES)
def test_music_ends_with_the_film(name: str, bench: Bench) -> None:
    sound = music(name)

    assert len(sound) == SECONDS * 48_000
    assert bench.db(sound[-1200:]) < bench.db(sound) - 25


def colour(name: str) -> npt.NDArray[np.float64]:
    """The share of eight bands, in decibels."""
    power = np.abs(np.fft.rfft(music(name).mean(axis=1))) ** 2
    at = np.fft.rfftfreq(SECONDS * 48_000, 1 / 48_000)
    edges = np.geomspace(40, 12_000, 9)
    bands = [power[(at >= low) & (at < high)].sum() for low, high in pairwise(edges)]
    return np.asarray(10 * np.log10(np.array(bands) / power.sum() + 1e-6), np.float64)


@pytest.mark.parametrize("place", range(1, len(NAMES)))
def test_each_mood_sounds_unlike_every_other(place: int) -> None:
    mine = colour(NAMES[place])

    nearest = min(float(np.abs(mine - colour(other)).mean()) for other in NAMES[:place])

    assert nearest > 1.0


def test_lively_music_has_more_strokes_than_still_music() -> None:
    still, calm, lively = (onsets(music(name)) for name in ("ambient", "calm", "upbeat"))

    assert max(still, calm) < lively / 2


def test_dark_moods_are_darker_than_bright_ones(bench: Bench) -> None:
    dark, bright = (bench.share(music(name), 2500, 16_000) for name in ("lo-fi", "happy"))

    assert dark < bright / 3


def test_another_seed_plays_another_piece() -> None:
    one, other = music("piano"), music("piano", 5)

    assert abs(np.corrcoef(one[:, 0], other[:, 0])[0, 1]) < 0.5


@pytest.mark.parametrize("length", [1, 480, 47_999, 96_001])
def test_any_length_is_met_to_the_sample(length: int) -> None:
    sound = np.concatenate(list(band.play("upbeat", "", 1, length)))

    assert len(sound) == length
