"""Evening out: uploads recorded at different levels brought beside each other.

Done where the draft names a loudness, which is what somebody gets who asks for one loudness for
all. Each upload is measured as it will be played, its first minute of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from studio.render.sound import cue_stream, loudness
from studio.render.sound.cues import Upload
from studio.render.sound.samples import RATE, Reel, of_db

if TYPE_CHECKING:
    from studio.render.sound.cues import Cue

_LEVEL: Final = -20.0  # LUFS: where our own music stands, and most speech
_MOST: Final = 15.0  # dB either way; what needs more is no speaker, but a hum or a blow
_HUSH: Final = -50.0
_HEARD_S: Final = 60


def evened(cues: list[Cue]) -> list[Cue]:
    """The cues with their uploads at one level."""
    return [_even(cue) if isinstance(cue.part, Upload) else cue for cue in cues]


def _even(cue: Cue) -> Cue:
    loud = _loudness(cue)
    if loud < _HUSH:
        return cue
    gain = of_db(min(max(_LEVEL - loud, -_MOST), _MOST))
    return replace(cue, vol=cue.vol * gain, usual=cue.usual * gain)


def _loudness(cue: Cue) -> float:
    reel = Reel(cue_stream.play(cue))
    meter = loudness.Meter()
    for start in range(0, min(cue.length, _HEARD_S * RATE), RATE):
        meter.add(reel.take(min(RATE, cue.length - start)))
    return meter.integrated()
