"""Convolution reverb: an impulse response of decaying noise, and the tone of the whole mix."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from studio.render.sound.samples import RATE, Samples, silence

_FILTER_TAPS: Final = 1024  # samples of the filter that makes a sound dull
_LATE: Final = _FILTER_TAPS // 2
_PRE_DELAY: Final = int(0.018 * RATE)  # until the first wall answers
_BANDS: Final = ((0, 400, 1.0), (400, 2500, 0.9), (2500, 16000, 0.5))  # highs die sooner
_LEVEL: Final = 0.5  # of the reverb at full send

Spectrum = npt.NDArray[np.complex64]


class Reverb:
    """A streaming convolution: blocks of a second in, the same with reverb and tone out."""

    def __init__(self, seconds: float, bright: float) -> None:
        self._size = _fft_size(RATE + int(seconds * RATE) + _FILTER_TAPS)
        self._hall, self._tone = _responses(seconds, bright, self._size)
        self._tail = silence(self._size - RATE)

    def play(self, dry: Samples, send: Samples) -> Samples:
        """Convolve the next second; the output lags by `LATE` samples."""
        spectrum = np.fft.rfft(dry, self._size, axis=0) * self._tone
        spectrum += np.fft.rfft(send, self._size, axis=0) * self._hall
        whole = np.fft.irfft(spectrum, self._size, axis=0).astype(np.float32, copy=False)
        whole[: len(self._tail)] += self._tail
        self._tail = whole[RATE:]
        return whole[:RATE]


LATE: Final = _LATE


@lru_cache(maxsize=4)
def _responses(seconds: float, bright: float, size: int) -> tuple[Spectrum, Spectrum]:
    tone = np.fft.rfft(_low_pass(bright), size)[:, None].astype(np.complex64)
    hall = np.fft.rfft(_impulse_response(seconds), size, axis=0).astype(np.complex64)
    return hall * tone, tone


def _impulse_response(seconds: float) -> Samples:
    """Noise in three bands, each with its own decay, different on the left and right."""
    length = int(seconds * RATE)
    rng = np.random.default_rng(7)
    spectrum = np.fft.rfft(rng.standard_normal((length, 2)).astype(np.float32), axis=0)
    at = np.fft.rfftfreq(length, 1 / RATE)
    walls = np.zeros((length, 2), np.float32)
    for low, high, share in _BANDS:
        band = np.fft.irfft(spectrum * ((at >= low) & (at < high))[:, None], length, axis=0)
        # exp(-6.9) is -60 dB, the usual measure of a reverb's length.
        fade = np.exp(-6.9 / (seconds * share) * np.arange(length) / RATE)
        walls += (band * fade[:, None]).astype(np.float32)
    walls[: RATE // 100] *= np.linspace(0, 1, RATE // 100, dtype=np.float32)[:, None]
    walls = np.concatenate([silence(_PRE_DELAY), walls])[:length]
    walls[-2400:] *= np.linspace(1, 0, 2400, dtype=np.float32)[:, None]
    power = np.square(walls).sum(axis=0).mean()
    return np.asarray(walls * (_LEVEL / np.sqrt(power)), np.float32)


def _low_pass(bright: float) -> npt.NDArray[np.float32]:
    at = np.fft.rfftfreq(_FILTER_TAPS, 1 / RATE)
    strength = 1 / np.sqrt(1 + (at / bright) ** 4)
    row = np.roll(np.fft.irfft(strength), _LATE) * np.hanning(_FILTER_TAPS)
    return row.astype(np.float32)


def _fft_size(size: int) -> int:
    step = 8192
    return -(-size // step) * step
