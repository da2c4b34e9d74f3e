"""Cuts on the main track: stretches kept and removed, clips divided, deleted and joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from studio.operations import clips, generation
from studio.operations.outcome import Args, CannotApplyError, Outcome, UploadShelf
from studio.project import draft as drafts

if TYPE_CHECKING:
    from studio.project.draft import Draft


def trim(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Keep a stretch."""
    low, high = clips.span(draft, args)
    if args.get("clip") not in (None, "all"):
        clip = drafts.clips(draft)[clips.one_clip(draft, args["clip"])]
        first, last = drafts.start_of(clip), drafts.end_of(clip)
    else:
        first, last = 0, drafts.length(draft)
    if high < last:
        clips.without(draft, high, last)
    if low > first:
        drafts.laid_out(draft)
        clips.without(draft, first, low)
    return Outcome(draft, "trim", {"from_ms": low, "to_ms": high}, "clip")


def cut(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Remove a stretch."""
    low, high = clips.span(draft, args)
    if high - low >= drafts.length(draft):
        raise CannotApplyError("nothing_left")
    clips.without(draft, low, high)
    return Outcome(draft, "cut", {"from_ms": low, "to_ms": high}, "clip")


def cut_edge(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """Remove the first or the last so-many seconds."""
    low, high = clips.span(draft, args)
    done = cut(draft, args, shelf)
    return Outcome(done.draft, f"cut_{args['edge']}", {"d_ms": high - low}, "clip")


def split(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Divide a clip."""
    low_of = 0
    if args.get("clip") not in (None, "all"):
        clip = drafts.clips(draft)[clips.one_clip(draft, args["clip"])]
        low_of = drafts.start_of(clip)
        at = (
            clip["d"] // 2
            if str(args.get("at")).endswith("%")
            else int(drafts.number(args.get("at"), 0))
        )
    elif "frames" in args:
        at = clips.amount_ms(draft, args)
    else:
        at = drafts.moment(draft, args.get("at"))
    if not clips.divide(draft, low_of + at):
        raise CannotApplyError("no_split", at_ms=low_of + at)
    return Outcome(
        draft, "split", {"at_ms": low_of + at, "count": len(drafts.clips(draft))}, "clip"
    )


def delete(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Take clips away."""
    gone = clips.some_clips(draft, args)
    names = [clips.title_of(drafts.clips(draft)[place]) for place in gone]
    for place in sorted(gone, reverse=True):
        clip = drafts.clips(draft)[place]
        clips.without_clip(draft, clip)
        drafts.laid_out(draft)
    return Outcome(
        draft, "delete", {"name": ", ".join(names)[:80], "count": len(drafts.clips(draft))}, "clip"
    )


def merge(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """Join clips: uploads which are not on the timeline yet come to its end; seams become hard."""
    added = generation.place_loose(draft, shelf, ("video",))
    for place in drafts.pick(draft, args.get("clips")):
        drafts.clips(draft)[place]["m"].pop("transition", None)
    count = len(drafts.clips(draft))
    if count <= 1 and not added:
        raise CannotApplyError("one_clip")
    return Outcome(draft, "merge", {"count": count}, "clip")


OPS: Final = {
    "trim": trim, "cut": cut, "cut_edge": cut_edge, "split": split, "delete": delete,
    "merge": merge,
}  # fmt: skip
