"""The mix: the whole sound of a draft, in blocks of a second, at its loudness.

Two passes. In the first the sounds are added up, the music ducked under speech, and the sum is
measured and buffered; in the second it leaves with its gain. The gain brings a film whose volumes
nobody touched to -14 LUFS. Where somebody did, the same gain applies: what they turned down is
quieter also when nothing else sounds. A draft that names a `loudness` gets exactly that.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from studio.project.draft import number
from studio.render.sound import cue_stream, cues, ducking, leveling, limiter, loudness
from studio.render.sound.cues import Bus, Cue
from studio.render.sound.disk_buffer import DiskBuffer
from studio.render.sound.samples import RATE, SampleReader, Samples, db_to_gain, silence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LOUDEST_LUFS: Final = -9.0  # LUFS, where everything was turned up
TARGET_LUFS: Final = -14.0  # LUFS, what the platforms play at
VERSION: Final = 2  # another sound for the same draft: another number
_MOST_GAIN_DB: Final = 24.0  # dB: a film that is nearly silent is meant to be
_MOST_ASKED_GAIN_DB: Final = 45.0  # unless its loudness was asked for
_CORRECTIONS: Final = 4  # the limiter takes a little loudness, which is given back
_NEAR_LUFS: Final = 0.05  # nobody hears less


def blocks(draft: Mapping[str, Any], media: Mapping[str, Any]) -> Iterator[Samples]:
    """The sound of a draft: float32 stereo at 48 kHz, exactly as long as the film."""
    total = cues.length(draft)
    sounding = cues.read(draft, media)
    if not sounding:
        yield from (silence(min(RATE, total - at)) for at in range(0, total, RATE))
        return
    asked = cues.mapping(draft.get("m")).get("loudness")
    with DiskBuffer() as buffer:
        first = _Analysis(buffer)
        for mixed, usual in _mixed_blocks(
            leveling.leveled(sounding) if _wants_leveling(draft) else sounding, total
        ):
            first.add(mixed, usual)
        gains = first.gains(asked)
        for place, block in enumerate(buffer.read()):
            yield limiter.apply(block, gains, place * RATE // limiter.HOP)


def _wants_leveling(draft: Mapping[str, Any]) -> bool:
    """True if uploads are to be brought to one level: asked for, or implied by a named loudness."""
    said = cues.mapping(draft.get("m"))
    return said.get("loudness") is not None or said.get("even") is True


def key(draft: Mapping[str, Any], media: Mapping[str, Any]) -> str:
    """A hash that is equal for drafts that sound the same."""
    sounding = [(asdict(cue), type(cue.part).__name__) for cue in cues.read(draft, media)]
    paths = sorted({str(cue["part"].get("path", "")) for cue, _ in sounding} - {""})
    files = [(path, _file_stamp(Path(path))) for path in paths]
    asked = cues.mapping(draft.get("m")).get("loudness")
    whole = [VERSION, cues.length(draft), repr(asked), _wants_leveling(draft), sounding, files]
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def _file_stamp(path: Path) -> list[int]:
    try:
        seen = path.stat()
    except (OSError, ValueError):
        return []
    return [seen.st_size, seen.st_mtime_ns]


@dataclass(slots=True)
class _Analysis:
    """The first pass: buffers the mix, meters it and its peaks."""

    buffer: DiskBuffer
    mixed: loudness.Meter = field(default_factory=loudness.Meter)
    usual: loudness.Meter = field(default_factory=loudness.Meter)
    peaks: limiter.Peaks = field(default_factory=limiter.Peaks)
    is_touched: bool = False

    def add(self, mixed: Samples, usual: Samples | None) -> None:
        self.buffer.write(mixed)
        self.mixed.add(mixed)
        self.peaks.add(mixed)
        self.is_touched = self.is_touched or usual is not None
        self.usual.add(mixed if usual is None else usual)

    def gains(self, asked: object) -> limiter.Levels:
        """The factor for every millisecond, limiter included."""
        target = number(asked, TARGET_LUFS, -40.0, -9.0)
        loud = self.mixed.integrated()
        if asked is None and self.is_touched:
            # What was turned up as a whole is louder, as far as the ceiling bears it.
            target -= max(TARGET_LUFS - _LOUDEST_LUFS, self.usual.integrated() - loud)
        levels = self.peaks.levels()
        if loud <= loudness.SILENT:
            return limiter.gains(levels, 1.0)
        most = _MOST_GAIN_DB if asked is None else _MOST_ASKED_GAIN_DB
        if target - loud > most:
            return limiter.gains(levels, db_to_gain(most))
        return self._corrected_gains(levels, target - loud, target)

    def _corrected_gains(self, levels: limiter.Levels, db: float, target: float) -> limiter.Levels:
        """Raise the gain until the limited mix has its target loudness."""
        gains = limiter.gains(levels, db_to_gain(db))
        powers = self.mixed.powers()
        for _ in range(_CORRECTIONS):
            missing = target - loudness.integrated(powers * _mean_square_gains(gains, len(powers)))
            if abs(missing) < _NEAR_LUFS:
                break
            db += min(missing, 3.0)  # in steps: against the limiter more gain brings ever less
            gains = limiter.gains(levels, db_to_gain(db))
        return gains


def _mean_square_gains(gains: limiter.Levels, tenths: int) -> limiter.Levels:
    """The mean square of the gains in each tenth of a second."""
    hops = loudness.HOP // limiter.HOP
    starts = np.minimum(np.arange(tenths) * hops, len(gains) - 1)
    squares: limiter.Levels = np.add.reduceat(np.square(gains), starts)
    return squares / np.diff([*starts, len(gains)])


def _mixed_blocks(sounding: list[Cue], total: int) -> Iterator[tuple[Samples, Samples | None]]:
    """Yield the mix and, where volumes were changed, the mix at usual volumes; else None."""
    mixer = _Mixer(sounding)
    ahead = mixer.foreground(0, min(RATE, total))
    for start in range(0, total, RATE):
        here = ahead
        end = start + len(here.mixed)
        ahead = mixer.foreground(end, min(end + RATE, total))
        yield mixer.with_music(here, ahead, start)


@dataclass(slots=True)
class _Foreground:
    """A second of everything but the music, and the buses that duck it."""

    mixed: Samples
    usual: Samples
    voice: Samples
    clip: Samples


class _Mixer:
    """Two channels (music, the rest) and the speech followers that duck the first."""

    def __init__(self, sounding: list[Cue]) -> None:
        self._music = _Channel([cue for cue in sounding if cue.bus is Bus.MUSIC])
        self._others = _Channel([cue for cue in sounding if cue.bus is not Bus.MUSIC])
        self._is_touched = any(cue.vol != cue.usual for cue in sounding)
        self._voice = ducking.SpeechFollower()
        self._clip = ducking.SpeechFollower()

    def foreground(self, start: int, end: int) -> _Foreground:
        """Mix everything but the music between two samples."""
        foreground = _Foreground(*(silence(end - start) for _ in range(4)))
        for cue, offset, sound in self._others.between(start, end):
            span = slice(offset, offset + len(sound))
            foreground.mixed[span] += sound * np.float32(cue.vol)
            foreground.usual[span] += sound * np.float32(cue.usual)
            if cue.vol > 0:
                if cue.bus is Bus.VOICE:
                    foreground.voice[span] += sound
                elif cue.bus is Bus.CLIP:
                    foreground.clip[span] += sound
        return foreground

    def with_music(
        self, here: _Foreground, ahead: _Foreground, start: int
    ) -> tuple[Samples, Samples | None]:
        """Add the ducked music to a second; the second after it tells what speech is coming."""
        length = len(here.mixed)
        by_voice = ducking.depth_curve(self._voice.depth(here.voice, ahead.voice), length)
        by_clip = ducking.depth_curve(self._clip.depth(here.clip, ahead.clip), length)
        for cue, offset, sound in self._music.between(start, start + length):
            span = slice(offset, offset + len(sound))
            sinks = np.minimum(
                1 - (1 - np.float32(cue.duck)) * by_voice[span],
                1 - (1 - np.float32(cue.duck_by_clip)) * by_clip[span],
            )
            ducked = sound * sinks[:, None]
            here.mixed[span] += ducked * np.float32(cue.vol)
            here.usual[span] += ducked * np.float32(cue.usual)
        return here.mixed, here.usual if self._is_touched else None


class _Channel:
    """Cues of one kind; each is opened at its start and dropped after its end."""

    def __init__(self, waiting: list[Cue]) -> None:
        self._waiting = waiting[::-1]
        self._open: list[tuple[Cue, SampleReader]] = []

    def between(self, start: int, end: int) -> Iterator[tuple[Cue, int, Samples]]:
        """Yield what sounds between two samples: the cue, its offset from `start`, its samples."""
        while self._waiting and self._waiting[-1].start < end:
            cue = self._waiting.pop()
            self._open.append((cue, SampleReader(cue_stream.play(cue))))
        for cue, reader in self._open:
            first = max(start, cue.start)
            last = min(end, cue.start + cue.length)
            sound = reader.take(last - first)
            yield (
                cue,
                first - start,
                sound * _fade_curve(cue, first - cue.start, len(sound))[:, None],
            )
        self._open = [(cue, reader) for cue, reader in self._open if cue.start + cue.length > end]


def _fade_curve(cue: Cue, first: int, length: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """The fades of a cue from its sample `first` on."""
    if first >= cue.fade_in and first + length <= cue.length - cue.fade_out:
        return np.ones(length, np.float32)
    at = np.arange(first, first + length)
    up = np.clip((at + 0.5) / max(1, cue.fade_in), 0, 1)
    down = np.clip((cue.length - at - 0.5) / max(1, cue.fade_out), 0, 1)
    curve = np.sin(np.pi / 2 * up) * np.sin(np.pi / 2 * down)
    return curve.astype(np.float32)
