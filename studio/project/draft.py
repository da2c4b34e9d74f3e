"""Drafts: tracks and segments read tolerantly, made anew, measured and laid out.

Nothing here changes the draft it is given. `t` tracks, `tt` type, `sg` segments, `d` milliseconds,
`m` what else is known.
"""

from __future__ import annotations

import re
from copy import deepcopy
from math import isnan
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Draft = dict[str, Any]
Segment = dict[str, Any]
VIDEO, AUDIO, TEXT = 0, 1, 7
MAIN, OVERLAY, MUSIC, VOICE, SOUND = "Video", "Overlay", "Music", "Voice", "Sound"
TITLES, CAPTIONS = "Titles", "Captions"
_TYPES: Final = {
    MAIN: VIDEO, OVERLAY: VIDEO, MUSIC: AUDIO, VOICE: AUDIO, SOUND: AUDIO, TITLES: TEXT,
    CAPTIONS: TEXT,
}  # fmt: skip
_PREFIX: Final = {
    MAIN: "v",
    OVERLAY: "o",
    MUSIC: "m",
    VOICE: "n",
    SOUND: "s",
    TITLES: "t",
    CAPTIONS: "c",
}
# What a segment of the main track shows; the last one is a frame of another that stands still.
SCENE, CLIP, PHOTO, COLOR, STILL = SHOT_KINDS = "scene", "clip", "photo", "color", "freeze"
LONGEST: Final = 4 * 3_600_000  # milliseconds a film may have: four hours
SHORTEST: Final = 40  # and a piece of it: one picture at 25 a second


def copy(draft: Draft) -> Draft:
    """A draft of one's own, whole: with `t`, `m` and `d`."""
    own: Draft = deepcopy(draft)
    if not isinstance(own.get("m"), dict):
        own["m"] = {}
    tracks = own.get("t")
    own["t"] = (
        [_whole_track(one) for one in tracks if isinstance(one, dict)]
        if isinstance(tracks, list)
        else []
    )
    for name, value in (
        ("title", ""),
        ("ratio", "16:9"),
        ("width", 1920),
        ("height", 1080),
        ("fps", 30),
    ):
        own["m"].setdefault(name, value)
    own.setdefault("d", 0)
    return own


def _whole_track(track: dict[str, Any]) -> dict[str, Any]:
    segments = track.get("sg")
    track["sg"] = (
        [one for one in segments if isinstance(one, dict)] if isinstance(segments, list) else []
    )
    for segment in track["sg"]:
        if not isinstance(segment.get("m"), dict):
            segment["m"] = {}
        segment["d"] = int(number(segment.get("d"), 0))
    if not isinstance(track.get("m"), dict):
        track["m"] = {}
    return track


def number(value: object, default: float, low: float = -LONGEST, high: float = LONGEST) -> float:
    """A number of JSON within bounds; texts, booleans and NaN are the default."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    if isinstance(value, float) and isnan(value):
        return default
    return float(min(max(value, low), high))


def name_of(track: dict[str, Any]) -> str:
    """What a track is: by its name, else by its type."""
    name = str(track.get("m", {}).get("name", ""))
    if name in _TYPES:
        return name
    return {VIDEO: MAIN, AUDIO: MUSIC, TEXT: TITLES}.get(track.get("tt", VIDEO), MAIN)


def segments(draft: Draft, name: str) -> list[Segment]:
    """The segments of all tracks of that name, in the order of the draft."""
    return [
        segment
        for track in draft.get("t") or []
        if isinstance(track, dict) and name_of(track) == name
        for segment in track.get("sg") or []
    ]


def clips(draft: Draft) -> list[Segment]:
    """What stands on the main track."""
    return segments(draft, MAIN)


def track(draft: Draft, name: str) -> dict[str, Any]:
    """The track of that name, made where there is none. The draft must be one's own."""
    for one in draft["t"]:
        if name_of(one) == name:
            return dict_of(one)
    made: dict[str, Any] = {"tt": _TYPES[name], "m": {"name": name}, "sg": []}
    if name == OVERLAY:
        made["m"]["layer"] = 1
    draft["t"].append(made)
    order = list(_TYPES)
    draft["t"].sort(key=lambda one: order.index(name_of(one)))
    return made


def dict_of(value: Any) -> dict[str, Any]:
    """The same, known to be a dict."""
    assert isinstance(value, dict)
    return value


def everything(draft: Draft) -> Iterator[tuple[str, Segment]]:
    """Each segment with the name of its track."""
    for one in draft.get("t") or []:
        for segment in one.get("sg") or []:
            yield name_of(one), segment


def fresh_id(draft: Draft, name: str) -> str:
    """An id that no segment has."""
    prefix = _PREFIX[name]
    used = [
        int(found[1])
        for _, segment in everything(draft)
        if (found := re.fullmatch(rf"{prefix}(\d+)", str(segment.get("m", {}).get("id", ""))))
    ]
    return f"{prefix}{max(used, default=0) + 1}"


def add(draft: Draft, name: str, d: int, /, **facts: Any) -> Segment:
    """Put a segment at the end of a track of one's own draft."""
    segment = made(draft, name, d, **facts)
    track(draft, name)["sg"].append(segment)
    return segment


def made(draft: Draft, name: str, d: int, /, **facts: Any) -> Segment:
    """A segment that stands nowhere yet."""
    known = {key: fact for key, fact in facts.items() if fact is not None}
    return {"d": int(d), "m": {"id": fresh_id(draft, name), **known}}


def length(draft: Draft) -> int:
    """How long the film is: the main track, or whatever reaches farthest where it is empty."""
    main = sum(int(number(one.get("d"), 0)) for one in clips(draft))
    return main or max((end_of(one) for _, one in everything(draft)), default=0)


def start_of(segment: Segment) -> int:
    """Where a segment begins."""
    return int(number(segment.get("m", {}).get("start"), 0))


def end_of(segment: Segment) -> int:
    """Where a segment ends."""
    return start_of(segment) + int(number(segment.get("d"), 0))


def laid_out(draft: Draft) -> Draft:
    """Starts summed up on the main track, the rest kept inside the film, empty tracks gone."""
    at = 0
    for clip in clips(draft):
        clip["d"] = max(SHORTEST, int(number(clip.get("d"), SHORTEST)))
        clip["m"]["start"] = at
        at += clip["d"]
    total = at or length(draft)
    if at:
        _keep_inside(draft, at)
    draft["t"] = [one for one in draft["t"] if one.get("sg")]
    draft["d"] = total
    _tell_apart(draft)
    if clips(draft):
        clips(draft)[0]["m"].pop("transition", None)
    return draft


def _tell_apart(draft: Draft) -> None:
    """Each segment has an id of its own."""
    seen: set[str] = set()
    for name, segment in everything(draft):
        own = segment["m"].get("id")
        if not isinstance(own, str) or own in seen:
            segment["m"]["id"] = own = fresh_id(draft, name)
        seen.add(own)


def _keep_inside(draft: Draft, total: int) -> None:
    for one in draft["t"]:
        name = name_of(one)
        if name == MAIN:
            continue
        kept = []
        for segment in one["sg"]:
            segment["m"].setdefault("start", 0)
            if segment["m"].get("whole") or (name == MUSIC and segment["m"].get("fills", True)):
                segment["m"]["start"] = 0
                segment["d"] = total
            if start_of(segment) < total:
                segment["d"] = max(SHORTEST, min(segment["d"], total - start_of(segment)))
                kept.append(segment)
        one["sg"] = kept


def remap(draft: Draft, where: Callable[[int], int | None]) -> None:
    """Move what stands beside the main track after a change of time: new places of both ends."""
    for one in draft["t"]:
        if name_of(one) == MAIN:
            continue
        kept = []
        for segment in one["sg"]:
            low, high = where(start_of(segment)), where(end_of(segment))
            if low is None or high is None or high - low < SHORTEST:
                continue
            segment["m"]["start"] = low
            segment["d"] = high - low
            kept.append(segment)
        one["sg"] = kept


def pick(draft: Draft, which: Any) -> list[int]:
    """The places (from 0) of the clips that are meant: 1, -1, [1, 2], "all", none for all."""
    count = len(clips(draft))
    if which in (None, "all"):
        return list(range(count))
    wanted: Iterable[Any] = which if isinstance(which, list) else [which]
    return [
        one - 1 if one > 0 else count + one
        for one in wanted
        if isinstance(one, int) and not isinstance(one, bool) and 0 < abs(one) <= count
    ]


def moment(draft: Draft, at: Any, default: int = 0) -> int:
    """A time on the timeline: milliseconds, "start", "end", "50%"."""
    total = length(draft)
    if isinstance(at, str):
        if at == "start":
            return 0
        if at == "end":
            return total
        share = re.fullmatch(r"(\d{1,3})%", at)
        return total * min(int(share[1]), 100) // 100 if share else default
    return max(0, min(int(number(at, default)), total)) if at is not None else default


def clip_at(draft: Draft, at: int) -> int:
    """The place of the clip that plays at a moment; the last one at the end."""
    for place, clip in enumerate(clips(draft)):
        if start_of(clip) <= at < end_of(clip):
            return place
    return len(clips(draft)) - 1
