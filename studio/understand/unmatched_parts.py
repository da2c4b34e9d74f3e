"""What a longer line also ordered and nobody understood: carried out in part, it must be said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from studio import catalogue
from studio.catalogue import FreeWords
from studio.understand import semantic_frames
from studio.understand.concept_sets import FILLING, THINGS_OF_A_LOST_ORDER, VERBS_OF_A_LOST_ORDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from studio.understand.order import Order
    from studio.understand.reading import Reading, Token

_FEWEST: Final = 2  # a thing, and what is done to it


def pieces(reading: Reading, found: Order, parts: Sequence[Reading]) -> list[str]:
    """The pieces of a line that order something and of which nothing has become."""
    ops = [str(one["op"]) for one in found.args["ops"]] if found.op == "batch" else [found.op]
    # What takes text may have taken the piece: "title: a, b and c".
    has_own_text = any(catalogue.of(op).free_words >= FreeWords.TEXT for op in ops)
    if len(parts) <= 1 or has_own_text or len(parts) <= len(ops):
        return []
    heard = sum(_is_heard(part) for part in parts)
    if heard >= len(parts):
        return []
    return [
        reading.slice(part.low, part.high)
        for part in parts
        if not _is_heard(part) and _orders_something(part) and not _helps(reading, part)
    ]


def _is_heard(part: Reading) -> bool:
    found = semantic_frames.find(part)
    return found is not None and (found.order.acts or found.order.op == "unsupported")


def _orders_something(part: Reading) -> bool:
    """“drop the last two clips”: it begins with what is to be done, or ends with it."""
    # English orders begin with their verb; in Chinese and Japanese it may stand anywhere.
    words = [one for one in part.tokens if one.kind != "stop"]
    strange = sum(not one.concepts and one.kind == "word" for one in words)
    if len(words) < _FEWEST or not (part.has(*THINGS_OF_A_LOST_ORDER) or strange >= _FEWEST):
        return False
    if part.language == "en":
        first = next((one for one in words if not _is_filling(one)), None)
        return first is not None and (
            first.has(*VERBS_OF_A_LOST_ORDER) or _is_strange_verb(part, first)
        )
    return any(one.has(*VERBS_OF_A_LOST_ORDER) for one in words)


def _is_strange_verb(part: Reading, first: Token) -> bool:
    """“flurb the third clip”: a word nobody knows in front of a thing of ours."""
    behind = part.tokens[part.tokens.index(first) + 1 :]
    return (
        first.kind == "word"
        and not first.concepts
        and bool(behind)
        and behind[0].has("the", "clip", "all")
    )


def _is_filling(token: Token) -> bool:
    return bool(token.concepts) and token.concepts.keys() <= FILLING


def _helps(reading: Reading, part: Reading) -> bool:
    """Whether the line means something else without the piece."""
    whole = semantic_frames.find(reading)
    dropped = {id(token) for token in part.tokens}
    rest = semantic_frames.find(
        reading.without(one for one in reading.tokens if id(one) in dropped)
    )
    # If leaving the piece out changes the order, it was heard after all.
    return (whole is None) != (rest is None) or (
        whole is not None and rest is not None and whole.order != rest.order
    )
