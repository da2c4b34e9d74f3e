"""The score: a mood, a seed and a length become notes, with a beginning and an end.

The bars are counted so that the last one ends with the film: it holds the first chord of the key
and rings out. The same seed plays the same piece, a little faster or slower for another length.
"""

from __future__ import annotations

import random
from functools import partial
from itertools import cycle, islice
from typing import TYPE_CHECKING, Final

from studio.render.sound import band_parts
from studio.render.sound.band_parts import MusicBar, Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studio.render.sound.mood import Mood

_BEATS: Final = 4
_TEMPO_SLACK: Final = 0.12  # how far the tempo may leave its range to make the bars come out
# Bars: below the first there is no introduction, up to the second one rise and no sections.
_SHORTEST_SECTIONED, _ONE_RISE = 4, 8
_FULL_ENERGY: Final = 0.7
_DOMINANT: Final = 5  # the degree that leads home
_LONG_SECTIONS_FROM: Final = 40  # bars from which sections are eight bars long
# Energy of the sections in turn; players enter and leave by it (`from` in moods.yaml).
_BODY_ENERGIES: Final = (0.6, 0.85, 1.0, 0.5, 0.85, 1.0, 1.0)


def notes(mood: Mood, seed: int, seconds: float) -> Iterator[list[Note]]:
    """Yield the notes of each bar."""
    chance = random.Random(seed)  # noqa: S311 - music, not secrets
    key = chance.choice(mood.keys)
    scale = band_parts.Scale(mood.scale, key)
    players = [
        band_parts.PARTS[player.part](player, scale, random.Random(chance.random()))  # noqa: S311 - music
        for player in mood.players
    ]
    for bar in bars(mood, seed, seconds, key):
        played = (note for player in players for note in player(bar, mood.swing))
        yield sorted(played, key=lambda note: note.start)


def bars(mood: Mood, seed: int, seconds: float, key: int) -> Iterator[MusicBar]:
    """Yield the bars of a piece of that length."""
    count, length = _bar_count(mood, seconds)
    energies = sections(count)
    chord_of = partial(_chord, mood, key)
    for index, degree in enumerate(_degrees(mood, seed, energies)):
        is_last = index == count - 1
        yield MusicBar(
            index=index,
            start=index * length,
            seconds=seconds - index * length if is_last else length,
            beat=length / _BEATS,
            chord=chord_of(1 if is_last else degree),
            energy=energies[index],
            is_turn=not is_last and _ends_section(energies, index),
            is_last=is_last,
        )


def sections(count: int) -> list[float]:
    """The energy of each bar: intro, verses that rise and fall, a full ending."""
    if count < _SHORTEST_SECTIONED:  # no time for an introduction
        return [1.0] * count
    if count <= _ONE_RISE:
        half = (count - 2) // 2
        return [0.35, *[0.7] * half, *[1.0] * (count - half - 1)]
    lead = 2 if count <= _LONG_SECTIONS_FROM else 4
    width = 4 if count <= _LONG_SECTIONS_FROM else 8
    body = (energy for energy in cycle(_BODY_ENERGIES) for _ in range(width))
    rows = [*[0.35] * lead, *islice(body, count - lead)]
    return [*rows[: -width - 1], *[1.0] * (width + 1)]


def _ends_section(energies: list[float], index: int) -> bool:
    following = energies[index + 1]
    return following != energies[index] or (index % _ONE_RISE == _ONE_RISE - 1 and following == 1.0)


def _bar_count(mood: Mood, seconds: float) -> tuple[int, float]:
    """The number of bars and the length of one, which fits the film if the tempo allows."""
    low, high = (60 * _BEATS / tempo for tempo in reversed(mood.tempo))
    count = max(1, round(seconds / ((low + high) / 2)))
    fitting = seconds / count
    if low * (1 - _TEMPO_SLACK) <= fitting <= high * (1 + _TEMPO_SLACK):
        return count, fitting
    return count, min(max(fitting, low), high)


def _degrees(mood: Mood, seed: int, energies: list[float]) -> Iterator[int]:
    """Yield the chord degree of each bar: a row for each section, the dominant before the last."""
    place, rows = 0, list(mood.chords[1:] or mood.chords)
    first = seed % len(rows)
    row = mood.chords[0]
    for index, energy in enumerate(energies):
        if index and energy != energies[index - 1]:
            place = 0
            row = (
                mood.chords[0] if energy < _FULL_ENERGY else rows[(first + int(energy)) % len(rows)]
            )
        is_before_home = index == len(energies) - 2 and index > 1
        yield (
            (_DOMINANT if _DOMINANT in row else row[-1])
            if is_before_home
            else row[place % len(row)]
        )
        place += 1


def _chord(mood: Mood, key: int, degree: int) -> tuple[int, ...]:
    tones = min(mood.tones, 5)
    steps = [degree - 1 + 2 * k for k in range(tones)]
    return tuple(key + mood.scale[step % 7] + 12 * (step // 7) for step in steps)
