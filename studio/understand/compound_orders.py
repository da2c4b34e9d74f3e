"""Lines with several orders: cut where each part understands itself, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from studio.understand import frames, unmatched_parts
from studio.understand.order import Order

if TYPE_CHECKING:
    from studio.understand.frames import FrameMatch
    from studio.understand.reading import Reading, Token

# "a vertical video of 10 seconds" in front of what it shows is no order of its own.
_FORMATS: Final = frozenset({"aspect", "duration", "resolution"})
_SWALLOW: Final = frozenset(
    {"generate", "storyboard", "add_scene", "lower_third", "voiceover", "caption"}
)
_MELT: Final = frozenset({
    "stabilize", "adjust", "text_style", "volume", "filter", "blur", "resolution", "denoise",
    "normalize", "crop",
    "chroma_key", "mute", "unmute", "duck", "undo", "remove_silence", "rotate", "flip", "reverse",
    "music", "logo", "redo",
    "sync_audio", "reset", "speed", "aspect", "merge", "music_range", "split_screen", "pip",
    "caption_shift", "duration",
})  # fmt: skip
# What takes files that seem to be inserted by a neighbour.
_GREEDY: Final = {
    "chroma_key": {"insert", "replace"},
    "pip": {"insert"},
    "split_screen": {"insert"},
    "logo": {"resolution"},
    "aspect": {"blur", "filter"},
    "replace_audio": {"mute"},
    "sync_audio": {"volume"},
    "slideshow": {"fade", "transition", "music"},
}
# What only a verb makes an order of its own behind another order.
_VERBS: Final = (
    "add",
    "make",
    "change",
    "set",
    "put",
    "remove",
    "move",
    "turn",
    "cut",
    "replace_verb",
    "speed_up",
    "slow_down",
    "raise",
    "lower",
    "fade_in",
    "fade_out",
    "insert_verb",
)
_TEXTUAL: Final = frozenset(
    {"text_style", "duration", "adjust", "filter", "resolution", "aspect", "fade", "pan_zoom"}
)
_DETAILS: Final = {
    "title": _TEXTUAL, "lower_third": _TEXTUAL, "end_card": _TEXTUAL, "logo": _TEXTUAL,
    "sticker": _TEXTUAL, "countdown": _TEXTUAL,
    "insert": _TEXTUAL, "add_scene": _TEXTUAL | {"filter"}, "pip": _TEXTUAL, "music": {"volume",
    "duration", "adjust"}, "freeze": {"duration"},
    "edit_text": _TEXTUAL, "transition": {"duration"}, "slideshow": {"duration", "transition",
    "aspect"}, "voiceover": {"duration"},
    "replace": {"duration"}, "caption": _TEXTUAL, "zoom": {"duration"}, "sfx": {"volume",
    "duration"}, "text_style": _TEXTUAL,
    "progress_bar": _TEXTUAL, "blur": {"duration"}, "music_range": {"fade_audio"},
    "highlight": {"duration"},
}  # fmt: skip
_FILED: Final = frozenset({"logo", "pip", "replace", "thumbnail"})
MOST_RANGES: Final = 24  # a line with more of them is a pasted page
_RANGED: Final = frozenset({"cut", "mute", "speed", "blur", "cut_edge"})
# What may be said of the same clip without a word between, and the words that said the first.
_BREATH: Final = {
    "reverse": {"speed", "mute"}, "mute": {"speed", "reverse"}, "flip": {"speed", "filter"},
    "filter": {"speed", "reverse"}, "music": {"fade_audio"},
}  # fmt: skip
_SAID_BY: Final = {
    "reverse": ("reverse",), "mute": ("mute", "sound", "volume_noun"), "flip": ("flip",),
    "filter": ("filter", "filter_noun"), "music": ("add",),
}  # fmt: skip
# What follows a Japanese て that is no end of a clause: して|る, して|ください.
_GOES_ON: Final = frozenset("るいたなもくほお")
# What is bigger, smaller, elsewhere without being named is what was spoken of before.
_OWNERS: Final = ("title_noun", "text_noun", "caption_noun", "logo_noun", "lower_third", "end_card")
_OF_ANYTHING: Final = frozenset({"zoom", "pan_zoom", "adjust", "ask", "crop"})
_MARKS: Final = frozenset(",、;。.!?\n")


def orders(reading: Reading) -> Order | None:
    """One order, a batch, or nothing; what was not heard of a longer line is asked about."""
    found = _orders(reading)
    if found is None or not found.acts:
        return found
    lost = unmatched_parts.pieces(reading, found, parts(reading))
    if not lost:
        return found
    heard = [found] if found.op != "batch" else [Order(**one) for one in found.args["ops"]]
    asked = [Order("ask", {"about": "part", "said": said}) for said in lost]
    ops = [{"op": one.op, "args": dict(one.args)} for one in (*heard, *asked)]
    return Order("batch", {"ops": ops}, reading.language)


def _orders(reading: Reading) -> Order | None:
    whole = frames.find(reading)
    if whole and _swallows(whole) and not _is_cut_before(reading, whole):
        return whole.order
    parts = _grouped(reading)
    found = [one for one in _found(parts) if one]
    if several := _for_each_range(reading, whole):
        return several
    if len(parts) <= 1 or len(found) <= 1:
        return _in_one_breath(reading, whole) if whole else None
    acting = [one.order for one in found if one.order.acts]
    if (
        whole
        and {one.op for one in acting} - {whole.order.op} <= _GREEDY.get(whole.order.op, set())
        and whole.order.op in _GREEDY
    ):
        return whole.order
    if len(acting) <= 1:
        return (acting[0] if len(acting) == 1 and not (whole and whole.order.acts) else None) or (
            whole.order if whole else None
        )
    return _batch([one.order for one in found], reading.language)


def _found(parts: list[Reading]) -> list[FrameMatch | None]:
    """What each part asks for; "enlarge it" behind a caption is about the caption."""
    found: list[FrameMatch | None] = []
    named: list[Token] = []
    for part in parts:
        here = frames.find(part)
        things = part.all(*_OWNERS)
        if here and not things and named and here.order.op in _OF_ANYTHING:
            borrowed = frames.find(replace(part, tokens=(*named, *part.tokens)))
            here = borrowed if borrowed and borrowed.order.acts else here
        named = things or ([] if part.has("clip", "whole", "video_noun") else named)
        found.append(here)
    return found


def _for_each_range(reading: Reading, whole: FrameMatch | None) -> Order | None:
    """“cut out 0:05-0:07 and 0:11-0:13”; the last goes first, so that the times stay true."""
    if whole is None or whole.order.op not in _RANGED:
        return None
    ranges = reading.all("edged" if whole.order.op == "cut_edge" else "range")
    if not 2 <= len(ranges) <= MOST_RANGES:  # noqa: PLR2004 - several
        return None
    parts = [
        one
        for token in (ranges if whole.order.op == "cut_edge" else reversed(ranges))
        if (one := frames.find(reading.without(other for other in ranges if other is not token)))
    ]
    if len(parts) != len(ranges) or {one.order.op for one in parts} != {whole.order.op}:
        return None
    return _batch([one.order for one in parts], reading.language)


def _in_one_breath(reading: Reading, whole: FrameMatch) -> Order:
    """“in reverse at half speed”: two orders about one clip, and nothing between them."""
    second = _BREATH.get(whole.order.op)
    if second is None or reading.has("range", "edged", "quote"):
        return whole.order
    rest = frames.find(reading.without(reading.all(*_SAID_BY[whole.order.op])))
    if rest is None or rest.order.op not in second:
        return whole.order
    return _batch([whole.order, rest.order], reading.language)


def _swallows(whole: FrameMatch) -> bool:
    return whole.order.op in _SWALLOW and (
        whole.order.op != "caption" or "lines" in whole.order.args
    )


def _is_cut_before(reading: Reading, whole: FrameMatch) -> bool:
    """Whether another order stands before or behind what swallows the rest of a line."""
    parts = _grouped(reading)
    if len(parts) <= 1 or whole.order.op in {"storyboard", "caption"}:
        return False
    first = frames.find(parts[0])
    if first is None or not first.order.acts or not parts[0].has(*_VERBS):
        return False
    if first.order.op in _FORMATS and whole.order.op == "generate":
        return not parts[0].has("video_noun", "clip_noun")
    if first.order.op in _SWALLOW:
        rest = [one for part in parts[1:] if (one := frames.find(part))]
        return whole.order.op in {"lower_third", "voiceover"} and any(
            one.order.op != "end_card" for one in rest
        )
    return True


def _batch(parts: list[Order], language: str) -> Order:
    joined: list[Order] = []
    for order in parts:
        if order.op == "ask" and any(one.acts for one in joined):
            continue
        joined.append(order)
    if any(order.op == "unsupported" for order in joined) and len(joined) == 1:
        return joined[0]
    acting = [order for order in joined if order.op not in {"ask", "unsupported"}]
    if len(acting) == 1 and len(joined) == 1:
        return acting[0]
    joined = _melted(joined)
    if len(joined) == 1:
        return joined[0]
    return Order(
        "batch", {"ops": [{"op": one.op, "args": dict(one.args)} for one in joined]}, language
    )


def _melted(parts: list[Order]) -> list[Order]:
    """Neighbours of one operation which say the same, or different things of the same, are one."""
    melted: list[Order] = []
    for order in parts:
        last = melted[-1] if melted else None
        if (
            last
            and last.op == "music"
            and order.op == "volume"
            and "vol" in order.args
            and order.args.get("track", "music") == "music"
        ):
            melted[-1] = Order("music", {**last.args, "vol": order.args["vol"]}, order.language)
        elif last and last.op in _FILED and "src" not in last.args and set(order.args) == {"src"}:
            melted[-1] = Order(last.op, {**last.args, **order.args}, order.language)
        elif last and last.op == order.op == "speed" and _is_told_again(last, order):
            melted[-1] = Order("speed", {**last.args, **order.args}, order.language)
        elif (
            last
            and last.op == order.op
            and order.op in _MELT
            and (_agree(last, order) or _is_said_anew(last, order))
        ):
            args = {**last.args, **order.args}
            if order.op == "volume" and len({"vol", "db", "x"} & args.keys()):
                args.pop("dir", None)
            melted[-1] = Order(order.op, args, order.language)
        else:
            melted.append(order)
    return melted


def _is_told_again(last: Order, order: Order) -> bool:
    """“the last clip in slow motion, 40 % speed”: the number belongs to the word before."""
    return last.args.keys() == {"x"} or order.args.keys() == {"x"}


def _is_said_anew(last: Order, order: Order) -> bool:
    """“the font is tiny, enlarge it”: the later word on the same text is what is wanted."""
    which = order.args.get("which")
    return order.op == "text_style" and which in {None, last.args.get("which")}


def _agree(one: Order, other: Order) -> bool:
    return all(one.args[key] == other.args[key] for key in one.args.keys() & other.args.keys())


def _grouped(reading: Reading) -> list[Reading]:
    """The parts of a line; a part that cannot stand alone goes with the one before it."""
    groups: list[tuple[int, int]] = []
    kept: list[FrameMatch | None] = []
    for low, high in _pieces(reading):
        part = reading.between(low, high)
        before = kept[-1] if kept else None
        found = _standing(part, before)
        if groups and (found is None or before is None):
            groups[-1] = (groups[-1][0], high)
            kept[-1] = before or _strong(reading.between(*groups[-1]))
        else:
            groups.append((low, high))
            kept.append(found)
    return [reading.between(low, high) for low, high in groups]


def _strong(part: Reading) -> FrameMatch | None:
    """What a part asks for, if it can stand alone."""
    found = frames.find(part)
    is_strong = found and not found.weak and (found.order.acts or found.order.op == "unsupported")
    return found if is_strong else None


def _standing(part: Reading, before: FrameMatch | None) -> FrameMatch | None:
    """The same, unless it is only a detail of the order before it."""
    found = _strong(part)
    if found is None or before is None:
        return found
    is_detail = found.order.op in _DETAILS.get(before.order.op, frozenset())
    is_about_it = not part.has(*_VERBS) or (
        found.order.op == "duration" and not part.has("whole", "clip")
    )
    return None if is_detail and is_about_it else found


def parts(reading: Reading) -> list[Reading]:
    """The pieces a line may be cut into, whether they stand alone or not."""
    return [reading.between(*one) for one in _pieces(reading)]


def _pieces(reading: Reading) -> list[tuple[int, int]]:
    """Cut at commas and stops, at "and", "then", 再, 然后, and behind a Japanese て."""
    cuts: list[tuple[int, int]] = []
    start = reading.low
    for token in reading.tokens:
        is_mark = token.kind == "stop" and token.value in _MARKS
        if is_mark or token.has("and"):
            if token.low > start:
                cuts.append((start, token.low))
            start = token.high
        elif token.has("chain") and reading.folded[token.high : token.high + 1] not in _GOES_ON:
            cuts.append((start, token.high))
            start = token.high
    if reading.high > start:
        cuts.append((start, reading.high))
    return [(low, high) for low, high in cuts if reading.between(low, high).tokens]
