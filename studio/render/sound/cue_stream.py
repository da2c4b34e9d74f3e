"""A part opened: whatever a cue plays, as a stream of samples from its first one on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.render.sound import band, denoise, effects, stretch, upload_sound
from studio.render.sound.cues import Effect, Music, Upload
from studio.render.sound.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from studio.render.sound.cues import Cue
    from studio.render.sound.samples import Samples


def play(cue: Cue) -> Iterator[Samples]:
    """The samples of a cue at full volume; it may end early and may go on too long."""
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
        for piece in _once(upload):
            is_empty = False
            yield piece
        if is_empty:
            return


def _once(upload: Upload) -> Iterator[Samples]:
    pieces = upload_sound.read(upload.path, upload.begin_ms, upload.end_ms)
    if upload.denoise:
        pieces = denoise.denoise(pieces)
    if upload.reverse:
        pieces = _reversed(pieces)
    return stretch.stretch(pieces, upload.speed)


def _reversed(pieces: Iterator[Samples]) -> Iterator[Samples]:
    with Spool() as spool:
        for piece in pieces:
            spool.write(piece)
        yield from spool.read_backwards()
