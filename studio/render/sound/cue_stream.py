"""Opens a cue as a stream of samples from its first one on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.sound import band, denoise, effects, stretch, upload_sound
from studio.render.sound.cues import Effect, Music, Upload
from studio.render.sound.disk_buffer import DiskBuffer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studio.render.sound.cues import Cue
    from studio.render.sound.samples import Samples


def play(cue: Cue) -> Iterator[Samples]:
    """The samples of a cue at full volume; the stream may be shorter or longer than the cue."""
    match cue.part:
        case Music() as music:
            return band.play(music.mood, music.prompt, music.seed, cue.length)
        case Effect() as effect:
            return effects.play(effect.name, effect.seed)
        case Upload() as upload:
            return _upload(upload)


def _upload(upload: Upload) -> Iterator[Samples]:
    rounds = 0
    while not upload.loops or rounds < upload.loops:
        rounds += 1
        is_empty = True
        for piece in _one_pass(upload):
            is_empty = False
            yield piece
        if is_empty:
            return


def _one_pass(upload: Upload) -> Iterator[Samples]:
    pieces = upload_sound.read(upload.path, upload.begin_ms, upload.end_ms)
    if upload.denoise:
        pieces = denoise.denoise(pieces)
    if upload.reverse:
        pieces = _reversed(pieces)
    return stretch.stretch(pieces, upload.speed)


def _reversed(pieces: Iterator[Samples]) -> Iterator[Samples]:
    with DiskBuffer() as buffer:
        for piece in pieces:
            buffer.write(piece)
        yield from buffer.read_backwards()
