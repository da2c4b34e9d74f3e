"""The mix: the whole sound of a draft, in blocks of a second, at its loudness.

Two passes. In the first the sounds are added up, the music giving way to speech, and the sum is
measured and laid aside; in the second it leaves with its gain. The gain brings a film whose
volumes nobody touched to -14 LUFS. Where somebody did, the same gain applies: what they turned
down is quieter also when nothing else sounds. A draft that names a `loudness` gets exactly that.
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
from studio.render.sound.samples import RATE, Reel, Samples, of_db, silence
from studio.render.sound.spool import Spool

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LOUDEST: Final = -9.0  # LUFS, where everything was turned up
TARGET: Final = -14.0  # LUFS, what the platforms play at
VERSION: Final = 2  # another sound for the same draft: another number
_MOST_GAIN: Final = 24.0  # dB: a film that is nearly silent is meant to be
_MOST_TOLD: Final = 45.0  # unless its loudness was asked for
_ROUNDS: Final = 4  # the ceiling takes a little loudness, which is given back
_NEAR: Final = 0.05


def blocks(draft: Mapping[str, Any], media: Mapping[str, Any]) -> Iterator[Samples]:
    """The sound of a draft: float32 stereo at 48 kHz, exactly as long as the film."""
    total = cues.length(draft)
    heard = cues.read(draft, media)
    if not heard:
        yield from (silence(min(RATE, total - at)) for at in range(0, total, RATE))
        return
    told = cues.mapping(draft.get("m")).get("loudness")
    with Spool() as spool:
        first = _First(spool)
        for mixed, usual in _added(leveling.evened(heard) if _is_even(draft) else heard, total):
            first.add(mixed, usual)
        gains = first.gains(told)
        for place, block in enumerate(spool.read()):
            yield limiter.apply(block, gains, place * RATE // limiter.HOP)


def _is_even(draft: Mapping[str, Any]) -> bool:
    """Whether the uploads are to be brought to one level: asked for, or with a loudness named."""
    said = cues.mapping(draft.get("m"))
    return said.get("loudness") is not None or said.get("even") is True


def key(draft: Mapping[str, Any], media: Mapping[str, Any]) -> str:
    """Equal for drafts that sound the same: a finished sound may be kept under it."""
    heard = [(asdict(cue), type(cue.part).__name__) for cue in cues.read(draft, media)]
    paths = sorted({str(cue["part"].get("path", "")) for cue, _ in heard} - {""})
    files = [(path, _stamp(Path(path))) for path in paths]
    told = cues.mapping(draft.get("m")).get("loudness")
    whole = [VERSION, cues.length(draft), repr(told), _is_even(draft), heard, files]
    return hashlib.sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()


def _stamp(path: Path) -> list[int]:
    try:
        seen = path.stat()
    except (OSError, ValueError):
        return []
    return [seen.st_size, seen.st_mtime_ns]


@dataclass(slots=True)
class _First:
    """What the first pass learns."""

    spool: Spool
    mixed: loudness.Meter = field(default_factory=loudness.Meter)
    usual: loudness.Meter = field(default_factory=loudness.Meter)
    peaks: limiter.Peaks = field(default_factory=limiter.Peaks)
    is_touched: bool = False

    def add(self, mixed: Samples, usual: Samples | None) -> None:
        self.spool.write(mixed)
        self.mixed.add(mixed)
        self.peaks.add(mixed)
        self.is_touched = self.is_touched or usual is not None
        self.usual.add(mixed if usual is None else usual)

    def gains(self, told: object) -> limiter.Levels:
        """The gain for every thousandth of a second."""
        target = number(told, TARGET, -40.0, -9.0)
        loud = self.mixed.integrated()
        if told is None and self.is_touched:
            # What was turned up as a whole is louder, as far as the ceiling bears it.
            target -= max(TARGET - _LOUDEST, self.usual.integrated() - loud)
        levels = self.peaks.levels()
        if loud <= loudness.SILENT:
            return limiter.gains(levels, 1.0)
        most = _MOST_GAIN if told is None else _MOST_TOLD
        if target - loud > most:
            return limiter.gains(levels, of_db(most))
        return self._settled(levels, target - loud, target)

    def _settled(self, levels: limiter.Levels, db: float, target: float) -> limiter.Levels:
        gains = limiter.gains(levels, of_db(db))
        powers = self.mixed.powers()
        for _ in range(_ROUNDS):
            missing = target - loudness.integrated(powers * _squared(gains, len(powers)))
            if abs(missing) < _NEAR:
                break
            db += min(missing, 3.0)
            gains = limiter.gains(levels, of_db(db))
        return gains


def _squared(gains: limiter.Levels, tenths: int) -> limiter.Levels:
    """The mean square of the gains in each tenth of a second."""
    hops = loudness.HOP // limiter.HOP
    starts = np.minimum(np.arange(tenths) * hops, len(gains) - 1)
    squares: limiter.Levels = np.add.reduceat(np.square(gains), starts)
    return squares / np.diff([*starts, len(gains)])


def _added(heard: list[Cue], total: int) -> Iterator[tuple[Samples, Samples | None]]:
    """Block by block: the mix, and the mix at usual volumes where that is another one."""
    desk = _Desk(heard)
    ahead = desk.foreground(0, min(RATE, total))
    for start in range(0, total, RATE):
        here = ahead
        end = start + len(here.mixed)
        ahead = desk.foreground(end, min(end + RATE, total))
        yield desk.with_music(here, ahead, start)


@dataclass(slots=True)
class _Bundle:
    """A second of everything but the music, and what of it makes the music sink."""

    mixed: Samples
    usual: Samples
    voice: Samples
    clip: Samples


class _Desk:
    """The players of a film and their faders."""

    def __init__(self, heard: list[Cue]) -> None:
        self._music = _Players([cue for cue in heard if cue.bus is Bus.MUSIC])
        self._others = _Players([cue for cue in heard if cue.bus is not Bus.MUSIC])
        self._is_touched = any(cue.vol != cue.usual for cue in heard)
        self._voice = ducking.Follower()
        self._clip = ducking.Follower()

    def foreground(self, start: int, end: int) -> _Bundle:
        """Everything but the music between two places."""
        bundle = _Bundle(*(silence(end - start) for _ in range(4)))
        for cue, offset, sound in self._others.between(start, end):
            span = slice(offset, offset + len(sound))
            bundle.mixed[span] += sound * np.float32(cue.vol)
            bundle.usual[span] += sound * np.float32(cue.usual)
            if cue.vol > 0:
                if cue.bus is Bus.VOICE:
                    bundle.voice[span] += sound
                elif cue.bus is Bus.CLIP:
                    bundle.clip[span] += sound
        return bundle

    def with_music(
        self, here: _Bundle, ahead: _Bundle, start: int
    ) -> tuple[Samples, Samples | None]:
        """A second with its music, which knows the second to come."""
        length = len(here.mixed)
        by_voice = ducking.curve(self._voice.depth(here.voice, ahead.voice), length)
        by_clip = ducking.curve(self._clip.depth(here.clip, ahead.clip), length)
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


class _Players:
    """Cues of one kind; each is opened when its time comes and dropped after it."""

    def __init__(self, waiting: list[Cue]) -> None:
        self._waiting = waiting[::-1]
        self._open: list[tuple[Cue, Reel]] = []

    def between(self, start: int, end: int) -> Iterator[tuple[Cue, int, Samples]]:
        """What sounds between two places: the cue, how far from `start`, and its samples."""
        while self._waiting and self._waiting[-1].start < end:
            cue = self._waiting.pop()
            self._open.append((cue, Reel(cue_stream.play(cue))))
        for cue, reel in self._open:
            first = max(start, cue.start)
            last = min(end, cue.start + cue.length)
            sound = reel.take(last - first)
            yield cue, first - start, sound * _fades(cue, first - cue.start, len(sound))[:, None]
        self._open = [(cue, reel) for cue, reel in self._open if cue.start + cue.length > end]


def _fades(cue: Cue, first: int, length: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """The fader of a cue from its sample `first` on."""
    if first >= cue.fade_in and first + length <= cue.length - cue.fade_out:
        return np.ones(length, np.float32)
    at = np.arange(first, first + length)
    up = np.clip((at + 0.5) / max(1, cue.fade_in), 0, 1)
    down = np.clip((cue.length - at - 0.5) / max(1, cue.fade_out), 0, 1)
    curve = np.sin(np.pi / 2 * up) * np.sin(np.pi / 2 * down)
    return curve.astype(np.float32)
