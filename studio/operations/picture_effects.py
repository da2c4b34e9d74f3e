"""The picture of clips: shape, cut, turns, looks, blur, steadiness, moves of the camera."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from studio.operations import clips, generation
from studio.operations.color_names import hex_of
from studio.operations.outcome import Args, CannotApplyError, Outcome, UploadShelf
from studio.project import draft as drafts

if TYPE_CHECKING:
    from studio.project.draft import Draft, Segment

# Places on the picture as shares of it: left, top, width, height.
AREAS: Final = {
    "top-left": (0.0, 0.0, 0.3, 0.2), "top-right": (0.7, 0.0, 0.3, 0.2),
    "bottom-left": (0.0, 0.8, 0.3, 0.2), "bottom-right": (0.7, 0.8, 0.3, 0.2),
    "top": (0.0, 0.0, 1.0, 0.2), "bottom": (0.0, 0.8, 1.0, 0.2), "center": (0.3, 0.3, 0.4, 0.4),
    "left": (0.0, 0.0, 0.3, 1.0), "right": (0.7, 0.0, 0.3, 1.0), "corner": (0.7, 0.0, 0.3, 0.2),
    "lower-third": (0.0, 0.66, 1.0, 0.34),
}  # fmt: skip
_STRENGTH: Final = 60  # of 100, where a blur is asked for without a number
_FILE: Final = re.compile(r"\.[A-Za-z0-9]{2,5}$")  # other words are drawn as a scene


def aspect(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """The shape of the film, and how footage of another shape fills it."""
    generation.set_ratio(draft, str(args["ratio"]))
    fit = str(args.get("fit") or "crop")
    for clip in drafts.clips(draft):
        clip["m"]["fit"] = fit
    return Outcome(draft, f"aspect_{fit}", {"ratio": args["ratio"]}, "picture")


def crop(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Edges away; where black bars are to go, as much as such bars usually take."""
    sides = {}
    for side in ("left", "right", "top", "bottom", "all"):
        value = args.get(side)
        if value is not None:
            sides[side] = 0.12 if value == "auto" else max(0.0, min(drafts.number(value, 0), 0.45))
    if not sides:
        raise CannotApplyError("which_side")
    whole = sides.pop("all", 0)
    left, right, top, bottom = (
        sides.get(name, whole) for name in ("left", "right", "top", "bottom")
    )
    for place in clips.some_clips(draft, args):
        facts = drafts.clips(draft)[place]["m"]
        facts["crop"] = {
            "x": left,
            "y": top,
            "w": round(1 - left - right, 4),
            "h": round(1 - top - bottom, 4),
        }
    return Outcome(draft, "crop", {"share": max(left, right, top, bottom)}, "picture")


def rotate(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Quarter turns clockwise."""
    degrees = round(drafts.number(args.get("deg"), 90) / 90) * 90
    if degrees % 360 == 0:
        raise CannotApplyError("quarter_turns")

    def turned(clip: Segment) -> None:
        clip["m"]["rotate"] = int(drafts.number(clip["m"].get("rotate"), 0) + degrees) % 360

    clips.each_span(draft, args, turned)
    return Outcome(draft, "rotate", {"deg": degrees}, "picture")


def flip(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Mirrored; twice is as before."""
    axis = "v" if args.get("axis") == "v" else "h"

    def turned(clip: Segment) -> None:
        if clip["m"].get("flip") == axis:
            clip["m"].pop("flip")
        else:
            clip["m"]["flip"] = axis

    clips.each_span(draft, args, turned)
    return Outcome(draft, f"flip_{axis}", {}, "picture")


def zoom(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Closer, all at once, from a moment on or in a range."""
    factor = max(1.0, min(drafts.number(args.get("x"), 1.2), 4.0))
    if "at" in args:
        at = drafts.moment(draft, args["at"])
        args = {"from": at, "to": min(at + 3000, drafts.length(draft))}
    place = _centre(args.get("pos"))

    def closer(clip: Segment) -> None:
        clip["m"]["zoom"] = {"from": factor, "to": factor, **place}

    clips.each_span(draft, args, closer)
    return Outcome(draft, "zoom", {"x": factor}, "picture")


def _centre(pos: Any) -> dict[str, float]:
    x, y, w, h = AREAS.get(str(pos), (0.0, 0.0, 1.0, 1.0))
    return {"x": round(x + w / 2, 3), "y": round(y + h / 2, 3)}


_MOVES: Final[dict[str, dict[str, float]]] = {
    "in": {"from": 1.0, "to": 1.25, "x": 0.5, "y": 0.5},
    "out": {"from": 1.25, "to": 1.0, "x": 0.5, "y": 0.5},
    "left": {"from": 1.2, "to": 1.2, "x": 0.65, "y": 0.5, "x2": 0.35, "y2": 0.5},
    "right": {"from": 1.2, "to": 1.2, "x": 0.35, "y": 0.5, "x2": 0.65, "y2": 0.5},
    "up": {"from": 1.2, "to": 1.2, "x": 0.5, "y": 0.65, "x2": 0.5, "y2": 0.35},
    "down": {"from": 1.2, "to": 1.2, "x": 0.5, "y": 0.35, "x2": 0.5, "y2": 0.65},
}


def pan_zoom(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """A slow move of the camera; over the photos where there are some and no clip is named."""
    direction = str(args.get("dir") or "in")

    def moved(clip: Segment) -> None:
        clip["m"]["zoom"] = dict(_MOVES.get(direction, _MOVES["in"]))

    photos = [n + 1 for n, one in enumerate(drafts.clips(draft)) if one["m"].get("kind") == "photo"]
    if photos and not {"clip", "clips", "from"} & args.keys():
        args = {"clips": photos}
    changed = clips.each_span(draft, args, moved)
    return Outcome(draft, f"pan_{direction}", {"count": len(changed)}, "picture")


def stabilize(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Steadier footage."""
    filmed = [
        place
        for place in clips.some_clips(draft, args)
        if drafts.clips(draft)[place]["m"].get("kind") == "clip"
    ]
    if not filmed:
        raise CannotApplyError("no_footage_of_yours")
    for place in filmed:
        drafts.clips(draft)[place]["m"]["stabilize"] = True
    return Outcome(draft, "stabilize", {"count": len(filmed)}, "picture")


def filtered(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """A look, or none."""
    name = args.get("name")

    def graded(clip: Segment) -> None:
        if name is None:
            clip["m"].pop("filter", None)
        else:
            clip["m"]["filter"] = str(name)

    clips.each_span(draft, args, graded)
    return Outcome(
        draft, "filter_off" if name is None else "filter", {"look": name or ""}, "picture"
    )


_LEVELS: Final = (
    "brightness",
    "contrast",
    "saturation",
    "temperature",
    "sharpness",
    "vignette",
    "grain",
    "shadows",
    "highlights",
    "hue",
    "exposure",
)
_FACTORS: Final = frozenset({"contrast", "saturation", "sharpness"})


def adjust(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """Levels from -100 to 100 on top of what they were; contrast and saturation come as factors."""
    changes: dict[str, int] = {}
    for name in _LEVELS:
        if name in args:
            value = drafts.number(args[name], 0)
            share = value - 1 if name in _FACTORS else value
            changes["warmth" if name == "temperature" else name] = round(share * 100)

    def graded(clip: Segment) -> None:
        known = clip["m"].get("adjust")
        levels = dict(known) if isinstance(known, dict) else {}
        for name, change in changes.items():
            levels[name] = max(-100, min(100, round(drafts.number(levels.get(name), 0)) + change))
        clip["m"]["adjust"] = levels

    clips.each_span(draft, args, graded)
    return Outcome(draft, "adjust", {"levels": changes}, "picture")


def blur(draft: Draft, args: Args, _: UploadShelf) -> Outcome:
    """All of the picture or one area of it, always or while a title stands."""
    if args.get("area") == "face":
        raise CannotApplyError("no_faces")
    strength = (
        round(100 * min(1.0, drafts.number(args["strength"], 0.6)))
        if "strength" in args
        else _STRENGTH
    )
    effect: dict[str, Any] = {"strength": strength}
    if args.get("area") in AREAS:
        effect["area"] = dict(zip("xywh", AREAS[args["area"]], strict=True))
    if args.get("when") == "title" and "from" not in args:
        titles = drafts.segments(draft, drafts.TITLES)
        if titles:
            args = {**args, "from": drafts.start_of(titles[0]), "to": drafts.end_of(titles[0])}

    def blurred(clip: Segment) -> None:
        clip["m"]["blur"] = dict(effect)

    clips.each_span(draft, args, blurred)
    return Outcome(
        draft,
        "blur_area" if "area" in effect else "blur",
        {"area": args.get("area", "")},
        "picture",
    )


def chroma_key(draft: Draft, args: Args, shelf: UploadShelf) -> Outcome:
    """One colour becomes transparent, a picture or plain black stands behind."""
    key: dict[str, Any] = {
        "color": hex_of(args.get("color"), "#00b140") if args.get("color") != "green" else "#00b140"
    }
    if args.get("bg"):
        named = str(args["bg"])[:200]
        key["background"] = shelf.need(named) if _FILE.search(named) else shelf.find(named) or named

    def keyed(clip: Segment) -> None:
        clip["m"]["chroma_key"] = dict(key)

    clips.each_span(draft, args, keyed)
    return Outcome(draft, "chroma_key", {"color": args.get("color", "green")}, "picture")


OPS: Final = {
    "aspect": aspect, "crop": crop, "rotate": rotate, "flip": flip, "zoom": zoom,
    "pan_zoom": pan_zoom, "stabilize": stabilize, "filter": filtered, "adjust": adjust,
    "blur": blur, "chroma_key": chroma_key,
}  # fmt: skip
