"""Plays music: notes from the score, sounds from the instruments, reverb on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from studio.render.sound import drums, instruments, mood, score
from studio.render.sound.reverb import LATE, Reverb
from studio.render.sound.samples import RATE, Samples, db_to_gain, silence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studio.render.sound.band_parts import Note
    from studio.render.sound.mood import Mood

_LONGEST_NOTE: Final = 16 * RATE  # no note rings longer: the buffer is as long as it
_FADE_OUT_S: Final = 1.6  # the last of it fades, or the end of the film would cut the room off


def play(words: str, prompt: str, seed: int, length: int) -> Iterator[Samples]:
    """Yield blocks of at most a second, `length` samples in all, with a fade at the end."""
    chosen = mood.find(words, prompt)
    done = -LATE
    for block in _rendered_seconds(chosen, seed, length / RATE):
        piece = block[max(0, -done) :][: length - max(0, done)]
        yield piece * _fade_out(max(0, done), len(piece), length)
        done += RATE
        if done >= length:
            return


def _fade_out(first: int, count: int, length: int) -> Samples:
    fade = min(_FADE_OUT_S * RATE, length / 3)
    at = np.arange(first, first + count)
    shape = np.clip((length - at) / fade, 0.0, 1.0)
    return np.sin(np.pi / 2 * shape).astype(np.float32)[:, None]


def _rendered_seconds(chosen: Mood, seed: int, seconds: float) -> Iterator[Samples]:
    reverb = Reverb(chosen.room, chosen.bright)
    gain = db_to_gain(chosen.level)
    buffer = _NoteBuffer()
    start = 0.0
    for notes in score.notes(chosen, seed, seconds):
        for note in notes:
            while note.start >= start + 1.0:
                yield _soft_clipped(reverb.play(*buffer.next_second()), gain)
                start += 1.0
            buffer.place(note, start)
    while True:
        yield _soft_clipped(reverb.play(*buffer.next_second()), gain)


def _soft_clipped(block: Samples, gain: float) -> Samples:
    """Round the peaks by tanh, as tape does."""
    return np.asarray(np.tanh(block * np.float32(gain * 1.2)) / 1.2, np.float32)


class _NoteBuffer:
    """A rolling buffer of the coming seconds: the dry signal, and the send to the reverb."""

    def __init__(self) -> None:
        self._dry = silence(_LONGEST_NOTE + RATE)
        self._send = silence(_LONGEST_NOTE + RATE)

    def place(self, note: Note, start: float) -> None:
        """Add a note; `start` is the second at which the buffer begins."""
        sound = _sound(note)
        at = max(0, round((note.start - start) * RATE))
        sound = sound[: len(self._dry) - at]
        span = slice(at, at + len(sound))
        placed = _panned(sound, note)
        self._dry[span] += placed
        self._send[span] += placed * np.float32(note.wet)

    def next_second(self) -> tuple[Samples, Samples]:
        """Take the first second out and shift the rest."""
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
    angle = (note.pan + 1) * np.pi / 4
    # Constant-power panning; 1.414 keeps the middle at its level.
    sides = np.array([np.cos(angle), np.sin(angle)], np.float32) * np.float32(1.414 * note.strength)
    placed = sound * sides if sound.ndim == 2 else sound[:, None] * sides  # noqa: PLR2004 - ensembles are stereo
    if note.pumps:
        at = note.start + np.arange(len(placed)) / RATE  # beats are counted from the beginning
        phase = (at % note.pumps).astype(np.float32)
        # Side-chain pumping: down by 12 dB on the beat, back with a time constant of 0.11 s.
        placed = placed * (1 - np.float32(0.75) * np.exp(phase / np.float32(-0.11)))[:, None]
    return placed
