"""Denoising: what a recording does all the time (hum, hiss, a fan) is turned down, band by band.

A spectral gate. The noise of each band is what its quieter moments sound like in the first half
minute; what does not rise above it is lowered, never to silence, which would sound worse.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from studio.render.sound.samples import RATE, Reel, Samples, of_db

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIZE: Final = 2048
_STEP: Final = _SIZE // 4
_LEARNT: Final = 30 * RATE
_BLOCK: Final = _STEP * 64
_FLOOR: Final = of_db(-18)
_QUIET: Final = 20  # percent of the moments are taken as noise only
_ABOVE: Final = 4.0  # how far above its noise a band counts as sound
_WINDOW: Final = np.sqrt(np.hanning(_SIZE + 1)[:-1]).astype(np.float32)

Bands = npt.NDArray[np.float32]


def denoise(pieces: Iterator[Samples]) -> Iterator[Samples]:
    """The sound with its steady noise lowered, of the same length."""
    reel = Reel(pieces)
    learnt = _learn(reel)
    whole = Reel(chain([learnt], _rest(reel)))
    place = 0
    for piece in _gated(whole, _noise(learnt)):
        # What was read beyond the end of the sound was silence of the reel.
        yield piece[: max(0, reel.length - place)] if reel.is_spent else piece
        place += len(piece)


def _learn(reel: Reel) -> Samples:
    parts = [reel.take(_BLOCK)]
    while not reel.is_spent and len(parts) * _BLOCK < _LEARNT:
        parts.append(reel.take(_BLOCK))
    return np.concatenate(parts)


def _rest(reel: Reel) -> Iterator[Samples]:
    while not reel.is_spent:
        yield reel.take(_BLOCK)


def _noise(learnt: Samples) -> Bands:
    sides = [_windows(learnt[:, side])[::4] * _WINDOW for side in (0, 1)]
    spectra = np.abs(np.fft.rfft(np.concatenate(sides), axis=1))
    return np.asarray(np.percentile(spectra, _QUIET, axis=0), np.float32)


def _windows(row: Bands) -> Bands:
    return np.lib.stride_tricks.sliding_window_view(row, _SIZE)[::_STEP]


def _gated(reel: Reel, noise: Bands) -> Iterator[Samples]:
    """Windows of the sound, each band of each by its gain, laid over one another again."""
    lead = _SIZE - _STEP
    past = np.zeros((lead, 2), np.float32)
    tail = np.zeros((lead, 2), np.float32)
    first = lead
    while not reel.is_spent:
        row = np.concatenate([past, reel.take(_BLOCK)])
        past = row[-lead:]
        laid = np.stack([_side(row[:, side], noise) for side in (0, 1)], axis=1)
        laid[:lead] += tail
        tail = laid[_BLOCK:]
        yield laid[first:_BLOCK]
        first = 0
    yield tail


def _side(row: Bands, noise: Bands) -> Bands:
    spectra = np.fft.rfft(_windows(row) * _WINDOW, axis=1)
    power = np.abs(spectra)
    snr = _smooth(power) / (_ABOVE * noise + 1e-9)
    gain = np.clip((snr - 0.6) / 0.8, _FLOOR, 1.0)
    pieces = np.fft.irfft(spectra * gain, axis=1) * (_WINDOW * 0.5)
    laid = np.zeros(len(row), np.float32)
    for k in range(4):
        part = pieces[k::4].reshape(-1)
        laid[k * _STEP : k * _STEP + len(part)] += part
    return laid


def _smooth(power: Bands) -> Bands:
    """Over three bands and three moments, or single bands twitter."""
    padded = np.pad(power, ((1, 1), (1, 1)), mode="edge")
    across = padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]
    smooth: Bands = (across[:-2] + across[1:-1] + across[2:]) / 9
    return smooth
