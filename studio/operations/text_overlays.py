"""Words on the picture: titles, lower thirds, captions, cards, countdowns, progress bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from studio.operations import clips
from studio.operations.color_names import hex_of
from studio.operations.outcome import Args, CannotApplyError, Outcome, UploadShelf
from studio.project import draft as drafts

if TYPE_CHECKING:
    from studio.project.draft import Draft, Segment

# Milliseconds that a text, an end card and a countdown stand unless it is said.
_STAYS, _CARD, _COUNT = 3000, 3000, 3000
_SIZES: Final = ("small", "medium", "large")
# Which kinds of segments a person means; an emoji is written in the letters of a title.
_KINDS: Final = {
    "title": ("title", "sticker_text"),
    "lower_third": ("lower_third",),
    "end_card": ("end_card",),
    "countdown": ("countdown",),
}


def _window(draft: Draft, args: Args, stays: int) -> tuple[int, int]:
    """Start and length of a text."""
    total = drafts.length(draft)
    if "from" in args:
        low, high = clips.span(draft, {"from": args["from"], "to": args.get("to")})
        return low, high - low
    d = int(drafts.number(args.get("d"), stays))
    at = drafts.moment(draft, args.get("at"), 0)
    if args.get("at") == "end":
        at = max(0, total - d)
    return at, max(drafts.SHORTEST, min(d, total - at) if total > at else d)


def _look(facts: dict[str, Any], args: Args) -> None:
    """Colours as hex, sizes by name, the rest as the draft has it."""
    if args.get("color"):
        facts["color"] = hex_of(args["color"], "#ffffff")
    if args.get("pos"):
        facts["pos"] = str(args["pos"])
    if args.get("size") is not None:
        facts["size"] = _size(facts.get("size", "medium"), args["size"])
    if args.get("weight") == "bold":
        facts["bold"] = True
    for key in ("italic", "font", "anim", "opacity", "karaoke"):
        if key in args:
            facts[key] = args[key]
    for key in ("outline", "shadow", "background"):
        if key in args:
            facts[key] = _edging(key, args[key])


def _edging(key: str, value: Any) -> Any:
    if value is False:
        return "none" if key == "background" else False
    if value is True:
        return "#000000" if key == "background" else True
    return hex_of(value, "#000000")


def _size(now: Any, wanted: Any) -> Any:
    if isinstance(wanted, str) and wanted in _SIZES:
        return wanted
    if wanted in {"bigger", "smaller"}:
        if isinstance(now, str) and now in _SIZES:
            place = _SIZES.index(now) + (1 if wanted == "bigger" else -1)
            if 0 <= place < len(_SIZES):
                return _SIZES[place]
            now = {"small": 0.05, "medium": 0.075, "large": 0.11}[now]
        return round(
            max(0.02, min(drafts.number(now, 0.08) * (1.25 if wanted == "bigger" else 0.8), 0.4)), 3
        )
    return max(0.02, min(drafts.number(wanted, 0.08), 0.4))


def _sung(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """Words that light up as they are sung: a caption, all along where no time is named."""
    start, d = _window(draft, args, drafts.length(draft) or _STAYS)
    line = {"from": start, "to": start + d, "text": args["text"]}
    done = caption(draft, {"lines": [line]}, shelf)
    _look(drafts.segments(draft, drafts.CAPTIONS)[-1]["m"], args)
    return done


def title(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """Words on the picture for a while."""
    start, d = _window(draft, args, _STAYS)
    text = str(args["text"])[:400]
    if args.get("karaoke"):
        return _sung(draft, args, shelf)
    segment = drafts.add(
        draft,
        drafts.TITLES,
        d,
        kind="title",
        name=text[:60],
        text=text,
        start=start,
        pos="center",
        size="large",
        color="#ffffff",
        shadow=True,
        anim="fade",
    )
    _look(segment["m"], args)
    return Outcome(draft, "title", {"text": text, "from_ms": start, "to_ms": start + d}, "title")


def chosen(draft: Draft, which: Any, n: Any = None) -> list[Segment]:
    """The texts that are meant: of a kind, counted where a number is given."""
    if which == "caption":
        found = drafts.segments(draft, drafts.CAPTIONS)
    elif which in {"all", None}:
        found = drafts.segments(draft, drafts.TITLES)
    else:
        kinds = _KINDS.get(str(which), ("title",))
        found = [
            one
            for one in drafts.segments(draft, drafts.TITLES)
            if one["m"].get("kind", "title") in kinds
        ]
        found = found or (drafts.segments(draft, drafts.TITLES) if which == "title" else [])
    if isinstance(n, int) and found:
        if not 0 < abs(n) <= len(found):
            raise CannotApplyError("no_such_text", n=n, count=len(found))
        return [found[n - 1 if n > 0 else n]]
    return found


def edit_text(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """Other words in the same place; the last title where none is counted, a new one where none
    stands: "make the title say X" wants that title to be seen.
    """
    found = chosen(draft, args.get("which", "title"), args.get("n"))
    if args.get("old"):
        found = [one for one in found if str(args["old"]) in str(one["m"].get("text", ""))] or found
    if not found and args.get("which", "title") == "title" and not args.get("old"):
        return title(draft, {"text": args["text"]}, shelf)
    if not found:
        raise CannotApplyError("no_text")
    segment = found[-1] if "n" not in args else found[0]
    segment["m"] |= {"text": str(args["text"])[:400], "name": str(args["text"])[:60]}
    return Outcome(draft, "edit_text", {"text": args["text"]}, "title")


def text_style(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """Another look of the captions, or of the titles."""
    which = args.get("which") or (
        "caption"
        if shelf.memory.get("target") == "caption" or not drafts.segments(draft, drafts.TITLES)
        else "title"
    )
    found = chosen(draft, which, args.get("n"))
    if not found:
        raise CannotApplyError("no_text")
    timed = {"at", "from", "to", "d"} & args.keys()
    for segment in found[-1:] if timed else []:
        _retimed(draft, segment, args)
    for segment in found:
        _look(segment["m"], args)
    target = "caption" if which == "caption" else "title"
    if timed:
        ends = {"from_ms": drafts.start_of(found[-1]), "to_ms": drafts.end_of(found[-1])}
        return Outcome(draft, "text_timed", ends, target)
    return Outcome(draft, "text_style", {"count": len(found)}, target)


def _retimed(draft: Draft, segment: Segment, args: Args) -> None:
    """Another place in time, or another length."""
    kept = {"at": drafts.start_of(segment), "d": segment["d"]}
    start, d = _window(draft, kept | args, int(segment["d"]))
    segment["m"]["start"], segment["d"] = start, d


def remove_text(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Texts away."""
    found = chosen(draft, args.get("which", "title"), args.get("n"))
    if not found:
        raise CannotApplyError("no_text")
    ids = {id(one) for one in found}
    for track in draft["t"]:
        track["sg"] = [one for one in track["sg"] if id(one) not in ids]
    return Outcome(draft, "remove_text", {"count": len(found)}, "title")


def lower_third(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """A name and what the person is, low on the picture."""
    start, d = _window(draft, args, 4000)
    name, role = str(args["name"])[:80], str(args.get("role") or "")[:120]
    drafts.add(
        draft,
        drafts.TITLES,
        d,
        kind="lower_third",
        name=name,
        text=name,
        sub=role or None,
        start=start,
        pos="bottom-left",
        size="medium",
        color="#ffffff",
        background="#1b1f24",
        anim="slide",
    )
    return Outcome(
        draft, "lower_third", {"name": name, "from_ms": start, "to_ms": start + d}, "title"
    )


def caption(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """Captions from a file or as they were typed; they take the place of the old ones."""
    if args.get("src"):
        media_id = shelf.need(args["src"])
        lines = shelf.lines(media_id)
        if not lines:
            raise CannotApplyError("no_lines", name=str(args["src"]))
        drafts.track(draft, drafts.CAPTIONS)["sg"] = []
    else:
        lines = args.get("lines", [])
    if not lines:
        raise CannotApplyError("no_lines", name="")
    for line in lines[:2000]:
        low, high = int(drafts.number(line.get("from"), 0)), int(drafts.number(line.get("to"), 0))
        if high > low:
            drafts.add(
                draft,
                drafts.CAPTIONS,
                high - low,
                kind="caption",
                text=str(line.get("text", ""))[:400],
                start=low,
                pos="bottom",
                size="medium",
                color="#ffffff",
                outline="#000000",
            )
    return Outcome(draft, "caption", {"count": len(lines)}, "caption")


def caption_shift(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """All captions later or earlier."""
    by = args.get("by")
    if by is None and "frames" in args:
        by = (
            drafts.number(args["frames"], 0)
            * 1000
            / (drafts.number(draft["m"].get("fps"), 30) or 30)
        )
    shift = round(drafts.number(by, 0))
    found = drafts.segments(draft, drafts.CAPTIONS)
    if not found:
        raise CannotApplyError("no_captions")
    for segment in found:
        segment["m"]["start"] = max(0, drafts.start_of(segment) + shift)
    return Outcome(
        draft, "caption_later" if shift > 0 else "caption_earlier", {"d_ms": abs(shift)}, "caption"
    )


def end_card(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """A plain card behind the last clip, with words."""
    d = int(drafts.number(args.get("d"), _CARD))
    text = str(args["text"])[:400]
    start = drafts.length(draft)
    drafts.add(draft, drafts.MAIN, d, kind="color", color="#111418", name=text[:60])
    drafts.laid_out(draft)
    segment = drafts.add(
        draft,
        drafts.TITLES,
        d,
        kind="end_card",
        name=text[:60],
        text=text,
        sub=args.get("sub"),
        start=start,
        pos="center",
        size="large",
        color="#ffffff",
        anim="fade",
    )
    _look(segment["m"], args)
    return Outcome(draft, "end_card", {"text": text, "d_ms": d}, "title")


def countdown(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Numbers that count down."""
    if args.get("off"):
        return remove_text(draft, {"which": "countdown"}, UploadShelf({}))
    d = int(drafts.number(args.get("d"), _COUNT))
    start = drafts.moment(draft, args.get("at"), 0)
    start = max(0, start - d) if args.get("at") == "end" else start
    drafts.add(
        draft,
        drafts.TITLES,
        d,
        kind="countdown",
        name=f"{d // 1000}",
        text=f"{d // 1000}",
        start=start,
        pos=str(args.get("pos") or "center"),
        size="large",
        color="#ffffff",
        anim="pop",
    )
    return Outcome(draft, "countdown", {"d_ms": d, "at_ms": start}, "title")


def progress_bar(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """A bar that fills as the film goes on."""
    if args.get("off"):
        draft["m"].pop("progress_bar", None)
        return Outcome(draft, "progress_off", {}, "picture")
    draft["m"]["progress_bar"] = {
        "pos": str(args.get("pos") or "bottom"),
        "color": hex_of(args.get("color"), "#fdd835"),
    }
    return Outcome(draft, "progress_bar", {}, "picture")


OPS: Final = {
    "title": title, "edit_text": edit_text, "text_style": text_style, "remove_text": remove_text,
    "lower_third": lower_third, "caption": caption, "caption_shift": caption_shift,
    "end_card": end_card, "countdown": countdown, "progress_bar": progress_bar,
}  # fmt: skip
