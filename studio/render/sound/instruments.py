"""Synthesized instruments: pitch, seconds and strength in, a sound out.

Each is a small recipe over `tones`. Lengths are in seconds, strengths from 0 to 1; a sound may ring
on after its length. All are about as loud as one another for the same strength.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np

from studio.render.sound import tones
from studio.render.sound.samples import RATE
from studio.render.sound.tones import Mono, Stereo

Instrument: TypeAlias = Callable[[float, float, float], Mono]


def sound(name: str, pitch: float, seconds: float, strength: float) -> Mono:
    """A note of an instrument, cached, since music repeats itself."""
    if name in _UNCACHED:
        return INSTRUMENTS[name](pitch, seconds, strength)
    return _cached_sound(name, pitch, round(seconds, 2), round(strength, 1))


@lru_cache(maxsize=120)
def _cached_sound(name: str, pitch: float, seconds: float, strength: float) -> Mono:
    return INSTRUMENTS[name](pitch, seconds, strength)


def _released(row: Mono, seconds: float, release: float) -> Mono:
    """Let a sound decay once its note has ended."""
    held = min(len(row), int(seconds * RATE))
    row[held:] *= tones.decay(release / 3, len(row) - held)
    end = min(len(row), held + int(release * 2 * RATE))
    row[end - 240 : end] *= np.linspace(1, 0, len(row[end - 240 : end]), dtype=np.float32)
    return row[:end]


def _length_of(seconds: float, longest: float) -> int:
    return int(min(seconds + 0.6, longest) * RATE)


# The numbers of the recipes are partials, decays in seconds and levels, set by ear; a few are
# physics: 0.0004 is the stiffness of a piano string, 8.5 the place of its hammer.
def piano(pitch: float, seconds: float, strength: float) -> Mono:
    """A soft grand: stiff strings struck at an eighth of their length, high partials die first."""
    frequency = tones.hertz(pitch)
    life = 2.6 * 2 ** ((60 - pitch) / 18)
    bright = 0.55 + 0.5 * strength
    parts = []
    for k in range(1, 15):
        ratio = k * (1 + 0.0004 * k * k) ** 0.5
        power = abs(np.sin(np.pi * k / 8.5)) * bright**k / k**0.6
        parts.append((ratio, 0.62 * power, life / (1 + 0.45 * (k - 1)) * 0.35))
        parts.append((ratio * 1.0004, 0.3 * power, life / (1 + 0.3 * (k - 1))))
    row = tones.partials(frequency, _length_of(seconds, 6.0), parts)
    knock = tones.noise(1440, 150, 1800, 5) * tones.decay(0.006, 1440)
    row[:1440] += knock[: len(row)] * np.float32(0.12 * strength)
    row[:96] *= np.linspace(0, 1, 96, dtype=np.float32)
    return _released(row, seconds, 0.25) * np.float32(0.42 * strength)


def keys(pitch: float, seconds: float, strength: float) -> Mono:
    """An electric piano by frequency modulation: a struck tine, with a little tape wow."""
    frequency = tones.hertz(pitch)
    length = _length_of(seconds, 5.0)
    at = np.arange(length) / RATE
    wow = 0.0006 * np.sin(2 * np.pi * 0.9 * at) / 0.9
    turns = ((at + wow) * frequency) % 1.0
    bell = np.sin(2 * np.pi * turns * 1.0) * np.exp(-at / 0.5) * 1.1 * strength
    body = np.sin(2 * np.pi * turns + bell) * np.exp(-at / 1.3)
    tine = np.sin(2 * np.pi * turns * 14) * np.exp(-at / 0.04) * 0.06 * strength
    row = (body + tine).astype(np.float32)
    row[:144] *= np.linspace(0, 1, 144, dtype=np.float32)
    return _released(row, seconds, 0.2) * np.float32(0.3 * strength)


def pluck(pitch: float, seconds: float, strength: float) -> Mono:
    """A synthetic pluck: a bright saw that turns dark at once."""
    frequency = tones.hertz(pitch)
    length = _length_of(max(seconds, 0.5), 2.2)
    bright = tones.cycle(frequency, length, tones.saw(frequency, 2200 + 3500 * strength))
    dark = tones.cycle(frequency, length, tones.saw(frequency, 700))
    row = bright * tones.decay(0.07, length) + dark * tones.decay(0.32, length) * np.float32(0.8)
    row[:72] *= np.linspace(0, 1, 72, dtype=np.float32)
    return _released(row, max(seconds, 0.5), 0.2) * np.float32(0.36 * strength)


def guitar(pitch: float, seconds: float, strength: float) -> Mono:
    """A plucked string (Karplus-Strong)."""
    frequency = tones.hertz(pitch)
    length = _length_of(max(seconds, 0.8), 3.5)
    row = tones.string(frequency, length, 0.9985 - 0.0012 * (pitch > 64), int(pitch) + 3)  # noqa: PLR2004 - the thin strings ring shorter
    return _released(row, max(seconds, 0.8), 0.25) * np.float32(0.85 * strength)


def harp(pitch: float, seconds: float, strength: float) -> Mono:
    """Soft partials that ring on."""
    parts = [(k, 1 / k**1.7, 1.5 / k**0.7) for k in range(1, 9)]
    row = tones.partials(tones.hertz(pitch), _length_of(max(seconds, 1.6), 3.0), parts)
    row[:120] *= np.linspace(0, 1, 120, dtype=np.float32)
    return _released(row, max(seconds, 1.6), 0.4) * np.float32(0.38 * strength)


def marimba(pitch: float, seconds: float, strength: float) -> Mono:
    """A wooden bar: partials at 1, 3.93 and 9.2."""
    parts = [(1, 1.0, 0.28), (3.93, 0.28 * strength, 0.09), (9.2, 0.1 * strength, 0.03)]
    row = tones.partials(tones.hertz(pitch), int(1.4 * RATE), parts)
    row[:48] *= np.linspace(0, 1, 48, dtype=np.float32)
    return _released(row, max(seconds, 1.0), 0.2) * np.float32(0.5 * strength)


def bell(pitch: float, seconds: float, strength: float) -> Mono:
    """Glass: inharmonic partials."""
    parts = [
        (1, 0.8, 1.1),
        (2.0, 0.25, 0.8),
        (3.01, 0.22, 0.5),
        (4.2, 0.12, 0.35),
        (6.7, 0.05, 0.2),
    ]
    row = tones.partials(tones.hertz(pitch), _length_of(max(seconds, 2.0), 4.0), parts)
    row[:96] *= np.linspace(0, 1, 96, dtype=np.float32)
    return _released(row, max(seconds, 2.0), 0.5) * np.float32(0.34 * strength)


def bass(pitch: float, seconds: float, strength: float) -> Mono:
    frequency = tones.hertz(pitch)
    length = _length_of(seconds, 5.0)
    row = tones.cycle(frequency, length, [1.0, 0.5, 0.22, 0.1, 0.05]) * tones.decay(1.6, length)
    row[:240] *= np.linspace(0, 1, 240, dtype=np.float32)
    return _released(row, seconds * 0.95, 0.12) * np.float32(0.5 * strength)


def synth_bass(pitch: float, seconds: float, strength: float) -> Mono:
    """A saw whose filter closes."""
    frequency = tones.hertz(pitch)
    length = _length_of(seconds, 3.0)
    bright = tones.cycle(frequency, length, tones.saw(frequency, 1400)) * tones.decay(0.12, length)
    dark = tones.cycle(frequency, length, tones.saw(frequency, 320))
    row = bright * np.float32(0.7) + dark * tones.decay(0.9, length)
    row[:96] *= np.linspace(0, 1, 96, dtype=np.float32)
    return _released(row, seconds * 0.9, 0.06) * np.float32(0.55 * strength)


def lead(pitch: float, seconds: float, strength: float) -> Mono:
    """A hollow lead of two detuned tones."""
    frequency = tones.hertz(pitch)
    length = _length_of(seconds, 4.0)
    harmonics = [s if k % 2 else s * 0.3 for k, s in enumerate(tones.saw(frequency, 2400), 1)]
    one = tones.cycle(frequency * 1.002, length, harmonics)
    other = tones.cycle(frequency * 0.998, length, harmonics)
    row = (one + other) * tones.envelope(length, 0.02, 0.1) * np.float32(0.5)
    return _released(row, seconds, 0.12) * np.float32(0.32 * strength)


def _ensemble_instrument(
    harmonics: Callable[[float], list[float]], cents: float, attack: float, release: float
) -> Instrument:
    def play_ensemble(pitch: float, seconds: float, strength: float) -> Stereo:
        length = int((seconds + release) * RATE)
        turns = -(-length // tones.LOOP_SAMPLES)
        frequency = tones.hertz(pitch)
        loop = _loop(frequency, tuple(harmonics(frequency)), cents, int(pitch))
        row = np.tile(loop, (turns, 1))[:length]
        shape = tones.envelope(length, min(attack, seconds * 0.6), release) * np.float32(strength)
        return row * shape[:, None]

    return play_ensemble


@lru_cache(maxsize=40)
def _loop(frequency: float, harmonics: tuple[float, ...], cents: float, seed: int) -> Stereo:
    """A cached ensemble loop; each is a megabyte, so 40 are kept in all."""
    return tones.ensemble(frequency, harmonics, cents, seed)


def _formant_harmonics(*peaks: tuple[float, float, float]) -> Callable[[float], list[float]]:
    """The harmonics of a saw, boosted around formants (centre, width, strength)."""

    def harmonics(frequency: float) -> list[float]:
        found = []
        for k in range(1, 60):
            at = k * frequency
            lift = sum(s * np.exp(-(((at - c) / w) ** 2)) for c, w, s in peaks)
            found.append(float((0.15 + lift) / k**0.9))
        return found

    return harmonics


# Ensembles by harmonics, detuning in cents, attack and release in seconds; formants make the body
# of a violin or a voice.
INSTRUMENTS: Final[dict[str, Instrument]] = {
    "piano": piano,
    "keys": keys,
    "pluck": pluck,
    "guitar": guitar,
    "harp": harp,
    "marimba": marimba,
    "bell": bell,
    "bass": bass,
    "synth_bass": synth_bass,
    "lead": lead,
    "warm": _ensemble_instrument(lambda f: tones.saw(f, 650), 22, 0.7, 0.9),
    "air": _ensemble_instrument(lambda _: [1.0, 0.35, 0.5, 0.12, 0.2, 0.05, 0.08], 45, 1.6, 2.0),
    "strings": _ensemble_instrument(
        _formant_harmonics((550, 500, 0.9), (2200, 1300, 0.35)), 30, 0.35, 0.6
    ),
    "low_strings": _ensemble_instrument(
        _formant_harmonics((350, 350, 1.0), (1500, 800, 0.25)), 26, 0.12, 0.35
    ),
    "spiccato": _ensemble_instrument(
        _formant_harmonics((700, 600, 0.9), (2600, 1500, 0.5)), 18, 0.012, 0.16
    ),
    "choir": _ensemble_instrument(
        _formant_harmonics((600, 180, 1.0), (1050, 200, 0.6), (2600, 500, 0.15)), 32, 0.8, 1.0
    ),
    "brass": _ensemble_instrument(
        _formant_harmonics((500, 500, 1.0), (1400, 900, 0.5)), 12, 0.14, 0.3
    ),
    "stab": _ensemble_instrument(lambda f: tones.saw(f, 3800), 38, 0.006, 0.14),
    "organ": _ensemble_instrument(
        lambda _: [1.0, 0.7, 0.4, 0.5, 0.1, 0.25, 0.0, 0.2], 8, 0.02, 0.1
    ),
}
# Made of a loop that is kept; keeping each note as well would fill the memory.
_UNCACHED: Final = frozenset(
    name for name, instrument in INSTRUMENTS.items() if instrument.__name__ == "play_ensemble"
)
