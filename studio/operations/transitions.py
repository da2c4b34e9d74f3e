"""Seams between clips, the beginning and the end of the film, its size and its cover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from studio.operations import generation
from studio.operations.color_names import hex_of
from studio.operations.outcome import Args, CannotApplyError, Outcome, UploadShelf
from studio.project import draft as drafts

if TYPE_CHECKING:
    from studio.project.draft import Draft

_JOIN, _FADE = 800, 1000  # milliseconds, unless it is said
_WAYS: Final = frozenset({"left", "right", "up", "down"})


def transition(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """The same join at every seam, or at one."""
    clips = drafts.clips(draft)
    if len(clips) <= 1:
        generation.place_loose(draft, shelf)
        clips = drafts.clips(draft)
    if len(clips) <= 1:
        raise CannotApplyError("one_clip")
    between = args.get("between")
    if isinstance(between, list):
        places = drafts.pick(draft, between)
        if len(places) <= 1:
            raise CannotApplyError("no_such_clip", n=max(between), count=len(clips))
        seams = [max(places[:2])]
    else:
        seams = list(range(1, len(clips)))
    name = args.get("name") or "fade"
    for place in seams:
        facts = clips[place]["m"]
        if name == "none":
            facts.pop("transition", None)
        else:
            # A join overlaps both clips: half of the shorter one leaves room for the next join.
            room = min(clips[place - 1]["d"], clips[place]["d"]) // 2
            facts["transition"] = {
                "kind": generation.join_name(name),
                "d": min(int(drafts.number(args.get("d"), _JOIN)), room),
            } | ({"dir": str(args["dir"])} if args.get("dir") in _WAYS else {})
    return Outcome(
        draft,
        "transition_off" if name == "none" else "transition",
        {"join": name, "count": len(seams)},
        "transition",
    )


def fade(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """The picture comes out of a colour, goes into one, or both."""
    clips = drafts.clips(draft)
    d = int(drafts.number(args.get("d"), _FADE))
    color = hex_of(args.get("color"), "#000000")
    first, last = clips[0], clips[-1]
    if args.get("dir") in {"in", "both"}:
        first["m"] |= {"fade_in": min(d, first["d"]), "fade_color": color}
    if args.get("dir") in {"out", "both"}:
        last["m"] |= {"fade_out": min(d, last["d"]), "fade_color": color}
    return Outcome(draft, f"fade_{args.get('dir')}", {"d_ms": d}, "fade")


def resolution(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Lines of the picture, frames a second."""
    facts = draft["m"]
    width, height = generation.frame_of(str(facts.get("ratio", "16:9")))
    if args.get("w") and args.get("h"):
        facts["width"], facts["height"] = (
            max(64, min(int(args[side]), 3840)) // 2 * 2 for side in ("w", "h")
        )
    elif args.get("h"):
        lines = max(144, min(int(drafts.number(args["h"], 1080)), 2160))
        share = lines / min(width, height)
        facts["width"], facts["height"] = (
            round(width * share / 2) * 2,
            round(height * share / 2) * 2,
        )
    if args.get("fps"):
        facts["fps"] = max(1, min(int(drafts.number(args["fps"], 30)), 60))
    return Outcome(
        draft,
        "resolution",
        {"width": facts["width"], "height": facts["height"], "fps": facts["fps"]},
        "picture",
    )


def thumbnail(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """The frame that stands for the film."""
    if args.get("src"):
        draft["m"]["thumbnail_src"] = shelf.need(args["src"])
        draft["m"].pop("thumbnail", None)
        return Outcome(draft, "thumbnail_file", {"name": str(args["src"])}, "picture")
    at = args.get("at", 0)
    if "frames" in args:
        at = (
            drafts.number(args["frames"], 0)
            * 1000
            / (drafts.number(draft["m"].get("fps"), 30) or 30)
        )
    moment = drafts.moment(draft, at)
    draft["m"]["thumbnail"] = moment
    draft["m"].pop("thumbnail_src", None)
    return Outcome(draft, "thumbnail", {"at_ms": moment}, "picture")


def reset(draft: Draft, _: Args, __: UploadShelf) -> Outcome:
    """An empty timeline of the same shape."""
    kept = {
        key: draft["m"][key] for key in ("ratio", "width", "height", "fps") if key in draft["m"]
    }
    return Outcome({"d": 0, "m": {"title": "", **kept}, "t": []}, "reset", {}, "")


OPS: Final = {
    "transition": transition,
    "fade": fade,
    "resolution": resolution,
    "thumbnail": thumbnail,
    "reset": reset,
}
