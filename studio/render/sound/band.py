"""The band plays: notes from the score, sounds from the instruments, a room around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from studio.render.sound import drums, instruments, mood, score
from studio.render.sound.reverb import LATE, Reverb
from studio.render.sound.samples import RATE, Samples, of_db, silence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studio.render.sound.band_parts import Note
    from studio.render.sound.mood import Mood

_LONGEST: Final = 16 * RATE  # no note rings longer
_OUT_S: Final = 1.6  # the last of it fades, or the end of the film would cut the room off


def play(words: str, prompt: str, seed: int, length: int) -> Iterator[Samples]:
    """Music of so many samples for a wish, second by second."""
    chosen = mood.find(words, prompt)
    done = -LATE
    for block in _played(chosen, seed, length / RATE):
        piece = block[max(0, -done) :][: length - max(0, done)]
        yield piece * _out(max(0, done), len(piece), length)
        done += RATE
        if done >= length:
            return


def _out(first: int, count: int, length: int) -> Samples:
    fade = min(_OUT_S * RATE, length / 3)
    at = np.arange(first, first + count)
    shape = np.clip((length - at) / fade, 0.0, 1.0)
    return np.sin(np.pi / 2 * shape).astype(np.float32)[:, None]


def _played(chosen: Mood, seed: int, seconds: float) -> Iterator[Samples]:
    room = Reverb(chosen.room, chosen.bright)
    gain = of_db(chosen.level)
    stage = _Stage()
    start = 0.0
    for notes in score.notes(chosen, seed, seconds):
        for note in notes:
            while note.start >= start + 1.0:
                yield _glued(room.play(*stage.turn()), gain)
                start += 1.0
            stage.place(note, start)
    while True:
        yield _glued(room.play(*stage.turn()), gain)


def _glued(block: Samples, gain: float) -> Samples:
    """Peaks are rounded, as a tape does it."""
    return np.asarray(np.tanh(block * np.float32(gain * 1.2)) / 1.2, np.float32)


class _Stage:
    """The coming seconds, on which sounds are placed: dry, and what goes into the room."""

    def __init__(self) -> None:
        self._dry = silence(_LONGEST + RATE)
        self._send = silence(_LONGEST + RATE)

    def place(self, note: Note, start: float) -> None:
        """Put a note where it belongs; `start` is the second at hand."""
        sound = _sound(note)
        at = max(0, round((note.start - start) * RATE))
        sound = sound[: len(self._dry) - at]
        span = slice(at, at + len(sound))
        placed = _panned(sound, note)
        self._dry[span] += placed
        self._send[span] += placed * np.float32(note.wet)

    def turn(self) -> tuple[Samples, Samples]:
        """The second at hand; the next one comes to hand."""
        seconds = []
        for buffer in (self._dry, self._send):
            seconds.append(buffer[:RATE].copy())
            buffer[:-RATE] = buffer[RATE:]
            buffer[-RATE:] = 0
        return seconds[0], seconds[1]


def _sound(note: Note) -> Samples:
    if note.pitch is None:
        sound = drums.hit(note.voice, 1.0)
    else:
        sound = instruments.sound(note.voice, note.pitch, note.seconds, 0.8)
    return sound


def _panned(sound: Samples, note: Note) -> Samples:
    turn = (note.pan + 1) * np.pi / 4
    sides = np.array([np.cos(turn), np.sin(turn)], np.float32) * np.float32(1.414 * note.strength)
    placed = sound * sides if sound.ndim == 2 else sound[:, None] * sides  # noqa: PLR2004 - ensembles are stereo
    if note.pumps:
        at = note.start + np.arange(len(placed)) / RATE  # beats are counted from the beginning
        phase = (at % note.pumps).astype(np.float32)
        placed = placed * (1 - np.float32(0.75) * np.exp(phase / np.float32(-0.11)))[:, None]
    return placed
