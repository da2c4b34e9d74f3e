"""What every edit of the main track stands on: a stretch named, clips found, divided, taken out."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from studio.operations.outcome import Args, CannotApplyError
from studio.project import draft as drafts

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.project.draft import Draft, Segment


def span(draft: Draft, args: Args) -> tuple[int, int]:
    """The stretch that is meant, inside the film; with `clip` it is counted inside that clip."""
    low_of, high_of = 0, drafts.length(draft)
    if args.get("clip") not in (None, "all"):
        clip = drafts.clips(draft)[one_clip(draft, args["clip"])]
        low_of, high_of = drafts.start_of(clip), drafts.end_of(clip)
    size = high_of - low_of
    if args.get("edge"):
        amount = min(amount_ms(draft, args), size)
        return (low_of, low_of + amount) if args["edge"] == "start" else (high_of - amount, high_of)
    low = low_of + _inside(args.get("from"), 0, size)
    high = low_of + _inside(args.get("to"), size, size)
    if high <= low:
        raise CannotApplyError("outside", d_ms=size)
    return low, high


def _inside(value: Any, default: int, size: int) -> int:
    if value == "end":
        return size
    return max(0, min(int(drafts.number(value, default)), size))


def amount_ms(draft: Draft, args: Args) -> int:
    """How much, told as a time or as frames of the film, in milliseconds."""
    if "frames" in args:
        return round(
            drafts.number(args["frames"], 0)
            * 1000
            / (drafts.number(draft["m"].get("fps"), 30) or 30)
        )
    return int(drafts.number(args.get("d"), 0))


def one_clip(draft: Draft, which: Any) -> int:
    """The place of the one clip that is meant, or a refusal that says how many there are."""
    places = drafts.pick(draft, which)
    if not places:
        raise CannotApplyError(
            "no_such_clip", n=which if isinstance(which, int) else 0, count=len(drafts.clips(draft))
        )
    return places[0]


def some_clips(draft: Draft, args: Args) -> list[int]:
    """The places of the clips that are meant; all where none is named."""
    which = args.get("clips", args.get("clip"))
    places = drafts.pick(draft, which)
    if not places:
        raise CannotApplyError(
            "no_such_clip", n=which if isinstance(which, int) else 0, count=len(drafts.clips(draft))
        )
    return places


def each_span(draft: Draft, args: Args, change: Callable[[Segment], None]) -> list[Segment]:
    """Change the clips that are named, or the parts of clips inside a range."""
    if "from" in args or "edge" in args:
        places = places_of(draft, *span(draft, args))
    else:
        places = some_clips(draft, args)
    changed = [drafts.clips(draft)[place] for place in places]
    for clip in changed:
        change(clip)
    return changed


def part_of(segment: Segment, low: int, high: int) -> Segment:
    """The part of a segment between two moments of its own."""
    part = deepcopy(segment)
    part["d"] = high - low
    facts = part["m"]
    if facts.get("kind") != drafts.STILL and ("from" in facts or "to" in facts):
        speed = drafts.number(facts.get("speed"), 1) or 1
        first, last = (
            drafts.number(facts.get("from"), 0),
            drafts.number(facts.get("to"), segment["d"] * speed),
        )
        if facts.get("reverse"):
            facts["from"], facts["to"] = round(last - high * speed), round(last - low * speed)
        else:
            facts["from"], facts["to"] = round(first + low * speed), round(first + high * speed)
    if facts.get("kind") in {"scene", "photo"} or facts.get("zoom"):
        _goes_on(part, segment, low, high)
    # What was at the beginning of the whole is not at the beginning of its second part.
    if low > 0:
        for key in ("transition", "fade_in", "sound_in"):
            facts.pop(key, None)
    if high < segment["d"]:
        for key in ("fade_out", "sound_out"):
            facts.pop(key, None)
    return part


def _goes_on(part: Segment, segment: Segment, low: int, high: int) -> None:
    """What is drawn, and a move over a picture, does not begin anew in the second part."""
    facts = part["m"]
    pace = 1.0
    if facts.get("kind") in {"scene", "clip"}:
        pace = drafts.number(facts.get("speed"), 1) or 1
    is_backward = facts.get("kind") == "scene" and facts.get("reverse")
    passed = segment["d"] - high if is_backward else low
    facts["offset"] = round(drafts.number(facts.get("offset"), 0) + passed * pace)
    facts.setdefault("whole_d", round(segment["d"] * pace))


def divide(draft: Draft, at: int) -> bool:
    """Divide the clip that plays at a moment; nothing happens at a seam."""
    main = drafts.track(draft, drafts.MAIN)["sg"]
    for place, clip in enumerate(main):
        low = drafts.start_of(clip)
        # At a seam there is nothing to divide: two clips stand there already.
        if low + drafts.SHORTEST <= at <= drafts.end_of(clip) - drafts.SHORTEST:
            first, second = part_of(clip, 0, at - low), part_of(clip, at - low, clip["d"])
            second["m"]["start"] = at
            second["m"]["id"] = drafts.fresh_id(draft, drafts.MAIN)
            main[place : place + 1] = [first, second]
            return True
    return False


def places_of(draft: Draft, low: int, high: int) -> list[int]:
    """The clips between two moments, divided there first."""
    divide(draft, low)
    divide(draft, high)
    return [
        place
        for place, clip in enumerate(drafts.clips(draft))
        if drafts.start_of(clip) >= low - drafts.SHORTEST
        and drafts.end_of(clip) <= high + drafts.SHORTEST
    ]


def without(draft: Draft, low: int, high: int) -> None:
    """Take a stretch out of the film; what stands beside the clips moves along."""
    gone = set(places_of(draft, low, high))
    main = drafts.track(draft, drafts.MAIN)
    main["sg"] = [clip for place, clip in enumerate(main["sg"]) if place not in gone]

    def moved(at: int) -> int:
        return at if at <= low else max(low, at - (high - low))

    drafts.remap(draft, moved)


def without_clip(draft: Draft, clip: Segment) -> None:
    """Take one clip out, with the time it stood in."""
    low, high = drafts.start_of(clip), drafts.end_of(clip)
    main = drafts.track(draft, drafts.MAIN)
    main["sg"] = [one for one in main["sg"] if one is not clip]
    if main["sg"]:
        drafts.remap(draft, lambda at: at if at <= low else max(low, at - (high - low)))


def title_of(segment: Segment) -> str:
    """What people call a segment."""
    facts = segment["m"]
    return str(
        facts.get("name") or facts.get("prompt") or facts.get("text") or facts.get("id") or ""
    )
