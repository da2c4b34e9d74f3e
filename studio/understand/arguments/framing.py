"""Arguments of the picture: shapes, turns, looks, pictures on pictures, joins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from studio.understand.arguments import clip_choice, text_style, times
from studio.understand.numbers import whole

if TYPE_CHECKING:
    from studio.understand.reading import Reading

Args = dict[str, Any]


def aspect(reading: Reading) -> Args:
    """The shape of the frame, and how the picture fills it."""
    ratio = reading.first("ratio")
    args: Args = {}
    named = [str(one.concepts["ratio_word"]) for one in reading.all("ratio_word")]
    # “shot upright, turn it into landscape”: the last one is what it is to become.
    shape = str(ratio.value) if ratio else (named[-1] if named else None)
    if shape:
        args["ratio"] = shape
    fit = reading.meant("fit") or ("blur" if reading.has("blur") else None)
    # "blur the edges instead of black bars": of several ways to fill, blur, then bars.
    if fit == "blur" or reading.has("blur"):
        fit = "blur"
    fits = (
        ["blur"]
        if reading.has("blur")
        else [str(token.concepts["fit"]) for token in reading.all("fit")]
    )
    if "blur" in fits or "pad" in fits:
        fit = "blur" if "blur" in fits else "pad"
    return args | ({"fit": fit} if fit else {})


# A quarter turn to the left; without a word, turns are clockwise.
_LEFT: Final = -90
_SIDES: Final = frozenset({"left", "right", "top", "bottom"})


def crop(reading: Reading) -> Args:
    """How much of which side goes."""
    share = reading.first("percent")
    amount: Any = share.value if share else "auto"
    if not share and re.search(r"\bhalf\b|一半|半边|半分", reading.folded):
        amount = 0.5
    sides = [str(token.concepts["side"]) for token in reading.all("side")]
    place = text_style.position(reading)
    if not sides and place in _SIDES:
        sides = [str(place)]
    args: Args = {}
    for side in sides or (["all"] if reading.has("black_bars") or share else []):
        names = {"sides": ["left", "right"], "ends": ["top", "bottom"]}.get(side, [side])
        args |= dict.fromkeys(names, amount)
    if set(args) == {"all"} and amount == "auto":
        args = {"all": "auto"}
    return args | ({} if args else aspect(reading))


def rotation(reading: Reading) -> Args:
    """Degrees clockwise."""
    found = reading.first("degrees")
    words = [float(str(token.concepts["degrees_word"])) for token in reading.all("degrees_word")]
    if found:
        is_left = _LEFT in words
        return {"deg": whole(-abs(found.value) if is_left else found.value)}
    # "90 to the left": other numbers without a unit are no turns.
    bare = next((one for one in reading.all("number") if one.value in {90, 180, 270}), None)
    if bare:
        return {"deg": -bare.value if _LEFT in words else bare.value}
    return {"deg": whole(words[0])} if words else {}


def flip(reading: Reading) -> Args:
    """Left and right change places, or top and bottom."""
    return {"axis": "v" if reading.has("flip_v") and not reading.has("h_axis") else "h"}


def zoom(reading: Reading) -> Args:
    """How far, when, where."""
    args: Args = {}
    share = reading.first("percent")
    factor = times.factor(reading)
    if share:
        # "zoom in 20 %" is 1.2 times as large, "zoom to 120 %" as well.
        is_more = share.value < 1 and re.search(r"\bby\b|倍率|拡大", reading.folded)
        args["x"] = whole(1 + share.value if is_more or share.value < 1 else share.value)
    elif factor:
        args["x"] = whole(factor)
    args |= times.span(reading) or times.moment_or_time(reading)
    args |= clip_choice.clip(reading)
    area = text_style.position(reading)
    return args | ({"pos": area} if area else {})


def pan_zoom(reading: Reading) -> Args:
    """A slow move of the camera."""
    for concept, direction in (
        ("pan_left", "left"), ("pan_right", "right"), ("pan_up", "up"), ("pan_down", "down"),
        ("zoom_out", "out"), ("zoom_in", "in"),
    ):  # fmt: skip
        if reading.has(concept):
            return {"dir": direction} | clip_choice.clip(reading) | times.span(reading)
    return {"dir": "in"} | clip_choice.clip(reading) | times.span(reading)


def window(reading: Reading) -> Args:
    """A small picture over the large one."""
    args: Args = clip_choice.source(reading) or clip_choice.clip(reading)
    pos = text_style.position(reading)
    if pos:
        args["pos"] = pos
    size = reading.first("percent")
    if size:
        args["size"] = size.value
    return args | times.span(reading)


_SIZED: Final = re.compile(
    r"\b(?:size|sized|width|wide|as big|as large)\b|大小|尺寸|宽|大きさ|さいず|幅"
)


def logo(reading: Reading) -> Args:
    """A mark on the picture."""
    args: Args = clip_choice.source(reading)
    pos = text_style.position(reading)
    if pos:
        args["pos"] = pos
    if reading.has("size_change") and not (reading.has("file") and reading.has("size")):
        args["size"] = reading.meant("size_change")
    elif reading.has("size"):
        args["size"] = reading.meant("size")
    share = reading.first("percent")
    if reading.has("opacity") and not share:
        args["opacity"] = float(reading.meant("opacity") or 1)
    elif share:
        args[
            "opacity"
            if reading.has("opacity_noun", "opacity") or not _SIZED.search(reading.folded)
            else "size"
        ] = share.value
    return args | times.span(reading)


def mark(reading: Reading) -> Args:
    """What sticks where, from when to when."""
    emoji = reading.first("emoji")
    noun = next(
        (token for token in reading.all("sticker_noun") if not token.has("sticker_word")), None
    )
    named = noun and not noun.has("bare_mark")
    found = emoji or (noun if named else None) or reading.first("file") or noun
    args: Args = {}
    if found:
        args["what"] = found.value if found.kind == "file" else reading.slice(found.low, found.high)
    pos = text_style.position(reading)
    return args | ({"pos": pos} if pos else {}) | times.at_and_length(reading)


# Only these run somewhere; a dissolve has no direction.
_DIRECTED: Final = frozenset({"wipe", "slide", "whip"})
_RUNS: Final = r"(?:wipe|slide|push|swipe)"
_WAYS: Final = {
    "left": rf"\b(?:to the left|leftwards?|right to left|{_RUNS} left)\b|向左|左へ|左に",
    "right": rf"\b(?:to the right|rightwards?|left to right|{_RUNS} right)\b|向右|右へ|右に",
    "up": rf"\b(?:upwards?|bottom to top|{_RUNS} up)\b|向上|上へ|上に",
    "down": rf"\b(?:downwards?|top to bottom|{_RUNS} down)\b|向下|下へ|下に",
}


def joined(reading: Reading) -> Args:
    """The kind of transition, its length, between which clips."""
    name = reading.meant("transition")
    found = [token for token in reading.all("time") if token.kind == "time"]
    args: Args = {"name": name}
    if found:
        args["d"] = found[0].value
    if name in _DIRECTED and (way := _way(reading)):
        args["dir"] = way
    return args | clip_choice.between(reading)


def _way(reading: Reading) -> str | None:
    """Whither a wipe or a slide runs."""
    said = reading.folded[reading.low : reading.high]
    return next((way for way, words in _WAYS.items() if re.search(words, said)), None)


def shown_join(reading: Reading) -> Args:
    """The transition of a slideshow."""
    name = reading.meant("transition")
    if name is None and reading.has("fade_in", "fade_out", "fade"):
        name = "fade"
    return {"transition": name} if name else {}


def faded(reading: Reading) -> Args:
    """In or out, from or to which colour, how long."""
    args: Args = {}
    has_in, has_out = reading.has("fade_in"), reading.has("fade_out")
    if has_in and has_out:
        args["dir"] = "both"
    elif has_in or has_out:
        args["dir"] = "in" if has_in else "out"
    else:
        # Without "in" or "out": at the end the picture fades out, anywhere else in.
        at = times.place(reading).get("at")
        found = reading.first("edged")
        side = found.value[0] if found else at
        args["dir"] = "out" if side == "end" else "in"
    color = reading.meant("color") or _fade_color(reading)
    if color:
        args["color"] = color
    return args | times.length(reading)


def _fade_color(reading: Reading) -> str | None:
    """The colour inside "fade to black"."""
    words = " ".join(
        reading.folded[one.low : one.high] for one in reading.all("fade_in", "fade_out")
    )
    if re.search(r"black|黑|黒|暗転", words):
        return "black"
    return "white" if re.search(r"white|白", words) else None


def resolved(reading: Reading) -> Args:
    """Lines and frames per second."""
    args: Args = {}
    size = reading.first("dims")
    if size:
        args |= {"w": size.value[0], "h": size.value[1]}
    found = reading.first("lines")
    if found:
        args["h"] = found.value
    rate = next((one for one in reading.tokens if one.kind == "fps"), None)
    if rate:
        args["fps"] = rate.value
    # The frame was "set it to 60 frames": a rate, no length (`time_phrases.rate`).
    elif (frames := reading.first("frames")) is not None:
        args["fps"] = frames.value
    return args
