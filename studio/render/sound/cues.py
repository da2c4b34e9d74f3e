"""Cues: a draft read as the sounds it has and when each plays; tolerant, as drafts come from
anywhere.

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
from studio.render.sound.samples import RATE, ms_to_samples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PlacedSegment: TypeAlias = tuple[
    float, float, Mapping[str, Any]
]  # start, length, words of a segment

VIDEO: Final = 0
AUDIO: Final = 1
LONGEST_MS: Final = 4 * 3_600_000.0
MOST_CUES: Final = 4000
DECLICK_MS: Final = 8.0  # every cut in a sound is this soft, or it clicks
_AUDIBLE_KEYS: Final = ("src", "speed", "vol", "denoise", "sound_shift")
_FADES: Final = ("fade_in", "fade_out")
_CLIP_FADES: Final = ("sound_in", "sound_out")  # there the others are the fades of the picture
_DUCK_DEPTH: Final = 0.35  # of the music, under a voice, where the draft says nothing
_CLIP_DUCK_DEPTH: Final = 0.6  # a clip's own sound may be a street as well as a speaker


class Bus(StrEnum):
    """The mixer channel of a cue: music is ducked, by voices fully and by clips a little."""

    MUSIC = "music"
    VOICE = "voice"
    CLIP = "clip"
    EFFECT = "effect"


# Music lies under speech without hiding it; the film's loudness lifts it where it is alone.
_USUAL_VOLUMES: Final = {Bus.MUSIC: 0.35, Bus.EFFECT: 0.8}


@dataclass(frozen=True, slots=True)
class Music:
    """Generated music, from words."""

    mood: str
    prompt: str
    seed: int


@dataclass(frozen=True, slots=True)
class Effect:
    """A generated sound effect, by its name."""

    name: str
    seed: int


@dataclass(frozen=True, slots=True)
class Upload:
    """A part of an upload's sound, with its speed, direction and loops."""

    path: str
    begin_ms: float
    end_ms: float | None
    speed: float
    reverse: bool
    loops: int  # 0: without end
    denoise: bool


CueSource: TypeAlias = Music | Effect | Upload


@dataclass(frozen=True, slots=True)
class Cue:
    """One sound of the film; start, length and fades in samples."""

    part: CueSource
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
    stated = number(draft.get("d"), -1.0, -1.0, LONGEST_MS)
    if stated >= 0:
        return ms_to_samples(stated)
    ends = (spot + d for track in tracks(draft) for spot, d, _ in segments(track))
    return ms_to_samples(max(ends, default=0.0))


def read(draft: Mapping[str, Any], media: Mapping[str, Any]) -> list[Cue]:
    """All audible cues of a draft, by their start."""
    end = length(draft)
    found = [cue for track in tracks(draft) for cue in _track(track, media) if cue.start < end]
    cut = [cue for cue in found if cue.length > 0][:MOST_CUES]
    return sorted(cut, key=lambda cue: cue.start)


def tracks(draft: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [track for track in items(draft.get("t")) if isinstance(track, Mapping)]


def segments(track: Mapping[str, Any]) -> list[PlacedSegment]:
    """Start, length and metadata of each segment of a track, in ms."""
    found: list[PlacedSegment] = []
    place = 0.0
    for segment in items(track.get("sg")):
        if not isinstance(segment, Mapping):
            continue
        meta = mapping(segment.get("m"))
        d = number(segment.get("d"), 0.0, 0.0, LONGEST_MS)
        start = number(meta.get("start"), place, 0.0, LONGEST_MS)
        found.append((start, d, meta))
        place = start + d
    return found


def mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def items(value: object) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else ()


def _track(track: Mapping[str, Any], media: Mapping[str, Any]) -> Iterator[Cue]:
    track_meta = mapping(track.get("m"))
    if track_meta.get("muted") is True:
        return
    vol = number(track_meta.get("vol"), 1.0, 0.0, 8.0)
    found = segments(track)
    seams = _edge_fades_ms(
        found, has_joins=track.get("tt") == VIDEO and not _is_overlay(track_meta)
    )
    for (start, d, meta), sides in zip(found, seams, strict=True):
        if meta.get("muted") is True:
            continue
        bus, part = _source(track.get("tt"), str(track_meta.get("name", "")), meta, media)
        if part is not None:
            names = _CLIP_FADES if track.get("tt") == VIDEO else _FADES
            cue = _extended_over_transition(
                _cue((part, bus, vol), (start, d), meta, names, sides), sides
            )
            yield _moved_in_time(cue, number(meta.get("sound_shift"), 0.0, -LONGEST_MS, LONGEST_MS))


def _is_overlay(track_meta: Mapping[str, Any]) -> bool:
    return number(track_meta.get("layer"), 0, 0, 99) > 0


def _edge_fades_ms(found: Sequence[PlacedSegment], *, has_joins: bool) -> list[tuple[float, float]]:
    """The fade in and out that each segment needs because of its neighbours.

    A transition takes half of its time from each neighbour and so do the sounds. Where a source
    merely goes on, as after a split, there is no fade.
    """
    inner = [_edge_fade_ms(before, after, has_joins=has_joins) for before, after in pairwise(found)]
    return list(pairwise([DECLICK_MS, *inner, DECLICK_MS])) if found else []


def _edge_fade_ms(before: PlacedSegment, after: PlacedSegment, *, has_joins: bool) -> float:
    join = number(mapping(after[2].get("transition")).get("d"), 0.0, 0.0, 10_000.0) / 2
    if has_joins and join:
        return max(join, DECLICK_MS)
    return 0.0 if _is_continued(before, after) else DECLICK_MS


def _is_continued(before: PlacedSegment, after: PlacedSegment) -> bool:
    one, other = before[2], after[2]
    is_bent = any(meta.get("reverse") is True or "loop" in meta for meta in (one, other))
    is_same = all(one.get(key) == other.get(key) for key in _AUDIBLE_KEYS)
    meets = abs(before[0] + before[1] - after[0]) < 1 and one.get("to") == other.get("from")
    return meets and is_same and not is_bent and "to" in one


def _extended_over_transition(cue: Cue, seams: tuple[float, float]) -> Cue:
    """Extend a clip's sound over its transitions: it is heard as long as it is seen."""
    part = cue.part
    if not isinstance(part, Upload) or part.reverse or part.loops != 1:
        return cue
    lead, tail = (seam if seam > DECLICK_MS else 0.0 for seam in seams)
    lead = min(lead, part.begin_ms / part.speed, cue.start * 1000 / RATE)
    tail = tail if part.end_ms is not None else 0.0
    begin = part.begin_ms - lead * part.speed
    end = None if part.end_ms is None else part.end_ms + tail * part.speed
    before, after = ms_to_samples(lead), ms_to_samples(tail)
    return replace(
        cue,
        part=replace(part, begin_ms=begin, end_ms=end),
        start=cue.start - before,
        length=cue.length + before + after,
        fade_in=cue.fade_in + before,
        fade_out=cue.fade_out + after,
    )


def _moved_in_time(cue: Cue, by_ms: float) -> Cue:
    """Shift a clip's sound against its picture; what would start before the film is cut."""
    start = cue.start + (1 if by_ms > 0 else -1) * ms_to_samples(abs(by_ms))
    lost = min(max(0, -start), cue.length)
    part = cue.part
    if lost and isinstance(part, Upload) and part.loops == 1:
        source = lost * 1000 / RATE * part.speed
        if not part.reverse:
            part = replace(part, begin_ms=part.begin_ms + source)
        elif part.end_ms is not None:
            part = replace(part, end_ms=max(part.begin_ms, part.end_ms - source))
    return replace(cue, part=part, start=max(0, start), length=cue.length - lost)


def _source(
    kind: object, track: str, meta: Mapping[str, Any], media: Mapping[str, Any]
) -> tuple[Bus, CueSource | None]:
    upload = _upload(meta, media)
    if kind == VIDEO:
        return Bus.CLIP, upload if meta.get("kind") in {"clip", None} else None
    if kind != AUDIO:
        return Bus.EFFECT, None
    match meta.get("kind"):
        case "voice":
            return Bus.VOICE, upload
        case "sfx":
            return Bus.EFFECT, upload or _effect(meta)
        case "audio":
            return _bus_of(track), upload
        case _:  # music, whatever a draft calls it
            return Bus.MUSIC, upload or _music(meta)


def _bus_of(track: str) -> Bus:
    lower = track.lower()
    if "music" in lower or "bgm" in lower:
        return Bus.MUSIC
    return Bus.VOICE if "voice" in lower else Bus.CLIP


def _music(meta: Mapping[str, Any]) -> Music:
    mood, prompt = text(meta.get("mood")), text(meta.get("prompt"))
    return Music(mood, prompt, _seed(meta, mood + prompt))


def _effect(meta: Mapping[str, Any]) -> Effect:
    name = text(meta.get("sound")) or text(meta.get("name"))
    return Effect(name, _seed(meta, name))


def _seed(meta: Mapping[str, Any], prompt: str) -> int:
    fallback = zlib.crc32(prompt.encode("utf-8", "replace"))
    return int(number(meta.get("seed"), fallback, 0, 2**32 - 1))


def text(value: object) -> str:
    """A text of bounded length, or nothing."""
    return value[:500] if isinstance(value, str) else ""


def _upload(meta: Mapping[str, Any], media: Mapping[str, Any]) -> Upload | None:
    source = meta.get("src")
    item = mapping(media.get(source)) if isinstance(source, str) else {}
    path = item.get("path")
    if not path or item.get("kind") == "image" or item.get("has_audio") is False:
        return None
    begin = number(meta.get("from"), 0.0, 0.0, LONGEST_MS)
    end = number(meta.get("to"), -1.0, -1.0, LONGEST_MS)
    return Upload(
        path=str(path),
        begin_ms=begin,
        end_ms=end if end > begin else None,
        speed=number(meta.get("speed"), 1.0, 0.05, 100.0),
        reverse=meta.get("reverse") is True,
        loops=_loops(meta),
        denoise=bool(meta.get("denoise")),
    )


def _loops(meta: Mapping[str, Any]) -> int:
    """The number of times an upload plays; 0 repeats it to the end of its cue."""
    value = meta.get("loop", meta.get("fills"))
    return 0 if value is True else int(number(value, 1, 1, 1000))


def _cue(
    played: tuple[CueSource, Bus, float],
    span: tuple[float, float],
    meta: Mapping[str, Any],
    names: tuple[str, str],
    seams: tuple[float, float],
) -> Cue:
    part, bus, track_vol = played
    start, d = span
    usual = _USUAL_VOLUMES.get(bus, 1.0)
    fades = [_fade(meta, name, join, d) for name, join in zip(names, seams, strict=True)]
    asked = number(meta.get("duck"), -1.0, -1.0, 1.0)
    # true asks for the usual depth; a number is the depth.
    is_told = asked >= 0 or meta.get("duck") is True
    deep = asked if asked >= 0 else _DUCK_DEPTH
    return Cue(
        part=part,
        bus=bus,
        start=ms_to_samples(start),
        length=ms_to_samples(start + d) - ms_to_samples(start),
        vol=number(meta.get("vol"), usual, 0.0, 16.0) * track_vol,
        usual=usual,
        fade_in=fades[0],
        fade_out=fades[1],
        duck=deep if meta.get("duck") is not False else 1.0,
        duck_by_clip=_clip_depth(deep, meta.get("duck"), is_told=is_told),
    )


def _clip_depth(deep: float, asked: object, *, is_told: bool) -> float:
    if asked is False:
        return 1.0
    return deep if is_told else _CLIP_DUCK_DEPTH


def _fade(meta: Mapping[str, Any], key: str, join: float, d: float) -> int:
    return ms_to_samples(min(max(number(meta.get(key), 0.0, 0.0, LONGEST_MS), join), d))
