"""Synthesized sound effects, found by name in three languages."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from intents import yaml_file
from studio.render.sound import drums, instruments, tones
from studio.render.sound.samples import RATE, Samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from studio.render.sound.tones import Mono

_DATA: Final = Path(__file__).parent / "effects.yaml"
_UNKNOWN: Final = "pop"  # short and harmless
_PEAK_LEVEL: Final = 0.5  # all effects alike, whatever their recipe makes
_SEEDS: Final = 1_000_000


def play(name: str, seed: int) -> Iterator[Samples]:
    """Yield the effect of a name as one block; a pop for unknown names."""
    found = find(name) or _UNKNOWN
    sound = EFFECTS[found](seed)
    wide = sound if sound.ndim == 2 else np.stack([sound, sound], axis=1)  # noqa: PLR2004 - some move
    peak = np.abs(wide).max(initial=1e-6)
    yield (wide * (_PEAK_LEVEL / peak)).astype(np.float32)


def find(name: str) -> str | None:
    """The effect that a name means; None if there is none of that kind."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    longest = [
        (len(hit.group()), kind)
        for kind, words in _name_patterns()
        for hit in words.finditer(plain)
    ]
    return max(longest, key=lambda pair: pair[0])[1] if longest else None


@cache
def _name_patterns() -> list[tuple[str, re.Pattern[str]]]:
    page = yaml_file.read(_DATA)
    return [(kind, re.compile("|".join(map(_name_pattern, words)))) for kind, words in page.items()]


def _name_pattern(word: str) -> str:
    plain = re.escape(unicodedata.normalize("NFKC", word).casefold())
    return rf"(?<![a-z]){plain}(?![a-rt-z])" if word.isascii() else plain


def _samples_in(seconds: float) -> int:
    return int(seconds * RATE)


def _swell_envelope(length: int, at: float, power: float) -> Mono:
    """An envelope that peaks at a share `at` of its length."""
    place = np.linspace(0, 1, length, dtype=np.float32)
    up = np.clip(place / at, 0, 1)
    down = np.clip((1 - place) / (1 - at), 0, 1)
    return np.asarray(np.minimum(up, down) ** power, np.float32)


# The numbers of the recipes are Hz, seconds and levels, set by ear.
def _whoosh(seed: int) -> Mono:
    """Filtered noise that passes from left to right."""
    length = _samples_in(0.75)
    low = tones.noise(length, 250, 900, seed) * _swell_envelope(length, 0.55, 1.6)
    high = tones.noise(length, 1200, 5000, seed + 1) * _swell_envelope(length, 0.5, 3.0)
    side = np.linspace(0.15, 0.85, length, dtype=np.float32) * np.float32(np.pi / 2)
    row = low + high
    return np.stack([row * np.cos(side), row * np.sin(side)], axis=1)


def _click(_: int) -> Mono:
    return np.concatenate([drums.hit("rim", 0.8)[:1920], drums.hit("rim", 0.4)[:1920]])


def _pop(_: int) -> Mono:
    length = _samples_in(0.12)
    at = np.arange(length) / RATE
    turns = 380 * at + 2600 * at * at
    row = np.sin(2 * np.pi * turns).astype(np.float32) * tones.decay(0.028, length)
    row[:48] *= np.linspace(0, 1, 48, dtype=np.float32)
    return row


def _ding(_: int) -> Mono:
    return instruments.bell(88, 1.6, 1.0)


def _applause(seed: int) -> Mono:
    """Forty pairs of hands, each with its own sound and beat."""
    length = _samples_in(3.0)
    rng = np.random.default_rng(seed)
    row = np.zeros((length + RATE, 2), np.float32)
    for _ in range(40):
        hands = tones.noise(960, 500 + 900 * rng.random(), 5000, int(rng.integers(_SEEDS)))
        hands *= tones.decay(0.004 + 0.004 * rng.random(), 960)
        sides = np.array([rng.uniform(0.3, 1), rng.uniform(0.3, 1)], np.float32)
        at, pause = rng.uniform(0, 0.4), rng.uniform(0.17, 0.3)
        while at < 3.0:  # noqa: PLR2004 - the length in seconds
            place = int((at + rng.uniform(0, 0.03)) * RATE)
            row[place : place + 960] += hands[:, None] * sides
            at += pause
    return row[:length] * (_swell_envelope(length, 0.25, 0.7))[:, None]


def _boom(seed: int) -> Mono:
    length = _samples_in(2.2)
    at = np.arange(length) / RATE
    turns = 34 * at + 6.0 * (1 - np.exp(-at / 0.07))
    row = np.sin(2 * np.pi * turns).astype(np.float32) * tones.decay(0.5, length)
    row += tones.noise(length, 60, 900, seed) * tones.decay(0.18, length) * np.float32(2.0)
    return np.asarray(np.tanh(row * 1.6) * tones.envelope(length, 0.001, 0.4), np.float32)


def _riser(seed: int) -> Mono:
    length = _samples_in(2.5)
    at = np.linspace(0, 1, length)
    turns = np.cumsum(110 * 2 ** (3 * at)) / RATE
    tone = np.sin(2 * np.pi * turns) + 0.5 * np.sin(6.02 * np.pi * turns)
    air = tones.noise(length, 1500, 9000, seed) * np.float32(2.0)
    shape = (at**2).astype(np.float32) * tones.envelope(length, 0.1, 0.04)
    return np.asarray((tone * 0.5 + air) * shape, np.float32)


def _shutter(seed: int) -> Mono:
    row = np.zeros(_samples_in(0.3), np.float32)
    for at, level in ((0.0, 1.0), (0.035, 0.5), (0.11, 0.9)):
        click = tones.noise(1200, 1500, 8000, seed) * tones.decay(0.006, 1200)
        row[_samples_in(at) : _samples_in(at) + 1200] += click * np.float32(level)
    return row


def _typing(seed: int) -> Mono:
    rng = np.random.default_rng(seed)
    row = np.zeros(_samples_in(2.0), np.float32)
    at = 0.02
    while at < 1.9:  # noqa: PLR2004 - the length in seconds, but the last key
        key = tones.noise(1400, 900 + 900 * rng.random(), 6000, int(rng.integers(_SEEDS)))
        row[_samples_in(at) : _samples_in(at) + 1400] += key * tones.decay(0.007, 1400)
        at += rng.uniform(0.07, 0.19)
    return row


def _beep(_: int) -> Mono:
    length = _samples_in(0.35)
    return tones.sine(1000, length) * tones.envelope(length, 0.005, 0.01)


def _buzzer(_: int) -> Mono:
    length = _samples_in(0.6)
    low = tones.cycle(117, length, tones.saw(117, 2500))
    return (low + tones.cycle(123, length, tones.saw(123, 2500))) * tones.envelope(
        length, 0.01, 0.06
    )


def _arpeggio(voice: str, pitches: tuple[int, ...], pause: float, seconds: float) -> Mono:
    row = np.zeros(_samples_in(seconds), np.float32)
    for k, pitch in enumerate(pitches):
        note = instruments.sound(voice, pitch, 0.6, 0.8)
        at = _samples_in(k * pause)
        note = note[: len(row) - at]
        row[at : at + len(note)] += note
    return row * tones.envelope(len(row), 0.001, 0.2)


def _success(_: int) -> Mono:
    return _arpeggio("bell", (72, 76, 79, 84), 0.11, 2.2)


def _coin(_: int) -> Mono:
    return _arpeggio("bell", (95, 100), 0.075, 1.2)


def _sparkle(seed: int) -> Mono:
    rng = np.random.default_rng(seed)
    tones_up = sorted(int(tone) for tone in rng.choice([84, 86, 88, 91, 93, 96, 98, 100, 103], 9))
    return _arpeggio("bell", tuple(tones_up), 0.06, 2.0)


def _glitch(seed: int) -> Mono:
    rng = np.random.default_rng(seed)
    pieces = []
    for _ in range(14):
        length = int(rng.integers(400, 2600))
        tone = np.sign(tones.sine(float(rng.choice([90, 180, 440, 1250, 3100])), length))
        crackle = tones.noise(length, 600, 9000, int(rng.integers(_SEEDS)))
        is_tone = np.float32(rng.integers(2))
        pieces.append((tone * 0.15 * is_tone + crackle * (1 - is_tone)) * rng.integers(2))
    return np.concatenate(pieces).astype(np.float32)


def _heartbeat(_: int) -> Mono:
    row = np.zeros(_samples_in(3.4), np.float32)
    for k in range(4):
        for late, level in ((0.0, 1.0), (0.28, 0.7)):
            at = _samples_in(0.85 * k + late)
            beat = drums.hit("soft_kick", level)[: len(row) - at]
            row[at : at + len(beat)] += beat
    return row


def _weather_noise(low: float, high: float, waver: float) -> Callable[[int], Mono]:
    """Eight seconds of noise whose level wavers."""

    def make(seed: int) -> Mono:
        length = _samples_in(8.0)
        at = np.arange(length) / RATE
        slow = 1 - waver * (0.5 + 0.5 * np.sin(2 * np.pi * at / 5.3 + seed % 6))
        shape = slow.astype(np.float32) * tones.envelope(length, 0.6, 1.2)
        sides = [tones.noise(length, low, high, seed + k) * shape for k in (0, 1)]
        return np.stack(sides, axis=1)

    return make


def _thunder(seed: int) -> Mono:
    length = _samples_in(5.0)
    rumble = tones.noise(length, 30, 140, seed) * tones.decay(1.4, length) * np.float32(2.5)
    crack = tones.noise(length, 200, 2500, seed + 1) * tones.decay(0.22, length)
    return np.asarray(np.tanh(rumble + crack * 1.5) * tones.envelope(length, 0.01, 1.0), np.float32)


def _drumroll(seed: int) -> Mono:
    rng = np.random.default_rng(seed)
    row = np.zeros(_samples_in(2.6), np.float32)
    for k in range(44):
        at = _samples_in(k * 0.05 + rng.uniform(0, 0.004))
        level = 0.25 + 0.6 * k / 44 if k < 43 else 1.3  # noqa: PLR2004 - the last stroke
        stroke = drums.hit("snare", level)[: len(row) - at]
        row[at : at + len(stroke)] += stroke
    return row


EFFECTS: Final[dict[str, Callable[[int], Mono]]] = {
    "whoosh": _whoosh,
    "click": _click,
    "pop": _pop,
    "ding": _ding,
    "applause": _applause,
    "boom": _boom,
    "riser": _riser,
    "shutter": _shutter,
    "typing": _typing,
    "beep": _beep,
    "buzzer": _buzzer,
    "success": _success,
    "coin": _coin,
    "sparkle": _sparkle,
    "glitch": _glitch,
    "heartbeat": _heartbeat,
    "rain": _weather_noise(1500, 9000, 0.25),
    "wind": _weather_noise(150, 650, 0.8),
    "waves": _weather_noise(250, 2600, 0.9),
    "thunder": _thunder,
    "drumroll": _drumroll,
}
