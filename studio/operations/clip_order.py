"""Clips put where they belong: inserted, replaced, doubled, moved, swapped."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from studio.operations import clips, generation
from studio.operations.color_names import hex_of
from studio.operations.outcome import Args, CannotApplyError, Outcome, UploadShelf
from studio.project import draft as drafts

if TYPE_CHECKING:
    from studio.project.draft import Draft, Segment


def add_scene(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """One more scene at its place."""
    prompt, d = str(args["prompt"]), int(drafts.number(args.get("d"), generation.SHOT))
    if args.get("color"):
        color = hex_of(args["color"], "#000000")
        put(draft, drafts.made(draft, drafts.MAIN, d, kind="color", color=color, name=prompt), args)
        return Outcome(draft, "add_scene", {"prompt": prompt, "d_ms": d}, "clip")
    segment = generation.scene(draft, prompt, d)
    put(draft, segment, args)
    values = {"prompt": segment["m"]["prompt"][:80], "d_ms": segment["d"]}
    return Outcome(draft, "add_scene", values, "clip", generation.honest(shelf, prompt))


def put(draft: Draft, segment: Segment, args: Args) -> None:
    """Insert a clip at its place; what stands later beside the clips makes room."""
    main = drafts.track(draft, drafts.MAIN)["sg"]
    place, at = _place(draft, args)
    main.insert(place, segment)

    def moved(when: int) -> int:
        return when if when < at else when + segment["d"]

    if place < len(main) - 1:
        drafts.remap(draft, moved)


def _place(draft: Draft, args: Args) -> tuple[int, int]:
    """The place (from 0) and the moment where something is inserted."""
    on_track = drafts.clips(draft)
    if isinstance(args.get("after"), int) or isinstance(args.get("before"), int):
        place = clips.one_clip(draft, args.get("after", args.get("before")))
        place += 1 if "after" in args else 0
    elif args.get("at") is not None and on_track:
        at = drafts.moment(draft, args["at"])
        clips.divide(draft, at)
        on_track = drafts.clips(draft)
        place = next(
            (n for n, one in enumerate(on_track) if drafts.start_of(one) >= at - drafts.SHORTEST),
            len(on_track),
        )
    else:
        place = len(on_track)
    moment = drafts.start_of(on_track[place]) if place < len(on_track) else drafts.length(draft)
    return place, moment


def insert(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """An upload at its place."""
    media_id = shelf.need(args.get("src"))
    facts = shelf.facts(media_id)
    if facts.get("kind") == "audio":
        raise CannotApplyError("is_audio", name=str(facts.get("name", "")))
    segment = generation.from_media(draft, shelf, media_id, args.get("d"))
    if not drafts.clips(draft):
        generation.fit_to(draft, facts)
    put(draft, segment, args)
    return Outcome(
        draft, "insert", {"name": str(facts.get("name", media_id)), "d_ms": segment["d"]}, "clip"
    )


def replace(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """An upload in place of a clip."""
    media_id = shelf.need(args.get("src"))
    place = clips.one_clip(draft, args.get("clip") or 1)
    old = drafts.clips(draft)[place]
    segment = generation.from_media(
        draft, shelf, media_id, old["d"] if args.get("keep_d") else None
    )
    for key in ("transition", "fade_in", "fade_out", "filter", "adjust"):
        if key in old["m"]:
            segment["m"][key] = old["m"][key]
    clips.without_clip(draft, old) if not args.get("keep_d") and len(
        drafts.clips(draft)
    ) > 1 else drafts.track(draft, drafts.MAIN)["sg"].remove(old)
    drafts.track(draft, drafts.MAIN)["sg"].insert(place, segment)
    return Outcome(draft, "replace", {"n": place + 1, "name": segment["m"]["name"]}, "clip")


def duplicate(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Copies right behind the clip."""
    place = clips.one_clip(draft, args.get("clip") or -1)
    times = max(1, min(int(drafts.number(args.get("times"), 1)), 20))
    main = drafts.track(draft, drafts.MAIN)["sg"]
    for _number in range(times):
        twin = deepcopy(main[place])
        twin["m"]["id"] = drafts.fresh_id(draft, drafts.MAIN)
        main.insert(place + 1, twin)
    return Outcome(draft, "duplicate", {"n": place + 1, "times": times}, "clip")


def move(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """A clip to another place, counted from 1; -1 is the end."""
    place = clips.one_clip(draft, args.get("clip"))
    main = drafts.track(draft, drafts.MAIN)["sg"]
    clip = main.pop(place)
    to = int(drafts.number(args.get("to"), 1))
    target = max(0, min(to - 1, len(main))) if to > 0 else max(0, len(main) + 1 + to)
    main.insert(target, clip)
    return Outcome(draft, "move", {"n": place + 1, "to": target + 1}, "clip")


def swap(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Two clips change places."""
    one, other = clips.one_clip(draft, args.get("a")), clips.one_clip(draft, args.get("b"))
    main = drafts.track(draft, drafts.MAIN)["sg"]
    main[one], main[other] = main[other], main[one]
    return Outcome(draft, "swap", {"a": one + 1, "b": other + 1}, "clip")


OPS: Final = {
    "add_scene": add_scene, "insert": insert, "replace": replace, "duplicate": duplicate,
    "move": move, "swap": swap,
}  # fmt: skip
