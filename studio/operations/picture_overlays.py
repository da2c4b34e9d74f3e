"""Pictures over the picture: small windows, split screens, logos, stickers."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from studio.operations import clips, generation
from studio.operations.outcome import Args, CannotApplyError, Outcome, UploadShelf
from studio.project import draft as drafts

if TYPE_CHECKING:
    from studio.project.draft import Draft, Segment

_STICKER: Final = 0.12  # of the width
# Of the width of the picture.
_SIZES: Final = {"small": 0.1, "medium": 0.16, "large": 0.25, "bigger": 0.22, "smaller": 0.08}
# Pictures that are named with a word: the emoji that is drawn for it.
_WORDS: Final = {"arrow": "➡️", "heart": "❤️", "hearts": "❤️", "star": "⭐", "fire emoji": "🔥",
"thumbs up": "👍", "smiley": "😊", "爱心": "❤️", "箭头": "➡️", "星星": "⭐", "火": "🔥",
"ハート": "❤️", "矢印": "➡️", "星": "⭐", "点赞": "👍", "心": "❤️"}  # fmt: skip


def _times(draft: Draft, args: Args) -> dict[str, int]:
    total = drafts.length(draft)
    if "from" in args:
        low, high = clips.span(draft, {"from": args["from"], "to": args.get("to")})
        return {"start": low, "d": high - low}
    if "at" in args:
        d = int(drafts.number(args.get("d"), 3000))
        at = drafts.moment(draft, args["at"])
        at = max(0, total - d) if args["at"] == "end" else at
        return {"start": at, "d": min(d, max(total - at, drafts.SHORTEST))}
    if "d" in args:
        return {"start": 0, "d": min(int(drafts.number(args["d"], 3000)), total)}
    return {"start": 0, "d": total}


def _over(draft: Draft, segment: Segment) -> None:
    if not drafts.clips(draft):
        raise CannotApplyError("empty")
    drafts.track(draft, drafts.OVERLAY)["sg"].append(segment)


def pip(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """A file or one of the clips as a small window."""
    if args.get("src"):
        segment = generation.from_media(draft, shelf, shelf.need(args["src"]))
    else:
        if len(drafts.clips(draft)) <= 1:
            raise CannotApplyError("one_clip")
        clip = drafts.clips(draft)[clips.one_clip(draft, args.get("clip") or -1)]
        clips.without_clip(draft, clip)
        drafts.laid_out(draft)
        segment = deepcopy(clip)
    times = _times(draft, args)
    segment["d"] = min(segment["d"], times["d"])
    segment["m"] |= {
        "id": drafts.fresh_id(draft, drafts.OVERLAY), "role": "pip", "start": times["start"],
        "pos": str(args.get("pos") or "bottom-right"), "size": drafts.number(args.get("size"), 0.3),
    }  # fmt: skip
    segment["m"].pop("zoom", None)
    _over(draft, segment)
    return Outcome(
        draft, "pip", {"name": clips.title_of(segment), "pos": segment["m"]["pos"]}, "overlay"
    )


def split_screen(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """Two clips at the same time, each in its half."""
    layout = "v" if args.get("layout") == "v" else "h"
    halves = ("top", "bottom") if layout == "v" else ("left", "right")
    base, other = _pair(draft, args, shelf)
    d = min(base["d"], other["d"]) if base["m"].get("kind") == "clip" else base["d"]
    base["d"] = d
    for half, source in zip(halves, (base, other), strict=True):
        segment = deepcopy(source)
        segment["d"] = d
        segment["m"] |= {
            "id": drafts.fresh_id(draft, drafts.OVERLAY),
            "role": "split",
            "pos": half,
            "size": 1.0 if layout == "v" else 0.5,
            "start": drafts.start_of(base),
            "layout": layout,
            "fit": "crop",
            "muted": source is base,  # it is heard from the main track
        }
        _over(draft, segment)
    return Outcome(draft, f"split_screen_{layout}", {}, "overlay")


def _pair(draft: Draft, args: Args, shelf: UploadShelf) -> tuple[Segment, Segment]:
    names = args.get("sources") or ([args["src"]] if args.get("src") else [])
    if names:
        found = [generation.from_media(draft, shelf, shelf.need(name)) for name in names][:2]
        if not drafts.clips(draft) or len(found) > 1:
            drafts.track(draft, drafts.MAIN)["sg"].append(found[0])
            drafts.laid_out(draft)
            return drafts.clips(draft)[-1], found[-1]
        return drafts.clips(draft)[0], found[0]
    if len(drafts.clips(draft)) <= 1:
        generation.place_loose(draft, shelf)
    if len(drafts.clips(draft)) <= 1:
        raise CannotApplyError("one_clip")
    places = drafts.pick(draft, args.get("clips") or [1, 2])
    if len(places) <= 1:
        raise CannotApplyError("no_such_clip", n=0, count=len(drafts.clips(draft)))
    base, other = (drafts.clips(draft)[place] for place in places[:2])
    clips.without_clip(draft, other)
    drafts.laid_out(draft)
    return base, other


def logo(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """A mark over all of the film, or changes of the one there is."""
    marks = [
        one for one in drafts.segments(draft, drafts.OVERLAY) if one["m"].get("role") == "logo"
    ]
    if args.get("off"):
        return _without(draft, marks)
    if args.get("src"):
        media_id: str | None = shelf.need(args["src"])
    else:
        media_id = None if marks else shelf.latest("image")
    if media_id is None and not marks:
        raise CannotApplyError("no_logo")
    if media_id is not None:
        name = str(shelf.facts(media_id).get("name", media_id))
        segment = drafts.made(
            draft,
            drafts.OVERLAY,
            0,
            kind="photo",
            src=media_id,
            name=name,
            role="logo",
            pos="top-right",
            size=0.12,
            opacity=1.0,
        )
        _over(draft, segment)
    else:
        segment = marks[-1]
    _look(segment["m"], args)
    times = _times(draft, args) if {"from", "at", "d"} & args.keys() or media_id else {}
    segment["d"] = times.pop("d", segment["d"])
    segment["m"] |= times
    segment["m"]["whole"] = "from" not in args
    return Outcome(
        draft, "logo", {"name": clips.title_of(segment), "pos": segment["m"]["pos"]}, "logo"
    )


def _without(draft: Draft, marks: list[Segment]) -> Outcome:
    if not marks:
        raise CannotApplyError("no_logo")
    track = drafts.track(draft, drafts.OVERLAY)
    track["sg"] = [one for one in track["sg"] if one["m"].get("role") != "logo"]
    return Outcome(draft, "logo_off", {}, "logo")


def _look(facts: dict[str, Any], args: Args) -> None:
    if args.get("pos"):
        facts["pos"] = str(args["pos"])
    if args.get("size") is not None:
        size = args["size"]
        facts["size"] = (
            _SIZES.get(size, 0.12)
            if isinstance(size, str)
            else max(0.02, min(drafts.number(size, 0.12), 1))
        )
    if args.get("opacity") is not None:
        facts["opacity"] = max(0.05, min(drafts.number(args["opacity"], 1), 1))


def sticker(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """An emoji or an upload that sticks for a while."""
    what = str(args.get("what") or "⭐")
    pos = str(args.get("pos") or "top-right")
    times = _times(draft, args)
    facts: dict[str, Any] = {"name": what, "pos": pos, "start": times["start"]}
    if media_id := shelf.find(what):
        facts |= {"kind": "photo", "role": "sticker", "src": media_id, "size": _STICKER}
        _over(draft, drafts.made(draft, drafts.OVERLAY, times["d"], **facts))
    else:
        facts |= {"kind": "sticker_text", "text": _WORDS.get(what.lower(), what), "size": "large"}
        drafts.add(draft, drafts.TITLES, times["d"], **facts)
    low, high = times["start"], times["start"] + times["d"]
    return Outcome(draft, "sticker", {"what": what, "from_ms": low, "to_ms": high}, "overlay")


OPS: Final = {"pip": pip, "split_screen": split_screen, "logo": logo, "sticker": sticker}
