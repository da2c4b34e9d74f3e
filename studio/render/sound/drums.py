"""Synthesized drums, each hit made once and cached."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from studio.render.sound import tones
from studio.render.sound.samples import RATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.render.sound.tones import Mono


def hit(name: str, strength: float) -> Mono:
    return _hit(name) * np.float32(strength)


@cache
def _hit(name: str) -> Mono:
    return DRUMS[name]()


def _sweep(high: float, low: float, fall: float, seconds: float, life: float) -> Mono:
    """A sine that falls from one frequency to another: the skin of a drum."""
    length = int(seconds * RATE)
    at = np.arange(length) / RATE
    turns = low * at + (high - low) * fall * (1 - np.exp(-at / fall))
    return (np.sin(2 * np.pi * turns) * np.exp(-at / life)).astype(np.float32)


def _burst(low: float, high: float, seconds: float, life: float, seed: int) -> Mono:
    """Band-passed noise that decays: wires, sticks, cymbals."""
    length = int(seconds * RATE)
    row = tones.noise(length, low, high, seed) * tones.decay(life, length)
    row[-96:] *= np.linspace(1, 0, 96, dtype=np.float32)
    return row


def _mixed(*rows: tuple[Mono, float]) -> Mono:
    whole = np.zeros(max(len(row) for row, _ in rows), np.float32)
    for row, level in rows:
        whole[: len(row)] += row * np.float32(level)
    return whole


# The numbers below are frequencies in Hz, lengths and decays in seconds, and levels, set by ear.
def _kick() -> Mono:
    click = _burst(1500, 7000, 0.02, 0.003, 1)
    return np.tanh(_mixed((_sweep(170, 48, 0.03, 0.45, 0.14), 1.0), (click, 0.5))) * np.float32(
        0.85
    )


def _soft_kick() -> Mono:
    return _sweep(105, 46, 0.028, 0.4, 0.12) * np.float32(0.8)


def _snare() -> Mono:
    wires = _burst(1400, 8500, 0.3, 0.075, 2)
    return _mixed((wires, 1.1), (_sweep(260, 185, 0.02, 0.2, 0.06), 0.4)) * np.float32(0.9)


def _brush() -> Mono:
    length = int(0.28 * RATE)
    row = tones.noise(length, 900, 6000, 3) * tones.envelope(length, 0.03, 0.2)
    return row * np.float32(0.5)


def _rim() -> Mono:
    return _mixed(
        (_sweep(1750, 1650, 0.01, 0.06, 0.012), 0.35), (_burst(900, 5000, 0.05, 0.008, 4), 0.8)
    )


def _clap() -> Mono:
    row = np.zeros(int(0.32 * RATE), np.float32)
    for k, at in enumerate((0, 480, 1010, 1500)):
        burst = _burst(900, 5500, 0.2, 0.012 if k < 3 else 0.07, 5 + k)  # noqa: PLR2004 - the fourth hand lasts
        row[at : at + len(burst)] += burst * np.float32(0.75)
    return row


def _hat() -> Mono:
    return _burst(7500, 15000, 0.08, 0.022, 9) * np.float32(0.8)


def _open_hat() -> Mono:
    return _burst(7000, 15000, 0.4, 0.13, 10) * np.float32(0.65)


def _shaker() -> Mono:
    length = int(0.11 * RATE)
    return (
        tones.noise(length, 5000, 11000, 11) * tones.envelope(length, 0.03, 0.07) * np.float32(0.6)
    )


def _tom() -> Mono:
    return _sweep(190, 88, 0.05, 0.5, 0.17) * np.float32(0.75)


def _taiko() -> Mono:
    skin = _sweep(125, 52, 0.06, 1.4, 0.42)
    stick = _burst(120, 900, 0.25, 0.05, 12)
    return np.tanh(_mixed((skin, 1.2), (stick, 1.6))) * np.float32(0.85)


def _crash() -> Mono:
    return _burst(3500, 14000, 2.4, 0.6, 13) * np.float32(0.5)


def _swell() -> Mono:
    """A cymbal reversed, rising towards the next beat."""
    row = _burst(2500, 12000, 1.6, 0.5, 14)
    row[:480] *= np.linspace(0, 1, 480, dtype=np.float32)
    return np.ascontiguousarray(row[::-1]) * np.float32(0.45)


def _snap() -> Mono:
    return _burst(1500, 4500, 0.12, 0.018, 15) * np.float32(1.2)


def _crackle() -> Mono:
    """Vinyl crackle for a bar."""
    length = int(3.4 * RATE)
    rng = np.random.default_rng(16)
    row = np.zeros(length, np.float32)
    for at in rng.integers(0, length - 200, 70):
        click = _burst(1200, 7000, 0.003, 0.0006, int(at))
        row[at : at + len(click)] += click * np.float32(rng.uniform(0.1, 0.8))
    hiss = tones.noise(length, 400, 5000, 17) * np.float32(0.035)
    return (row + hiss) * tones.envelope(length, 0.2, 0.2)


def _breath() -> Mono:
    """Distant wind."""
    length = int(6.0 * RATE)
    return tones.noise(length, 200, 700, 18) * tones.envelope(length, 2.4, 3.2)


DRUMS: Final[dict[str, Callable[[], Mono]]] = {
    "kick": _kick,
    "soft_kick": _soft_kick,
    "snare": _snare,
    "brush": _brush,
    "rim": _rim,
    "clap": _clap,
    "hat": _hat,
    "open_hat": _open_hat,
    "shaker": _shaker,
    "tom": _tom,
    "taiko": _taiko,
    "crash": _crash,
    "swell": _swell,
    "snap": _snap,
    "crackle": _crackle,
    "breath": _breath,
}
