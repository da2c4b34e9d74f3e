"""Loudness after ITU-R BS.1770-4: K-weighted, gated, in LUFS."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from studio.render.sound.samples import RATE, Samples, silence

if TYPE_CHECKING:
    from collections.abc import Sequence

SILENT: Final = -70.0  # the absolute gate: what is below it is no sound
HOP: Final = RATE // 10  # the 400 ms windows of the standard overlap by three quarters
_TAPS: Final = 8192  # after which the weighting filter rings 180 dB below its start
_WINDOW: Final = 4  # tenths of a second
_OFFSET: Final = -0.691  # dB: takes back what the K-weighting adds at 997 Hz
_RELATIVE_GATE: Final = -10.0  # LU below the mean of what passed the absolute gate
# The two filters of the standard's annex 1 at 48 kHz: b0 b1 b2, a1 a2.
_SHELF: Final = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (-1.69065929318241, 0.73248077421585),
)
_HIGHPASS: Final = ((1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621))

Spectrum = npt.NDArray[np.complex64]
Powers = npt.NDArray[np.float64]


class Meter:
    """Collects the K-weighted power of every tenth of a second, of which blocks are multiples."""

    def __init__(self) -> None:
        self._past = silence(_TAPS)
        self._powers: list[Powers] = []

    def add(self, block: Samples) -> None:
        if not len(block):
            return
        joined = np.concatenate([self._past, block])
        self._past = joined[-_TAPS:]
        if not joined.any():
            self._powers.append(np.zeros(-(-len(block) // HOP)))
            return
        weighted = _k_weighted(joined)[_TAPS : _TAPS + len(block)]
        power = np.square(weighted).sum(axis=1, dtype=np.float64)
        starts = np.arange(0, len(block), HOP)
        lengths = np.diff([*starts, len(block)])
        self._powers.append(np.add.reduceat(power, starts) / lengths)

    def powers(self) -> Powers:
        """The mean square of every tenth of a second so far, both channels added."""
        return np.concatenate([*self._powers, np.zeros(0)])

    def integrated(self) -> float:
        """The integrated loudness so far, in LUFS."""
        return integrated(self.powers())


def integrated(powers: Powers) -> float:
    """The gated loudness of powers, each of a tenth of a second."""
    if not len(powers):
        return SILENT
    width = min(_WINDOW, len(powers))
    windows = np.convolve(powers, np.full(width, 1 / width), "valid")
    above = windows[windows > _power(SILENT)]
    if not len(above):
        return SILENT
    loud = above[above > _power(_lufs(float(above.mean())) + _RELATIVE_GATE)]
    return _lufs(float(loud.mean()))


def measure(blocks: Sequence[Samples]) -> float:
    """The integrated loudness of a few blocks."""
    meter = Meter()
    whole = np.concatenate([silence(0), *blocks])
    for start in range(0, len(whole), RATE):
        meter.add(whole[start : start + RATE])
    return meter.integrated()


def _lufs(power: float) -> float:
    return _OFFSET + 10 * float(np.log10(max(power, 1e-12)))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


def _k_weighted(joined: Samples) -> Samples:
    size = _fft_size(len(joined) + _TAPS)
    spectrum = np.fft.rfft(joined, size, axis=0)
    spectrum *= _response(size)[:, None]
    return np.asarray(np.fft.irfft(spectrum, size, axis=0)[: len(joined)], np.float32)


@cache
def _response(size: int) -> Spectrum:
    """The K-weighting filter in the frequency domain, for a transform of that size."""
    z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones_like(z)
    for (b0, b1, b2), (a1, a2) in (_SHELF, _HIGHPASS):
        response *= (b0 + b1 * z + b2 * z * z) / (1 + a1 * z + a2 * z * z)
    return np.asarray(response, np.complex64)


def _fft_size(size: int) -> int:
    """The next multiple of 4096: sizes with large prime factors transform slowly."""
    step = 4096
    return -(-size // step) * step
