"""Speed, length, stillness, repetition of clips."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from studio.operations import clips, cutting
from studio.operations.outcome import Args, CannotApplyError, Outcome, UploadShelf
from studio.project import draft as drafts

if TYPE_CHECKING:
    from studio.project.draft import Draft, Segment

# Inside what the renderer takes (`render/film`: 0.05 to 50), with room to be changed again.
_SLOWEST, _FASTEST = 0.1, 16.0
# Milliseconds that a still stands unless it is said.
_FREEZE: Final = 2000


def scaled(segment: Segment, factor: float) -> None:
    """Play a segment that many times as fast."""
    facts = segment["m"]
    segment["d"] = max(drafts.SHORTEST, round(segment["d"] / factor))
    if facts.get("kind") in {"clip", "scene"}:
        facts["speed"] = round((drafts.number(facts.get("speed"), 1) or 1) * factor, 4)
    elif facts.get("kind") == "photo":
        lengthened(facts, 1 / factor)


def lengthened(facts: dict[str, Any], factor: float) -> None:
    """What a part of something divided remembers of the whole, which is longer now."""
    for name in {"offset", "whole_d"} & facts.keys():
        facts[name] = round(drafts.number(facts[name], 0) * factor)


def stretched(draft: Draft, places: list[int], factor: float) -> None:
    """Change the speed of clips; what stands beside them keeps its place in the story."""
    seams: list[tuple[int, int, int]] = []
    new = 0
    for place, clip in enumerate(drafts.clips(draft)):
        low, high = drafts.start_of(clip), drafts.end_of(clip)
        if place in places:
            scaled(clip, factor)
        seams.append((low, high, new))
        new += clip["d"]
    lengths = [clip["d"] for clip in drafts.clips(draft)]

    def moved(at: int) -> int:
        for (low, high, start), d in zip(seams, lengths, strict=True):
            if low <= at <= high and high > low:
                return int(start + (at - low) * d / (high - low) + 0.5)
        return at

    drafts.remap(draft, moved)


def speed(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Faster or slower; 1 is the speed it was shot at."""
    factor = max(_SLOWEST, min(drafts.number(args.get("x"), 1), _FASTEST))
    if "from" in args or "edge" in args:
        places = clips.places_of(draft, *clips.span(draft, args))
    else:
        places = clips.some_clips(draft, args)
    # Normal speed is asked for: each clip by its own factor back.
    if factor == 1:
        for place in places:
            clip = drafts.clips(draft)[place]
            stretched(draft, [place], 1 / (drafts.number(clip["m"].get("speed"), 1) or 1))
            drafts.laid_out(draft)
    else:
        stretched(draft, places, factor)
    drafts.laid_out(draft)
    return Outcome(draft, "speed", {"x": factor, "d_ms": drafts.length(draft)}, "clip")


def duration(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """To a length: stills and scenes stretch, footage is shortened at its end or slowed."""
    wanted = int(drafts.number(args.get("d", args.get("max")), 0))
    if wanted < drafts.SHORTEST:
        raise CannotApplyError("outside", d_ms=drafts.length(draft))
    whole = args.get("clip") in (None, "all")
    places = clips.some_clips(draft, {} if whole else args)
    now = sum(drafts.clips(draft)[place]["d"] for place in places)
    if "max" in args and now <= wanted:
        raise CannotApplyError("short_already", d_ms=now)
    kinds = {drafts.clips(draft)[place]["m"].get("kind") for place in places}
    if kinds <= {"clip"} and wanted < now:
        return _shortened(draft, args, wanted, shelf)
    _stretch(draft, places, wanted / now)
    drafts.laid_out(draft)
    return Outcome(draft, "duration", {"d_ms": wanted}, "clip")


def _shortened(draft: Draft, args: Args, wanted: int, shelf: UploadShelf) -> Outcome:
    clip = {"clip": args["clip"]} if "clip" in args else {}
    done = cutting.trim(draft, {"from": 0, "to": wanted, **clip}, shelf)
    return Outcome(done.draft, "duration_cut", {"d_ms": wanted}, "clip")


def _stretch(draft: Draft, places: list[int], factor: float) -> None:
    """Scenes and stills just stand longer; only footage changes its speed."""
    stretched(draft, places, 1 / factor)
    for place in places:
        facts = drafts.clips(draft)[place]["m"]
        if facts.get("kind") == "scene":
            pace = drafts.number(facts.pop("speed", None), 1) or 1
            if len(places) == len(drafts.clips(draft)):
                lengthened(facts, 1 / pace)


def reverse(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Backwards; the order of the clips as well where the whole film is meant."""

    def turned(clip: Segment) -> None:
        clip["m"]["reverse"] = not clip["m"].get("reverse", False)

    changed = clips.each_span(draft, args, turned)
    if "clip" not in args and "from" not in args and len(changed) == len(drafts.clips(draft)):
        drafts.track(draft, drafts.MAIN)["sg"].reverse()
    return Outcome(draft, "reverse", {"count": len(changed)}, "clip")


def freeze(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """A still of one moment, put in at that moment."""
    if args.get("clip"):
        clip = drafts.clips(draft)[clips.one_clip(draft, args["clip"])]
        at = drafts.end_of(clip) if args.get("at") == "end" else drafts.start_of(clip)
    else:
        at = drafts.moment(draft, args.get("at", "end"))
    place = drafts.clip_at(draft, max(0, at - 1))
    clip = drafts.clips(draft)[place]
    d = int(drafts.number(args.get("d"), _FREEZE))
    still = _still(draft, clip, at - drafts.start_of(clip), d)
    clips.divide(draft, at)
    on_track = drafts.clips(draft)
    target = next(
        (n for n, one in enumerate(on_track) if drafts.start_of(one) >= at - drafts.SHORTEST),
        len(on_track),
    )
    drafts.track(draft, drafts.MAIN)["sg"].insert(target, still)
    drafts.remap(draft, lambda when: when if when <= at else when + d)
    return Outcome(draft, "freeze", {"at_ms": at, "d_ms": d}, "clip")


def _still(draft: Draft, clip: Segment, inside: int, d: int) -> Segment:
    facts = clip["m"]
    speed_of = drafts.number(facts.get("speed"), 1) or 1
    source = {
        key: facts[key]
        for key in (
            "src",
            "prompt",
            "seed",
            "look",
            "filter",
            "adjust",
            "fit",
            "crop",
            "rotate",
            "flip",
            "color",
            "offset",
        )
        if key in facts
    }
    passed = min(inside, clip["d"] - 1)
    if facts.get("reverse"):
        passed = clip["d"] - 1 - passed
    if facts.get("kind") == drafts.STILL:
        passed = 0
    at = drafts.number(facts.get("from"), 0) + passed * speed_of
    if facts.get("kind") == "photo":
        source["whole_d"] = facts.get("whole_d", clip["d"])
    return drafts.made(
        draft,
        drafts.MAIN,
        d,
        kind=drafts.STILL,
        name=clips.title_of(clip),
        **source,
        **{"from": round(at)},
    )


def loop(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """The clip, or the whole film, that many times in all."""
    times = max(2, min(int(drafts.number(args.get("times"), 2)), 20))
    places = clips.some_clips(draft, args)
    originals = [deepcopy(drafts.clips(draft)[place]) for place in places]
    main = drafts.track(draft, drafts.MAIN)["sg"]
    at = places[-1] + 1
    for _number in range(times - 1):
        for one in originals:
            twin = deepcopy(one)
            twin["m"]["id"] = drafts.fresh_id(draft, drafts.MAIN)
            main.insert(at, twin)
            at += 1
    return Outcome(draft, "loop", {"times": times}, "clip")


def remove_silence(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """Quiet stretches that were found in the uploads' sound are cut."""
    least = int(drafts.number(args.get("min"), 500))
    gone: list[tuple[int, int]] = []
    for place, clip in enumerate(drafts.clips(draft)):
        gone += _quiet(clip, shelf, least)
        del place
    total = drafts.length(draft)
    if args.get("where") == "end":
        gone = [one for one in gone if one[1] >= total - drafts.SHORTEST]
    if args.get("where") == "start":
        gone = [one for one in gone if one[0] <= drafts.SHORTEST]
    has_sound = any(
        shelf.facts(str(one["m"].get("src"))).get("has_audio") for one in drafts.clips(draft)
    )
    if not has_sound:
        raise CannotApplyError("no_recorded_sound")
    if not gone or sum(high - low for low, high in gone) >= total:
        raise CannotApplyError("no_silence", min_ms=least)
    for low, high in sorted(gone, reverse=True):
        clips.without(draft, low, high)
        drafts.laid_out(draft)
    saved = sum(high - low for low, high in gone)
    return Outcome(draft, "remove_silence", {"count": len(gone), "d_ms": saved}, "clip")


def _quiet(clip: Segment, shelf: UploadShelf, least: int) -> list[tuple[int, int]]:
    """The stretches of a clip on the timeline where its source is silent."""
    facts = clip["m"]
    found = shelf.facts(str(facts.get("src"))).get("silences")
    if not isinstance(found, list) or facts.get("reverse"):
        return []
    speed_of = drafts.number(facts.get("speed"), 1) or 1
    first = drafts.number(facts.get("from"), 0)
    start = drafts.start_of(clip)
    stretches = []
    for pair in found:
        low = start + (drafts.number(pair[0], 0) - first) / speed_of
        high = start + (drafts.number(pair[1], 0) - first) / speed_of
        low, high = max(low, start), min(high, drafts.end_of(clip))
        if high - low >= least:
            stretches.append((round(low), round(high)))
    return stretches


OPS: Final = {
    "speed": speed, "duration": duration,
    "reverse": reverse, "freeze": freeze, "loop": loop, "remove_silence": remove_silence,
}  # fmt: skip
