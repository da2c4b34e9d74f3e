"""HDR to SDR: tone mapping of PQ and HLG planes by lookup tables.

An approximation, and meant as one: the brightness of each pixel is brought into range by a soft
shoulder and its colour follows; what shines beyond white is lost.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

Plane = npt.NDArray[np.uint8]

_CODES: Final = 1024  # of ten bits
_WHITE: Final = 203.0  # nits of a page in HDR, after ITU-R BT.2408
_KNEE: Final = 0.6  # of white: below it the picture is as it was, above it is compressed
_BRIGHTEST: Final = 1000.0 / _WHITE  # nominal peak of HLG, after ITU-R BT.2100
_GAMMA: Final = 2.4  # of an SDR screen, after ITU-R BT.1886
# BT.2020 primaries are wider: the same colours have smaller values; about as much is given back.
_CHROMA_GAIN: Final = {"pq": 1.35, "hlg": 1.12}


def luma(plane: npt.NDArray[np.uint16], transfer: str) -> Plane:
    """Tone-map a 10-bit luma plane to 8 bits."""
    return _luma_table(transfer)[np.minimum(plane, _CODES - 1)]


def chroma(plane: npt.NDArray[np.uint16], transfer: str) -> Plane:
    """Scale a 10-bit chroma plane to 8 bits, with the saturation that SDR primaries need."""
    gain = np.float32(_CHROMA_GAIN.get(transfer, 1.0) / 4)
    away = (plane.astype(np.float32) - 512) * gain
    return np.asarray(np.clip(np.rint(away + 128), 16, 240), np.uint8)


@cache
def _luma_table(transfer: str) -> Plane:
    code = np.clip((np.arange(_CODES) - 64) / 876, 0.0, 1.0)
    match transfer:
        case "pq":
            shown = _tone_mapped(_pq(code) / _WHITE)
        case "hlg":
            shown = _tone_mapped(1000.0 * _hlg(code) ** 1.2 / _WHITE)
        case _:
            shown = code
    return np.rint(16 + 219 * np.clip(shown, 0, 1)).astype(np.uint8)


def _tone_mapped(light: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Linear up to the knee, then a shoulder; gamma-encoded for an SDR screen."""
    above = np.maximum(light - _KNEE, 0) / (1 - _KNEE)
    top = (_BRIGHTEST - _KNEE) / (1 - _KNEE)
    bent = above / (1 + above) * (1 + top) / top
    mapped = np.where(light < _KNEE, light, _KNEE + (1 - _KNEE) * bent)
    return np.asarray(mapped ** (1 / _GAMMA), np.float64)


def _pq(code: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The luminance in nits of a PQ code (SMPTE ST 2084)."""
    power = code ** (1 / 78.84375)
    low = np.maximum(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)
    return np.asarray(10_000 * low ** (1 / 0.1593017578125), np.float64)


def _hlg(code: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The scene light of an HLG code (ARIB STD-B67)."""
    dark = code**2 / 3
    bright = (np.exp((code - 0.55991073) / 0.17883277) + 0.28466892) / 12
    return np.where(code <= 0.5, dark, bright)  # noqa: PLR2004 - where its two halves meet
