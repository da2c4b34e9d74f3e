"""The parts of a band: each turns a bar into notes, by its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from studio.render.sound.samples import db_to_gain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from studio.render.sound.mood import Player

# A rhythm in moods.yaml is a row of sixteenths: accents, strokes, soft strokes; "-" holds.
_STRENGTH: Final = {"X": 1.0, "x": 0.8, "o": 0.5}
_STEPS_A_BAR: Final = 16
_JITTER_S: Final = 0.006  # seconds: nobody plays like a clock
_MELODY_RANGE: Final = (-7, 10)  # of a melody, around its centre


@dataclass(frozen=True, slots=True)
class MusicBar:
    """A bar: its position, chord, and energy (0..1), which decides who plays."""

    index: int
    start: float
    seconds: float
    beat: float
    chord: tuple[int, ...]  # pitches from the root up, in no octave of note
    energy: float
    is_turn: bool  # the last of its section
    is_last: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A note or a drum hit; times in seconds."""

    start: float
    seconds: float
    voice: str
    pitch: int | None  # None: a drum
    strength: float
    pan: float
    wet: float
    pumps: float  # seconds of a beat, where the note gives way to it


class Scale:
    """The pitch classes of a key."""

    def __init__(self, steps: tuple[int, ...], key: int) -> None:
        self._classes = {(key + step) % 12 for step in steps}

    def walk(self, pitch: int, steps: int) -> int:
        """Move a pitch by so many steps of the scale."""
        way = 1 if steps > 0 else -1
        for _ in range(abs(steps)):
            pitch += way
            while pitch % 12 not in self._classes:
                pitch += way
        return pitch


class Part(Protocol):
    """One player: a bar in, its notes out."""

    def __call__(self, bar: MusicBar, swing: float) -> Iterator[Note]: ...


def nearest_octave(tone: int, centre: float) -> int:
    """Transpose a tone by octaves to be nearest to a centre."""
    return tone + 12 * round((centre - tone) / 12)


class _BandPart:
    """Shared by all parts: when they play, how loud, panned where."""

    def __init__(self, player: Player, scale: Scale, chance: Random) -> None:
        self.player = player
        self.scale = scale
        self.chance = chance
        self.gain = db_to_gain(player.level)

    def plays(self, bar: MusicBar) -> bool:
        """True if the bar is full enough for this player to have entered."""
        return bar.energy >= self.player.enters

    def steps(self, bar: MusicBar, swing: float) -> Iterator[tuple[int, float, float, float]]:
        """Yield each stroke of the rhythm: step, start, seconds, strength."""
        rhythm = self.player.rhythm[bar.index % len(self.player.rhythm)]
        step_seconds = bar.beat / 4
        for step, mark in enumerate(rhythm[:_STEPS_A_BAR]):
            if mark in _STRENGTH:
                held = len(rhythm[step + 1 :]) - len(rhythm[step + 1 :].lstrip("-"))
                late = swing * step_seconds * (step % 2)
                start = bar.start + step * step_seconds + late
                yield step, start, (1 + held) * step_seconds, _STRENGTH[mark]

    def note(
        self, bar: MusicBar, pitch: int | None, start: float, seconds: float, strength: float
    ) -> Note:
        jitter = self.chance.uniform(0, _JITTER_S)
        return Note(
            start=start + jitter,
            seconds=seconds,
            voice=self.player.voice,
            pitch=pitch,
            strength=strength * self.gain,
            pan=self.player.pan,
            wet=self.player.wet,
            pumps=bar.beat if self.player.pumps and not bar.is_last else 0.0,
        )


class Chords(_BandPart):
    """All tones of the chord at once, each in the nearest octave."""

    def __call__(self, bar: MusicBar, swing: float) -> Iterator[Note]:
        if not self.plays(bar):
            return
        pitches = sorted(
            {nearest_octave(tone, self.player.centre + k % 2) for k, tone in enumerate(bar.chord)}
        )
        strokes = list(self.steps(bar, swing))
        if bar.is_last:
            strokes = [(0, bar.start, bar.seconds, 0.8)]
        for _, start, seconds, strength in strokes:
            for k, pitch in enumerate(pitches):
                # Slightly rolled: 8 ms from tone to tone.
                yield self.note(bar, pitch, start + 0.008 * k, seconds, strength)


class Arp(_BandPart):
    """The tones of the chord one after another."""

    def __call__(self, bar: MusicBar, swing: float) -> Iterator[Note]:
        if not self.plays(bar):
            return
        tones = sorted({nearest_octave(tone, self.player.centre) for tone in bar.chord})
        tones += [tone + 12 for tone in tones]
        if bar.is_last:
            yield from self._rolled(bar, tones)
            return
        for k, (_, start, seconds, strength) in enumerate(self.steps(bar, swing)):
            figure = self.player.figure[k % len(self.player.figure)]
            yield self.note(bar, tones[figure % len(tones)], start, seconds, strength)

    def _rolled(self, bar: MusicBar, tones: list[int]) -> Iterator[Note]:
        for k, tone in enumerate(tones[:4]):
            start = bar.start + k * bar.beat / 4
            yield self.note(bar, tone, start, bar.seconds - k * bar.beat / 4, 0.7)


class Bass(_BandPart):
    """The root, its fifth and its octave."""

    def __call__(self, bar: MusicBar, swing: float) -> Iterator[Note]:
        if not self.plays(bar):
            return
        root = nearest_octave(bar.chord[0], self.player.centre)
        if bar.is_last:
            yield self.note(bar, root, bar.start, bar.seconds, 0.8)
            return
        above = {1: root, 5: nearest_octave(bar.chord[2], root + 5), 8: root + 12}
        for k, (_, start, seconds, strength) in enumerate(self.steps(bar, swing)):
            figure = self.player.figure[k % len(self.player.figure)]
            yield self.note(bar, above[figure], start, seconds, strength)


class Melody(_BandPart):
    """A motif of one bar, inverted in the next; on strong beats it lands on the chord."""

    def __init__(self, player: Player, scale: Scale, chance: Random) -> None:
        super().__init__(player, scale, chance)
        self._steps = [chance.choice((-2, -1, -1, 1, 1, 2)) for _ in range(8)]
        self._first_bar = chance.randrange(len(player.rhythm))
        self._pitch = player.centre

    def __call__(self, bar: MusicBar, swing: float) -> Iterator[Note]:
        if not self.plays(bar):
            return
        if bar.is_last:
            home = nearest_octave(bar.chord[0], self._pitch)
            yield self.note(bar, home, bar.start, bar.seconds, 0.8)
            return
        way = -1 if bar.index % 2 else 1
        for k, (step, start, seconds, strength) in enumerate(self.steps(bar, swing)):
            if step % 8 == 0:
                self._pitch = self._chord_tone(bar)
            else:
                self._pitch = self._in_range(self.scale.walk(self._pitch, way * self._steps[k % 8]))
            yield self.note(bar, self._pitch, start, seconds, strength)

    def _chord_tone(self, bar: MusicBar) -> int:
        """The chord tone nearest to the melody, drawn a little to the middle of its range."""
        wanted = 0.75 * self._pitch + 0.25 * self.player.centre
        return min(
            (nearest_octave(tone, wanted) for tone in bar.chord[:3]), key=lambda t: abs(t - wanted)
        )

    def _in_range(self, pitch: int) -> int:
        low, high = (self.player.centre + reach for reach in _MELODY_RANGE)
        if pitch > high:
            return pitch - 12
        return pitch + 12 if pitch < low else pitch


class Drum(_BandPart):
    """A drum; in the last bar it plays the first beat only."""

    def __call__(self, bar: MusicBar, swing: float) -> Iterator[Note]:
        if not self.plays(bar):
            return
        strokes = self.steps(bar, swing)
        for step, start, seconds, strength in strokes:
            if not bar.is_last or step == 0:
                varied = strength * self.chance.uniform(0.88, 1.0)
                yield self.note(bar, None, start, seconds, varied)


class Fill(Drum):
    """A drum that plays only in the last bar of a section."""

    def plays(self, bar: MusicBar) -> bool:
        return bar.is_turn and super().plays(bar)


PARTS: Final[dict[str, Callable[[Player, Scale, Random], Part]]] = {
    "chords": Chords,
    "arp": Arp,
    "bass": Bass,
    "melody": Melody,
    "drum": Drum,
    "fill": Fill,
}
