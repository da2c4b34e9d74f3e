"""What sounds when: a draft read as cues, tolerantly, since it may come from anywhere.

Volumes: `vol` is what the draft says, `usual` what a listener of an untouched draft hears. The
loudness of the film is set by the usual ones, so that music turned down to 20 % becomes quieter
also where it is the only sound (see `mix`).
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from studio.project.draft import number
from studio.render.sound.samples import RATE, of_ms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Place: TypeAlias = tuple[float, float, Mapping[str, Any]]  # start, length, words of a segment

VIDEO: Final = 0
AUDIO: Final = 1
LONGEST_MS: Final = 4 * 3_600_000.0
MOST_CUES: Final = 4000
EDGE_MS: Final = 8.0  # every cut in a sound is this soft, or it clicks
_SOUNDING: Final = ("src", "speed", "vol", "denoise", "sound_shift")
_FADES: Final = ("fade_in", "fade_out")
_PICTURED: Final = ("sound_in", "sound_out")  # there the others are the fades of the picture
_DUCKED: Final = 0.35  # of the music, under a voice, where the draft says nothing
_DUCKED_BY_CLIP: Final = 0.6  # a clip's own sound may be a street as well as a speaker


class Bus(StrEnum):
    """Where a sound stands among the others: music gives way, voice and clip make it do so."""

    MUSIC = "music"
    VOICE = "voice"
    CLIP = "clip"
    EFFECT = "effect"


# Music lies under speech without hiding it; the film's loudness lifts it where it is alone.
_USUAL: Final = {Bus.MUSIC: 0.35, Bus.EFFECT: 0.8}


@dataclass(frozen=True, slots=True)
class Music:
    """Music of our own, from words."""

    mood: str
    prompt: str
    seed: int


@dataclass(frozen=True, slots=True)
class Effect:
    """A short sound of our own, by its name."""

    name: str
    seed: int


@dataclass(frozen=True, slots=True)
class Upload:
    """The sound of an upload, or a part of it, bent."""

    path: str
    begin_ms: float
    end_ms: float | None
    speed: float
    reverse: bool
    loops: int  # 0: without end
    denoise: bool


Part: TypeAlias = Music | Effect | Upload


@dataclass(frozen=True, slots=True)
class Cue:
    """One sound of the film; places and lengths in samples."""

    part: Part
    bus: Bus
    start: int
    length: int
    vol: float
    usual: float
    fade_in: int
    fade_out: int
    duck: float  # the share to which it sinks under a voice
    duck_by_clip: float


def length(draft: Mapping[str, Any]) -> int:
    """The length of the film in samples."""
    said = number(draft.get("d"), -1.0, -1.0, LONGEST_MS)
    if said >= 0:
        return of_ms(said)
    ends = (spot + d for track in tracks(draft) for spot, d, _ in segments(track))
    return of_ms(max(ends, default=0.0))


def read(draft: Mapping[str, Any], media: Mapping[str, Any]) -> list[Cue]:
    """Every sound of the draft that can be heard, by its start."""
    end = length(draft)
    found = [cue for track in tracks(draft) for cue in _track(track, media) if cue.start < end]
    cut = [cue for cue in found if cue.length > 0][:MOST_CUES]
    return sorted(cut, key=lambda cue: cue.start)


def tracks(draft: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The tracks of a draft that are any."""
    return [track for track in many(draft.get("t")) if isinstance(track, Mapping)]


def segments(track: Mapping[str, Any]) -> list[Place]:
    """Start, length and words of each segment of a track, in ms."""
    found: list[Place] = []
    place = 0.0
    for segment in many(track.get("sg")):
        if not isinstance(segment, Mapping):
            continue
        words = mapping(segment.get("m"))
        d = number(segment.get("d"), 0.0, 0.0, LONGEST_MS)
        start = number(words.get("start"), place, 0.0, LONGEST_MS)
        found.append((start, d, words))
        place = start + d
    return found


def mapping(value: object) -> Mapping[str, Any]:
    """A mapping, or an empty one."""
    return value if isinstance(value, Mapping) else {}


def many(value: object) -> Sequence[Any]:
    """A list, or an empty one."""
    return value if isinstance(value, list | tuple) else ()


def _track(track: Mapping[str, Any], media: Mapping[str, Any]) -> Iterator[Cue]:
    words = mapping(track.get("m"))
    if words.get("muted") is True:
        return
    vol = number(words.get("vol"), 1.0, 0.0, 8.0)
    found = segments(track)
    seams = _seams(found, has_joins=track.get("tt") == VIDEO and not _floats(words))
    for (start, d, m), sides in zip(found, seams, strict=True):
        if m.get("muted") is True:
            continue
        bus, part = _part(track.get("tt"), str(words.get("name", "")), m, media)
        if part is not None:
            names = _PICTURED if track.get("tt") == VIDEO else _FADES
            cue = _overlapping(_cue((part, bus, vol), (start, d), m, names, sides), sides)
            yield _shifted(cue, number(m.get("sound_shift"), 0.0, -LONGEST_MS, LONGEST_MS))


def _floats(words: Mapping[str, Any]) -> bool:
    return number(words.get("layer"), 0, 0, 99) > 0


def _seams(found: Sequence[Place], *, has_joins: bool) -> list[tuple[float, float]]:
    """How long the sound of each segment must rise and fall, because of what stands beside it.

    A transition takes half of its time from each neighbour and so do the sounds. Where a source
    merely goes on, as after a split, nothing is to be heard.
    """
    inner = [_seam(before, after, has_joins=has_joins) for before, after in pairwise(found)]
    return list(pairwise([EDGE_MS, *inner, EDGE_MS])) if found else []


def _seam(before: Place, after: Place, *, has_joins: bool) -> float:
    join = number(mapping(after[2].get("transition")).get("d"), 0.0, 0.0, 10_000.0) / 2
    if has_joins and join:
        return max(join, EDGE_MS)
    return 0.0 if _goes_on(before, after) else EDGE_MS


def _goes_on(before: Place, after: Place) -> bool:
    one, other = before[2], after[2]
    is_bent = any(m.get("reverse") is True or "loop" in m for m in (one, other))
    is_same = all(one.get(key) == other.get(key) for key in _SOUNDING)
    meets = abs(before[0] + before[1] - after[0]) < 1 and one.get("to") == other.get("from")
    return meets and is_same and not is_bent and "to" in one


def _overlapping(cue: Cue, seams: tuple[float, float]) -> Cue:
    """A clip beside a transition, heard for as long as it is seen: its source goes on a little."""
    part = cue.part
    if not isinstance(part, Upload) or part.reverse or part.loops != 1:
        return cue
    lead, tail = (seam if seam > EDGE_MS else 0.0 for seam in seams)
    lead = min(lead, part.begin_ms / part.speed, cue.start * 1000 / RATE)
    tail = tail if part.end_ms is not None else 0.0
    begin = part.begin_ms - lead * part.speed
    end = None if part.end_ms is None else part.end_ms + tail * part.speed
    before, after = of_ms(lead), of_ms(tail)
    return replace(
        cue,
        part=replace(part, begin_ms=begin, end_ms=end),
        start=cue.start - before,
        length=cue.length + before + after,
        fade_in=cue.fade_in + before,
        fade_out=cue.fade_out + after,
    )


def _shifted(cue: Cue, by_ms: float) -> Cue:
    """A clip heard later or earlier than it is seen; what would sound before the film is gone."""
    start = cue.start + (1 if by_ms > 0 else -1) * of_ms(abs(by_ms))
    lost = min(max(0, -start), cue.length)
    part = cue.part
    if lost and isinstance(part, Upload) and part.loops == 1:
        source = lost * 1000 / RATE * part.speed
        if not part.reverse:
            part = replace(part, begin_ms=part.begin_ms + source)
        elif part.end_ms is not None:
            part = replace(part, end_ms=max(part.begin_ms, part.end_ms - source))
    return replace(cue, part=part, start=max(0, start), length=cue.length - lost)


def _part(
    kind: object, track: str, m: Mapping[str, Any], media: Mapping[str, Any]
) -> tuple[Bus, Part | None]:
    upload = _upload(m, media)
    if kind == VIDEO:
        return Bus.CLIP, upload if m.get("kind") in {"clip", None} else None
    if kind != AUDIO:
        return Bus.EFFECT, None
    match m.get("kind"):
        case "voice":
            return Bus.VOICE, upload
        case "sfx":
            return Bus.EFFECT, upload or _effect(m)
        case "audio":
            return _bus_of(track), upload
        case _:
            return Bus.MUSIC, upload or _music(m)


def _bus_of(track: str) -> Bus:
    lower = track.lower()
    if "music" in lower or "bgm" in lower:
        return Bus.MUSIC
    return Bus.VOICE if "voice" in lower else Bus.CLIP


def _music(m: Mapping[str, Any]) -> Music:
    mood, prompt = text(m.get("mood")), text(m.get("prompt"))
    return Music(mood, prompt, _seed(m, mood + prompt))


def _effect(m: Mapping[str, Any]) -> Effect:
    name = text(m.get("sound")) or text(m.get("name"))
    return Effect(name, _seed(m, name))


def _seed(m: Mapping[str, Any], words: str) -> int:
    fallback = zlib.crc32(words.encode("utf-8", "replace"))
    return int(number(m.get("seed"), fallback, 0, 2**32 - 1))


def text(value: object) -> str:
    """Words of a draft, of a length that makes sense."""
    return value[:500] if isinstance(value, str) else ""


def _upload(m: Mapping[str, Any], media: Mapping[str, Any]) -> Upload | None:
    source = m.get("src")
    item = mapping(media.get(source)) if isinstance(source, str) else {}
    path = item.get("path")
    if not path or item.get("kind") == "image" or item.get("has_audio") is False:
        return None
    begin = number(m.get("from"), 0.0, 0.0, LONGEST_MS)
    end = number(m.get("to"), -1.0, -1.0, LONGEST_MS)
    return Upload(
        path=str(path),
        begin_ms=begin,
        end_ms=end if end > begin else None,
        speed=number(m.get("speed"), 1.0, 0.05, 100.0),
        reverse=m.get("reverse") is True,
        loops=_loops(m),
        denoise=bool(m.get("denoise")),
    )


def _loops(m: Mapping[str, Any]) -> int:
    """A song that is to fill the film begins again until it does."""
    value = m.get("loop", m.get("fills"))
    return 0 if value is True else int(number(value, 1, 1, 1000))


def _cue(
    played: tuple[Part, Bus, float],
    span: tuple[float, float],
    m: Mapping[str, Any],
    names: tuple[str, str],
    seams: tuple[float, float],
) -> Cue:
    part, bus, track_vol = played
    start, d = span
    usual = _USUAL.get(bus, 1.0)
    fades = [_fade(m, name, join, d) for name, join in zip(names, seams, strict=True)]
    said = number(m.get("duck"), -1.0, -1.0, 1.0)
    # true asks for the usual depth; a number is the depth.
    is_told = said >= 0 or m.get("duck") is True
    deep = said if said >= 0 else _DUCKED
    return Cue(
        part=part,
        bus=bus,
        start=of_ms(start),
        length=of_ms(start + d) - of_ms(start),
        vol=number(m.get("vol"), usual, 0.0, 16.0) * track_vol,
        usual=usual,
        fade_in=fades[0],
        fade_out=fades[1],
        duck=deep if m.get("duck") is not False else 1.0,
        duck_by_clip=_by_clip(deep, m.get("duck"), told=is_told),
    )


def _by_clip(deep: float, said: object, *, told: bool) -> float:
    if said is False:
        return 1.0
    return deep if told else _DUCKED_BY_CLIP


def _fade(m: Mapping[str, Any], key: str, join: float, d: float) -> int:
    return of_ms(min(max(number(m.get(key), 0.0, 0.0, LONGEST_MS), join), d))
