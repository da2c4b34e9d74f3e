"""Tone generators: partials, wavetables, ensembles, plucked strings, noise, envelopes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from studio.render.sound.samples import RATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Mono: TypeAlias = npt.NDArray[np.float32]
Stereo: TypeAlias = npt.NDArray[np.float32]

LOOP_SAMPLES: Final = 2**17  # samples of an ensemble before it repeats, unheard
_TABLE_SIZE: Final = 2048  # of a single cycle
_HIGHEST_HZ: Final = 15_000.0  # no partial above it: few people hear them
_DECAYS_TO_60_DB: Final = 6.9  # decays until a partial is 60 dB down
_TURN: Final = np.float32(2 * np.pi)


def hertz(pitch: float) -> float:
    """The frequency of a MIDI pitch."""
    return float(440.0 * 2 ** ((pitch - 69) / 12))


def phase(frequency: float, length: int) -> npt.NDArray[np.float64]:
    """The phase in turns, only its fraction."""
    turns = np.arange(length, dtype=np.float64) * (frequency / RATE)
    turns -= np.floor(turns)  # a third of the time that a remainder takes
    return np.asarray(turns, np.float64)


def sine(frequency: float, length: int) -> Mono:
    return np.asarray(np.sin(phase(frequency, length).astype(np.float32) * _TURN), np.float32)


def decay(seconds: float, length: int) -> Mono:
    """An exponential that falls to 1/e in so many seconds."""
    at = np.arange(length, dtype=np.float32)
    return np.asarray(np.exp(at * np.float32(-1 / (seconds * RATE))), np.float32)


def partials(frequency: float, length: int, parts: Iterable[tuple[float, float, float]]) -> Mono:
    """Sum decaying sines (ratio, strength, seconds), each computed only while it is audible."""
    row = np.zeros(length, np.float32)
    for ratio, strength, seconds in parts:
        if frequency * ratio < _HIGHEST_HZ:
            heard = min(length, int(seconds * _DECAYS_TO_60_DB * RATE))
            tone = sine(frequency * ratio, heard) * decay(seconds, heard)
            row[:heard] += tone * np.float32(strength)
    return row


def cycle(frequency: float, length: int, harmonics: Sequence[float]) -> Mono:
    """A steady tone with these harmonics, from a wavetable."""
    heard = [s for k, s in enumerate(harmonics, 1) if frequency * k < _HIGHEST_HZ]
    place = (phase(frequency, length) * _TABLE_SIZE).astype(np.int32)
    return _wavetable(tuple(heard))[place]


def saw(frequency: float, cutoff: float) -> list[float]:
    """The harmonics of a saw behind a soft low-pass."""
    count = max(1, min(80, int(_HIGHEST_HZ / frequency)))
    return [float(1 / k / (1 + (k * frequency / cutoff) ** 2)) for k in range(1, count + 1)]


@lru_cache(maxsize=64)
def _wavetable(harmonics: tuple[float, ...]) -> Mono:
    spectrum = np.zeros(_TABLE_SIZE // 2 + 1, np.complex64)
    spectrum[1 : len(harmonics) + 1] = [-0.5j * s * _TABLE_SIZE for s in harmonics]
    return np.fft.irfft(spectrum).astype(np.float32)


def ensemble(frequency: float, harmonics: Sequence[float], cents: float, seed: int) -> Stereo:
    """Many players at once (PADsynth): a stereo loop of LOOP_SAMPLES with a level of 0.1."""
    rng = np.random.default_rng(seed)
    strength = np.zeros(LOOP_SAMPLES // 2 + 1, np.float32)
    spread = 2 ** (cents / 1200) - 1
    for k, s in enumerate(harmonics, 1):
        if frequency * k > _HIGHEST_HZ:
            break
        centre = frequency * k * LOOP_SAMPLES / RATE
        width = max(1.0, spread * centre)
        low, high = max(1, int(centre - 3 * width)), int(centre + 3 * width) + 2
        at = (np.arange(low, high, dtype=np.float32) - centre) / width
        strength[low:high] += np.exp(-at * at) * s / np.sqrt(width)
    turns = rng.random((2, len(strength)), dtype=np.float32)
    spectrum = strength * np.exp(1j * _TURN * turns).astype(np.complex64)
    loop = np.fft.irfft(spectrum, LOOP_SAMPLES, axis=1).T
    return np.asarray(loop * (0.1 / np.sqrt(np.square(loop).mean())), np.float32)


def string(frequency: float, length: int, damping: float, seed: int) -> Mono:
    """A plucked string (Karplus-Strong), computed one period at a time."""
    period = max(8, round(RATE / frequency - 0.5))
    struck = np.random.default_rng(seed).uniform(-1 / 3, 1 / 3, period)
    struck -= struck.mean()  # or the string would be pulled aside for ever
    turn = np.asarray(struck + np.roll(struck, 1) + np.roll(struck, 2), np.float32)
    ratio = frequency * (period + 0.5) / RATE  # what whole periods are out of tune
    turns = []
    for _ in range(int(length * ratio / period) + 2):
        turns.append(turn)
        turn = (turn + np.roll(turn, 1)) * np.float32(0.5 * damping)
    row = np.concatenate(turns)
    at = np.arange(length) * ratio
    return np.asarray(np.interp(at, np.arange(len(row)), row), np.float32)


def noise(length: int, low: float, high: float, seed: int) -> Mono:
    """Band-passed noise with a level of 0.2."""
    rng = np.random.default_rng(seed)
    spectrum = np.fft.rfft(rng.standard_normal(max(16, length)).astype(np.float32))
    at = np.fft.rfftfreq(max(16, length), 1 / RATE)
    shape = 1 / (1 + (at / high) ** 4) * (at / low) ** 2 / (1 + (at / low) ** 2)
    row = np.fft.irfft(spectrum * shape.astype(np.float32), max(16, length))[:length]
    return np.asarray(row * (0.2 / (np.sqrt(np.square(row).mean()) + 1e-9)), np.float32)


def envelope(length: int, attack: float, release: float) -> Mono:
    """An envelope with attack and release in seconds."""
    shape = np.ones(length, np.float32)
    up = min(length, max(1, int(attack * RATE)))
    down = min(length, max(1, int(release * RATE)))
    shape[:up] *= np.sin(np.linspace(0, np.pi / 2, up, dtype=np.float32)) ** 2
    shape[length - down :] *= np.cos(np.linspace(0, np.pi / 2, down, dtype=np.float32)) ** 2
    return shape
