"""Leveling: brings uploads recorded at different levels to one loudness.

Done where the draft names a loudness, or asks for it. Each upload is measured as it will be played,
its first minute of it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from studio.render.sound import cue_stream, loudness
from studio.render.sound.cues import Upload
from studio.render.sound.samples import RATE, SampleReader, db_to_gain

if TYPE_CHECKING:
    from studio.render.sound.cues import Cue

_TARGET_LUFS: Final = -20.0  # LUFS: where our own music stands, and most speech
_MOST_DB: Final = 15.0  # dB either way; what needs more is no speaker, but a hum or a blow
_SILENT_LUFS: Final = -50.0  # what is quieter is not raised: it is noise
_MEASURED_S: Final = 60


def leveled(cues: list[Cue]) -> list[Cue]:
    """The cues with their uploads at one loudness."""
    return [_leveled_cue(cue) if isinstance(cue.part, Upload) else cue for cue in cues]


def _leveled_cue(cue: Cue) -> Cue:
    loud = _loudness(cue)
    if loud < _SILENT_LUFS:
        return cue
    gain = db_to_gain(min(max(_TARGET_LUFS - loud, -_MOST_DB), _MOST_DB))
    return replace(cue, vol=cue.vol * gain, usual=cue.usual * gain)


def _loudness(cue: Cue) -> float:
    reader = SampleReader(cue_stream.play(cue))
    meter = loudness.Meter()
    for start in range(0, min(cue.length, _MEASURED_S * RATE), RATE):
        meter.add(reader.take(min(RATE, cue.length - start)))
    return meter.integrated()
