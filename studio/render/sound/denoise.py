"""Noise reduction by a spectral gate: steady noise (hum, hiss, a fan) is turned down, band by band.

The noise of each band is what its quieter moments sound like in the first half minute; what does
not rise above it is lowered, never to silence, which would sound worse.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from studio.render.sound.samples import RATE, SampleReader, Samples, db_to_gain

if TYPE_CHECKING:
    from collections.abc import Iterator

_FFT_SIZE: Final = 2048  # 43 ms: bands of 23 Hz
_HOP: Final = _FFT_SIZE // 4  # the square root of a Hann window, twice applied, adds up to 2 at it
_LEARNING_SAMPLES: Final = 30 * RATE
_BLOCK: Final = _HOP * 64
_GAIN_FLOOR: Final = db_to_gain(-18)  # noise is lowered so far and no farther
_QUIET_PERCENTILE: Final = 20  # percent of the moments are taken as noise only
_NOISE_MARGIN: Final = 4.0  # how far above its noise a band counts as sound
_WINDOW: Final = np.sqrt(np.hanning(_FFT_SIZE + 1)[:-1]).astype(np.float32)

Bands = npt.NDArray[np.float32]


def denoise(pieces: Iterator[Samples]) -> Iterator[Samples]:
    """Lower the steady noise of a sound; the length stays."""
    reader = SampleReader(pieces)
    learnt = _read_sample(reader)
    whole = SampleReader(chain([learnt], _remaining_blocks(reader)))
    place = 0
    for piece in _gated_blocks(whole, _noise_floor(learnt)):
        # What was read beyond the end of the sound was silence of the reel.
        yield piece[: max(0, reader.length - place)] if reader.is_spent else piece
        place += len(piece)


def _read_sample(reader: SampleReader) -> Samples:
    parts = [reader.take(_BLOCK)]
    while not reader.is_spent and len(parts) * _BLOCK < _LEARNING_SAMPLES:
        parts.append(reader.take(_BLOCK))
    return np.concatenate(parts)


def _remaining_blocks(reader: SampleReader) -> Iterator[Samples]:
    while not reader.is_spent:
        yield reader.take(_BLOCK)


def _noise_floor(learnt: Samples) -> Bands:
    sides = [_windows(learnt[:, side])[::4] * _WINDOW for side in (0, 1)]
    spectra = np.abs(np.fft.rfft(np.concatenate(sides), axis=1))
    return np.asarray(np.percentile(spectra, _QUIET_PERCENTILE, axis=0), np.float32)


def _windows(row: Bands) -> Bands:
    return np.lib.stride_tricks.sliding_window_view(row, _FFT_SIZE)[::_HOP]


def _gated_blocks(reader: SampleReader, noise: Bands) -> Iterator[Samples]:
    """Gate overlapping windows and add them up again (overlap-add)."""
    lead = _FFT_SIZE - _HOP
    past = np.zeros((lead, 2), np.float32)
    tail = np.zeros((lead, 2), np.float32)
    first = lead
    while not reader.is_spent:
        row = np.concatenate([past, reader.take(_BLOCK)])
        past = row[-lead:]
        laid = np.stack([_gated_channel(row[:, side], noise) for side in (0, 1)], axis=1)
        laid[:lead] += tail
        tail = laid[_BLOCK:]
        yield laid[first:_BLOCK]
        first = 0
    yield tail


def _gated_channel(row: Bands, noise: Bands) -> Bands:
    spectra = np.fft.rfft(_windows(row) * _WINDOW, axis=1)
    power = np.abs(spectra)
    snr = _smoothed(power) / (_NOISE_MARGIN * noise + 1e-9)
    gain = np.clip((snr - 0.6) / 0.8, _GAIN_FLOOR, 1.0)  # a soft knee around the margin
    pieces = np.fft.irfft(spectra * gain, axis=1) * (_WINDOW * 0.5)
    laid = np.zeros(len(row), np.float32)
    for k in range(4):
        part = pieces[k::4].reshape(-1)
        laid[k * _HOP : k * _HOP + len(part)] += part
    return laid


def _smoothed(power: Bands) -> Bands:
    """Average over three bands and three windows: single bands would twitter."""
    padded = np.pad(power, ((1, 1), (1, 1)), mode="edge")
    across = padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]
    smooth: Bands = (across[:-2] + across[1:-1] + across[2:]) / 9
    return smooth
