"""The timeline as OpenTimelineIO JSON, which editors open: nobody is locked in.

Written by hand after the schema, without the library. Tracks of OTIO cannot overlap, so segments
that do go to a further track; our scenes and titles have no file and become generators which carry
their words, so that an editor shows what stood there.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from studio.project import draft as drafts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Json: TypeAlias = dict[str, Any]

VIDEO, AUDIO, TEXT = 0, 1, 7
_LONGEST_MS: Final = 24 * 3_600_000.0
_MOST_LANES: Final = 32
_DEEPEST: Final = 12  # no draft of ours is deeper
_CROSSFADES: Final = {"crossfade", "fade", "dissolve"}


def otio(draft: Mapping[str, Any], media: Mapping[str, Any]) -> str:
    """The timeline of any draft."""
    about = _mapping(draft.get("m"))
    rate = drafts.number(about.get("fps"), 30.0, 1.0, 240.0)
    tracks = [one for track in _many(draft.get("t")) for one in _tracks(track, media, rate)]
    timeline = {
        "OTIO_SCHEMA": "Timeline.1",
        "name": _text(about.get("title")) or "Untitled",
        "metadata": {"reeltalk": _json_of(about)},
        "global_start_time": None,
        "tracks": {"OTIO_SCHEMA": "Stack.1", **_item("tracks"), "children": tracks},
    }
    return json.dumps(timeline, ensure_ascii=False, indent=1)


def _tracks(track: object, media: Mapping[str, Any], rate: float) -> Iterator[Json]:
    """A track of ours, as one of theirs for each segment that sounds or shows at once."""
    outer = _mapping(track)
    kind = outer.get("tt")
    name = _text(_mapping(outer.get("m")).get("name")) or f"Track {kind}"
    for number, lane in enumerate(_lanes(outer, rate)):
        yield {
            "OTIO_SCHEMA": "Track.1",
            **_item(name if not number else f"{name} {number + 1}"),
            "kind": "Audio" if kind == AUDIO else "Video",
            "children": list(_children(lane, media, rate)),
        }


def _lanes(track: Mapping[str, Any], rate: float) -> list[list[tuple[int, int, Json]]]:
    """The segments as (first frame, frames, words), each in the first lane that is free."""
    lanes: list[list[tuple[int, int, Json]]] = [[]]
    for first, last, words in sorted(_segments(track, rate), key=lambda found: found[0]):
        free = (lane for lane in lanes if not lane or lane[-1][0] + lane[-1][1] <= first)
        lane = next(free, None)
        if lane is None:
            if len(lanes) >= _MOST_LANES:
                continue
            lanes.append(lane := [])
        lane.append((first, last - first, words))
    return lanes


def _segments(track: Mapping[str, Any], rate: float) -> Iterator[tuple[int, int, Json]]:
    place = 0.0
    for segment in _many(track.get("sg")):
        words = dict(_mapping(_mapping(segment).get("m")))
        start = drafts.number(words.get("start"), place, 0.0, _LONGEST_MS)
        place = start + drafts.number(_mapping(segment).get("d"), 0.0, 0.0, _LONGEST_MS)
        first, last = (round(ms * rate / 1000) for ms in (start, place))
        if last > first:
            yield first, last, words


def _children(
    lane: Sequence[tuple[int, int, Json]], media: Mapping[str, Any], rate: float
) -> Iterator[Json]:
    place = before = 0
    for first, frames, words in lane:
        if first > place:
            yield {
                "OTIO_SCHEMA": "Gap.1",
                **_item("", source_range=_range(0, first - place, rate)),
            }
            before = 0
        if before and (join := _transition(words, min(before, frames), rate)):
            yield join
        yield _clip(words, frames, media, rate)
        place, before = first + frames, frames


def _transition(words: Json, room: int, rate: float) -> Json | None:
    """A join takes half of its time from each neighbour."""
    said = _mapping(words.get("transition"))
    half = min(round(drafts.number(said.get("d"), 0.0, 0.0, 60_000.0) * rate / 2000), room // 2)
    if half < 1:
        return None
    kind = _text(said.get("kind"))
    return {
        "OTIO_SCHEMA": "Transition.1",
        "name": kind,
        "metadata": {"reeltalk": _json_of(said)},
        "transition_type": "SMPTE_Dissolve" if kind in _CROSSFADES else "Custom_Transition",
        "in_offset": _time(half, rate),
        "out_offset": _time(half, rate),
    }


def _clip(words: Json, frames: int, media: Mapping[str, Any], rate: float) -> Json:
    source = words.get("src")
    item = _mapping(media.get(source)) if isinstance(source, str) else {}
    begin = round(drafts.number(words.get("from"), 0.0, 0.0, _LONGEST_MS) * rate / 1000)
    name = _text(words.get("name")) or _text(words.get("text")) or _text(item.get("name"))
    return {
        "OTIO_SCHEMA": "Clip.2",
        **_item(
            name or _text(words.get("kind")) or "Clip",
            source_range=_range(begin if item else 0, frames, rate),
            metadata={"reeltalk": _json_of(words)},
            effects=_effects(words),
        ),
        "media_references": {"DEFAULT_MEDIA": _reference(words, frames, item, rate)},
        "active_media_reference_key": "DEFAULT_MEDIA",
    }


def _effects(words: Json) -> list[Json]:
    if words.get("kind") == drafts.STILL:
        return [_effect("FreezeFrame.1", "FreezeFrame", time_scalar=0.0)]
    speed = drafts.number(words.get("speed"), 1.0, 0.01, 100.0)
    if words.get("reverse") is True:
        speed = -speed
    return (
        [] if speed == 1.0 else [_effect("LinearTimeWarp.1", "LinearTimeWarp", time_scalar=speed)]
    )


def _effect(schema: str, name: str, **values: float) -> Json:
    return {
        "OTIO_SCHEMA": schema, "name": name, "effect_name": name, "enabled": True,
        "metadata": {}, **values,
    }  # fmt: skip


def _reference(words: Json, frames: int, item: Mapping[str, Any], rate: float) -> Json:
    about: Json = {"metadata": {}, "name": _text(item.get("name")), "available_image_bounds": None}
    if path := _text(item.get("path")):
        whole = round(drafts.number(item.get("duration_ms"), 0.0, 0.0, _LONGEST_MS) * rate / 1000)
        return {
            "OTIO_SCHEMA": "ExternalReference.1", **about,
            "available_range": _range(0, whole, rate) if whole else None,
            "target_url": Path(path).as_uri() if PurePath(path).is_absolute() else path,
        }  # fmt: skip
    if isinstance(words.get("src"), str):
        return {"OTIO_SCHEMA": "MissingReference.1", **about, "available_range": None}
    return {
        "OTIO_SCHEMA": "GeneratorReference.1", **about,
        "available_range": _range(0, frames, rate),
        "generator_kind": _text(words.get("kind")) or "scene",
        "parameters": {
            key: words[key] for key in ("text", "sub", "prompt", "mood", "color", "sound", "seed")
            if isinstance(words.get(key), str | int)
        },
    }  # fmt: skip


def _item(
    name: str,
    *,
    source_range: Json | None = None,
    metadata: Json | None = None,
    effects: list[Json] | None = None,
) -> Json:
    return {
        "name": name, "metadata": metadata or {}, "source_range": source_range,
        "effects": effects or [], "markers": [], "enabled": True, "color": None,
    }  # fmt: skip


def _range(start: int, frames: int, rate: float) -> Json:
    return {
        "OTIO_SCHEMA": "TimeRange.1",
        "start_time": _time(start, rate),
        "duration": _time(frames, rate),
    }


def _time(frames: int, rate: float) -> Json:
    return {"OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": float(frames)}


def _json_of(value: object, depth: int = 0) -> Any:
    """Anything as JSON that reads back: what is no number is nothing, what is too deep is cut."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, Mapping):
        # A key of this name would be read as one of theirs.
        kept = {str(key): _json_of(one, depth + 1) for key, one in value.items()}
        return {key: one for key, one in kept.items() if key != "OTIO_SCHEMA"}
    if isinstance(value, list | tuple):
        return [_json_of(one, depth + 1) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**63:
        return float(value) if abs(value) < 2**1000 else None
    return value if isinstance(value, str | int | float | bool) else None


def _many(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value[:500] if isinstance(value, str) else ""
