"""Lines with several orders: cut where each part understands itself, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from studio import catalogue
from studio.catalogue import FreeWords
from studio.understand import semantic_frames, unmatched_parts
from studio.understand.concept_sets import OWNERS_OF_A_SIZE, VERBS_OF_A_NEW_ORDER
from studio.understand.order import Order

if TYPE_CHECKING:
    from studio.understand.reading import Reading, Token
    from studio.understand.semantic_frames import FrameMatch

MOST_RANGES: Final = 24  # a line with more of them is a pasted page
# What follows a Japanese て that is no end of a clause: して|る, して|ください.
_GOES_ON: Final = frozenset("るいたなもくほお")
# Signs between clauses; a colon is none, behind it stands what belongs to the order before.
_MARKS: Final = frozenset(",、;。.!?\n")


def orders(reading: Reading) -> Order | None:
    """One order, a batch, or nothing; what was not heard of a longer line is asked about."""
    found = _orders(reading)
    if found is None or not found.acts:
        return found
    # Carried out in part, a line says which part was not understood.
    lost = unmatched_parts.pieces(reading, found, parts(reading))
    if not lost:
        return found
    heard = [found] if found.op != "batch" else [Order(**one) for one in found.args["ops"]]
    asked = [Order("ask", {"about": "part", "said": said}) for said in lost]
    ops = [{"op": one.op, "args": dict(one.args)} for one in (*heard, *asked)]
    return Order("batch", {"ops": ops}, reading.language)


def _orders(reading: Reading) -> Order | None:
    whole = semantic_frames.find(reading)
    # First whether the whole line is one text: commas in a prompt are no cuts.
    if whole and _swallows(whole) and not _is_cut_before(reading, whole):
        return whole.order
    parts = _grouped(reading)
    found = [one for one in _found(parts) if one]
    # Ranges before pieces: "0:05-0:07 and 0:11-0:13" has an "and" that cuts nothing of sense.
    if several := _for_each_range(reading, whole):
        return several
    if len(parts) <= 1 or len(found) <= 1:
        return _in_one_breath(reading, whole) if whole else None
    acting = [one.order for one in found if one.order.acts]
    if whole and _is_of_pieces(whole, acting):
        return whole.order
    # One order and something that is none: the whole line knows more of it,
    # unless the whole line is a question of ours.
    if len(acting) <= 1:
        return (acting[0] if len(acting) == 1 and not (whole and whole.order.acts) else None) or (
            whole.order if whole else None
        )
    return _batch([one.order for one in found], reading.language)


def _is_of_pieces(whole: FrameMatch, acting: list[Order]) -> bool:
    """Whether what the pieces yield is only what the words of the whole sound like in pieces."""
    greedy_over = catalogue.of(whole.order.op).greedy_over
    return bool(greedy_over) and {one.op for one in acting} <= greedy_over | {whole.order.op}


def _found(parts: list[Reading]) -> list[FrameMatch | None]:
    """What each part asks for; "enlarge it" behind a caption is about the caption."""
    found: list[FrameMatch | None] = []
    named: list[Token] = []
    for part in parts:
        here = semantic_frames.find(part)
        things = part.all(*OWNERS_OF_A_SIZE)
        if here and not things and named and _borrows(here.order):
            # The part is asked again with what was named before in front of it.
            borrowed = semantic_frames.find(replace(part, tokens=(*named, *part.tokens)))
            here = borrowed if borrowed and borrowed.order.acts else here
        named = things or ([] if part.has("clip", "whole", "video_noun") else named)
        found.append(here)
    return found


def _borrows(order: Order) -> bool:
    return order.op == "ask" or catalogue.of(order.op).borrows_thing


def _for_each_range(reading: Reading, whole: FrameMatch | None) -> Order | None:
    """“cut out 0:05-0:07 and 0:11-0:13”; the last goes first, so that the times stay true."""
    if whole is None or not catalogue.of(whole.order.op).is_for_each_range:
        return None
    ranges = reading.all("edged" if whole.order.op == "cut_edge" else "range")
    if not 2 <= len(ranges) <= MOST_RANGES:  # noqa: PLR2004 - several
        return None
    parts = [
        one
        # Edges stay where they are whichever goes first; ranges move what comes behind them.
        for token in (ranges if whole.order.op == "cut_edge" else reversed(ranges))
        if (
            one := semantic_frames.find(
                reading.without(other for other in ranges if other is not token)
            )
        )
    ]
    if len(parts) != len(ranges) or {one.order.op for one in parts} != {whole.order.op}:
        return None
    return _batch([one.order for one in parts], reading.language)


def _in_one_breath(reading: Reading, whole: FrameMatch) -> Order:
    """“in reverse at half speed”: two orders about one clip, and nothing between them."""
    known = catalogue.of(whole.order.op)
    if not known.in_one_breath or reading.has("range", "edged", "quote"):
        return whole.order
    rest = semantic_frames.find(reading.without(reading.all(*known.said_by)))
    if rest is None or rest.order.op not in known.in_one_breath:
        return whole.order
    return _batch([whole.order, rest.order], reading.language)


def _swallows(whole: FrameMatch) -> bool:
    """Whether an order takes the rest of the line; captions only where their lines are told."""
    return _takes_rest(whole.order) and (whole.order.op != "caption" or "lines" in whole.order.args)


def _takes_rest(order: Order) -> bool:
    return catalogue.of(order.op).free_words is FreeWords.REST


def _is_cut_before(reading: Reading, whole: FrameMatch) -> bool:
    """Whether another order stands before or behind what swallows the rest of a line."""
    parts = _grouped(reading)
    # Scripts and captions are lists: what looks like orders in them are lines.
    if len(parts) <= 1 or whole.order.op in {"storyboard", "caption"}:
        return False
    first = semantic_frames.find(parts[0])
    if first is None or not first.order.acts or not parts[0].has(*VERBS_OF_A_NEW_ORDER):
        return False
    if catalogue.of(first.order.op).is_format and whole.order.op == "generate":
        return not parts[0].has("video_noun", "clip_noun")
    if _takes_rest(first.order):
        rest = [one for part in parts[1:] if (one := semantic_frames.find(part))]
        # Both take the rest: only a name or a text to be read is told apart from what is in front,
        # and not by an end card behind it, which may be read, too.
        return whole.order.op in {"lower_third", "voiceover"} and any(
            one.order.op != "end_card" for one in rest
        )
    return True


def _batch(parts: list[Order], language: str) -> Order:
    joined: list[Order] = []
    for order in parts:
        # Behind an order that acts no question is asked: what is unclear in it was told already.
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
        both = _as_one(melted[-1], order) if melted else None
        if both:
            melted[-1] = both
        else:
            melted.append(order)
    return melted


def _as_one(last: Order, order: Order) -> Order | None:
    """Two neighbours as one order, where the second only goes on with the first."""
    args = {**last.args, **order.args}
    if last.op == "music" and order.op == "volume":  # "calm music, at 30 %"
        is_of_music = "vol" in order.args and order.args.get("track", "music") == "music"
        args = {**last.args, "vol": order.args.get("vol")}
        return Order("music", args, order.language) if is_of_music else None
    if catalogue.of(last.op).takes_file and "src" not in last.args and set(order.args) == {"src"}:
        return Order(last.op, args, order.language)
    if last.op != order.op:
        return None
    if order.op == "speed" and _is_told_again(last, order):
        return Order("speed", args, order.language)
    if catalogue.of(order.op).melts and (_agree(last, order) or _is_said_anew(last, order)):
        if order.op == "volume" and {"vol", "db", "x"} & args.keys():
            args.pop("dir", None)  # "louder, +6 dB": the number says it all
        return Order(order.op, args, order.language)
    return None


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
        # What cannot stand alone goes with the part before it: "cut 3 seconds, from the end".
        if groups and (found is None or before is None):
            groups[-1] = (groups[-1][0], high)
            kept[-1] = before or _strong(reading.between(*groups[-1]))
        else:
            groups.append((low, high))
            kept.append(found)
    return [reading.between(low, high) for low, high in groups]


def _strong(part: Reading) -> FrameMatch | None:
    """What a part asks for, if it can stand alone."""
    found = semantic_frames.find(part)
    is_strong = found and not found.weak and (found.order.acts or found.order.op == "unsupported")
    return found if is_strong else None


def _standing(part: Reading, before: FrameMatch | None) -> FrameMatch | None:
    """The same, unless it is only a detail of the order before it."""
    found = _strong(part)
    if found is None or before is None:
        return found
    is_detail = found.order.op in catalogue.of(before.order.op).details
    # A verb makes an order of it, but "make it 5 seconds long" is the title's time unless it says
    # whose.
    is_about_it = not part.has(*VERBS_OF_A_NEW_ORDER) or (
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
